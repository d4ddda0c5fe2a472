"""The hours of the volunteers against a table by hand and a brute-force sum."""

import random
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from store.desk.hours import By, HoursRow, hours, hours_text
from store.desk.records import add
from store.model.service import Service
from store.model.volunteer import Volunteer
from store.vault.cipher import Connection
from store.vault.unit_of_work import unit_of_work
from tests.ledger import act, new_ledger

DAY = date(2025, 12, 30)


def volunteer(number: str, name: str, team: str | None) -> Volunteer:
    return Volunteer(
        number=number, name=name, phone="13800001111", team=team, joined_on=date(2020, 1, 1),
        consent_on=date(2020, 1, 1),
    )  # fmt: skip


def uid(number: int) -> str:
    return f"01a20590-0000-7000-8000-{number:012d}"


def recorded(connection: Connection, served: list[tuple[str, date, int]]) -> None:
    people = (volunteer("Z1", "岩保", "一队"), volunteer("Z2", "娜叶", "一队"), volunteer("Z3", "岩保", None))
    with unit_of_work(connection, act()) as unit:
        ids = {each.number: each.id for each in add(unit, people)}
        add(
            unit,
            [
                Service(uid=uid(place), volunteer_id=ids[number], day=day, minutes=minutes, content="宣讲")
                for place, (number, day, minutes) in enumerate(served)
            ],
        )


SERVED = [
    ("Z1", date(2025, 12, 31), 45), ("Z1", date(2026, 1, 1), 50), ("Z2", date(2026, 1, 31), 61),
    ("Z3", date(2026, 2, 1), 29), ("Z3", date(2026, 2, 1), 1),
]  # fmt: skip
BY_HAND: dict[By | None, list[tuple[str | None, str, int, int]]] = {
    None: [(None, "合计", 186, 5)],
    "volunteer": [("Z1", "岩保", 95, 2), ("Z2", "娜叶", 61, 1), ("Z3", "岩保", 30, 2)],
    "team": [(None, "无队伍", 30, 2), ("一队", "一队", 156, 3)],
    "month": [("2025-12", "2025-12", 45, 1), ("2026-01", "2026-01", 111, 2), ("2026-02", "2026-02", 30, 2)],
    "year": [("2025", "2025", 45, 1), ("2026", "2026", 141, 4)],
}


@pytest.mark.parametrize("by", BY_HAND)
def test_the_table_by_hand(tmp_path: Path, by: By | None) -> None:
    connection = new_ledger(tmp_path)
    recorded(connection, SERVED)
    assert hours(connection, by=by) == [HoursRow(*row) for row in BY_HAND[by]]
    connection.close()


def test_a_period_is_half_open_and_may_be_empty(tmp_path: Path) -> None:
    connection = new_ledger(tmp_path)
    recorded(connection, SERVED)
    assert [row.minutes for row in hours(connection, start=date(2026, 1, 1), end=date(2026, 2, 1))] == [111]
    assert hours(connection, start=date(2027, 1, 1)) == [HoursRow(None, "合计", 0, 0)]
    assert hours(connection, by="year", start=date(2027, 1, 1)) == []
    assert [row.minutes for row in hours(connection, end=date(2025, 12, 31))] == [0]
    connection.close()


@pytest.mark.parametrize("seed", range(3))
def test_sums_are_those_of_a_count_one_by_one(tmp_path: Path, seed: int) -> None:
    drawn = random.Random(seed)
    served = [
        (drawn.choice(("Z1", "Z2", "Z3")), DAY + timedelta(days=drawn.randrange(800)), drawn.randrange(400))
        for _ in range(200)
    ]
    connection = new_ledger(tmp_path)
    recorded(connection, served)
    start, end = DAY + timedelta(days=100), DAY + timedelta(days=600)
    counted = Counter[str]()
    for number, day, minutes in served:
        counted[number] += minutes if start <= day < end else 0
    assert {row.key: row.minutes for row in hours(connection, by="volunteer", start=start, end=end)} == counted
    for by in ("month", "year", "team", "volunteer"):
        rows = hours(connection, by=by, start=start, end=end)
        assert sum(row.minutes for row in rows) == counted.total()
    connection.close()


def test_minutes_are_told_exactly() -> None:
    told = [hours_text(minutes) for minutes in (0, 59, 60, 61, 600)]
    assert told == ["0小时", "0小时59分", "1小时", "1小时1分", "10小时"]
