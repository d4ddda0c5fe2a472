"""The fields of the form of a person and a measure: read off the declarations, in sections, each with its entry."""

from collections.abc import Callable, Mapping
from datetime import date

from store.desk.form_checks import FORM_FIELDS
from store.fields import Day, Declared, Sensitivity
from store.text import mask
from tui.field_entries import FieldEntry, entry_for, typed_in, usual_help
from tui.widgets.choice_entry import ChoiceEntry, TickEntry
from tui.widgets.day_entry import DAY_HELP, DayEntry
from tui.widgets.field_row import FieldRow
from tui.widgets.long_entry import LongEntry

SECTIONS: dict[str, tuple[str, ...]] = {
    "身份": ("name", "sex", "id_type", "id_number", "birth_date", "phone", "former_name", "agreed_name"),
    "住处": ("village", "village_group", "grid", "household_number", "current_address", "registered_address"),
    "措施": (
        "category",
        "decided_by",
        "document_number",
        "decided_on",
        "served_on",
        "reported_on",
        "agreement_on",
        "term_months",
        "offset_days",
        "taken_over_on",
        "confirmed_end",
    ),
    "情况": (
        "control_state",
        "drugs",
        "first_found_on",
        "education",
        "marital_status",
        "employment",
        "languages",
        "note",
    ),
    "结束": ("closed_on", "close_reason"),
}
"""The form from top to bottom, in the order in which a decision and an identity card are read."""
COMPLETED = (
    "id_type", "village", "grid", "decided_by", "drugs", "education", "marital_status", "employment", "languages",
)  # fmt: skip
_HELP = {
    "name": "按证件写,中间的点也写上。",
    "id_number": "按证件逐位写;没有证件就空着。",
    "reported_on": f"本人到社区报到的那天;没报到就空着。{DAY_HELP}",
    "served_on": f"决定书送到本人手里的那天,15 日内要报到。{DAY_HELP}",
    "term_months": "写年数,如 3 或 1.5;社区戒毒是 3 年,可以空着。",
    "offset_days": "先前羁押等折抵的天数,没有就空着。",
    "confirmed_end": f"决定机关确认了到期日才填;可以是以后的日子,写全年月日。{DAY_HELP}",
    "closed_on": f"措施结束的那天;没结束就空着。{DAY_HELP}",
    "note": "其他要记的。Ctrl+N 换行。",
    "agreed_name": "对外用的称呼,写在路线单上,不要写出身份。",
}
_MASKED_HELP = "平时只显示后四位。不改就空着;要改就整个重写,写 无 就是清除。"


def entry_of(declared: Declared, today: Callable[[], date]) -> FieldEntry:
    """The entry a field of a person or a measure is typed into. Days may lie ahead where the checks allow it."""
    if isinstance(declared.type, Day):
        return DayEntry(today, optional=True)
    return entry_for(declared, today, completed=declared.name in COMPLETED, several=declared.name == "drugs")


def row_of(declared: Declared, entry: FieldEntry) -> FieldRow:
    """The row of a field, with what F1 says about it."""
    return FieldRow(
        declared.label,
        entry,
        help=_help(declared, entry),
        typed=not isinstance(entry, ChoiceEntry),
        hinted=not isinstance(entry, ChoiceEntry | LongEntry),
    )


def _help(declared: Declared, entry: FieldEntry) -> str:
    if declared.sensitivity is Sensitivity.MASKED:
        return _HELP.get(declared.name, "") + _MASKED_HELP
    if declared.name in _HELP:
        return _HELP[declared.name]
    return usual_help(declared, entry)


def fill(entry: FieldEntry, declared: Declared, text: str) -> None:
    """Show what is recorded. A masked value is not shown: it is written anew or left as it is."""
    if declared.sensitivity is Sensitivity.MASKED:
        return
    if isinstance(entry, ChoiceEntry):
        entry.suggest(text)
    elif not isinstance(entry, TickEntry):
        entry.begin_with(text)


def changed(entries: Mapping[str, FieldEntry], recorded: Mapping[str, str]) -> dict[str, str]:
    """What was typed, by attribute: only fields that say something else than what is recorded.

    What is not shown in full, or holds what an entry cannot, stays exactly as it is recorded.
    """
    found = {name: typed_in(entry) for name, entry in entries.items()}
    return {name: text for name, text in found.items() if text != _shown(name, recorded)}


def _shown(name: str, recorded: Mapping[str, str]) -> str:
    return "" if FORM_FIELDS[name].sensitivity is Sensitivity.MASKED else recorded.get(name, "")


def masked_hint(name: str, recorded: Mapping[str, str]) -> str:
    """What stands beside an empty masked entry whose value is recorded."""
    if FORM_FIELDS[name].sensitivity is Sensitivity.MASKED and recorded.get(name):
        return f"已登记 {mask(recorded[name])},不改就空着"
    return ""
