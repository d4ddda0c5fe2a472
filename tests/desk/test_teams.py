"""Teams: who belongs to them, renaming them whole, groups without a 歌舞队, and who patrols without insurance."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from store.desk.domain_rules import DOMAIN_RULES
from store.desk.duties import duty_lines, set_duty
from store.desk.records import add, load
from store.desk.teams import amend_team, record_team, team_lines, team_members
from store.desk.undoable import last_undoable, undo_last
from store.desk.volunteers import amend_volunteer
from store.errors import NotFoundError, StoreError
from store.model.activity import Activity
from store.model.area import Area
from store.model.duty import Duty
from store.model.service import Service
from store.model.team import PATROL, SONGS, Team
from store.model.volunteer import LEFT, Volunteer
from store.vault.cipher import Connection
from store.vault.unit_of_work import unit_of_work
from store.vault.verify import verify
from tests.ledger import TODAY, act, new_ledger

JOINED = date(2026, 1, 1)
MONDAY = date(2026, 11, 23)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    connection = new_ledger(tmp_path / "vault")
    bao = Volunteer(
        number="Z0001", name="岩保", phone="13800001111", team="巡逻队", joined_on=JOINED, consent_on=JOINED,
        insured_until=date(2026, 11, 25),
    )  # fmt: skip
    with unit_of_work(connection, act()) as unit:
        add(unit, [
            bao,
            replace(bao, number="Z0002", name="艾惹", insured_until=None),
            replace(bao, number="Z0003", name="娜叶", state=LEFT, left_on=date(2026, 5, 1)),
            replace(bao, number="Z0004", name="叶茸", team="没登记的队", insured_until=date(2027, 1, 1)),
        ])  # fmt: skip
        add(unit, [
            Team(name="巡逻队", kind=PATROL, village="班帅村"),
            Team(name="二组歌舞队", kind=SONGS, village="班帅村", village_group="2组"),
        ])  # fmt: skip
        add(unit, [
            Area(level="村", code="C1", name="班帅村"), Area(level="组", code="G1", name="一组", parent_code="C1"),
            Area(level="组", code="G2", name="2组", parent_code="C1"),
        ])  # fmt: skip
        add(unit, [Activity(number="HD0001", day=JOINED, name="巡逻", team="巡逻队")])
        add(unit, [
            Service(volunteer_id=1, day=date(2026, 2, 1), minutes=90, content="巡逻"),
            Service(volunteer_id=3, day=date(2026, 2, 1), minutes=45, content="巡逻"),
        ])  # fmt: skip
    yield connection
    assert verify(connection, DOMAIN_RULES) == []
    connection.close()


def test_every_team_and_what_is_lacking(connection: Connection) -> None:
    seen = [(line.team.name, line.members, line.minutes, line.services) for line in team_lines(connection, TODAY)]
    assert seen == [
        ("巡逻队", 2, 135, 2),
        ("二组歌舞队", 0, 0, 0),
        ("没登记的队", 1, 0, 0),
        ("班帅村1组歌舞队", 0, 0, 0),
    ]
    lacking = [line.team for line in team_lines(connection, TODAY) if line.is_lacking]
    assert [(team.kind, team.village, team.village_group) for team in lacking] == [(SONGS, "班帅村", "1组")]
    record_team(connection, act("team"), lacking[0])
    assert not any(line.is_lacking for line in team_lines(connection, TODAY))


def test_a_name_is_taken_once_and_a_founding_has_to_have_come(connection: Connection) -> None:
    for team in (
        Team(name="巡逻队", kind="其他"),
        Team(name="新队", kind="其他", founded_on=TODAY + timedelta(days=1)),
    ):
        with pytest.raises(StoreError, match="没有保存"):
            record_team(connection, act("team"), team)
    assert len(load(connection, Team)) == 2


def test_a_renamed_team_keeps_members_activities_and_duties(connection: Connection) -> None:
    set_duty(connection, act("duty"), volunteer_id=1, team="巡逻队", day=TODAY, shift="夜班")
    old = load(connection, Team)[0]
    amend_team(connection, act("amend"), old, replace(old, name="班帅村联防巡逻队"))
    assert {each.volunteer.name for each in team_members(connection, "班帅村联防巡逻队")} == {"岩保", "艾惹", "娜叶"}
    assert load(connection, Activity)[0].team == load(connection, Duty)[0].team == "班帅村联防巡逻队"
    last = last_undoable(connection)
    assert last is not None
    undo_last(connection, act("undo"), expected=last.number)
    assert next(line.members for line in team_lines(connection, TODAY)) == 2
    with pytest.raises(NotFoundError):
        amend_team(connection, act("amend"), replace(old, name="x"), old)


def test_who_had_left_a_team_before_it_was_renamed_was_in_the_same_team(connection: Connection) -> None:
    bao = load(connection, Volunteer)[0]
    amend_volunteer(connection, act("amend"), bao, replace(bao, team="没登记的队", team_since=date(2026, 6, 1)))
    old = load(connection, Team)[0]
    amend_team(connection, act("amend"), old, replace(old, name="联防队"))
    assert [each.volunteer.name for each in team_members(connection, "联防队")] == ["艾惹", "岩保", "娜叶"]
    assert "巡逻队" not in [line.team.name for line in team_lines(connection, TODAY)]
    assert next(line.minutes for line in team_lines(connection, TODAY) if line.team.name == "联防队") == 135


def test_members_over_time(connection: Connection) -> None:
    bao = load(connection, Volunteer)[0]
    amend_volunteer(connection, act("amend"), bao, replace(bao, team="没登记的队", team_since=date(2026, 6, 1)))
    members = team_members(connection, "巡逻队")
    assert [(each.volunteer.name, each.time.since, each.time.until) for each in members] == [
        ("艾惹", JOINED, None),
        ("岩保", JOINED, date(2026, 6, 1)),
        ("娜叶", JOINED, date(2026, 5, 2)),
    ]


def test_a_duty_roster_says_on_which_days_nobody_would_pay(connection: Connection) -> None:
    for volunteer, day, shift in ((1, 25, "夜班"), (2, 23, "白班"), (4, 29, "全天")):
        set_duty(connection, act("duty"), volunteer_id=volunteer, team="巡逻队", day=date(2026, 11, day), shift=shift)
    lines = {line.volunteer.name: line for line in duty_lines(connection, "巡逻队", MONDAY)}
    assert list(lines) == sorted(lines)
    assert set(lines) == {"岩保", "艾惹", "叶茸"}
    assert lines["岩保"].shifts == (None, None, "夜班", None, None, None, None)
    assert lines["岩保"].insured == (True, True, True, False, False, False, False)
    assert [lines[name].unprotected for name in ("岩保", "艾惹", "叶茸")] == [False, True, False]
    set_duty(connection, act("duty"), volunteer_id=1, team="巡逻队", day=date(2026, 11, 26), shift="白班")
    assert {line.volunteer.name: line.unprotected for line in duty_lines(connection, "巡逻队", MONDAY)}["岩保"]


def test_a_duty_is_changed_and_taken_back_and_each_is_undone(connection: Connection) -> None:
    for shift in ("白班", "夜班", "夜班", None, None):
        set_duty(connection, act("duty"), volunteer_id=1, team="巡逻队", day=TODAY, shift=shift)
    assert load(connection, Duty) == []
    last = last_undoable(connection)
    assert last is not None
    assert "值班" in last.sentence
    undo_last(connection, act("undo"), expected=last.number)
    assert [each.shift for each in load(connection, Duty)] == ["夜班"]


def test_nobody_is_on_duty_after_leaving_or_before_joining(connection: Connection) -> None:
    for volunteer, day in ((3, TODAY), (1, JOINED - timedelta(days=1)), (99, TODAY)):
        with pytest.raises(StoreError):
            set_duty(connection, act("duty"), volunteer_id=volunteer, team="巡逻队", day=day, shift="白班")
    assert load(connection, Duty) == []
