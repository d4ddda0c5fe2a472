"""One-off deadlines, day by day."""

from datetime import date, timedelta

import pytest

from store.desk.policies import default_policies
from store.model.measure import Measure
from store.rules.calendar import Holidays
from store.rules.case import Case
from store.rules.deadlines import Deadline
from store.rules.escalation import deadline_level
from store.rules.schedule import schedule
from store.rules.state import State
from tests.rules.facts import at, case, notice, rehabilitation, suspension

REPORTED = date(2024, 1, 31)
END = date(2027, 1, 31)


def _deadline(rule: str, facts: Case, today: date) -> Deadline:
    return next(deadline for deadline in at(facts, today).deadlines if deadline.rule == rule)


def _rules(measure: Measure, today: date) -> set[str]:
    return {deadline.rule for deadline in at(case(measure), today).deadlines}


@pytest.mark.parametrize(
    ("today", "state", "level"),
    [
        (date(2026, 3, 2), State.DUE, 1),
        (date(2026, 3, 17), State.DUE, 1),
        (date(2026, 3, 18), State.OVERDUE, 2),
        (date(2026, 3, 20), State.OVERDUE, 2),
        (date(2026, 3, 21), State.OVERDUE, 3),
        (date(2026, 3, 31), State.OVERDUE, 3),
        (date(2026, 4, 1), State.OVERDUE, 4),
    ],
)
def test_worked_example_4_a_report_that_does_not_come(today: date, state: State, level: int) -> None:
    found = _deadline("report_in", case(rehabilitation(None, served_on=date(2026, 3, 2))), today)
    assert (found.opens, found.last_day, found.state) == (date(2026, 3, 2), date(2026, 3, 17), state)
    assert deadline_level(found.last_day, today) == level


def test_worked_example_4_the_fifteenth_day_on_a_saturday_moves_to_monday() -> None:
    found = _deadline("report_in", case(rehabilitation(None, served_on=date(2026, 3, 6))), date(2026, 3, 23))
    assert (found.last_day, found.state) == (date(2026, 3, 23), State.DUE)


def test_the_report_moves_over_holidays_and_says_which_year_it_does_not_know() -> None:
    facts = case(rehabilitation(None, served_on=date(2026, 9, 16)))
    golden_week = Holidays(days_off={date(2026, 10, day) for day in range(1, 8)}, covered={2026})
    known = schedule(facts, default_policies(), date(2026, 10, 1), golden_week).deadlines[0]
    assert (known.last_day, known.note) == (date(2026, 10, 8), None)
    unknown = _deadline("report_in", facts, date(2026, 10, 1))
    assert (unknown.last_day, unknown.note) == (date(2026, 10, 1), "2026 年节假日未载入,只避开周末")


def test_an_accepted_reason_gives_fifteen_more_days_from_its_own_date() -> None:
    facts = case(rehabilitation(None, served_on=date(2026, 3, 2)), notices=(notice(date(2026, 3, 20), "正当理由认定"),))
    assert _deadline("report_in", facts, date(2026, 3, 19)).state is State.OVERDUE
    moved = _deadline("report_in", facts, date(2026, 3, 20))
    assert (moved.last_day, moved.state) == (date(2026, 4, 6), State.DUE)


@pytest.mark.parametrize(("reported_on", "late"), [(date(2026, 3, 17), False), (date(2026, 3, 18), True)])
def test_a_report_is_done_and_says_whether_it_was_late(reported_on: date, late: bool) -> None:
    found = _deadline("report_in", case(rehabilitation(reported_on, served_on=date(2026, 3, 2))), date(2026, 5, 1))
    assert (found.state, found.late, found.closed_on) == (State.DONE, late, reported_on)


def test_a_report_of_tomorrow_is_not_recorded_today() -> None:
    facts = case(rehabilitation(date(2026, 3, 19), served_on=date(2026, 3, 2)))
    assert _deadline("report_in", facts, date(2026, 3, 18)).state is State.OVERDUE
    assert _deadline("report_in", facts, date(2026, 3, 19)).state is State.DONE


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (REPORTED, State.DUE),
        (date(2024, 2, 7), State.DUE),
        (date(2024, 2, 8), State.OVERDUE),
    ],
)
def test_the_agreement_is_due_within_seven_days_that_never_move(today: date, state: State) -> None:
    found = _deadline("agreement", case(rehabilitation(REPORTED)), today)
    assert (found.opens, found.last_day, found.state) == (REPORTED, date(2024, 2, 7), state)
    sunday = _deadline("agreement", case(rehabilitation(date(2026, 11, 15))), date(2026, 11, 22))
    assert sunday.last_day == date(2026, 11, 22)


