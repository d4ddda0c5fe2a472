"""Windows: the worked examples of the rules, the edges of each half-open range, and what satisfies a window."""

from datetime import date, timedelta

import pytest

from store.model.assessment import Assessment
from store.model.leave import Leave
from store.model.measure import Measure
from store.rules.state import State
from tests.rules.facts import at, case, drug_test, holding, notice, rehabilitation, suspension, visit, windows

TODAY = date(2026, 11, 22)
REPORTED = date(2024, 1, 31)
SUSPENDED = suspension(date(2024, 3, 10), date(2024, 5, 20))


def test_worked_example_1_the_cadence_of_a_report_on_the_last_of_january() -> None:
    laid = windows(case(rehabilitation(REPORTED)), "test", TODAY)
    ranges = [(window.start, window.end) for window in laid]
    assert ranges[:3] == [
        (date(2024, 1, 31), date(2024, 2, 29)),
        (date(2024, 2, 29), date(2024, 3, 31)),
        (date(2024, 3, 31), date(2024, 4, 30)),
    ]
    assert ranges[12] == (date(2025, 1, 31), date(2025, 3, 31))
    assert ranges[21] == (date(2026, 10, 31), date(2027, 1, 31))
    assert [window.ordinal for window in laid] == list(range(1, 23))
    assert {window.of for window in laid} == {22}


def test_worked_example_2_windows_around_a_suspension() -> None:
    laid = windows(case(rehabilitation(REPORTED), suspensions=(SUSPENDED,)), "test", TODAY)
    assert [(window.active_days, window.required) for window in laid[1:5]] == [
        (10, False),
        (0, False),
        (11, False),
        (30, True),
    ]
    assert {window.state for window in laid[1:4]} == {State.EXCUSED}
    last = laid[22]
    assert (last.start, last.end, last.bucket_end) == (date(2027, 1, 31), date(2027, 4, 12), date(2027, 4, 30))
    assert (last.active_days, last.required, last.ordinal, last.of) == (71, True, 23, 22)
    assert len(laid) == 23


@pytest.mark.parametrize(
    ("reported_on", "active_days", "required"),
    [(date(2026, 1, 7), 5, True), (date(2026, 1, 9), 3, False), (date(2026, 1, 8), 4, True)],
)
def test_worked_example_3_the_first_week_counts_from_half_of_it(
    reported_on: date, active_days: int, required: bool
) -> None:
    first = windows(case(rehabilitation(reported_on)), "meeting", TODAY)[0]
    assert (first.start, first.end, first.bucket_start) == (reported_on, date(2026, 1, 12), date(2026, 1, 5))
    assert (first.active_days, first.required) == (active_days, required)
    assert (first.why is None) == required


def test_exactly_half_of_a_bucket_is_enough() -> None:
    first_half_of_april = windows(case(rehabilitation(date(2024, 4, 16))), "home_visit", TODAY)[0]
    assert (first_half_of_april.active_days, first_half_of_april.required) == (15, True)
    a_day_less = windows(case(rehabilitation(date(2024, 4, 17))), "home_visit", TODAY)[0]
    assert (a_day_less.active_days, a_day_less.required) == (14, False)


def test_worked_example_5_the_last_day_of_a_window_is_in_it_and_the_next_is_not() -> None:
    on_the_last = windows(case(rehabilitation(REPORTED), tests=(drug_test(date(2024, 2, 28)),)), "test", TODAY)
    assert [window.state for window in on_the_last[:2]] == [State.DONE, State.MISSED]
    a_day_later = windows(case(rehabilitation(REPORTED), tests=(drug_test(date(2024, 2, 29)),)), "test", TODAY)
    assert [window.state for window in a_day_later[:2]] == [State.MISSED, State.DONE]
    too_early = windows(case(rehabilitation(REPORTED), tests=(drug_test(date(2024, 1, 30)),)), "test", TODAY)
    assert State.DONE not in {window.state for window in too_early}


def test_worked_example_6_before_the_office_was_in_use_nothing_is_asked() -> None:
    facts = case(rehabilitation(REPORTED), in_use_from=date(2026, 6, 1))
    may, june = (holding(facts, "home_visit", date(2026, month, 15), date(2026, 7, 1)) for month in (5, 6))
    assert (may.state, may.why) == (State.EXCUSED, "开始早于启用日期 2026-06-01")
    assert june.state is State.MISSED
    assert holding(facts, "home_visit", date(2026, 6, 15), date(2026, 6, 30)).state is State.DUE


