"""Recording contacts: visits, talks, calls, tests and assessments; correcting them afterwards."""

import dataclasses
from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

from store.desk.cases import measures_of
from store.desk.drafts import DraftKey, drop_draft
from store.desk.record_checks import own_day
from store.desk.records import AnyRecord, add, change, load
from store.errors import NotFoundError, StoreError
from store.model.assessment import Assessment
from store.model.drug_test import DrugTest
from store.model.measure import Measure
from store.model.person import Person
from store.model.visit import Visit
from store.rules.ownership import owner
from store.vault.cipher import Connection
from store.vault.unit_of_work import Act, unit_of_work

Contact = TypeVar("Contact", Visit, DrugTest, Assessment)
AnyContact = Visit | DrugTest | Assessment
CONTACTS: tuple[type[Visit], type[DrugTest], type[Assessment]] = (Visit, DrugTest, Assessment)


def record_visit(connection: Connection, act: Act, record: Visit, *, draft: DraftKey | None = None) -> Visit:
    """Save one visit; the draft it was typed in goes with the same transaction.

    Raises ``StoreError`` for a day after today, before birth, or on or after the closing of its measure.
    """
    return _record(connection, act, record, draft)


def record_test(connection: Connection, act: Act, record: DrugTest, *, draft: DraftKey | None = None) -> DrugTest:
    """Save one test; see ``record_visit``."""
    return _record(connection, act, record, draft)


def record_assessment(
    connection: Connection, act: Act, record: Assessment, *, draft: DraftKey | None = None
) -> Assessment:
    """Save one assessment; see ``record_visit``."""
    return _record(connection, act, record, draft)


def amend_visit(connection: Connection, act: Act, old: Visit, new: Visit, *, draft: DraftKey | None = None) -> Visit:
    """Correct a visit that was recorded as ``old``; the draft of the correction goes with the same transaction.

    Raises ``StoreError`` for the days ``record_visit`` refuses and when ``old`` is no longer what is recorded.
    """
    return _amend(connection, act, old, new, draft)


def amend_test(
    connection: Connection, act: Act, old: DrugTest, new: DrugTest, *, draft: DraftKey | None = None
) -> DrugTest:
    """Correct a test, 认定 included; see ``amend_visit``."""
    return _amend(connection, act, old, new, draft)


def amend_assessment(
    connection: Connection, act: Act, old: Assessment, new: Assessment, *, draft: DraftKey | None = None
) -> Assessment:
    """Correct an assessment; see ``amend_visit``."""
    return _amend(connection, act, old, new, draft)


def _record(connection: Connection, act: Act, contact: Contact, draft: DraftKey | None) -> Contact:
    _check_day(connection, act.today, contact)
    with unit_of_work(connection, act) as unit:
        if draft:
            drop_draft(connection, *draft)
        return add(unit, [contact])[0]


def _amend(connection: Connection, act: Act, old: Contact, new: Contact, draft: DraftKey | None) -> Contact:
    # Who and which stay: a correction never turns one record into another person's.
    kept: dict[str, Any] = {"id": old.id, "uid": old.uid, "person_id": old.person_id}
    new = dataclasses.replace(new, **kept)
    require_recorded(connection, old)
    if new == old:
        if draft:
            drop_draft(connection, *draft)
        return old
    if new.day != old.day:
        _check_day(connection, act.today, new)
    with unit_of_work(connection, act) as unit:
        if draft:
            drop_draft(connection, *draft)
        change(unit, old, new)
    return new


def require_recorded(connection: Connection, record: AnyRecord) -> None:
    """Raise ``NotFoundError`` unless the record is recorded exactly so: somebody changed or removed it since."""
    recorded: list[Any] = load(connection, type(record), "WHERE id = ?", (record.id,))
    if recorded != [record]:
        raise NotFoundError("记录已变", "这条记录刚才已经改过或撤下,这次没有保存,您填的内容还在。请重新打开再改。")


def _check_day(connection: Connection, today: date, contact: AnyContact) -> None:
    if contact.day > today:
        raise StoreError("日期在今天之后", "还没有发生的事不能记录,没有保存,您填的内容还在。请改日期。")
    persons = load(connection, Person, "WHERE id = ?", (contact.person_id,))
    if not persons:
        raise NotFoundError("没有这个人", "此人的登记已经撤下,没有保存,您填的内容还在。请核对人员。")
    born = persons[0].birth_date
    if born and contact.day < born:
        raise StoreError("日期早于出生", "这一天早于此人的出生日期,没有保存,您填的内容还在。请核对日期。")
    if is_closed_on(measures_of(connection, contact.person_id), contact.day):
        raise StoreError("措施已结束", "这一天措施已经结束,没有保存,您填的内容还在。请核对日期或人员。")


def measure_on(measures: Sequence[Measure], day: date) -> Measure | None:
    """The measure a record of ``day`` belongs to, as the rules say it."""
    return owner(measures, day)


def is_closed_on(measures: Sequence[Measure], day: date) -> bool:
    """Whether a record of ``day`` would lie on or after the closing of the measure it belongs to."""
    measure = measure_on(measures, day)
    return bool(measure and measure.closed_on and day >= measure.closed_on)


def contacts_of(connection: Connection, person_id: int) -> list[AnyContact]:
    """Every visit, test and assessment of a person."""
    found: list[AnyContact] = []
    for record_type in CONTACTS:
        found += load(connection, record_type, "WHERE person_id = ? ORDER BY day, id", (person_id,))
    return found


def last_test(connection: Connection, person_id: int) -> DrugTest | None:
    """The newest test of a person."""
    return last_of(connection, DrugTest, person_id)


def last_of(connection: Connection, record_type: type[AnyRecord], person_id: int) -> AnyRecord | None:
    """The newest record of a kind about a person, for what its form fills in beforehand."""
    newest = f"WHERE person_id = ? ORDER BY {own_day(record_type)} DESC, id DESC LIMIT 1"
    return next(iter(load(connection, record_type, newest, (person_id,))), None)
