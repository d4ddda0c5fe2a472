"""The rates of a month, each recomputed by hand. The period is November 2026, today the 22nd: the month still runs."""

from datetime import date
from typing import Any

import pytest

from store.desk.policies import default_policies
from store.model.drug_test import DrugTest
from store.model.measure import Measure
from store.model.notice import Notice
from store.rules.case import Case
from store.rules.rates import NEITHER, RATES, Fraction, fractions, totals
from store.rules.reckoning import Life, period_day, reckon
from tests.rules.facts import IN_USE_FROM, case, rehabilitation, visit

START, END, TODAY = date(2026, 11, 1), date(2026, 12, 1), date(2026, 11, 22)
YES: Fraction = (1, 1)
NO: Fraction = (0, 1)


def rates_of(*cases: Case, today: date = TODAY, end: date = END, **life: Any) -> dict[str, Fraction]:
    return fractions(reckon(Life(tuple(cases), **life), default_policies(), START, end, today))


def nov(day: int) -> date:
    return date(2026, 11, day)


def test_a_running_period_is_reckoned_as_of_tomorrow_and_a_past_one_as_of_its_end() -> None:
    assert period_day(END, TODAY) == nov(23)
    assert period_day(END, date(2027, 1, 1)) == END
    assert period_day(date.max, date.max) == date.max


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ({"served_on": nov(2), "reported_on": nov(10)}, YES),
        ({"served_on": nov(2), "reported_on": nov(20)}, YES),  # late, but reported
        ({"served_on": nov(2)}, NO),  # until the 17th
        ({"served_on": nov(10)}, NEITHER),  # until the 25th: still runs
        ({"served_on": nov(10), "reported_on": nov(11)}, NEITHER),  # its deadline has not come: neither way
        ({"served_on": date(2026, 10, 10)}, NEITHER),  # ended in October
        ({"served_on": nov(2), "closed_on": nov(9), "close_reason": "死亡"}, NEITHER),
        ({"served_on": nov(2), "reported_on": nov(23)}, NO),  # a report of tomorrow does not exist today
    ],
)
def test_reporting(measure: dict[str, Any], expected: Fraction) -> None:
    reported_on = measure.pop("reported_on", None)
    assert rates_of(case(rehabilitation(reported_on, **measure)))["报到率"] == expected


@pytest.mark.parametrize(
    ("reported_on", "agreement_on", "expected"),
    [
        (nov(5), nov(6), YES),
        (nov(5), nov(20), YES),
        (nov(5), None, NO),  # until the 12th
        (nov(18), None, NEITHER),  # until the 25th: still runs
        (nov(18), nov(20), YES),
        (date(2026, 10, 31), None, NEITHER),  # reported in October
    ],
)
def test_agreements(reported_on: date, agreement_on: date | None, expected: Fraction) -> None:
    assert rates_of(case(rehabilitation(reported_on, agreement_on=agreement_on)))["协议签订率"] == expected


def test_windows_count_by_their_last_day_and_running_ones_not_at_all() -> None:
    # Weeks end on the 1st (excused: begun before 启用), 8th, 15th, 22nd; the first half of the month on the 15th.
    facts = case(
        rehabilitation(date(2026, 6, 15)),
        in_use_from=START,
        visits=(visit(nov(3), contents=("见面",)), visit(nov(12), contents=("见面", "谈话"))),
    )
    found = rates_of(facts)
    assert found["见面率"] == (2, 3)
    assert found["谈话率"] == (1, 1)
    assert found["走访率"] == found["汇报率"] == found["定期检测完成率"] == NEITHER
    # Looked back on from December the month is whole: its last week ends on the 29th, its second half on the 30th.
    later = rates_of(facts, today=date(2026, 12, 5))
    assert later["见面率"] == (2, 4)
    assert later["谈话率"] == (1, 2)
    assert later["走访率"] == NO


def test_a_record_entered_late_changes_a_past_figure() -> None:
    measure = rehabilitation(date(2026, 6, 15))
    before = rates_of(case(measure, in_use_from=START), today=date(2027, 1, 5))
    after = rates_of(case(measure, in_use_from=START, visits=(visit(nov(17)),)), today=date(2027, 1, 5))
    assert (before["见面率"], after["见面率"]) == ((0, 4), (1, 4))


ORDERLY: dict[str, Any] = {"agreement_on": date(2026, 6, 16), "served_on": date(2026, 6, 10)}


