"""Saving the form of a person and a measure: a new person, a correction, the next measure of somebody known."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from store.desk.case_events import day_of, events_of, stranded
from store.desk.cases import measures_of
from store.desk.drafts import DraftKey, drop_draft
from store.desk.form_checks import MEASURE_FIELDS, PERSON_FIELDS, CheckedForm, FormNote, check_typed, note
from store.desk.records import add, change, load
from store.fields import Declared
from store.model.area import Area
from store.model.measure import Measure
from store.model.person import Person
from store.text import clean
from store.vault.cipher import Connection
from store.vault.unit_of_work import Act, unit_of_work

Kept = TypeVar("Kept", Person, Measure)
_NO_NUMBER = "没有证件号码;有证件的请补填,没有的请核对没有重复登记。"
_TWO_OPEN = "此人另有一项措施与这一项时间重叠;请先登记那一项的结束日期,或核对本项日期。"
_STRANDED = "这样改后会有走访、检测等记录落在已结束的措施之后;请核对结束日期。"
_BEFORE_BIRTH = "此人有走访、检测等记录早于这个出生日期;请核对出生日期。"
_MEANWHILE = "登记内容刚才已经改过,没有保存;请重新打开再改。"


@dataclass(frozen=True, slots=True)
class Registration:
    """What became of a form. It is saved if there are no faults; ``unit`` is ``None`` where nothing had to change."""

    person: Person | None
    measure: Measure | None
    unit: int | None
    faults: tuple[FormNote, ...] = ()
    warnings: tuple[FormNote, ...] = ()


def typed_of(*records: Person | Measure | None) -> dict[str, str]:
    """What a form shows of recorded values: text by attribute. Saving it unchanged changes nothing."""
    return {
        declared.name: declared.type.format(getattr(record, declared.name))
        for record in records
        for declared in _fields_of(record)
    }


def check_registration(
    connection: Connection, act: Act, typed: Mapping[str, str], person: Person | None = None,
    measure: Measure | None = None,
) -> CheckedForm:  # fmt: skip
    """Everything that can be said about the form before it is saved.

    ``person`` is whom it is about, ``measure`` the recorded measure it corrects; without it the form opens a new one.
    """
    recorded = _values(person) | _values(measure)
    form = check_typed(typed, act.today, recorded)
    form = form.with_faults(*_person_faults(connection, form.values, person))
    form = form.with_warnings(*_person_warnings(connection, form.values, person))
    if person is not None:
        form = form.with_faults(*_case_faults(connection, form, person, measure))
    return form


def register(
    connection: Connection, act: Act, typed: Mapping[str, str], *, draft: DraftKey | None = None
) -> Registration:
    """Enter a new person with a measure. ``draft`` goes in the same transaction. Disk failures are ``StoreError``s."""
    form = check_registration(connection, act, typed)
    if form.faults:
        return Registration(None, None, None, form.faults, form.warnings)
    with unit_of_work(connection, dataclasses.replace(act, action="register")) as unit:
        (person,) = add(unit, [Person(**_only(form, PERSON_FIELDS))])
        (measure,) = add(unit, [Measure(person_id=person.id, **_only(form, MEASURE_FIELDS))])
        _drop(connection, draft)
        return Registration(person, measure, unit.number, (), form.warnings)


def open_measure(
    connection: Connection, act: Act, person: Person, typed: Mapping[str, str], *, draft: DraftKey | None = None
) -> Registration:
    """Enter the next measure of a known person; the form may correct facts of the person too."""
    return _save(connection, act, person, None, typed, draft)


def amend_registration(
    connection: Connection, act: Act, person: Person, measure: Measure, typed: Mapping[str, str], *,
    draft: DraftKey | None = None,
) -> Registration:  # fmt: skip
    """Correct a person and one of their measures, closed ones too. What is not typed stays."""
    return _save(connection, act, person, measure, typed, draft)


def _save(
    connection: Connection, act: Act, person: Person, measure: Measure | None, typed: Mapping[str, str],
    draft: DraftKey | None,
) -> Registration:  # fmt: skip
    if not _is_recorded(connection, person) or (measure and not _is_recorded(connection, measure)):
        return Registration(person, measure, None, (FormNote("name", _MEANWHILE, "conflict"),))
    form = check_registration(connection, act, typed, person, measure)
    if form.faults:
        return Registration(person, measure, None, form.faults, form.warnings)
    new_person = dataclasses.replace(person, **_only(form, PERSON_FIELDS))
    new_measure = (
        dataclasses.replace(measure, **_only(form, MEASURE_FIELDS))
        if measure
        else Measure(person_id=person.id, **_only(form, MEASURE_FIELDS))
    )
    if (new_person, new_measure) == (person, measure):
        _drop(connection, draft)
        return Registration(person, measure, None, (), form.warnings)
    with unit_of_work(connection, dataclasses.replace(act, action="amend" if measure else "register")) as unit:
        change(unit, person, new_person)
        if measure:
            change(unit, measure, new_measure)
        else:
            (new_measure,) = add(unit, [new_measure])
        _drop(connection, draft)
        return Registration(new_person, new_measure, unit.number, (), form.warnings)


def _drop(connection: Connection, draft: DraftKey | None) -> None:
    if draft:
        drop_draft(connection, *draft)


def _only(form: CheckedForm, fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: form.values[name] for name in fields if name in form.values}


def _values(record: Person | Measure | None) -> dict[str, Any]:
    return {declared.name: getattr(record, declared.name) for declared in _fields_of(record)}


def _fields_of(record: Person | Measure | None) -> Iterable[Declared]:
    if record is None:
        return ()
    return (PERSON_FIELDS if isinstance(record, Person) else MEASURE_FIELDS).values()


def _is_recorded(connection: Connection, record: Kept) -> bool:
    return load(connection, type(record), "WHERE id = ?", (record.id,)) == [record]


def _person_faults(connection: Connection, values: Mapping[str, Any], person: Person | None) -> Iterator[FormNote]:
    number = values.get("id_number")
    bearers = load(connection, Person, "WHERE id_number = ?", (number,)) if number else []
    if any(person is None or bearer.id != person.id for bearer in bearers):
        name = clean(bearers[0].name)
        yield FormNote("id_number", f"台账里 {name} 已用这个证件号码;请核对号码,或打开此人的登记。", "conflict")


def _person_warnings(connection: Connection, values: Mapping[str, Any], person: Person | None) -> Iterator[FormNote]:
    name, village = values.get("name"), values.get("village")
    villages = {area.name for area in load(connection, Area, "WHERE level = ?", ("村",))}
    if villages and village and village not in villages:
        yield note("village", "area-unknown")
    if not values.get("id_number"):
        yield FormNote("id_number", _NO_NUMBER)
    if person is None and name and village:
        namesakes = load(connection, Person, "WHERE name = ? AND village = ?", (name, village))
        if namesakes:
            yield FormNote("name", "同村已有同名的人;请核对是不是同一个人,不要重复登记。")


def _case_faults(
    connection: Connection, form: CheckedForm, person: Person, measure: Measure | None
) -> Iterator[FormNote]:
    """What the person's other measures and recorded events say against the form."""
    if not form.values.get("category"):
        return
    recorded = measures_of(connection, person.id)
    others = [other for other in recorded if measure is None or other.id != measure.id]
    last_id = max((other.id for other in recorded), default=0)
    wanted = Measure(id=measure.id if measure else last_id + 1, person_id=person.id, **_only(form, MEASURE_FIELDS))
    if any(_overlap(wanted, other) for other in others):
        yield FormNote("closed_on" if measure else "category", _TWO_OPEN, "conflict")
    events = events_of(connection, person.id)
    was_lost = stranded(events, recorded)
    if any(event not in was_lost for event in stranded(events, [*others, wanted])):
        yield FormNote("closed_on", _STRANDED, "measure-closed")
    born = form.values.get("birth_date")
    if born and born != person.birth_date and any(day_of(event) < born for event in events):
        yield FormNote("birth_date", _BEFORE_BIRTH, "date-order")


def _overlap(one: Measure, other: Measure) -> bool:
    """Whether two measures certainly share days. While both are open they do, wherever they began."""
    if one.closed_on is None and other.closed_on is None:
        return True
    begins = (_begin(one), _begin(other))
    if begins[0] is None or begins[1] is None:
        return False
    return begins[0] < (other.closed_on or date.max) and begins[1] < (one.closed_on or date.max)


def _begin(measure: Measure) -> date | None:
    return measure.served_on or measure.decided_on or measure.reported_on
