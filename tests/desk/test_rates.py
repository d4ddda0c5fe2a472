"""The rates of a township in a real ledger: by village, from past days, and the people behind a figure."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from store.desk.rates import RateRow, behind, contributions, months_back, rates
from store.desk.records import add
from store.model.drug_test import DrugTest
from store.model.measure import Measure
from store.model.notice import Notice
from store.model.person import Person
from store.model.visit import Visit
from store.vault.cipher import Connection
from store.vault.unit_of_work import unit_of_work
from tests.ledger import act, new_ledger

START, END, TODAY = date(2026, 11, 1), date(2026, 12, 1), date(2026, 11, 22)
REPORTED: dict[str, Any] = {
    "served_on": date(2026, 10, 20),
    "reported_on": date(2026, 10, 26),
    "agreement_on": date(2026, 10, 27),
}


@pytest.fixture
def township(tmp_path: Path) -> Iterator[Connection]:
    """Two villages: one met every week, one met once, one who is dead and one who moved away."""
    connection = new_ledger(tmp_path)
    with unit_of_work(connection, act()) as unit:
        people = add(
            unit,
            [
                Person(name="岩一", village="班帅村"),
                Person(name="岩二", village="岳宋村"),
                Person(name="岩三", village="岳宋村", control_state="死亡"),
                Person(name="岩四", village="岳宋村"),
            ],
        )
        ids = [person.id for person in people]
        closed: dict[str, Any] = {
            "served_on": date(2020, 1, 5),
            "reported_on": date(2020, 1, 6),
            "closed_on": date(2022, 1, 1),
        }
        add(
            unit,
            [
                Measure(person_id=ids[0], category="社区戒毒", **REPORTED),
                Measure(person_id=ids[1], category="社区戒毒", **REPORTED),
                Measure(person_id=ids[2], category="社区戒毒", close_reason="死亡", **closed),
                Measure(person_id=ids[3], category="社区戒毒", close_reason="变更执行地", **closed),
            ],
        )
        met = [(ids[0], day) for day in (date(2026, 10, 27), *(date(2026, 11, n) for n in (3, 10, 17)))]
        met += [(ids[1], date(2026, 11, 10))]
        add(unit, [_visit(person, day) for person, day in met])
    yield connection
    connection.close()


def _visit(person: int, day: date) -> Visit:
    return Visit(person_id=person, day=day, mode="见面", contents=("见面",), result="已见到")


def figure(rows: tuple[RateRow, ...], rate: str, area: str | None = None) -> tuple[int, int]:
    return next((row.numerator, row.denominator) for row in rows if (row.rate, row.area) == (rate, area))


def test_the_township_first_then_its_villages(township: Connection) -> None:
    rows = rates(township, START, END, TODAY, by_village=True)
    assert figure(rows, "见面率") == (5, 8)
    assert figure(rows, "见面率", "班帅村") == (4, 4)
    assert figure(rows, "见面率", "岳宋村") == (1, 4)
    assert figure(rows, "管控率") == (2, 2)
    assert figure(rows, "戒断三年巩固率") == (0, 2), "neither the dead nor who moved away are registered"
    assert [row.area for row in rows[:11]] == [None] * 11
    assert {row.area for row in rates(township, START, END, TODAY)} == {None}


def test_a_past_today_knows_nothing_of_later_facts(township: Connection) -> None:
    rows = rates(township, START, END, date(2026, 11, 9))
    assert figure(rows, "见面率") == (2, 4)
    assert figure(rates(township, START, END, date(2026, 10, 19)), "见面率") == (0, 0)


def test_who_came_back_after_moving_away_is_registered_again(township: Connection) -> None:
    with unit_of_work(township, act()) as unit:
        measure = Measure(person_id=4, category="社区戒毒", served_on=date(2026, 11, 2), reported_on=date(2026, 11, 3))
        add(unit, [measure])
        add(unit, [Notice(person_id=1, day=date(2026, 11, 20), matter="转出")])
    assert figure(rates(township, START, END, TODAY), "戒断三年巩固率") == (0, 2)


def test_who_is_served_the_next_decision_on_the_day_of_moving_stays_registered(township: Connection) -> None:
    with unit_of_work(township, act()) as unit:
        add(unit, [Measure(person_id=4, category="社区戒毒", served_on=date(2022, 1, 1), reported_on=date(2022, 1, 1))])
    assert figure(rates(township, START, END, TODAY), "戒断三年巩固率") == (0, 3)


def test_of_whom_a_measure_is_recorded_after_a_death_stays_registered_as_in_the_roster(township: Connection) -> None:
    with unit_of_work(township, act()) as unit:
        (person,) = add(unit, [Person(name="岩五", village="岳宋村")])
        began, dead, later = date(2020, 1, 6), date(2022, 1, 1), date(2026, 11, 2)
        facts: dict[str, Any] = {"served_on": began, "reported_on": began, "closed_on": dead, "close_reason": "死亡"}
        add(unit, [Measure(person_id=person.id, category="社区戒毒", **facts)])
    assert figure(rates(township, START, END, TODAY), "戒断三年巩固率") == (0, 2)
    with unit_of_work(township, act()) as unit:
        add(unit, [Measure(person_id=person.id, category="社区戒毒", served_on=later, reported_on=later)])
    assert figure(rates(township, START, END, TODAY), "戒断三年巩固率") == (0, 3)


def test_the_people_behind_a_figure_who_lack_something_come_first(township: Connection) -> None:
    found = contributions(township, [(START, END)], TODAY)
    assert [(person.name, share) for person, share in behind(found, "见面率", 0)] == [
        ("岩二", (1, 4)),
        ("岩一", (4, 4)),
    ]
    assert [person.name for person, _ in behind(found, "见面率", 0, "班帅村")] == ["岩一"]


def test_of_an_adverse_rate_those_who_are_counted_come_first(township: Connection) -> None:
    day = date(2026, 11, 4)
    positive = DrugTest(person_id=1, day=day, sample="尿液", kind="定期", result="阳性", confirmation="确认")
    with unit_of_work(township, act()) as unit:
        add(unit, [positive])
    found = contributions(township, [(START, END)], TODAY)
    assert [(person.name, share) for person, share in behind(found, "复吸率", 0)] == [
        ("岩一", (1, 1)),
        ("岩二", (0, 1)),
    ]


def test_months_run_back_over_the_year() -> None:
    months = months_back(date(2027, 1, 31), 3)
    assert months == [
        (date(2026, 11, 1), date(2026, 12, 1)),
        (date(2026, 12, 1), date(2027, 1, 1)),
        (date(2027, 1, 1), date(2027, 2, 1)),
    ]
