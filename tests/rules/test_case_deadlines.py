"""Deadlines that leaves, tests, suspensions and notices open, day by day and state by state."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest

from store.desk.policies import default_policies
from store.model.measure import Measure
from store.rules.calendar import Holidays
from store.rules.case import Case
from store.rules.deadlines import Deadline
from store.rules.schedule import schedule
from store.rules.state import State
from tests.rules.facts import at, case, drug_test, leave, notice, rehabilitation, suspension

REPORTED = date(2025, 1, 10)
MEASURE = rehabilitation(REPORTED, served_on=REPORTED, agreement_on=REPORTED)
TODAY = date(2026, 11, 22)
DAY = date(2026, 6, 10)


def of_rule(rule: str, facts: Case, today: date = TODAY) -> list[Deadline]:
    return [deadline for deadline in at(facts, today).deadlines if deadline.rule == rule]


def one(rule: str, facts: Case, today: date = TODAY) -> Deadline:
    (found,) = of_rule(rule, facts, today)
    return found


def later(day: date, *days: int) -> Iterable[date]:
    return (day + timedelta(days=each) for each in days)


def states(rule: str, facts: Case, day: date, *days: int) -> list[State]:
    return [one(rule, facts, today).state for today in later(day, *days)]


class TestReturn:
    def test_it_opens_a_week_before_the_due_day_which_is_the_last(self) -> None:
        facts = case(MEASURE, leaves=(leave(DAY - timedelta(days=30), DAY),))
        found = one("return", facts, DAY)
        assert (found.opens, found.last_day, found.record) == (DAY - timedelta(days=7), DAY, "leave-2026-05-11")
        assert states("return", facts, DAY, -8, -7, 0, 1) == [State.UPCOMING, State.DUE, State.DUE, State.OVERDUE]

    def test_it_does_not_open_before_the_leave_began(self) -> None:
        assert one("return", case(MEASURE, leaves=(leave(DAY, DAY + timedelta(days=2)),)), DAY).opens == DAY

    @pytest.mark.parametrize(("days", "late"), [(-2, False), (0, False), (1, True)])
    def test_a_return_does_it_late_after_the_due_day(self, days: int, late: bool) -> None:
        back = DAY + timedelta(days=days)
        found = one("return", case(MEASURE, leaves=(leave(DAY - timedelta(days=9), DAY, back),)))
        assert (found.state, found.late, found.closed_on) == (State.DONE, late, back)

    def test_each_leave_has_its_own_unreported_ones_too(self) -> None:
        leaves = (leave(DAY, DAY), leave(DAY + timedelta(days=9), DAY + timedelta(days=9), reported="否"))
        assert [found.record for found in of_rule("return", case(MEASURE, leaves=leaves))] == [
            "leave-2026-06-10",
            "leave-2026-06-19",
        ]

    def test_a_closing_makes_it_void(self) -> None:
        closed = rehabilitation(REPORTED, closed_on=DAY, close_reason="死亡")
        assert one("return", case(closed, leaves=(leave(DAY - timedelta(days=9), DAY),))).state is State.VOID

    def test_a_measure_without_a_term_asks_for_it_too(self) -> None:
        assert one("return", case(Measure(category="药物维持治疗"), leaves=(leave(DAY, DAY),))).state is State.OVERDUE


class TestRecheck:
    def test_a_first_positive_screening_is_rechecked_within_three_days(self) -> None:
        facts = case(MEASURE, tests=(drug_test(DAY, result="阳性"),))
        found = one("recheck", facts, DAY)
        assert (found.opens, found.last_day, found.record) == (DAY, DAY + timedelta(days=3), "test-2026-06-10")
        assert states("recheck", facts, DAY, 0, 3, 4) == [State.DUE, State.DUE, State.OVERDUE]

    @pytest.mark.parametrize("finding", ["确认", "排除"])
    @pytest.mark.parametrize(("days", "late"), [(3, False), (4, True)])
    def test_it_is_done_on_the_day_of_the_finding(self, finding: str, days: int, late: bool) -> None:
        day = DAY + timedelta(days=days)
        facts = case(MEASURE, tests=(drug_test(DAY, result="阳性", confirmation=finding, confirmed_on=day),))
        assert one("recheck", facts, day - timedelta(days=1)).state in (State.DUE, State.OVERDUE)
        found = one("recheck", facts, day)
        assert (found.state, found.late, found.closed_on) == (State.DONE, late, day)

    def test_a_finding_without_a_day_was_made_on_the_day_of_the_test(self) -> None:
        facts = case(MEASURE, tests=(drug_test(DAY, result="阳性", confirmation="确认"),))
        assert one("recheck", facts).closed_on == DAY

    def test_a_closing_does_not_end_it(self) -> None:
        closed = rehabilitation(REPORTED, closed_on=DAY + timedelta(days=1), close_reason="死亡")
        assert one("recheck", case(closed, tests=(drug_test(DAY, result="阳性"),))).state is State.OVERDUE

    def test_other_results_need_none(self) -> None:
        results = ("阴性", "无效", "拒检", "逃避", "未到")
        tests = tuple(drug_test(day, result=result) for day, result in zip(later(DAY, *range(5)), results, strict=True))
        assert of_rule("recheck", case(MEASURE, tests=tests)) == []


class TestPoliceReport:
    def test_a_confirmed_positive_triggers_it_on_the_day_of_the_finding(self) -> None:
        found_on = DAY + timedelta(days=2)
        facts = case(MEASURE, tests=(drug_test(DAY, result="阳性", confirmation="确认", confirmed_on=found_on),))
        assert of_rule("police_report", facts, DAY + timedelta(days=1)) == []
        found = one("police_report", facts, found_on)
        assert (found.opens, found.last_day, found.cause) == (found_on, found_on + timedelta(days=1), "阳性确认")
        assert states("police_report", facts, found_on, 0, 1, 2) == [State.DUE, State.DUE, State.OVERDUE]

    @pytest.mark.parametrize("finding", [None, "初筛", "排除"])
    def test_any_other_finding_triggers_nothing(self, finding: str | None) -> None:
        facts = case(MEASURE, tests=(drug_test(DAY, result="阳性", confirmation=finding),))
        assert of_rule("police_report", facts) == []

    @pytest.mark.parametrize(
        ("days", "state", "late"), [(-1, State.OVERDUE, False), (0, State.DONE, False), (2, State.DONE, True)]
    )
    def test_a_report_on_or_after_the_trigger_does_it(self, days: int, state: State, late: bool) -> None:
        reported = notice(DAY + timedelta(days=days), "报告公安")
        facts = case(MEASURE, tests=(drug_test(DAY, result="阳性", confirmation="确认"),), notices=(reported,))
        found = one("police_report", facts)
        assert (found.state, found.late) == (state, late)

    def test_each_trigger_has_its_own_and_one_report_can_do_several(self) -> None:
        tests = tuple(drug_test(day, result="阳性", confirmation="确认") for day in later(DAY, 0, 5))
        both = case(MEASURE, tests=tests, notices=(notice(DAY + timedelta(days=5), "报告公安"),))
        assert [(found.opens.day if found.opens else 0, found.late) for found in of_rule("police_report", both)] == [
            (10, True),
            (15, False),
        ]

    def test_a_report_of_the_next_measure_does_that_of_a_closed_one(self) -> None:
        closed = rehabilitation(REPORTED, id=1, closed_on=DAY + timedelta(days=3), close_reason="变更执行地")
        following = rehabilitation(None, id=2, served_on=DAY + timedelta(days=4))
        facts = case(
            closed,
            others=(following,),
            tests=(drug_test(DAY, result="阳性", confirmation="确认"),),
            notices=(notice(DAY + timedelta(days=9), "报告公安"),),
        )
        assert one("police_report", facts, DAY + timedelta(days=8)).state is State.OVERDUE
        assert one("police_report", facts).state is State.DONE

    def test_a_refused_reason_triggers_it_only_after_the_report_is_overdue(self) -> None:
        unreported = rehabilitation(None, served_on=date(2026, 3, 2))
        for day, triggers in ((date(2026, 3, 17), 0), (date(2026, 3, 18), 1)):
            facts = case(unreported, notices=(notice(day, "无正当理由认定"),))
            found = of_rule("police_report", facts)
            assert [(each.opens, each.cause) for each in found] == [(day, "逾期不报到,认定无正当理由")] * triggers

    def test_a_report_that_came_before_the_refused_reason_is_no_refusal(self) -> None:
        reported = rehabilitation(date(2026, 3, 20), served_on=date(2026, 3, 2))
        facts = case(reported, notices=(notice(date(2026, 3, 21), "无正当理由认定"),))
        assert of_rule("police_report", facts) == []
        earlier = case(reported, notices=(notice(date(2026, 3, 19), "无正当理由认定"),))
        assert one("police_report", earlier).opens == date(2026, 3, 19)

    def test_each_threshold_triggers_it_once_on_the_day_it_is_reached(self) -> None:
        tests = tuple(drug_test(day, result="拒检") for day in later(DAY, 0, 1, 2, 3, 4))
        facts = case(MEASURE, tests=tests, leaves=(leave(DAY, DAY, reported="否"),))
        found = of_rule("police_report", facts)
        assert [(each.opens, each.cause) for each in found] == [
            (DAY + timedelta(days=2), "拒检、逃避累计 3 次"),
            (DAY + timedelta(days=31), "擅自离开累计超过 30 天"),
        ]


class TestSuspensionCheck:
    BEGUN = date(2026, 6, 1)

    def test_every_thirty_days_of_an_open_suspension_and_the_next_one(self) -> None:
        found = of_rule("suspension_check", case(MEASURE, suspensions=(suspension(self.BEGUN),)), date(2026, 8, 8))
        assert [(each.opens, each.last_day, each.state) for each in found] == [
            (date(2026, 7, 1), date(2026, 7, 8), State.OVERDUE),
            (date(2026, 7, 31), date(2026, 8, 7), State.OVERDUE),
            (date(2026, 8, 30), date(2026, 9, 6), State.UPCOMING),
        ]

    def test_a_check_does_all_that_opened_by_its_day(self) -> None:
        facts = case(MEASURE, suspensions=(suspension(self.BEGUN),), notices=(notice(date(2026, 7, 31), "中止核实"),))
        found = of_rule("suspension_check", facts, date(2026, 8, 30))
        assert [(each.state, each.late) for each in found[:3]] == [
            (State.DONE, True),
            (State.DONE, False),
            (State.DUE, False),
        ]

    def test_a_resumption_does_them_and_ends_them(self) -> None:
        facts = case(MEASURE, suspensions=(suspension(self.BEGUN, date(2026, 7, 31)),))
        assert [each.state for each in of_rule("suspension_check", facts, date(2026, 7, 30))] == [
            State.OVERDUE,
            State.UPCOMING,
        ]
        found = one("suspension_check", facts)
        assert (found.opens, found.state, found.closed_on, found.late) == (
            date(2026, 7, 1), State.DONE, date(2026, 7, 31), True,
        )  # fmt: skip
        short = case(MEASURE, suspensions=(suspension(self.BEGUN, date(2026, 7, 1)),))
        assert of_rule("suspension_check", short) == []

    def test_a_closing_makes_them_void_and_asks_for_no_more(self) -> None:
        closed = rehabilitation(REPORTED, closed_on=date(2026, 7, 20), close_reason="收监终止")
        found = of_rule("suspension_check", case(closed, suspensions=(suspension(self.BEGUN),)))
        assert [(each.opens, each.state) for each in found] == [(date(2026, 7, 1), State.VOID)]

    def test_a_check_in_a_later_measure_does_none_of_a_closed_one(self) -> None:
        """Found by the second reading: a check of the successor counted for a measure that had ended before."""
        closed = rehabilitation(REPORTED, closed_on=date(2026, 7, 20), close_reason="收监终止")
        later = rehabilitation(date(2026, 8, 1), id=2)
        check = notice(date(2026, 9, 1), "中止核实")
        facts = case(closed, suspensions=(suspension(self.BEGUN),), notices=(check,), others=(later,))
        assert [each.state for each in of_rule("suspension_check", facts, date(2026, 10, 1))] == [State.VOID]


class TestTransferIn:
    DECIDED = date(2026, 6, 4)

    def test_fifteen_days_that_move_over_days_off(self) -> None:
        facts = case(MEASURE, notices=(notice(self.DECIDED, "转入决定"),))
        found = one("transfer_in", facts, self.DECIDED)
        assert (found.opens, found.last_day) == (self.DECIDED, date(2026, 6, 19))
        dragon_boat = Holidays({date(2026, 6, day) for day in (19, 20, 21)}, frozenset(), {2026})
        moved = schedule(facts, default_policies(), self.DECIDED, dragon_boat).deadlines
        assert [(each.last_day, each.note) for each in moved if each.rule == "transfer_in"] == [
            (date(2026, 6, 22), None)
        ]

    @pytest.mark.parametrize(
        ("taken_over_on", "state", "late"),
        [
            (date(2026, 6, 3), State.OVERDUE, False),
            (date(2026, 6, 4), State.DONE, False),
            (date(2026, 6, 19), State.DONE, False),
            (date(2026, 6, 20), State.DONE, True),
            (None, State.OVERDUE, False),
        ],
    )
    def test_it_is_done_by_a_taking_over_on_or_after_the_decision(
        self, taken_over_on: date | None, state: State, late: bool
    ) -> None:
        measure = rehabilitation(REPORTED, taken_over_on=taken_over_on)
        found = one("transfer_in", case(measure, notices=(notice(self.DECIDED, "转入决定"),)))
        assert (found.state, found.late) == (state, late)

    def test_a_closing_makes_it_void(self) -> None:
        closed = rehabilitation(REPORTED, closed_on=DAY, close_reason="死亡")
        assert one("transfer_in", case(closed, notices=(notice(self.DECIDED, "转入决定"),))).state is State.VOID


class TestSeal:
    CLOSED = date(2023, 2, 28)
    COMPLETE = date(2026, 2, 28)

    def closed(self, reason: str | None = "期满解除", **facts: Any) -> Measure:
        return rehabilitation(date(2020, 2, 28), closed_on=self.CLOSED, close_reason=reason, **facts)

    def test_three_clean_years_after_the_discharge(self) -> None:
        facts = case(self.closed())
        found = one("seal", facts)
        assert (found.opens, found.last_day) == (self.COMPLETE, date(2026, 3, 30))
        assert states("seal", facts, self.COMPLETE, -1, 0, 30, 31) == [
            State.UPCOMING,
            State.DUE,
            State.DUE,
            State.OVERDUE,
        ]

    @pytest.mark.parametrize("reason", ["死亡", "出国", "变更执行地", "其他", None])
    def test_no_other_closing_starts_the_clock(self, reason: str | None) -> None:
        assert of_rule("seal", case(self.closed(reason))) == []

    @pytest.mark.parametrize("reason", ["收监终止", "转强制隔离戒毒"])
    def test_after_detention_it_starts_with_the_release(self, reason: str) -> None:
        assert of_rule("seal", case(self.closed(reason))) == []
        released = notice(date(2024, 2, 29), "释放")
        assert one("seal", case(self.closed(reason), notices=(released,))).opens == date(2027, 2, 28)
        before = notice(date(2023, 1, 1), "释放")
        assert of_rule("seal", case(self.closed(reason), notices=(before,))) == []

    def test_a_later_confirmed_positive_starts_it_anew(self) -> None:
        positive = drug_test(date(2023, 2, 20), result="阳性", confirmation="确认", confirmed_on=date(2023, 5, 1))
        assert one("seal", case(self.closed(), tests=(positive,))).opens == date(2026, 5, 1)
        excluded = drug_test(date(2023, 2, 20), result="阳性", confirmation="排除", confirmed_on=date(2023, 5, 1))
        assert one("seal", case(self.closed(), tests=(excluded,))).opens == self.COMPLETE

    def test_it_belongs_to_the_last_measure_and_stands_still_while_one_is_open(self) -> None:
        first = self.closed(id=1)
        second = rehabilitation(date(2025, 1, 10), id=2, closed_on=date(2026, 8, 1), close_reason="期满解除")
        assert one("seal", case(first, others=(second,)), date(2025, 1, 9)).opens == self.COMPLETE
        for today in (date(2025, 1, 10), date(2026, 8, 1)):
            assert of_rule("seal", case(first, others=(second,)), today) == []
        assert of_rule("seal", case(second, others=(first,)), date(2026, 7, 31)) == []
        assert one("seal", case(second, others=(first,)), date(2026, 8, 1)).opens == date(2029, 8, 1)

    @pytest.mark.parametrize(
        ("matter", "content", "day", "state"),
        [
            ("封存", None, date(2026, 3, 1), State.DONE),
            ("封存", None, date(2025, 12, 1), State.DONE),
            ("封存", None, date(2022, 12, 1), State.OVERDUE),
            ("暂不封存", "另案未结", date(2026, 3, 1), State.DONE),
            ("暂不封存", None, date(2026, 3, 1), State.OVERDUE),
            ("暂不封存", "另案未结", date(2026, 2, 27), State.OVERDUE),
        ],
    )
    def test_it_is_done_by_a_sealing_or_a_refusal_with_its_reason(
        self, matter: str, content: str | None, day: date, state: State
    ) -> None:
        assert one("seal", case(self.closed(), notices=(notice(day, matter, content=content),))).state is state

    def test_measures_of_every_category_are_sealed(self) -> None:
        voluntary = Measure(category="自愿戒毒", closed_on=self.CLOSED, close_reason="期满解除")
        assert one("seal", case(voluntary)).state is State.OVERDUE


def test_the_newest_accepted_reason_of_this_measure_counts() -> None:
    unreported = rehabilitation(None, id=2, served_on=date(2026, 3, 2))
    earlier = rehabilitation(None, id=1, served_on=date(2020, 1, 1), closed_on=date(2021, 1, 1))
    reasons = (notice(date(2026, 3, 5), "正当理由认定"), notice(date(2026, 3, 10), "正当理由认定"))
    facts = case(unreported, others=(earlier,), notices=(notice(date(2020, 2, 1), "正当理由认定"), *reasons))
    assert one("report_in", facts).last_day == date(2026, 3, 25)
    of_the_first = case(unreported, others=(earlier,), notices=reasons[:0])
    assert one("report_in", of_the_first).last_day == date(2026, 3, 17)


def test_a_reason_from_before_the_service_shortens_nothing() -> None:
    facts = case(rehabilitation(None, served_on=date(2026, 3, 2)), notices=(notice(date(2026, 2, 1), "正当理由认定"),))
    assert one("report_in", facts).last_day == date(2026, 3, 17)
