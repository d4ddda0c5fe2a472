"""What is typed into the form of one record of a person (a visit, a test), checked as ledgers are. Never raises."""

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from store.desk.form_checks import CheckedForm, FormNote, note
from store.desk.row_checks import disordered_days
from store.fields import Day, FieldType, declared_fields
from store.fields.cell import trim
from store.model.drug_test import POSITIVE, DrugTest
from store.model.notice import REASONED, Notice

_REASON_NEEDED = "这一事项要写明理由;没有理由的不记。"
_ONLY_POSITIVE = "只有阳性才有认定;请清掉认定和认定日期,或核对结果。"


def own_day(record_type: type) -> str:
    """The attribute that holds the day a record is about: the first day it must have."""
    return next(field.name for field in declared_fields(record_type) if field.required and isinstance(field.type, Day))


def check_record(
    record_type: type,
    typed: Mapping[str, str],
    today: date,
    recorded: Mapping[str, Any] | None = None,
    types: Mapping[str, FieldType] = MappingProxyType({}),
) -> CheckedForm:
    """Check texts by attribute. What is not typed is as ``recorded``; an empty text empties the field.

    ``types`` are the field types, by attribute, for which the office has words of its own.
    What only the ledger knows (birth, the closing of the measure) is checked when the record is saved.
    """
    values, faults, warnings = dict(recorded or {}), list[FormNote](), list[FormNote]()
    for field in declared_fields(record_type):
        if field.name in typed:
            text = trim(typed[field.name])
            checked = types.get(field.name, field.type).clean(text, today) if text.strip("\n") else None
            values[field.name] = checked.value if checked else None
            found = [note(field.name, code) for code in (checked.codes if checked else ())]
            (warnings if values[field.name] is not None else faults).extend(found)
        if field.required and not values.get(field.name) and not any(fault.field == field.name for fault in faults):
            faults.append(note(field.name, "missing"))
    faults += _contradictions(record_type, values)
    if record_type is Notice and recorded is None and values.get("matter") in REASONED and not values.get("content"):
        faults.append(FormNote("content", _REASON_NEEDED, "missing"))
    return CheckedForm(values, tuple(faults), tuple(warnings))


def _contradictions(record_type: type, values: Mapping[str, Any]) -> Iterator[FormNote]:
    for name in disordered_days(record_type, values):
        yield note(name, "date-order")
    if record_type is DrugTest and values.get("result") not in (POSITIVE, None):
        for name in ("confirmation", "confirmed_on"):
            if values.get(name):
                yield FormNote(name, _ONLY_POSITIVE)
                break
