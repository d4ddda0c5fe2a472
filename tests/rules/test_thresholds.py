"""Thresholds of 戒毒条例 第二十条: what is counted, when the warning comes, and the day each is reached."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from store.model.leave import Leave
from store.model.measure import Measure
from store.rules.case import as_of
from store.rules.thresholds import ABSENCES, ABSENT_DAYS, REFUSALS, Threshold, thresholds
from tests.rules.facts import case, drug_test, leave, notice, rehabilitation

MEASURE = rehabilitation(date(2025, 1, 10), served_on=date(2025, 1, 6))
TODAY = date(2026, 11, 22)
LEFT = date(2026, 3, 1)


def found(rule: str, today: date = TODAY, measure: Measure = MEASURE, **records: Any) -> Threshold:
    known = as_of(case(measure, **records), today)
    return next(each for each in thresholds(known, today) if each.rule == rule)


def days(first: date, *offsets: int) -> Sequence[date]:
    return [first + timedelta(days=offset) for offset in offsets]


def test_three_refusals_are_reached_on_the_day_of_the_third_and_warned_of_on_the_second() -> None:
    first, second, third = days(LEFT, 0, 30, 60)
    tests = (drug_test(third, result="拒检"), drug_test(first, result="拒检"), drug_test(second, result="逃避"))
    before = found(REFUSALS, second, tests=tests)
    assert (before.count, before.limit, before.warned_on, before.reached_on, before.is_near) == (
        2, 3, second, None, True,
    )  # fmt: skip
    after = found(REFUSALS, third, tests=tests)
    assert (after.count, after.reached_on, after.is_near) == (3, third, False)
    assert after.records == (f"test-{first}", f"test-{second}", f"test-{third}")


def test_a_missed_appointment_never_counts() -> None:
    missed = tuple(drug_test(day, result="未到") for day in days(LEFT, 0, 1, 2, 3))
    assert found(REFUSALS, tests=missed).count == 0


def test_an_unreported_leave_counts_from_its_third_full_day() -> None:
    away = (leave(LEFT, LEFT, reported="否"),)
    counts = {day: found(ABSENCES, day, leaves=away).count for day in days(LEFT, 2, 3)}
    assert counts == {date(2026, 3, 3): 0, date(2026, 3, 4): 1}
    assert found(ABSENT_DAYS, date(2026, 3, 4), leaves=away).count == 3
    two_days = (leave(LEFT, LEFT, LEFT + timedelta(days=2), reported="否"),)
    assert found(ABSENCES, leaves=two_days).count == 0


@pytest.mark.parametrize("reported", ["是", None])
def test_a_reported_leave_is_no_absence_however_long(reported: str | None) -> None:
    away = (Leave(left_on=LEFT, due_back_on=LEFT, reported=reported),)
    assert [found(rule, leaves=away).count for rule in (ABSENCES, ABSENT_DAYS)] == [0, 0]


def test_a_late_return_counts_once_it_is_confirmed_its_first_late_day_being_the_one_after_the_due_day() -> None:
    late = (leave(LEFT, date(2026, 3, 5), date(2026, 3, 10)),)
    assert found(ABSENCES, leaves=late).count == 0
    confirmed = (notice(date(2026, 3, 12), "擅自离开认定"),)
    assert found(ABSENCES, date(2026, 3, 11), leaves=late, notices=confirmed).count == 0
    assert found(ABSENCES, date(2026, 3, 12), leaves=late, notices=confirmed).count == 1
    assert found(ABSENT_DAYS, leaves=late, notices=confirmed).count == 5


def test_a_finding_belongs_to_the_newest_leave_that_began_by_its_day() -> None:
    late = (leave(LEFT, date(2026, 3, 5), date(2026, 3, 10)), leave(date(2026, 4, 1), date(2026, 4, 5)))
    of_the_second = found(ABSENCES, leaves=late, notices=(notice(date(2026, 4, 1), "擅自离开认定"),))
    assert of_the_second.records == ("leave-2026-04-01",)
    of_the_first = found(ABSENCES, leaves=late, notices=(notice(date(2026, 3, 31), "擅自离开认定"),))
    assert of_the_first.records == ("leave-2026-03-01",)


def test_who_has_not_come_back_is_counted_to_today() -> None:
    still_away = (leave(LEFT, date(2026, 3, 5)),)
    confirmed = (notice(date(2026, 3, 8), "擅自离开认定"),)
    assert found(ABSENT_DAYS, date(2026, 3, 8), leaves=still_away, notices=confirmed).count == 3
    assert found(ABSENT_DAYS, date(2026, 3, 20), leaves=still_away, notices=confirmed).count == 15


def test_one_leave_is_one_time_though_it_is_unreported_and_late() -> None:
    both = (leave(LEFT, date(2026, 3, 5), date(2026, 3, 10), reported="否"),)
    known = found(ABSENCES, leaves=both, notices=(notice(date(2026, 3, 10), "擅自离开认定"),))
    assert known.count == 1
    assert found(ABSENT_DAYS, leaves=both).count == 9
    overlapping = found(ABSENT_DAYS, leaves=both, notices=(notice(date(2026, 3, 10), "擅自离开认定"),))
    assert overlapping.count == 10


def test_three_absences_are_reached_on_the_day_the_third_became_one() -> None:
    away = tuple(leave(day, day, day + timedelta(days=4), reported="否") for day in days(LEFT, 0, 10, 20))
    known = found(ABSENCES, leaves=away)
    assert (known.count, known.warned_on, known.reached_on) == (3, date(2026, 3, 14), date(2026, 3, 24))


@pytest.mark.parametrize(
    ("today", "count", "near", "reached_on"),
    [
        (date(2026, 3, 24), 23, False, None),
        (date(2026, 3, 25), 24, True, None),
        (date(2026, 3, 31), 30, True, None),
        (date(2026, 4, 1), 31, False, date(2026, 4, 1)),
        (date(2026, 6, 1), 92, False, date(2026, 4, 1)),
    ],
)
def test_more_than_thirty_days_are_reached_with_the_thirty_first(
    today: date, count: int, near: bool, reached_on: date | None
) -> None:
    known = found(ABSENT_DAYS, today, leaves=(leave(LEFT, LEFT, reported="否"),))
    assert (known.count, known.is_near, known.reached_on) == (count, near, reached_on)


def test_days_that_overlap_count_once_and_gaps_do_not() -> None:
    away = (
        leave(LEFT, LEFT, date(2026, 3, 21), reported="否"),
        leave(date(2026, 3, 11), LEFT, date(2026, 3, 25), reported="否"),
        leave(date(2026, 5, 1), LEFT, date(2026, 5, 20), reported="否"),
    )
    known = found(ABSENT_DAYS, leaves=away)
    assert (known.count, known.reached_on) == (24 + 19, date(2026, 5, 8))


def test_a_transfer_starts_nothing_anew_and_another_measure_does() -> None:
    tests = tuple(drug_test(day, result="拒检") for day in days(LEFT, 0, 30, 60))
    moved = rehabilitation(date(2025, 1, 10), served_on=date(2025, 1, 6), taken_over_on=date(2026, 4, 15))
    assert found(REFUSALS, measure=moved, tests=tests).count == 3
    earlier = rehabilitation(None, id=1, served_on=date(2020, 1, 1), closed_on=date(2026, 4, 1))
    later = Measure(id=2, category="社区康复", term_months=36, served_on=date(2026, 4, 2))
    counts = [
        found(REFUSALS, measure=measure, others=(other,), tests=tests).count
        for measure, other in ((earlier, later), (later, earlier))
    ]
    assert counts == [2, 1]


def test_nothing_is_counted_from_the_closing_on() -> None:
    closed = rehabilitation(date(2025, 1, 10), closed_on=date(2026, 3, 11), close_reason="收监终止")
    assert found(ABSENT_DAYS, measure=closed, leaves=(leave(LEFT, LEFT, reported="否"),)).count == 10


def test_a_leave_that_never_ends_is_counted_without_walking_over_every_day() -> None:
    endless = leave(date(1, 1, 1), date(1, 1, 2), reported="否")
    known = found(ABSENT_DAYS, leaves=(endless,))
    assert (known.count, known.reached_on) == ((TODAY - date(1, 1, 1)).days, date(1, 2, 1))
