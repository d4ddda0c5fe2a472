"""Recording contacts: visits, talks, calls and tests."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from store.desk.cases import begun_on, measures_of
from store.desk.records import add, load
from store.errors import StoreError
from store.model.drug_test import DrugTest
from store.model.measure import Measure
from store.model.visit import Visit
from store.vault.cipher import Connection
from store.vault.unit_of_work import Act, unit_of_work

Contact = TypeVar("Contact", Visit, DrugTest)


def record_visit(connection: Connection, act: Act, visit: Visit) -> Visit:
    """Save one visit. Raises ``StoreError`` for a day after today or on or after the closing of its measure."""
    return _record(connection, act, visit)


def record_test(connection: Connection, act: Act, test: DrugTest) -> DrugTest:
    """Save one test; refuses the same days as ``record_visit``."""
    return _record(connection, act, test)


def _record(connection: Connection, act: Act, contact: Contact) -> Contact:
    _check_day(connection, act.today, contact)
    with unit_of_work(connection, act) as unit:
        return add(unit, [contact])[0]


def _check_day(connection: Connection, today: date, contact: Visit | DrugTest) -> None:
    if contact.day > today:
        raise StoreError("日期在今天之后", "还没有发生的事不能记录,没有保存,您填的内容还在。请改日期。")
    measure = measure_on(measures_of(connection, contact.person_id), contact.day)
    if measure and measure.closed_on and contact.day >= measure.closed_on:
        raise StoreError("措施已结束", "这一天措施已经结束,没有保存,您填的内容还在。请核对日期或人员。")


def measure_on(measures: Sequence[Measure], day: date) -> Measure | None:
    """The measure a record of ``day`` belongs to: the newest one begun by then, else the first."""
    ordered = sorted(measures, key=lambda measure: (begun_on(measure), measure.id))
    begun = [measure for measure in ordered if begun_on(measure) <= day]
    return begun[-1] if begun else next(iter(ordered), None)


def last_visit(connection: Connection, person_id: int) -> Visit | None:
    """The newest visit of a person, for what the form fills in beforehand."""
    return _last(connection, Visit, person_id)


def last_test(connection: Connection, person_id: int) -> DrugTest | None:
    """The newest test of a person."""
    return _last(connection, DrugTest, person_id)


def _last(connection: Connection, record_type: type[Contact], person_id: int) -> Contact | None:
    newest = load(connection, record_type, "WHERE person_id = ? ORDER BY day DESC, id DESC LIMIT 1", (person_id,))
    return newest[0] if newest else None
