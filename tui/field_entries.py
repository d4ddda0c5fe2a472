"""Entries for declared fields: which one a field is typed into, and what it says in ledger words."""

from collections.abc import Callable
from datetime import date

from store.fields import Choice, Choices, Day, Declared, Text
from tui.widgets.choice_entry import ChoiceEntry, TickEntry
from tui.widgets.completing_entry import COMPLETION_HELP, CompletingEntry
from tui.widgets.day_entry import DAY_HELP, DayEntry
from tui.widgets.long_entry import LongEntry
from tui.widgets.text_entry import TextEntry

FieldEntry = TextEntry | LongEntry | ChoiceEntry | TickEntry


def entry_for(
    field: Declared, today: Callable[[], date], text: str = "", *, completed: bool = False, several: bool = False
) -> FieldEntry:
    """The entry a declared field is typed into; ``text`` in ledger words stands there from the beginning.

    ``completed`` offers words, ``several`` takes more than one of them.
    """
    match field.type:
        case Choice(options=options):
            return ChoiceEntry(options, text if text in options else None, optional=not field.required)
        case Choices(options=options):
            return TickEntry(options, text.split("、") if text else ())
        case Day(planned=planned):
            return DayEntry(today, text, optional=not field.required, planned=planned)
        case Text(multiline=True):
            return LongEntry(text)
    return CompletingEntry(text, several=several) if completed else TextEntry(text)


def usual_help(field: Declared, entry: FieldEntry) -> str:
    """What F1 says about a field for which nobody wrote anything better."""
    match entry:
        case ChoiceEntry():
            return "按数字选。" if field.required else "按数字选;再按一次就清掉。"
        case TickEntry():
            return "按数字勾选,再按一次去掉。"
        case DayEntry():
            return DAY_HELP if field.required else f"没有就空着。{DAY_HELP}"
        case LongEntry():
            return "没有就空着。Ctrl+N 换行。"
        case CompletingEntry():
            return COMPLETION_HELP
    return "没有就空着。"


def typed_in(entry: FieldEntry) -> str:
    """What the entry says, as a ledger would write it: a day in full, chosen words."""
    match entry:
        case ChoiceEntry():
            return entry.chosen or ""
        case TickEntry():
            return "、".join(entry.ticked)
        case LongEntry():
            return entry.text
        case DayEntry():
            return entry.meant.isoformat() if entry.meant else entry.value
    return entry.value


def suggest(entry: FieldEntry, text: str) -> None:
    """Fill in what is likely, unless something was put there already."""
    if isinstance(entry, ChoiceEntry):
        entry.suggest(text)
    elif isinstance(entry, TextEntry) and not entry.value:
        entry.initial = text
        entry.value = text
