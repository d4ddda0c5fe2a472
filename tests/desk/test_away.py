"""外出驻外: who is on it, what is known of them there, and whether a call will do."""

import dataclasses
from datetime import date, timedelta
from pathlib import Path

import pytest

from store.desk.away import NextContact, away
from store.desk.records import add, change, load
from store.model.assignment import Assignment
from store.model.leave import Leave
from store.model.notice import Notice
from store.model.person import Person
from store.vault.cipher import Connection
from store.vault.unit_of_work import unit_of_work
from tests.desk.village import person, visited
from tests.ledger import TODAY, act, new_ledger

ONE_DAY = timedelta(days=1)
LEFT = date(2026, 11, 9)


@pytest.fixture
def connection(tmp_path: Path) -> Connection:
    return new_ledger(tmp_path)


def left(connection: Connection, person_id: int, due_back_on: date, **facts: object) -> None:
    given = {"left_on": LEFT, "reported": "是", **facts}
    with unit_of_work(connection, act("leave")) as unit:
        add(unit, [Leave(person_id=person_id, due_back_on=due_back_on, **given)])  # type: ignore[arg-type]  # facts


def test_open_leaves_and_the_state_make_the_register(connection: Connection) -> None:
    overdue, gone, back, by_state = (person(connection, name) for name in ("岩三木", "娜叶", "艾块", "尼惹"))
    left(connection, overdue, TODAY - ONE_DAY, destination="昆明")
    left(connection, gone, TODAY + 30 * ONE_DAY, destination="芒市")
    left(connection, back, TODAY, returned_on=TODAY)
    with unit_of_work(connection, act("amend")) as unit:
        (found,) = load(connection, Person, "WHERE id = ?", (by_state,))
        change(unit, found, dataclasses.replace(found, control_state="外出"))
    assert [(each.person.name, each.days_over(TODAY)) for each in away(connection, TODAY)] == [
        ("岩三木", 1), ("娜叶", -30), ("尼惹", 0),
    ]  # fmt: skip
    assert "艾块" in [each.person.name for each in away(connection, TODAY - ONE_DAY)], "yesterday she was not back"
    assert [each.person.name for each in away(connection, LEFT - ONE_DAY)] == ["尼惹"]


def test_a_leave_that_a_closed_measure_left_behind_is_over(connection: Connection) -> None:
    closed = person(connection, "岩三木", closed_on=date(2026, 11, 15))
    left(connection, closed, TODAY - ONE_DAY)
    assert away(connection, TODAY) == (), "the worklist asks nobody back either"
    assert [each.person.name for each in away(connection, date(2026, 11, 14))] == ["岩三木"]


def test_the_office_there_is_that_of_the_newest_notice_since_leaving(connection: Connection) -> None:
    gone = person(connection, "岩三木")
    left(connection, gone, TODAY)
    with unit_of_work(connection, act("notice")) as unit:
        facts = ((LEFT - ONE_DAY, "旧单位"), (LEFT, "昆明某街道"), (LEFT + ONE_DAY, None), (TODAY + ONE_DAY, "以后"))
        add(unit, [Notice(person_id=gone, day=day, matter="其他", counterpart=office) for day, office in facts])
    assert [each.office for each in away(connection, TODAY)] == ["昆明某街道"]


@pytest.mark.parametrize(("reported", "by_call"), [("是", True), ("否", False)])
def test_a_call_will_do_only_while_a_reported_leave_lasts(connection: Connection, reported: str, by_call: bool) -> None:
    gone = person(connection, "岩三木")
    visited(connection, gone, date(2026, 11, 8))
    left(connection, gone, TODAY + 30 * ONE_DAY, reported=reported)
    assert [each.next_contact for each in away(connection, TODAY)] == [NextContact("见面", TODAY, by_call)]


def test_who_goes_away_keeps_the_one_who_keeps_contact(connection: Connection) -> None:
    gone, alone = person(connection, "岩三木"), person(connection, "娜叶")
    with unit_of_work(connection, act("assignment")) as unit:
        add(unit, [Assignment(person_id=gone, role="主帮教人", helper="李芳", started_on=date(2026, 1, 1))])
        add(unit, [Assignment(person_id=gone, role="网格员", helper="王强", started_on=date(2026, 1, 1))])
    for each in (gone, alone):
        left(connection, each, TODAY)
    assert {each.person.name: each.helper for each in away(connection, TODAY)} == {"岩三木": "李芳", "娜叶": None}
    assert load(connection, Assignment, "WHERE role = '主帮教人'")[0].ended_on is None
