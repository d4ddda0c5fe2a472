"""Activities: planned, held, reported; who was there; the totals against a table by hand and a brute-force sum."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from store.desk.activities import (
    HELD,
    NOT_SAID,
    PLANNED,
    REPORTED,
    ActivityTotals,
    TotalsBy,
    activity_lines,
    activity_state,
    activity_totals,
    amend_activity,
    attend,
    attendance,
    record_activity,
)
from store.desk.domain_rules import DOMAIN_RULES
from store.desk.records import add, load
from store.desk.undoable import last_undoable, undo_last
from store.errors import NotFoundError, StoreError
from store.model.activity import Activity
from store.model.service import Service
from store.model.team import Team
from store.model.volunteer import LEFT, Volunteer
from store.vault.cipher import Connection
from store.vault.unit_of_work import unit_of_work
from store.vault.verify import verify
from tests.ledger import TODAY, act, new_ledger

JOINED = date(2026, 1, 1)
DAY = date(2026, 6, 26)
AHEAD = TODAY + timedelta(days=3)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    connection = new_ledger(tmp_path / "vault")
    bao = Volunteer(
        number="Z0001", name="岩保", phone="13800001111", team="宣讲团", joined_on=JOINED, consent_on=JOINED
    )
    with unit_of_work(connection, act()) as unit:
        add(unit, [
            bao, replace(bao, number="Z0002", name="艾惹", team=None), replace(bao, number="Z0003", name="娜叶"),
            replace(bao, number="Z0004", name="叶茸", state=LEFT, left_on=DAY - timedelta(days=1)),
            replace(bao, number="Z0005", name="尼嘎", state=LEFT, left_on=DAY),
        ])  # fmt: skip
        add(unit, [Activity(number="HD0007", day=DAY, name="禁毒日宣讲", team="宣讲团")])
    yield connection
    assert verify(connection, DOMAIN_RULES) == []
    connection.close()


def held(connection: Connection) -> Activity:
    return load(connection, Activity, "WHERE number = 'HD0007'")[0]


def test_a_new_one_gets_the_next_number_and_no_number_twice(connection: Connection) -> None:
    record_activity(connection, act("activity"), Activity(number="", day=AHEAD, name="集市宣传"))
    assert [each.activity.number for each in activity_lines(connection)] == ["HD0007", "HD0008"]
    with pytest.raises(StoreError, match="HD0007"):
        record_activity(connection, act("activity"), Activity(number="HD0007", day=AHEAD, name="集市宣传"))


def test_planned_held_reported(connection: Connection) -> None:
    planned = Activity(number="", day=AHEAD, name="集市宣传")
    assert activity_state(planned, TODAY) == PLANNED
    assert activity_state(held(connection), TODAY) == HELD
    with pytest.raises(StoreError, match="还没到那一天"):
        record_activity(connection, act("activity"), replace(planned, audience=30))
    amend_activity(connection, act("amend"), held(connection), replace(held(connection), audience=0))
    assert activity_state(held(connection), TODAY) == REPORTED


def test_who_could_have_been_there_the_own_team_first(connection: Connection) -> None:
    names = [each.volunteer.name for each in attendance(connection, held(connection))]
    assert names == [*sorted(["岩保", "娜叶", "尼嘎"]), "艾惹"]
    assert "叶茸" not in names


def test_being_there_is_a_service_of_the_minutes_as_they_were(connection: Connection) -> None:
    attend(
        connection, act("attendance"), activity=held(connection), volunteer_id=1, minutes=47, started_at="09:00",
        ended_at="10:00",
    )  # fmt: skip
    (service,) = load(connection, Service)
    assert (service.minutes, service.activity_number, service.day, service.content) == (47, "HD0007", DAY, "禁毒日宣讲")
    (line,) = activity_lines(connection)
    assert (line.attended, line.minutes) == (1, 47)
    assert [each.volunteer.id for each in attendance(connection, held(connection)) if each.service] == [1]
    with pytest.raises(StoreError, match="已经记过"):
        attend(connection, act("attendance"), activity=held(connection), volunteer_id=1, minutes=30)
    last = last_undoable(connection)
    assert last is not None
    undo_last(connection, act("undo"), expected=last.number)
    assert load(connection, Service) == []


def test_nobody_is_there_ahead_of_the_day_or_beside_another_service(connection: Connection) -> None:
    record_activity(connection, act("activity"), Activity(number="", day=AHEAD, name="集市宣传"))
    ahead = load(connection, Activity, "WHERE day = ?", (AHEAD.isoformat(),))[0]
    with pytest.raises(StoreError, match="日期在今天之后"):
        attend(connection, act("attendance"), activity=ahead, volunteer_id=1, minutes=30)
    with unit_of_work(connection, act()) as unit:
        add(unit, [Service(volunteer_id=1, day=DAY, minutes=30, content="x", started_at="09:30", ended_at="10:30")])
    with pytest.raises(StoreError, match="重叠"):
        attend(
            connection, act("attendance"), activity=held(connection), volunteer_id=1, minutes=30, started_at="09:00",
            ended_at="10:00",
        )  # fmt: skip
    with pytest.raises(NotFoundError):
        attend(connection, act("attendance"), activity=replace(held(connection), day=TODAY), volunteer_id=3, minutes=9)
    assert len(load(connection, Service)) == 1


def test_a_new_number_takes_the_attendance_along_and_another_day_is_refused(connection: Connection) -> None:
    attend(connection, act("attendance"), activity=held(connection), volunteer_id=1, minutes=47)
    with pytest.raises(StoreError, match="已有 1 人"):
        amend_activity(connection, act("amend"), held(connection), replace(held(connection), day=TODAY))
    amend_activity(connection, act("amend"), held(connection), replace(held(connection), number="2026-06"))
    assert load(connection, Service)[0].activity_number == "2026-06"
    assert activity_lines(connection)[0].attended == 1


BY_HAND: dict[TotalsBy, list[ActivityTotals]] = {
    "month": [ActivityTotals("2026-01", 1, 30, 0, 0), ActivityTotals("2026-06", 2, 120, 80, 1)],
    "kind": [ActivityTotals("禁毒宣传", 2, 150, 80, 0), ActivityTotals(NOT_SAID, 1, 0, 0, 1)],
    "village": [ActivityTotals("班帅村", 1, 120, 80, 0), ActivityTotals(NOT_SAID, 2, 30, 0, 1)],
}


@pytest.mark.parametrize("by", BY_HAND)
def test_totals_by_hand(connection: Connection, by: TotalsBy) -> None:
    with unit_of_work(connection, act()) as unit:
        add(unit, [Team(name="班帅队", kind="其他", village="班帅村")])
        add(unit, [
            Activity(number="a", day=JOINED, name="a", kind="禁毒宣传", audience=30),
            Activity(number="b", day=DAY, name="b", kind="禁毒宣传", team="班帅队", audience=120, leaflets=80),
            Activity(number="c", day=AHEAD, name="c", kind="禁毒宣传"),
        ])  # fmt: skip
    assert list(activity_totals(connection, by, today=TODAY)) == BY_HAND[by]


def test_totals_by_brute_force(connection: Connection) -> None:
    dice = random.Random(6)
    made = [
        Activity(
            number=f"x{number}", day=TODAY - timedelta(days=dice.randrange(-20, 700)), name="x",
            audience=dice.choice([None, 0, 7, 200]), leaflets=dice.choice([None, 0, 50]),
        )
        for number in range(200)
    ]  # fmt: skip
    with unit_of_work(connection, act()) as unit:
        add(unit, made)
    start, end = date(2025, 6, 1), date(2026, 6, 1)
    rows = activity_totals(connection, "month", start=start, end=end, today=TODAY)
    meant = [each for each in made if start <= each.day < end]
    assert sum(row.times for row in rows) == len(meant) > 20
    for row in rows:
        mine = [each for each in meant if each.day.isoformat().startswith(row.key)]
        assert row.audience == sum(each.audience or 0 for each in mine)
        assert row.leaflets == sum(each.leaflets or 0 for each in mine)
        assert row.unreported == sum(each.audience is None for each in mine)
