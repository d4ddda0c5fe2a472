"""Who is proposed to go: the main helper, else the grid worker, else whoever went last; never one who has left."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from store.desk.records import add
from store.desk.visitors import helpers_of
from store.model.assignment import Assignment
from store.model.volunteer import LEFT, Volunteer
from store.vault.cipher import Connection
from store.vault.unit_of_work import unit_of_work
from tests.desk.village import person, visited
from tests.ledger import TODAY, act, new_ledger

BEGUN = date(2026, 1, 1)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    connection = new_ledger(tmp_path)
    yield connection
    connection.close()


def assigned(connection: Connection, person_id: int, role: str, helper: str, **facts: object) -> None:
    record = Assignment(person_id=person_id, role=role, helper=helper, started_on=BEGUN, **facts)  # type: ignore[arg-type]  # facts of the test
    with unit_of_work(connection, act("assignment")) as unit:
        add(unit, [record])


def test_the_main_helper_goes_before_the_grid_worker(connection: Connection) -> None:
    someone = person(connection, "岩三木")
    assigned(connection, someone, "主帮教人", "李芳")
    assigned(connection, someone, "网格员", "王强")
    assert helpers_of(connection, [someone], TODAY) == {someone: "李芳"}


def test_a_main_helper_whose_time_is_over_or_who_left_does_not_go(connection: Connection) -> None:
    over, left = person(connection, "岩三木"), person(connection, "娜叶")
    with unit_of_work(connection, act("volunteer")) as unit:
        add(unit, [Volunteer(
            number="Z0001", name="岩保", phone="13800001111", joined_on=BEGUN, consent_on=BEGUN, state=LEFT,
            left_on=TODAY,
        )])  # fmt: skip
    assigned(connection, over, "主帮教人", "李芳", ended_on=TODAY)
    assigned(connection, left, "主帮教人", "岩保", volunteer_number="Z0001")
    for each in (over, left):
        assigned(connection, each, "网格员", "王强")
    assert helpers_of(connection, [over, left], TODAY) == {over: "王强", left: "王强"}
    assert helpers_of(connection, [over], TODAY - timedelta(days=1)) == {over: "李芳"}


def test_else_whoever_went_last(connection: Connection) -> None:
    someone = person(connection, "岩三木")
    assert helpers_of(connection, [someone], TODAY) == {}
    visited(connection, someone, TODAY, visitors="刀叫、王强")
    assert helpers_of(connection, [someone], TODAY) == {someone: "刀叫"}
