"""A few people under measures, for tests of what is planned for them."""

from datetime import date

from store.desk.contacts import record_visit
from store.desk.records import add
from store.model.assignment import Assignment
from store.model.measure import Measure
from store.model.person import Person
from store.model.visit import Visit
from store.vault.cipher import Connection
from store.vault.unit_of_work import unit_of_work
from tests.ledger import TODAY, act

REPORTED = date(2026, 1, 5)


def person(
    connection: Connection, name: str, village: str = "岳宋村", group: str | None = "1组", closed_on: date | None = None
) -> int:
    """Somebody under 社区戒毒 since January; the person's id."""
    with unit_of_work(connection, act("settle")) as unit:
        row_id = add(unit, [Person(name=name, village=village, village_group=group)])[0].id
        measure = Measure(
            person_id=row_id,
            category="社区戒毒",
            served_on=REPORTED,
            reported_on=REPORTED,
            agreement_on=REPORTED,
            closed_on=closed_on,
            close_reason="死亡" if closed_on else None,
        )
        add(unit, [measure])
    return row_id


def grid_worker(
    connection: Connection,
    person_id: int,
    helper: str,
    started_on: date = REPORTED,
    ended_on: date | None = None,
    *,
    role: str = "网格员",
) -> None:
    assignment = Assignment(person_id=person_id, role=role, helper=helper, started_on=started_on, ended_on=ended_on)
    with unit_of_work(connection, act("assign")) as unit:
        add(unit, [assignment])


def visited(
    connection: Connection, person_id: int, day: date, *, result: str = "已见到", visitors: str | None = None
) -> None:
    """A visit in person that was meant for everything."""
    contents = ("见面", "谈话", "走访", "汇报")
    visit = Visit(person_id=person_id, day=day, mode="见面", contents=contents, result=result, visitors=visitors)
    record_visit(connection, act("visit", today=max(day, TODAY)), visit)
