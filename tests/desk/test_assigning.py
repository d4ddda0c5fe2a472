"""Naming who is responsible by hand: one main helper at a time, handed on without a gap."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from store.desk.assigning import amend_assignment, record_assignment
from store.desk.domain_rules import DOMAIN_RULES
from store.desk.gaps import gap_lines, without_main_helper
from store.desk.records import add, load
from store.desk.undoable import last_undoable, undo_last
from store.errors import StoreError
from store.model.assignment import Assignment
from store.model.measure import Measure
from store.model.person import Person
from store.vault.cipher import Connection
from store.vault.unit_of_work import unit_of_work
from store.vault.verify import verify
from tests.ledger import TODAY, act, new_ledger

BEGUN = date(2026, 1, 5)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    connection = new_ledger(tmp_path / "vault")
    with unit_of_work(connection, act()) as unit:
        born = date(1990, 1, 1)
        people = [Person(name="岩三木", village="岳宋村", birth_date=born), Person(name="艾块", village="岳宋村")]
        here, gone = add(unit, people)
        add(unit, [Measure(person_id=here.id, category="社区戒毒", served_on=BEGUN, reported_on=BEGUN)])
        over = Measure(
            person_id=gone.id, category="社区康复", served_on=BEGUN, term_months=12, closed_on=date(2026, 3, 1),
            close_reason="期满解除",
        )  # fmt: skip
        add(unit, [over])
    yield connection
    connection.close()


def named(connection: Connection, helper: str, day: date, role: str = "主帮教人", **facts: Any) -> None:
    of_whom = {"person_id": load(connection, Person)[0].id, **facts}
    record_assignment(connection, act("assignment"), Assignment(role=role, helper=helper, started_on=day, **of_whom))


def held(connection: Connection) -> list[tuple[str, date, date | None]]:
    return [(each.helper, each.started_on, each.ended_on) for each in load(connection, Assignment, "ORDER BY id")]


def test_the_next_main_helper_takes_over_without_a_gap_and_it_can_be_taken_back(connection: Connection) -> None:
    named(connection, "李芳", date(2026, 2, 1))
    named(connection, "王强", date(2026, 6, 1))
    assert held(connection) == [
        ("李芳", date(2026, 2, 1), date(2026, 6, 1)), ("王强", date(2026, 6, 1), None),
    ]  # fmt: skip
    assert verify(connection, DOMAIN_RULES) == []
    last = last_undoable(connection)
    assert last is not None
    undo_last(connection, act("undo"), expected=last.number)
    assert held(connection) == [("李芳", date(2026, 2, 1), None)]


def test_other_roles_may_be_held_by_several(connection: Connection) -> None:
    named(connection, "岩保", BEGUN, "志愿者")
    named(connection, "艾惹", BEGUN, "志愿者")
    assert len(held(connection)) == 2


@pytest.mark.parametrize("day", [date(2026, 2, 1), date(2026, 1, 20)])
def test_a_main_helper_is_never_put_beside_or_before_an_open_one(connection: Connection, day: date) -> None:
    named(connection, "李芳", date(2026, 2, 1))
    with pytest.raises(StoreError, match="已有主帮教人 李芳"):
        named(connection, "王强", day)
    assert len(held(connection)) == 1


def test_before_birth_after_closing_and_an_unknown_volunteer_are_refused(connection: Connection) -> None:
    gone = load(connection, Person)[1].id
    for facts in ({"day": date(1989, 1, 1)}, {"day": date(2026, 3, 1), "person_id": gone}, {"volunteer_number": "V9"}):
        with pytest.raises(StoreError, match="没有保存"):
            named(connection, "李芳", **{"day": BEGUN, **facts})  # type: ignore[arg-type]  # facts of the test
    assert held(connection) == []


def test_somebody_whose_time_is_over_takes_over_from_nobody(connection: Connection) -> None:
    named(connection, "李芳", date(2026, 2, 1))
    with pytest.raises(StoreError, match="已有主帮教人 李芳"):
        named(connection, "王强", date(2026, 3, 1), ended_on=date(2026, 4, 1))
    assert held(connection) == [("李芳", date(2026, 2, 1), None)]


def test_ending_one_and_opening_it_again(connection: Connection) -> None:
    named(connection, "李芳", date(2026, 2, 1))
    (first,) = load(connection, Assignment)
    amend_assignment(connection, act("amend"), first, replace(first, ended_on=date(2026, 5, 1)))
    assert without_main_helper(connection, TODAY) == 1
    named(connection, "王强", date(2026, 6, 1))
    (ended, _) = load(connection, Assignment, "ORDER BY id")
    with pytest.raises(StoreError, match="已有主帮教人 王强"):
        amend_assignment(connection, act("amend"), ended, replace(ended, ended_on=None))


def test_the_list_begins_with_those_for_whom_nobody_answers(connection: Connection) -> None:
    with unit_of_work(connection, act()) as unit:
        (other,) = add(unit, [Person(name="阿一", village="班帅村")])
        add(unit, [Measure(person_id=other.id, category="社会面管理", served_on=BEGUN)])
    named(connection, "李芳", BEGUN, person_id=other.id)
    lines = gap_lines(connection, TODAY)
    assert [(line.person.name, line.main_helper) for line in lines] == [("岩三木", None), ("阿一", "李芳")]
    assert lines[0].missing["五包一(建)"] == ("社区民警", "禁毒专干", "网格员", "监护人或亲属")
    assert without_main_helper(connection, TODAY) == 1
