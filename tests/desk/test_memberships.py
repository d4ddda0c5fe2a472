"""Who was in which team when: a move begins a time, a correction does not, taking back takes back; hours follow it."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.desk.hours import hours
from store.desk.memberships import memberships_of_all, team_on
from store.desk.records import add, load
from store.desk.undoable import last_undoable, undo_last
from store.desk.volunteers import amend_volunteer
from store.errors import StoreError
from store.model.service import Service
from store.model.volunteer import LEFT, Volunteer
from store.rules.membership import Membership, memberships
from store.vault.cipher import Connection
from store.vault.unit_of_work import unit_of_work
from tests.ledger import TODAY, act, new_ledger

JOINED = date(2020, 1, 1)
MOVED = date(2026, 3, 1)
BAO = Volunteer(number="Z0001", name="岩保", phone="13800001111", team="一队", joined_on=JOINED, consent_on=JOINED)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    connection = new_ledger(tmp_path / "vault")
    with unit_of_work(connection, act()) as unit:
        add(unit, [BAO])
        for number, day in enumerate((date(2026, 2, 28), MOVED)):
            add(unit, [Service(volunteer_id=1, day=day, minutes=60 + number, content="宣讲")])
    yield connection
    connection.close()


def now(connection: Connection) -> Volunteer:
    (volunteer,) = load(connection, Volunteer)
    return volunteer


def amended(connection: Connection, **facts: object) -> None:
    amend_volunteer(connection, act("amend"), now(connection), replace(now(connection), **facts))  # type: ignore[arg-type]  # facts of the test


def teams(connection: Connection) -> tuple[Membership, ...]:
    return memberships_of_all(connection)[1]


def test_a_move_ends_one_time_and_begins_another(connection: Connection) -> None:
    amended(connection, team="二队", team_since=MOVED)
    assert teams(connection) == (Membership("一队", JOINED, MOVED), Membership("二队", MOVED, None))
    assert [(row.key, row.minutes) for row in hours(connection, by="team")] == [("一队", 60), ("二队", 61)]


def test_a_move_without_a_day_is_of_today(connection: Connection) -> None:
    amended(connection, team="二队")
    assert now(connection).team_since == TODAY
    assert teams(connection) == (Membership("一队", JOINED, TODAY), Membership("二队", TODAY, None))


def test_another_name_under_the_same_day_is_a_correction(connection: Connection) -> None:
    amended(connection, team="二队", team_since=MOVED)
    amended(connection, team="第二队", team_since=date(2026, 3, 2))
    amended(connection, team="第二队", team_since=MOVED)
    assert teams(connection) == (Membership("一队", JOINED, MOVED), Membership("第二队", MOVED, None))


def test_taking_a_move_back_takes_its_time_back(connection: Connection) -> None:
    amended(connection, team="二队", team_since=MOVED)
    last = last_undoable(connection)
    assert last is not None
    undo_last(connection, act("undo"), expected=last.number)
    assert teams(connection) == (Membership("一队", JOINED, None),)
    assert [row.key for row in hours(connection, by="team")] == ["一队"]


def test_leaving_ends_the_last_time_with_that_day(connection: Connection) -> None:
    amended(connection, state=LEFT, left_on=date(2026, 5, 1))
    assert teams(connection) == (Membership("一队", JOINED, date(2026, 5, 2)),)
    assert team_on(teams(connection), date(2026, 5, 1)) == "一队"
    assert team_on(teams(connection), date(2026, 5, 2)) is None


def test_a_day_before_joining_is_refused(connection: Connection) -> None:
    with pytest.raises(StoreError, match="入队日期"):
        amended(connection, team="二队", team_since=JOINED - timedelta(days=1))
    assert now(connection).team == "一队"


_VERSIONS = st.lists(
    st.tuples(
        st.sampled_from(["一队", "二队", None]), st.dates(JOINED, TODAY) | st.none()
    ),
    min_size=1, max_size=8,
)  # fmt: skip


@given(_VERSIONS)
def test_times_never_overlap_and_the_last_one_is_what_is_recorded(
    versions: list[tuple[str | None, date | None]],
) -> None:
    team, since = versions[-1]
    volunteer = replace(BAO, team=team, team_since=since)
    times = memberships(versions, volunteer)
    for earlier, later in itertools.pairwise(times):
        assert earlier.until is not None
        assert earlier.since < earlier.until <= later.since
    assert team_on(times, TODAY + timedelta(days=1)) == team
