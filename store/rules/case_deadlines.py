"""Every one-off deadline of a case: those of the measure's own dates, and those that leaves, tests and notices open.

返回, 报告公安, 复检 and 封存 concern measures of every category. Facts must be as of today.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from store.model.drug_test import POSITIVE, DrugTest
from store.model.leave import Leave
from store.model.measure import COMPLETED
from store.model.notice import (
    REASON_REFUSED,
    RELEASED,
    REPORTED_TO_POLICE,
    SEALED,
    SEALING_REFUSED,
    SUSPENSION_CHECKED,
    TRANSFER_DECIDED,
)
from store.model.suspension import Suspension
from store.rules.calendar import Holidays, add_days, add_years
from store.rules.case import Case, Events, as_of, days_of, positive_on
from store.rules.deadlines import (
    COMMUNITY,
    Deadline,
    agreement,
    deadline,
    discharge,
    facts_missing,
    report_in,
    transfer_in,
)
from store.rules.state import State
from store.rules.term import Term
from store.rules.thresholds import ABSENCES, ABSENT_DAYS, REFUSALS, may_be_reached, thresholds

RETURN_REMINDER_DAYS = 7
POLICE_DAYS = 1
RECHECK_DAYS = 3
CHECK_INTERVAL_DAYS = 30
CHECK_GRACE_DAYS = 7
CLEAN_YEARS = 3
SEAL_DAYS = 30

_DETAINED = ("收监终止", "转强制隔离戒毒")
"""Closings after which the clean years begin with the release, not with the closing."""
CLOCK_REASONS = (COMPLETED, *_DETAINED)
"""Closings from which a clock of clean years can run at all."""

_CAUSES = {
    REFUSALS: "拒检、逃避累计 3 次",
    ABSENCES: "擅自离开累计 3 次",
    ABSENT_DAYS: "擅自离开累计超过 30 天",
}
_REFUSED_TO_REPORT = "逾期不报到,认定无正当理由"
_POSITIVE = "阳性确认"


def deadlines(known: Case, term: Term | None, today: date, holidays: Holidays) -> tuple[Deadline, ...]:
    """Every deadline of a case at ``today``; ``known`` must be as of today. No opening fact, no deadline."""
    measure = known.measure
    found = (
        facts_missing(measure),
        report_in(measure, today, holidays, known.reason_accepted_on),
        agreement(measure, today),
        discharge(measure, term, known.suspensions, today),
    )
    return (*(each for each in found if each is not None), *event_deadlines(known, today, holidays))


def event_deadlines(known: Case, today: date, holidays: Holidays) -> tuple[Deadline, ...]:
    """The deadlines that events open: what a measure can still owe that was reported for and agreed upon long ago."""
    found: list[Deadline | None] = []
    # What nothing can have opened is not asked for: of most people there are a few tests at most.
    if known.notices:
        found.append(transfer_in(known.measure, known.transfer_decided_on, today, holidays))
    if known.leaves:
        found += returns(known, today)
    if known.suspensions:
        found += suspension_checks(known, today)
    if known.tests:
        found += rechecks(known, today)
    if known.tests or known.notices or known.leaves:
        found += police_reports(known, today, holidays)
    if known.measure.closed_on is not None:
        found.append(seal(known, today))
    return tuple(each for each in found if each is not None)


def are_settled(known: Events) -> bool:
    """Whether every deadline that events have opened of an open measure is surely done: true of most people.

    Looked at without building them; what would need a count or an order is left open.
    """
    if any(leave.returned_on is None for leave in known.leaves):
        return False
    if any(suspension.resumed_on is None for suspension in known.suspensions):
        return False
    if days_of(known.notices, TRANSFER_DECIDED, REASON_REFUSED) or may_be_reached(known):
        return False
    reported_on = max(days_of(known.notices, REPORTED_TO_POLICE), default=None)
    positive = (test for test in known.tests if test.result == POSITIVE)
    return all(_settled_on(test) and _is_reported(positive_on(test), reported_on) for test in positive)


def _is_reported(found_on: date | None, reported_on: date | None) -> bool:
    return found_on is None or (reported_on is not None and found_on <= reported_on)


def returns(known: Case, today: date) -> Iterator[Deadline]:
    """返回 by 应返日期, one for each leave of the measure, unreported ones too (戒毒条例 第十九条(三); 内部时限)."""
    for leave in sorted(known.own_leaves, key=lambda leave: (leave.due_back_on, leave.left_on, leave.uid)):
        yield _return(leave, known, today)


def _return(leave: Leave, known: Case, today: date) -> Deadline:
    return deadline(
        "return",
        "返回",
        max(add_days(leave.due_back_on, -RETURN_REMINDER_DAYS), leave.left_on),
        leave.due_back_on,
        leave.returned_on,
        today,
        "内部时限;戒毒条例 第十九条(三)",
        void=known.measure.closed_on is not None,
        record=leave.uid,
        cause=f"{leave.left_on} 外出",
    )


def suspension_checks(known: Case, today: date) -> Iterator[Deadline]:
    """中止核实 every 30 days of an open suspension, within 7 days (内部时限).

    A forgotten 恢复日期 must not hide a person. Those that opened while the suspension lasted, and of an open one the
    next. One check settles every earlier one.
    """
    if known.measure.category not in COMMUNITY:
        return
    checks = sorted(days_of(known.own_notices, SUSPENSION_CHECKED))
    for suspension in sorted(known.suspensions, key=lambda suspension: (suspension.started_on, suspension.uid)):
        for opens in _checked_from(suspension, known.measure.closed_on, today):
            done_on = min((day for day in checks if day >= opens), default=None)
            if suspension.resumed_on is not None:
                done_on = min(done_on or date.max, suspension.resumed_on)
            yield deadline(
                "suspension_check",
                "中止核实",
                opens,
                add_days(opens, CHECK_GRACE_DAYS),
                done_on,
                today,
                "内部时限",
                void=known.measure.closed_on is not None,
                record=suspension.uid,
                cause=f"{suspension.started_on} 中止",
            )


def _checked_from(suspension: Suspension, closed_on: date | None, today: date) -> Iterator[date]:
    ended_on = min(suspension.resumed_on or date.max, closed_on or date.max)
    opens = add_days(suspension.started_on, CHECK_INTERVAL_DAYS)
    while opens < ended_on:
        yield opens
        if opens > today:
            return
        opens = add_days(opens, CHECK_INTERVAL_DAYS)


def rechecks(known: Case, today: date) -> Iterator[Deadline]:
    """复检 within 3 days of a 阳性 test: 认定 becomes 确认 or 排除 (吸毒检测程序规定: 异议 3 日)."""
    for test in sorted(known.own_tests, key=lambda test: (test.day, test.uid)):
        if test.result == POSITIVE:
            yield deadline(
                "recheck",
                "复检",
                test.day,
                add_days(test.day, RECHECK_DAYS),
                _settled_on(test),
                today,
                "吸毒检测程序规定(异议 3 日)",
                record=test.uid,
                cause=f"{test.day} 检测阳性",
            )


def _settled_on(test: DrugTest) -> date | None:
    """The day 认定 became 确认 or 排除; where it has no date of its own, the day of the test."""
    settled = test.confirmation in ("确认", "排除")
    return (test.confirmed_on or test.day) if settled else None


def police_reports(known: Case, today: date, holidays: Holidays) -> Iterator[Deadline]:
    """报告公安 within a day of each trigger (戒毒条例 第二十一条、禁毒法 第三十五条: 及时; 1 天为内部时限).

    A closing does not settle it. Any 报告公安 of the person on or after the trigger does.
    """
    reported = sorted(days_of(known.notices, REPORTED_TO_POLICE))
    for day, cause, record in sorted(_triggers(known, today, holidays)):
        yield deadline(
            "police_report",
            "报告公安",
            day,
            add_days(day, POLICE_DAYS),
            min((each for each in reported if each >= day), default=None),
            today,
            "戒毒条例 第二十一条、禁毒法 第三十五条(及时;1 天为内部时限)",
            record=record,
            cause=cause,
        )


def _triggers(known: Case, today: date, holidays: Holidays) -> Iterator[tuple[date, str, str]]:
    """The day, the cause and the record of each trigger; a threshold once in a measure."""
    for test in known.own_tests:
        day = positive_on(test)
        if day is not None:
            yield day, _POSITIVE, test.uid
    for notice in known.own_notices:
        if notice.matter == REASON_REFUSED and _was_overdue(known, notice.day, holidays):
            yield notice.day, _REFUSED_TO_REPORT, notice.uid
    if not may_be_reached(known):
        return
    for threshold in thresholds(known, today):
        if threshold.reached_on is not None:
            yield threshold.reached_on, _CAUSES[threshold.rule], ""


def _was_overdue(known: Case, day: date, holidays: Holidays) -> bool:
    """Whether ``report_in`` was overdue on ``day``, as it was known then."""
    then = as_of(known, day)
    found = report_in(then.measure, day, holidays, then.reason_accepted_on)
    return found is not None and found.state is State.OVERDUE


def seal(known: Case, today: date) -> Deadline | None:
    """封存 within 30 days of three clean years after the last measure (戒毒条例 第七条; 30 天为内部时限).

    Done by a 封存 since the clock runs, or by a 暂不封存 that gives its reason (内容) once the years are complete.
    """
    clock = clean_since(known, today)
    if clock is None:
        return None
    complete = add_years(clock, CLEAN_YEARS)
    settled = [day for day in days_of(known.notices, SEALED) if day >= clock]
    settled += _refusals(known, complete)
    return deadline(
        "seal",
        "封存",
        complete,
        add_days(complete, SEAL_DAYS),
        min(settled, default=None),
        today,
        "戒毒条例 第七条(30 天为内部时限)",
        cause=f"{clock} 起三年无阳性",
    )


def _refusals(known: Case, complete: date) -> Sequence[date]:
    reasoned = (notice for notice in known.notices if notice.content and notice.content.strip())
    return [day for day in days_of(reasoned, SEALING_REFUSED) if day >= complete]


def clean_since(known: Case, today: date) -> date | None:
    """The day the three clean years count from: ``None`` while a measure is open, or where no clock runs.

    期满解除 starts it on the closing, 收监终止 and 转强制隔离戒毒 on the newest 释放 since; a later confirmed
    positive starts it anew. Only the last measure of a person has a clock.
    """
    closed_on = known.measure.closed_on
    if closed_on is None or not known.is_last(today):
        return None
    started_on = _clock_started(known, closed_on)
    if started_on is None:
        return None
    return max((started_on, *_positives(known.tests)))


def _clock_started(known: Case, closed_on: date) -> date | None:
    if known.measure.close_reason == COMPLETED:
        return closed_on
    if known.measure.close_reason in _DETAINED:
        return max((day for day in days_of(known.notices, RELEASED) if day >= closed_on), default=None)
    return None


def _positives(tests: Iterable[DrugTest]) -> list[date]:
    return [day for test in tests if (day := positive_on(test)) is not None]