def test_an_agreement_signed_late_is_done_late() -> None:
    facts = case(rehabilitation(REPORTED, agreement_on=date(2024, 2, 8)))
    assert _deadline("agreement", facts, date(2024, 2, 7)).state is State.DUE
    found = _deadline("agreement", facts, date(2024, 3, 1))
    assert (found.state, found.late, found.closed_on) == (State.DONE, True, date(2024, 2, 8))


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (END - timedelta(days=31), State.UPCOMING),
        (END - timedelta(days=30), State.DUE),
        (END + timedelta(days=7), State.DUE),
        (END + timedelta(days=8), State.OVERDUE),
    ],
)
def test_the_discharge_is_asked_for_around_the_end_of_the_term(today: date, state: State) -> None:
    found = _deadline("discharge", case(rehabilitation(REPORTED)), today)
    assert (found.opens, found.last_day) == (date(2027, 1, 1), date(2027, 2, 7))
    assert found.state is state


@pytest.mark.parametrize(
    ("closed_on", "reason", "state", "late"),
    [
        (END, "期满解除", State.DONE, False),
        (END + timedelta(days=7), "期满解除", State.DONE, False),
        (END + timedelta(days=8), "期满解除", State.DONE, True),
        (date(2026, 6, 20), "死亡", State.VOID, False),
        (date(2026, 6, 20), None, State.VOID, False),
    ],
)
def test_a_discharge_is_done_by_completion_and_void_by_any_other_closing(
    closed_on: date, reason: str | None, state: State, late: bool
) -> None:
    facts = case(rehabilitation(REPORTED, closed_on=closed_on, close_reason=reason))
    found = _deadline("discharge", facts, date(2027, 6, 1))
    assert (found.state, found.late, found.closed_on) == (state, late, closed_on if state is State.DONE else None)


def test_the_discharge_waits_while_a_suspension_is_open() -> None:
    measure = rehabilitation(REPORTED, confirmed_end=END)
    facts = case(measure, suspensions=(suspension(date(2027, 1, 10), date(2027, 3, 1)),))
    assert _deadline("discharge", facts, date(2027, 1, 9)).state is State.DUE
    assert _deadline("discharge", facts, date(2027, 2, 28)).state is State.UPCOMING
    assert _deadline("discharge", facts, date(2027, 3, 1)).state is State.OVERDUE


def test_a_closing_makes_void_what_was_not_done_and_keeps_what_was() -> None:
    unreported = rehabilitation(None, served_on=REPORTED, closed_on=date(2024, 6, 1), close_reason="死亡")
    assert _deadline("report_in", case(unreported), date(2024, 6, 1)).state is State.VOID
    assert _deadline("report_in", case(unreported), date(2024, 5, 31)).state is State.OVERDUE
    unsigned = rehabilitation(REPORTED, served_on=REPORTED, closed_on=date(2024, 6, 1), close_reason="死亡")
    states = {d.rule: d.state for d in at(case(unsigned), date(2024, 6, 1)).deadlines}
    assert states == {"report_in": State.DONE, "agreement": State.VOID, "discharge": State.VOID}


@pytest.mark.parametrize(
    ("measure", "basis"),
    [
        (rehabilitation(None), "缺 送达日期或报到日期"),
        (Measure(category="社区康复", reported_on=REPORTED), "缺 期限"),
        (Measure(category="社区康复", decided_on=REPORTED), "缺 送达日期或报到日期、期限"),
        (rehabilitation(date(2026, 11, 23), served_on=date(2026, 11, 23)), "缺 送达日期或报到日期"),
    ],
)
def test_a_missing_fact_is_named_and_due_without_a_date(measure: Measure, basis: str) -> None:
    today = date(2026, 11, 22)
    found = _deadline("facts_missing", case(measure), today)
    assert (found.opens, found.last_day, found.state, found.basis) == (None, None, State.DUE, basis)
    assert deadline_level(found.last_day, today) == 1


def test_a_missing_fact_of_a_closed_measure_is_void() -> None:
    measure = rehabilitation(None, closed_on=date(2026, 1, 1), close_reason="死亡")
    assert _deadline("facts_missing", case(measure), date(2026, 2, 1)).state is State.VOID


def test_no_opening_fact_no_deadline() -> None:
    today = date(2026, 11, 22)
    assert _rules(rehabilitation(None, served_on=today), today) == {"report_in"}
    assert _rules(rehabilitation(REPORTED), today) == {"agreement", "discharge"}
    assert _rules(rehabilitation(REPORTED, served_on=REPORTED), today) == {"report_in", "agreement", "discharge"}
    termless = Measure(category="社区康复", served_on=REPORTED, reported_on=REPORTED)
    assert _rules(termless, today) == {"report_in", "agreement", "facts_missing"}
