"""What stands in the entries of a form, as plain values: for its draft, and for telling whether anything was typed."""

from collections.abc import Iterable, Mapping
from typing import Any

from textual.widget import Widget

from tui.widgets.choice_entry import ChoiceEntry, TickEntry
from tui.widgets.day_entry import DayEntry
from tui.widgets.field_row import FieldRow
from tui.widgets.long_entry import LongEntry
from tui.widgets.text_entry import TextEntry

Kept = dict[str, Any]
"""By the label of the field: text as typed, the chosen word, or the ticked words."""


def kept_entries(rows: Iterable[FieldRow]) -> Kept:
    """What stands in every field now. A day is kept as the day it means: tomorrow 昨天 would mean another."""
    return {row.label: _value(row.entry) for row in rows}


def take_up(rows: Iterable[FieldRow], kept: Mapping[str, Any]) -> None:
    """Put kept values back where the form still has their fields; a value of another shape is left out."""
    for row in rows:
        if row.label in kept:
            _put(row.entry, kept[row.label])


def untouched_entries(rows: Iterable[FieldRow]) -> Kept:
    """What stands in the fields that nothing was typed into or chosen in."""
    return {row.label: _value(row.entry) for row in rows if not _touched(row.entry)}


def _touched(entry: Widget) -> bool:
    if isinstance(entry, TextEntry | LongEntry):
        return entry.typed
    # Ticks are set by nobody else.
    return isinstance(entry, TickEntry) or (isinstance(entry, ChoiceEntry) and entry.picked)


def _value(entry: Widget) -> str | list[str] | None:
    if isinstance(entry, DayEntry):
        return entry.day.isoformat() if entry.day else entry.value
    if isinstance(entry, TextEntry):
        return entry.value
    if isinstance(entry, LongEntry):
        return entry.text
    if isinstance(entry, TickEntry):
        return list(entry.ticked)
    return entry.chosen if isinstance(entry, ChoiceEntry) else None


def _put(entry: Widget, value: object) -> None:
    if isinstance(entry, TextEntry) and isinstance(value, str):
        entry.value = value
    elif isinstance(entry, LongEntry) and isinstance(value, str):
        entry.load_text(value)
    elif isinstance(entry, TickEntry) and isinstance(value, list):
        entry.tick(value)
    elif isinstance(entry, ChoiceEntry) and (value is None or value in entry.options):
        entry.choose(value)