def test_worked_example_7_the_window_in_which_somebody_died_is_excused_unless_done() -> None:
    measure = rehabilitation(date(2025, 1, 10), closed_on=date(2026, 6, 20), close_reason="死亡")
    last = windows(case(measure), "home_visit", TODAY)[-1]
    assert (last.start, last.end, last.state) == (date(2026, 6, 1), date(2026, 6, 20), State.EXCUSED)
    assert last.why == "措施已于 2026-06-20 结束"
    visited = windows(case(measure, visits=(visit(date(2026, 6, 3)),)), "home_visit", TODAY)[-1]
    assert (visited.state, visited.required, visited.by) == (State.DONE, False, "visit-2026-06-03-见面")
    assert holding(case(measure), "home_visit", date(2026, 5, 3), TODAY).state is State.MISSED


@pytest.mark.parametrize(("closed_on", "state"), [(19, State.EXCUSED), (20, State.MISSED), (21, State.MISSED)])
def test_a_closing_from_the_end_of_the_term_on_excuses_nothing(closed_on: int, state: State) -> None:
    measure = rehabilitation(date(2023, 11, 20), closed_on=date(2026, 11, closed_on), close_reason="期满解除")
    last = windows(case(measure), "home_visit", TODAY)[-1]
    assert (last.start, last.end, last.state) == (date(2026, 11, 1), date(2026, 11, min(closed_on, 20)), state)


def test_a_window_is_upcoming_then_due_through_its_last_day_then_missed() -> None:
    facts = case(rehabilitation(REPORTED))
    states = [
        holding(facts, "home_visit", date(2026, 6, 15), today).state
        for today in (date(2026, 5, 31), date(2026, 6, 1), date(2026, 6, 30), date(2026, 7, 1))
    ]
    assert states == [State.UPCOMING, State.DUE, State.DUE, State.MISSED]


def test_a_record_of_tomorrow_does_not_exist_today() -> None:
    facts = case(rehabilitation(REPORTED), visits=(visit(TODAY + timedelta(days=1)),))
    month = holding(facts, "home_visit", TODAY, TODAY)
    assert (month.state, month.by) == (State.DUE, None)
    assert holding(facts, "home_visit", TODAY, TODAY + timedelta(days=1)).state is State.DONE


def test_a_later_record_never_repairs_a_missed_window() -> None:
    facts = case(rehabilitation(REPORTED), visits=(visit(date(2026, 7, 1)),))
    assert holding(facts, "home_visit", date(2026, 6, 15), TODAY).state is State.MISSED


def test_one_visit_settles_one_window_of_each_series_it_was_ticked_for() -> None:
    facts = case(rehabilitation(REPORTED), visits=(visit(date(2026, 11, 18), contents=("见面", "走访")),))
    done = {window.rule for window in at(facts, TODAY).windows if window.state is State.DONE}
    assert done == {"meeting", "home_visit"}


@pytest.mark.parametrize(
    ("kind", "result", "settles"),
    [
        ("定期", "阴性", True),
        ("定期", "阳性", True),
        ("异地", "阴性", True),
        ("随机", "阴性", False),
        ("定期", "无效", False),
        ("定期", "拒检", False),
        ("定期", "逃避", False),
        ("定期", "未到", False),
    ],
)
def test_which_tests_settle_the_test_series(kind: str, result: str, settles: bool) -> None:
    facts = case(rehabilitation(REPORTED), tests=(drug_test(TODAY, kind=kind, result=result),))
    assert (holding(facts, "test", TODAY, TODAY).state is State.DONE) == settles


@pytest.mark.parametrize(
    ("mode", "result", "settled"),
    [
        ("见面", "已见到", {"meeting", "talk", "home_visit", "report"}),
        ("电话", "已见到", {"report"}),
        ("视频", "已见到", {"report"}),
        ("见面", "未见到", set()),
        ("电话", "未见到", set()),
    ],
)
def test_which_visits_settle_the_contact_series(mode: str, result: str, settled: set[str]) -> None:
    facts = case(rehabilitation(REPORTED), visits=(visit(TODAY, mode=mode, result=result),))
    assert {window.rule for window in at(facts, TODAY).windows if window.state is State.DONE} == settled


def test_any_assessment_settles_the_half_year() -> None:
    facts = case(rehabilitation(REPORTED), assessments=(Assessment(uid="a", day=TODAY),))
    assert holding(facts, "assessment", TODAY, TODAY).by == "a"


