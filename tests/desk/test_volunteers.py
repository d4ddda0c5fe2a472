"""Registering volunteers by hand: what the import refuses is refused here too, and nothing is proposed for them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from store.desk.domain_rules import DOMAIN_RULES
from store.desk.records import add, load
from store.desk.undoable import last_undoable, undo_last
from store.desk.volunteers import (
    INSURED,
    RUN_OUT,
    UNINSURED,
    amend_volunteer,
    insurance_state,
    record_volunteer,
    volunteer_lines,
)
from store.errors import StoreError
from store.model.service import Service
from store.model.volunteer import LEFT, Volunteer
from store.vault.cipher import Connection
from store.vault.unit_of_work import unit_of_work
from store.vault.verify import verify
from tests.ledger import TODAY, act, new_ledger

MAN, WOMAN = "530899199001010017", "530899199001010025"


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    connection = new_ledger(tmp_path / "vault")
    yield connection
    connection.close()


def somebody(**facts: Any) -> Volunteer:
    known = {"name": "岩保", "phone": "13800001111", "joined_on": date(2025, 1, 1), "consent_on": date(2025, 1, 1)}
    return Volunteer(**{**known, **facts})


def registered(connection: Connection, **facts: Any) -> Volunteer:
    record_volunteer(connection, act("volunteer"), somebody(**facts))
    return max(load(connection, Volunteer), key=lambda each: each.id)


def served(connection: Connection, volunteer: Volunteer, day: date, minutes: int = 60) -> None:
    with unit_of_work(connection, act("import")) as unit:
        add(unit, [Service(volunteer_id=volunteer.id, day=day, minutes=minutes, content="宣讲")])


def test_numbers_are_given_one_after_the_other_and_the_sex_is_read_off(connection: Connection) -> None:
    assert registered(connection, id_number=WOMAN).number == "Z0001"
    assert registered(connection, name="艾惹", number="乡3").number == "乡3"
    third = registered(connection, name="岩块")
    assert third.number == "Z0002"
    assert load(connection, Volunteer)[0].sex == "女"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"id_number": MAN}, {"name": "别名", "phone": "13899999999", "id_number": MAN}),
        ({}, {}),
        ({"phone": "13800001111、13900001111"}, {"phone": "13900001111"}),
        ({"id_number": MAN}, {}),
        ({"number": "V1"}, {"number": "V1", "name": "别人", "phone": "13899999999"}),
    ],
)
def test_nobody_is_registered_twice(connection: Connection, first: dict[str, Any], second: dict[str, Any]) -> None:
    registered(connection, **first)
    with pytest.raises(StoreError, match="没有保存"):
        record_volunteer(connection, act("volunteer"), somebody(**second))
    assert len(load(connection, Volunteer)) == 1


def test_two_numbers_are_two_people_whatever_they_share(connection: Connection) -> None:
    registered(connection, id_number=MAN)
    registered(connection, id_number=WOMAN)
    assert len(load(connection, Volunteer)) == 2


def test_whoever_leaves_has_a_day_and_whoever_returns_has_none(connection: Connection) -> None:
    here = registered(connection)
    amend_volunteer(connection, act("amend"), here, replace(here, state=LEFT))
    (left,) = load(connection, Volunteer)
    assert left.left_on == TODAY
    amend_volunteer(connection, act("amend"), left, replace(left, state=None))
    assert load(connection, Volunteer) == [here]
    assert verify(connection, DOMAIN_RULES) == []


def test_recorded_service_stays_within_their_time(connection: Connection) -> None:
    here = registered(connection)
    served(connection, here, date(2025, 3, 1))
    for change in ({"joined_on": date(2025, 3, 2)}, {"state": LEFT, "left_on": date(2025, 2, 28)}):
        with pytest.raises(StoreError, match="2025-03-01 有服务记录"):
            amend_volunteer(connection, act("amend"), here, replace(here, **change))
    with pytest.raises(StoreError, match="退出日期早于加入日期"):
        amend_volunteer(connection, act("amend"), here, replace(here, state=LEFT, left_on=date(2024, 1, 1)))
    amend_volunteer(connection, act("amend"), here, replace(here, state=LEFT, left_on=date(2025, 3, 1)))


def test_a_registration_can_be_taken_back(connection: Connection) -> None:
    registered(connection)
    last = last_undoable(connection)
    assert last is not None
    assert "登记: 新增志愿者1" in last.sentence
    undo_last(connection, act("undo"), expected=last.number)
    assert load(connection, Volunteer) == []


def test_insurance_counts_to_its_last_day() -> None:
    days = (None, TODAY, TODAY - timedelta(days=1))
    states = [insurance_state(somebody(insured_until=day), TODAY) for day in days]
    assert states == [UNINSURED, INSURED, RUN_OUT]


def test_lines_count_this_year_and_say_the_last_day(connection: Connection) -> None:
    ten = registered(connection, village="岳宋村", village_group="10组")
    two = registered(connection, name="艾惹", village="岳宋村", village_group="2组")
    served(connection, ten, date(2025, 12, 31), 200)
    served(connection, ten, date(2026, 1, 1), 45)
    served(connection, ten, date(2026, 1, 2), 50)
    lines = volunteer_lines(connection, TODAY)
    assert [line.volunteer.id for line in lines] == [two.id, ten.id]
    assert [(line.minutes, line.services, line.last_on) for line in lines] == [
        (0, 0, None), (95, 2, date(2026, 1, 2)),
    ]  # fmt: skip