def test_measures_in_force_are_orderly_up_to_level_two_and_with_nothing_overdue() -> None:
    measure = rehabilitation(date(2026, 6, 15), **ORDERLY)
    # In use from the 9th: the weeks to the 15th and the 22nd, and the half month, are missed: level 2.
    assert rates_of(case(measure, in_use_from=nov(9)))["执行率"] == YES
    # From the 1st on four weeks are missed when the 29th is over: level 3.
    assert rates_of(case(measure, in_use_from=START), today=nov(28))["执行率"] == YES
    assert rates_of(case(measure, in_use_from=START), today=nov(29))["执行率"] == NO
    unsigned = rehabilitation(date(2026, 6, 15), served_on=date(2026, 6, 10))
    assert rates_of(case(unsigned, in_use_from=nov(9)))["执行率"] == NO
    assert rates_of(case(rehabilitation(None, served_on=nov(2))))["执行率"] == NEITHER


def test_four_weeks_in_a_row_are_no_longer_orderly() -> None:
    measure = rehabilitation(date(2026, 6, 15), **ORDERLY)
    facts = case(measure, in_use_from=date(2026, 10, 26), visits=(visit(nov(20), contents=("谈话",)),))
    assert rates_of(facts)["执行率"] == NO


@pytest.mark.parametrize(
    ("day", "result", "expected"),
    [
        (nov(22), "已见到", YES),
        (date(2026, 8, 25), "已见到", YES),  # the first of ninety days that end with today
        (date(2026, 8, 24), "已见到", NO),
        (nov(22), "未见到", NO),
    ],
)
def test_contact_of_the_last_ninety_days(day: date, result: str, expected: Fraction) -> None:
    facts = case(rehabilitation(date(2026, 6, 15)), visits=(visit(day, result=result),))
    assert rates_of(facts)["管控率"] == expected


def positive(day: date, confirmation: str | None = "确认", confirmed_on: date | None = None) -> DrugTest:
    return DrugTest(
        uid=f"test-{day}",
        day=day,
        sample="尿液",
        kind="随机",
        result="阳性",
        confirmation=confirmation,
        confirmed_on=confirmed_on,
    )


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        (positive(nov(5)), YES),
        (positive(nov(5), "初筛"), NO),
        (positive(nov(5), None), NO),
        (positive(nov(5), "排除"), NO),
        (positive(date(2026, 10, 30), confirmed_on=nov(3)), YES),  # counts on the day of its 认定
        (positive(nov(20), confirmed_on=nov(24)), NO),  # confirmed only after today
    ],
)
def test_relapses_are_confirmed_positives_of_those_in_force_at_the_start(test: DrugTest, expected: Fraction) -> None:
    assert rates_of(case(rehabilitation(date(2026, 6, 15)), tests=(test,)))["复吸率"] == expected


def test_who_came_during_the_period_is_no_relapse_of_it() -> None:
    assert rates_of(case(rehabilitation(nov(2)), tests=(positive(nov(5)),)))["复吸率"] == NEITHER


def finished(closed_on: date, reason: str = "期满解除", **records: Any) -> Case:
    measure = Measure(
        category="社区戒毒", reported_on=date(2020, 1, 10), closed_on=closed_on, close_reason=reason, **ORDERLY_EARLY
    )
    return case(measure, IN_USE_FROM, **records)


ORDERLY_EARLY: dict[str, Any] = {"served_on": date(2020, 1, 5), "agreement_on": date(2020, 1, 12)}


def test_three_clean_years() -> None:
    assert rates_of(finished(date(2023, 11, 1)))["戒断三年巩固率"] == YES
    assert rates_of(finished(date(2023, 11, 23)))["戒断三年巩固率"] == YES, "complete on the day it is reckoned for"
    assert rates_of(finished(date(2023, 11, 24)))["戒断三年巩固率"] == NO
    assert rates_of(finished(date(2023, 1, 1), "收监终止"))["戒断三年巩固率"] == NO, "no release, no clock"
    freed = Notice(uid="n", day=date(2023, 6, 1), matter="释放")
    assert rates_of(finished(date(2023, 1, 1), "收监终止", notices=(freed,)))["戒断三年巩固率"] == YES
    assert rates_of(finished(date(2023, 11, 1)), is_dead=True)["戒断三年巩固率"] == NEITHER
    assert rates_of(finished(date(2023, 11, 1)), has_moved_away=True)["戒断三年巩固率"] == NEITHER


def test_a_township_is_the_sum_of_its_people() -> None:
    shares = [rates_of(case(rehabilitation(None, served_on=nov(day)))) for day in (2, 3, 10)]
    assert totals(shares)["报到率"] == (0, 2)
    assert tuple(totals(shares)) == tuple(rate.name for rate in RATES)
    assert totals([])["报到率"] == NEITHER
