"""What is typed into the form of a person and a measure, checked as ledgers are. Faults are values, never raised."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from store.desk.row_checks import identity_contradictions, is_reported_late, measure_faults
from store.fields import Checked, Declared, Text, declared_fields
from store.fields.cell import trim
from store.fields.codes import CODES
from store.fields.id_number import birth_date_of, sex_of
from store.model.measure import RECOVERY, Measure
from store.model.person import RESIDENT_ID, Person

PERSON_FIELDS: dict[str, Declared] = {declared.name: declared for declared in declared_fields(Person)}
MEASURE_FIELDS: dict[str, Declared] = {declared.name: declared for declared in declared_fields(Measure)}
FORM_FIELDS = PERSON_FIELDS | MEASURE_FIELDS
"""Every field of the form by attribute; no attribute of one record is also one of the other."""
_NAME_OF = {declared.label: declared.name for declared in FORM_FIELDS.values()}
_OTHER_PAPERS = Text(60)
_DROPPED_KNOWINGLY = {"not-reported"}


@dataclass(frozen=True, slots=True)
class FormNote:
    """Something about a field (its attribute) in one Chinese sentence. ``code`` is that of the ledgers, if any."""

    field: str
    sentence: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class CheckedForm:
    """What the form says: ``values`` by attribute. With ``faults`` it cannot be saved; ``warnings`` are to be read."""

    values: dict[str, Any] = field(default_factory=dict)
    faults: tuple[FormNote, ...] = ()
    warnings: tuple[FormNote, ...] = ()

    def with_faults(self, *faults: FormNote) -> "CheckedForm":
        return CheckedForm(self.values, (*self.faults, *faults), self.warnings)

    def with_warnings(self, *warnings: FormNote) -> "CheckedForm":
        return CheckedForm(self.values, self.faults, (*self.warnings, *warnings))


def note(name: str, code: str) -> FormNote:
    """A code of the ledgers at a field."""
    return FormNote(name, f"{CODES[code].message};{CODES[code].remedy}。", code)


def check_typed(
    typed: Mapping[str, str], today: date, recorded: Mapping[str, Any] | None = None, *, measure: bool = True
) -> CheckedForm:
    """Check texts by attribute. What is not typed is as ``recorded``; an empty text empties the field.

    Without ``measure`` only the facts of the person are looked at. ``KeyError`` for a field that no form has.
    """
    recorded = recorded or {}
    values, faults, warnings = dict(recorded), list[FormNote](), list[FormNote]()
    for name in sorted(typed, key=list(FORM_FIELDS).index):
        checked = _clean(name, typed, values, today)
        values[name] = checked.value
        dropped = checked.value is None and not set(checked.codes) <= _DROPPED_KNOWINGLY
        (faults if dropped else warnings).extend(note(name, code) for code in checked.codes)
    refused = {fault.field for fault in faults}
    if "not-reported" in {warning.code for warning in warnings} and recorded.get("reported_on"):
        faults.append(FormNote("reported_on", "已登记过报到日期,不能写未报到;登记错了请清空此格。", "conflict"))
    form = _with_identity(CheckedForm(values, tuple(faults), tuple(warnings)))
    fields = FORM_FIELDS if measure else PERSON_FIELDS
    form = form.with_faults(*(note(name, "missing") for name in _missing(fields, values) if name not in refused))
    return _with_measure(form) if measure else form


def _clean(name: str, typed: Mapping[str, str], values: Mapping[str, Any], today: date) -> Checked:
    text = trim(typed[name])
    if not text:
        return Checked()
    if name == "id_number" and values.get("id_type") not in (None, RESIDENT_ID):
        return _OTHER_PAPERS.clean(text, today)
    return FORM_FIELDS[name].type.clean(text, today)


def _missing(fields: Mapping[str, Declared], values: Mapping[str, Any]) -> Iterator[str]:
    yield from (name for name, declared in fields.items() if declared.required and values.get(name) is None)
    recovery = fields is FORM_FIELDS and values.get("category") == RECOVERY
    if recovery and values.get("term_months") is None:
        yield "term_months"


def _with_identity(form: CheckedForm) -> CheckedForm:
    """Birth date and sex as the resident ID number says; two contradictions mean that it is somebody else's."""
    values = form.values
    number = values.get("id_number")
    if number is None or values.get("id_type") not in (None, RESIDENT_ID) or birth_date_of(number) is None:
        return form
    against = identity_contradictions(number, values.get("birth_date"), values.get("sex"))
    codes = {warning.code for warning in form.warnings if warning.field == "id_number"}
    if against and "id-tail-000" in codes:
        return form.with_faults(note("id_number", "id-excel-damage"))
    if "birth" in against and "id-legacy-15" in codes:
        return form.with_faults(note("id_number", "id-length"))
    if len(against) == 2:
        return form.with_faults(note("id_number", "id-mismatch-both"))
    corrected = CheckedForm(
        values | {"birth_date": birth_date_of(number), "sex": sex_of(number)}, form.faults, form.warnings
    )
    field_of = {"birth": "birth_date", "sex": "sex"}
    return corrected.with_warnings(*(note(field_of[which], f"id-mismatch-{which}") for which in against))


def _with_measure(form: CheckedForm) -> CheckedForm:
    values = form.values
    faults = [note(_NAME_OF[header], code) for header, code in measure_faults(values)]
    faults += [note(name, "date-order") for name in _before_birth(values)]
    warnings = [note("reported_on", "reported-late")] if is_reported_late(values) else []
    return form.with_faults(*faults).with_warnings(*warnings, *measure_oddities(values))


_ODD_ORDERS = (
    ("agreement_on", "reported_on", "协议签订日期早于报到日期;协议一般在报到以后签,请核对。"),
    ("taken_over_on", "decided_on", "转入日期早于决定日期,请核对。"),
    ("closed_on", "agreement_on", "结束日期早于协议签订日期,请核对。"),
    ("closed_on", "taken_over_on", "结束日期早于转入日期,请核对。"),
)
"""A day, the one it should not lie before, and what is said if it does. Ledgers let it pass: it may be as it was."""


def measure_oddities(values: Mapping[str, Any]) -> Iterator[FormNote]:
    """What of a measure can be so, but is seldom meant: to be looked at once, never a reason to refuse."""
    closed_on, close_reason = values.get("closed_on"), values.get("close_reason")
    if close_reason and not closed_on:
        yield FormNote("closed_on", "写了结束原因而没有结束日期,措施仍算没有结束;请补填结束日期。")
    if closed_on and not close_reason:
        yield FormNote("close_reason", "写了结束日期而没有结束原因;不知道是不是期满解除,请补填。")
    for name, other, sentence in _ODD_ORDERS:
        day, earlier = values.get(name), values.get(other)
        if day and earlier and day < earlier:
            yield FormNote(name, sentence)


def _before_birth(values: Mapping[str, Any]) -> Iterator[str]:
    born = values.get("birth_date")
    for name in (*MEASURE_FIELDS, "first_found_on"):
        day = values.get(name)
        if born and isinstance(day, date) and day < born:
            yield name
