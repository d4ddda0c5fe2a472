"""Handing people on: on every day somebody answers for everybody, and only one."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from store.desk.assigning import record_assignment
from store.desk.domain_rules import DOMAIN_RULES
from store.desk.handovers import HelperLoad, HelperWarnings, hand_over, helper_loads, helper_warnings
from store.desk.records import add, load
from store.errors import StoreError
from store.model.assignment import Assignment
from store.model.measure import Measure
from store.model.person import Person
from store.model.staff import Staff
from store.model.volunteer import LEFT, Volunteer
from store.vault.cipher import Connection
from store.vault.unit_of_work import unit_of_work
from store.vault.verify import verify
from tests.ledger import TODAY, act, new_ledger

BEGUN = date(2026, 1, 5)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    connection = new_ledger(tmp_path / "vault")
    with unit_of_work(connection, act()) as unit:
        people = add(unit, [Person(name=f"第{number}人", village="岳宋村") for number in range(13)])
        add(unit, [Measure(person_id=each.id, category="社会面管理", served_on=BEGUN) for each in people])
        add(
            unit,
            [
                Volunteer(
                    number=number, name="岩保", phone=f"1380000111{number}", joined_on=BEGUN, consent_on=BEGUN,
                    state=state, left_on=TODAY if state else None,
                )
                for number, state in (("1", None), ("2", LEFT))
            ],
        )  # fmt: skip
    yield connection
    connection.close()


def named(connection: Connection, helper: str, people: int, number: str | None = None, day: date = BEGUN) -> None:
    for person in load(connection, Person, "ORDER BY id")[:people]:
        record = Assignment(
            person_id=person.id, role="主帮教人", helper=helper, volunteer_number=number, started_on=day
        )
        record_assignment(connection, act("assignment"), record)


def of(connection: Connection, helper: str) -> HelperLoad:
    return next(each for each in helper_loads(connection, TODAY) if each.helper == helper)


def test_who_has_left_comes_first_and_who_has_many_is_marked(connection: Connection) -> None:
    named(connection, "李芳", 13)
    assert of(connection, "李芳").is_overloaded
    named(connection, "岩保", 2, "2", date(2026, 2, 1))
    found = helper_loads(connection, TODAY)
    assert [(each.helper, len(each.people), each.has_left) for each in found] == [
        ("岩保", 2, True),
        ("李芳", 11, False),
    ]


def test_whose_posts_are_all_over_has_left_unless_somebody_of_that_name_still_serves(connection: Connection) -> None:
    named(connection, "王强", 3)
    with unit_of_work(connection, act("staff")) as unit:
        add(unit, [Staff(name="王强", role="网格员", village="岳宋村", started_on=BEGUN, ended_on=TODAY)])
    assert of(connection, "王强").has_left
    assert helper_warnings(connection, TODAY) == HelperWarnings(1, 0)
    assert not helper_loads(connection, TODAY - timedelta(days=1))[0].has_left, "the last day is not over"
    with unit_of_work(connection, act("staff")) as unit:
        add(unit, [Staff(name="王强", role="禁毒专干", started_on=TODAY)])
    assert not of(connection, "王强").has_left


def test_what_is_counted_for_today_is_what_the_list_says(connection: Connection) -> None:
    named(connection, "李芳", 13)
    named(connection, "岩保", 2, "2", date(2026, 2, 1))
    loads = helper_loads(connection, TODAY)
    assert helper_warnings(connection, TODAY) == HelperWarnings(
        sum(each.has_left for each in loads), sum(each.is_overloaded for each in loads)
    )
    assert helper_warnings(connection, TODAY) == HelperWarnings(1, 1)


def test_what_cannot_be_handed_on(connection: Connection) -> None:
    named(connection, "李芳", 2, day=date(2026, 6, 1))
    giver = of(connection, "李芳")
    for to, number, day in (
        ("李芳", None, TODAY), ("王强", None, TODAY + timedelta(days=1)), ("王强", None, date(2026, 5, 31)),
        ("岩保", "2", TODAY), ("岩保", "9", TODAY),
    ):  # fmt: skip
        with pytest.raises(StoreError):
            hand_over(connection, act("handover"), giver=giver, to=to, number=number, day=day)
    assert len(load(connection, Assignment)) == 2
    hand_over(connection, act("handover"), giver=giver, to="岩保", number="1", day=TODAY)
    with pytest.raises(StoreError, match="没有可移交的"):
        hand_over(connection, act("handover"), giver=giver, to="王强", number=None, day=TODAY)


@pytest.mark.parametrize("seed", range(4))
def test_on_every_day_of_many_handovers_exactly_one_answers_for_each(connection: Connection, seed: int) -> None:
    drawn, day = random.Random(seed), BEGUN
    named(connection, "甲", 6)
    for _ in range(12):
        day += timedelta(days=drawn.randrange(20))
        loads = helper_loads(connection, day)
        giver = drawn.choice(loads)
        to = drawn.choice([name for name in "甲乙丙丁" if name != giver.helper])
        # Whoever was handed on later than this day stays: the past is not written anew.
        hand_over(connection, act("handover"), giver=giver, to=to, number=None, day=day)
    held = load(connection, Assignment)
    for person in load(connection, Person, "ORDER BY id")[:6]:
        mine = [each for each in held if each.person_id == person.id]
        for passed in range((TODAY - BEGUN).days + 1):
            then = BEGUN + timedelta(days=passed)
            assert sum(each.started_on <= then < (each.ended_on or date.max) for each in mine) == 1
    assert verify(connection, DOMAIN_RULES) == []
