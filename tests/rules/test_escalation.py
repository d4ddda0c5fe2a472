"""The four levels."""

from datetime import date, timedelta
from typing import Any

import pytest

from store.desk.policies import default_policies
from store.rules.escalation import LEVEL_NAMES, deadline_level, missed_in_a_row, series_level
from store.rules.worklist import Obligation, full_obligations
from tests.rules.facts import case, rehabilitation, suspension, visit, windows

MONDAY = date(2026, 1, 5)
TODAY = MONDAY + timedelta(weeks=6, days=2)
# Weeks before today: done, missed, missed, missed, excused, missed.
FACTS: dict[str, Any] = {
    "suspensions": (suspension(MONDAY + timedelta(weeks=4), MONDAY + timedelta(weeks=5)),),
    "visits": (visit(MONDAY, contents=("见面",)),),
}


def test_worked_example_8_excused_weeks_are_passed_over_and_a_meeting_starts_afresh() -> None:
    weeks = windows(case(rehabilitation(MONDAY), **FACTS), "meeting", TODAY)
    assert [week.state.value for week in weeks[:7]] == [
        "done",
        "missed",
        "missed",
        "missed",
        "excused",
        "missed",
        "due",
    ]
    assert missed_in_a_row(weeks) == 4
    meeting = _meeting(**FACTS)
    assert (meeting.missed_in_a_row, meeting.level) == (4, 3)
    visits = (*FACTS["visits"], visit(TODAY, contents=("见面",)))
    weeks = windows(case(rehabilitation(MONDAY), **FACTS | {"visits": visits}), "meeting", TODAY)
    assert series_level(missed_in_a_row(weeks), (2, 4, 8)) == 1


def test_a_done_excused_week_ends_the_streak_too() -> None:
    inside = visit(MONDAY + timedelta(weeks=4), contents=("见面",))
    meeting = _meeting(**FACTS | {"visits": (*FACTS["visits"], inside)})
    assert (meeting.missed_in_a_row, meeting.level) == (1, 1)


def _meeting(**records: Any) -> Obligation:
    found = full_obligations(case(rehabilitation(MONDAY), **records), default_policies(), TODAY)
    return next(obligation for obligation in found if obligation.rule == "meeting")


@pytest.mark.parametrize(
    ("missed", "thresholds", "level"),
    [
        (0, (1, 2, 3), 1),
        (1, (1, 2, 3), 2),
        (2, (1, 2, 3), 3),
        (3, (1, 2, 3), 4),
        (30, (1, 2, 3), 4),
        (1, (2, 4, 8), 1),
        (7, (2, 4, 8), 3),
        (8, (2, 4, 8), 4),
    ],
)
def test_a_series_rises_with_its_misses(missed: int, thresholds: tuple[int, int, int], level: int) -> None:
    assert series_level(missed, thresholds) == level


@pytest.mark.parametrize(("overdue", "level"), [(-3, 1), (0, 1), (1, 2), (3, 2), (4, 3), (14, 3), (15, 4), (400, 4)])
def test_a_deadline_rises_with_the_days_it_is_overdue(overdue: int, level: int) -> None:
    assert deadline_level(TODAY - timedelta(days=overdue), TODAY) == level


def test_what_has_no_last_day_stays_at_the_first_level() -> None:
    assert deadline_level(None, TODAY) == 1


def test_the_levels_are_named_after_who_has_to_act() -> None:
    assert LEVEL_NAMES == {1: "村组", 2: "村委会", 3: "禁毒办", 4: "乡镇"}
