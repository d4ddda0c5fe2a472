"""存疑 and 失联: who is proposed, one open inquiry a person, next checks, and the clearance of a period."""

import dataclasses
from datetime import date, timedelta
from pathlib import Path

import pytest

from store.desk.inquiries import amend_inquiry, clearance, looked_into, record_inquiry
from store.desk.records import add, change, load
from store.errors import NotFoundError, StoreError
from store.model.inquiry import Inquiry
from store.model.person import Person
from store.vault.cipher import Connection
from store.vault.unit_of_work import unit_of_work
from tests.desk.village import person
from tests.ledger import TODAY, act, new_ledger

ONE_DAY = timedelta(days=1)


@pytest.fixture
def connection(tmp_path: Path) -> Connection:
    return new_ledger(tmp_path)


def somebody(connection: Connection, name: str, state: str | None) -> int:
    row_id = person(connection, name)
    with unit_of_work(connection, act("amend")) as unit:
        (found,) = load(connection, Person, "WHERE id = ?", (row_id,))
        change(unit, found, dataclasses.replace(found, control_state=state))
    return row_id


def inquiry(person_id: int, opened_on: date = TODAY, **facts: object) -> Inquiry:
    return Inquiry(person_id=person_id, opened_on=opened_on, kind="失联", **facts)  # type: ignore[arg-type]  # facts


def test_whoever_is_out_of_touch_is_proposed_until_an_inquiry_is_open(connection: Connection) -> None:
    lost = somebody(connection, "岩三木", "失联")
    somebody(connection, "娜叶", "在册")
    somebody(connection, "艾块", None)
    assert [(each.person.name, each.kind, each.standing) for each in looked_into(connection, TODAY)] == [
        ("岩三木", "失联", "待立项")
    ]
    opened = record_inquiry(connection, act(), inquiry(lost))
    assert [each.standing for each in looked_into(connection, TODAY)] == ["在查"]
    assert [each.standing for each in looked_into(connection, TODAY - ONE_DAY)] == ["待立项"], "it was not open then"
    settled = dataclasses.replace(opened, settled_on=TODAY, outcome="在县城打工")
    amend_inquiry(connection, act(), opened, settled)
    assert [each.standing for each in looked_into(connection, TODAY)] == ["待立项", "已结"], "the state still says so"


def test_a_person_has_one_open_inquiry(connection: Connection) -> None:
    lost = somebody(connection, "岩三木", "失联")
    first = record_inquiry(connection, act(), inquiry(lost))
    with pytest.raises(StoreError, match="还有一项没有结"):
        record_inquiry(connection, act(), inquiry(lost))
    amend_inquiry(connection, act(), first, dataclasses.replace(first, settled_on=TODAY))
    record_inquiry(connection, act(), inquiry(lost))
    with pytest.raises(StoreError, match="还有一项没有结"):
        reopened = dataclasses.replace(first, settled_on=None)
        amend_inquiry(connection, act(), dataclasses.replace(first, settled_on=TODAY), reopened)


def test_days_to_come_and_people_who_are_gone_are_refused(connection: Connection) -> None:
    lost = somebody(connection, "岩三木", "失联")
    with pytest.raises(StoreError, match="还没有发生"):
        record_inquiry(connection, act(), inquiry(lost, TODAY + ONE_DAY))
    with pytest.raises(StoreError, match="还没有发生"):
        record_inquiry(connection, act(), inquiry(lost, settled_on=TODAY + ONE_DAY))
    with pytest.raises(NotFoundError):
        record_inquiry(connection, act(), inquiry(lost + 1))
    assert load(connection, Inquiry) == []


def test_what_has_waited_longest_for_its_check_stands_on_top(connection: Connection) -> None:
    for name, next_on in (("甲", TODAY + ONE_DAY), ("乙", TODAY - ONE_DAY), ("丙", None)):
        record_inquiry(
            connection, act(), inquiry(somebody(connection, name, "失联"), TODAY - 9 * ONE_DAY, next_check_on=next_on)
        )
    assert [each.person.name for each in looked_into(connection, TODAY)] == ["丙", "乙", "甲"]


def test_clearance_counts_what_was_settled_of_all_that_were_open_in_a_period(connection: Connection) -> None:
    days = ((date(2026, 9, 30), date(2026, 10, 2)), (date(2026, 10, 1), None), (date(2026, 10, 31), date(2026, 11, 1)))
    with unit_of_work(connection, act()) as unit:
        for number, (opened_on, settled_on) in enumerate(days):
            row = add(unit, [Person(name=f"岩{number}", village="岳宋村")])[0]
            add(unit, [inquiry(row.id, opened_on, settled_on=settled_on)])
    entries = looked_into(connection, TODAY)
    assert clearance(entries, date(2026, 10, 1), date(2026, 11, 1)) == (1, 3)
    assert clearance(entries, date(2026, 1, 1), date(2027, 1, 1)) == (2, 3)
    assert clearance(entries, date(2026, 11, 1), date(2026, 12, 1)) == (1, 2), "never more than there were"