@pytest.mark.parametrize(
    ("leave", "settled"),
    [
        (Leave(left_on=date(2026, 11, 18), due_back_on=date(2026, 11, 21), reported="是"), True),
        (Leave(left_on=date(2026, 11, 19), due_back_on=date(2026, 11, 21), reported="是"), False),
        (Leave(left_on=date(2026, 11, 18), due_back_on=date(2026, 11, 21), reported="否"), False),
        (Leave(left_on=date(2026, 11, 18), due_back_on=date(2026, 11, 21)), False),
        (
            Leave(
                left_on=date(2026, 11, 18),
                due_back_on=date(2026, 11, 30),
                returned_on=date(2026, 11, 20),
                reported="是",
            ),
            False,
        ),
        (
            Leave(
                left_on=date(2026, 11, 18),
                due_back_on=date(2026, 11, 30),
                returned_on=date(2026, 11, 21),
                reported="是",
            ),
            True,
        ),
    ],
)
def test_a_call_settles_a_week_half_of_which_is_reported_leave(leave: Leave, settled: bool) -> None:
    facts = case(rehabilitation(REPORTED), leaves=(leave,), visits=(visit(date(2026, 11, 16), mode="电话"),))
    assert (holding(facts, "meeting", TODAY, TODAY).state is State.DONE) == settled


@pytest.mark.parametrize(("due_back_on", "settled"), [(date(2026, 11, 14), False), (date(2026, 11, 15), True)])
def test_leave_over_exactly_half_of_the_month_is_enough(due_back_on: date, settled: bool) -> None:
    leave = Leave(left_on=date(2026, 11, 1), due_back_on=due_back_on, reported="是")
    facts = case(rehabilitation(REPORTED), leaves=(leave,), visits=(visit(TODAY, mode="电话"),))
    assert (holding(facts, "home_visit", TODAY, TODAY).state is State.DONE) == settled


def test_a_call_on_leave_needs_the_tick_of_the_series() -> None:
    leave = Leave(left_on=date(2026, 11, 1), due_back_on=date(2026, 11, 30), reported="是")
    call = visit(TODAY, mode="视频", contents=("谈话",))
    facts = case(rehabilitation(REPORTED), leaves=(leave,), visits=(call,))
    assert {window.rule for window in at(facts, TODAY).windows if window.state is State.DONE} == {"talk"}


def test_windows_from_before_the_take_over_are_excused() -> None:
    facts = case(rehabilitation(REPORTED, taken_over_on=date(2026, 6, 1)))
    may, june = (holding(facts, "home_visit", date(2026, month, 15), TODAY) for month in (5, 6))
    assert (may.state, may.why) == (State.EXCUSED, "开始早于转入日期 2026-06-01")
    assert june.state is State.MISSED


def test_between_the_transfer_decision_and_the_take_over_nothing_is_asked() -> None:
    facts = case(rehabilitation(REPORTED), notices=(notice(TODAY, "转入决定"),))
    assert {window.state for window in at(facts, TODAY).windows} == {State.EXCUSED}
    assert State.MISSED in {window.state for window in at(facts, TODAY - timedelta(days=1)).windows}


def test_an_open_suspension_has_no_end_for_the_windows_ahead() -> None:
    facts = case(rehabilitation(REPORTED), suspensions=(suspension(date(2026, 11, 12)),))
    ahead = [window for window in at(facts, TODAY).windows if window.start > TODAY]
    assert ahead
    assert {(window.active_days, window.state) for window in ahead} == {(0, State.EXCUSED)}


@pytest.mark.parametrize(
    ("months", "of", "second"),
    [(36, 12, date(2024, 3, 31)), (30, 11, date(2024, 3, 31)), (24, 12, date(2024, 3, 31)), (12, 6, date(2024, 3, 31))],
)
def test_recovery_is_tested_less_often(months: int, of: int, second: date) -> None:
    laid = windows(case(Measure(category="社区康复", reported_on=REPORTED, term_months=months)), "test", TODAY)
    assert {window.of for window in laid} == {of}
    assert laid[1].start == second
    assert laid[-1].end == date(2024 + months // 12, 1 + 6 * (months % 12 // 6), 31)


def test_of_is_stable_on_paper_when_a_measure_closes_early() -> None:
    closed = rehabilitation(REPORTED, closed_on=date(2024, 6, 1), close_reason="死亡")
    laid = windows(case(closed), "test", TODAY)
    assert (len(laid), {window.of for window in laid}) == (5, {22})


@pytest.mark.parametrize("category", ["药物维持治疗", "自愿戒毒", "社会面管理"])
def test_the_other_categories_owe_no_series_and_no_deadline(category: str) -> None:
    measure = Measure(category=category, served_on=REPORTED, reported_on=REPORTED, term_months=12)
    found = at(case(measure), TODAY)
    assert (found.windows, found.deadlines) == ((), ())
