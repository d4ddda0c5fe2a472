"""One-off deadlines: 报到, 签协议, 解除, and facts without which no rule can be computed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from store.model.measure import COMPLETED, RECOVERY, REHABILITATION, Measure
from store.model.suspension import Suspension
from store.rules.calendar import Holidays, add_days
from store.rules.state import State
from store.rules.term import Term

COMMUNITY = (REHABILITATION, RECOVERY)
"""The categories that report in and sign an agreement; the others have none of these deadlines."""

REPORT_DAYS = 15
AGREEMENT_DAYS = 7
DISCHARGE_REMINDER_DAYS = 30
DISCHARGE_GRACE_DAYS = 7


@dataclass(frozen=True, slots=True)
class Deadline:
    """One deadline. ``closed_on`` is the day it was done, ``late`` says it was after ``last_day``.

    ``note`` tells the operator when the last day falls in a year whose holidays are unknown.
    """

    rule: str
    label: str
    opens: date | None
    last_day: date | None
    state: State
    late: bool
    closed_on: date | None
    basis: str
    note: str | None = None


def deadlines(
    measure: Measure,
    term: Term | None,
    suspensions: Sequence[Suspension],
    today: date,
    holidays: Holidays,
    reason_accepted_on: date | None = None,
) -> tuple[Deadline, ...]:
    """Every deadline of a measure at ``today``; all facts must be as of ``today``."""
    found = (
        facts_missing(measure),
        report_in(measure, today, holidays, reason_accepted_on),
        agreement(measure, today),
        discharge(measure, term, suspensions, today),
    )
    return tuple(deadline for deadline in found if deadline is not None)


def report_in(
    measure: Measure, today: date, holidays: Holidays, reason_accepted_on: date | None = None
) -> Deadline | None:
    """报到 within 15 days of the service or of an accepted reason; moves over days off (戒毒条例 14、38)."""
    if measure.category not in COMMUNITY or measure.served_on is None:
        return None
    counted = add_days(reason_accepted_on or measure.served_on, REPORT_DAYS)
    last_day = holidays.next_working_day(counted)
    done_on = measure.reported_on
    state = _state(measure, measure.served_on, last_day, done_on, today)
    basis = "戒毒条例 第十四条、第三十八条"
    note = _unknown_holidays(holidays, counted, last_day)
    return Deadline(
        "report_in", "报到", measure.served_on, last_day, state, _is_late(done_on, last_day), done_on, basis, note
    )


def _unknown_holidays(holidays: Holidays, *days: date) -> str | None:
    years = sorted({day.year for day in days} - holidays.covered)
    return f"{'、'.join(map(str, years))} 年节假日未载入,只避开周末" if years else None


def agreement(measure: Measure, today: date) -> Deadline | None:
    """签协议 within 7 days of the report: 及时 in law, seven days in this office (戒毒条例 第十六条、第四十四条)."""
    if measure.category not in COMMUNITY or measure.reported_on is None:
        return None
    last_day = add_days(measure.reported_on, AGREEMENT_DAYS)
    done_on = measure.agreement_on
    state = _state(measure, measure.reported_on, last_day, done_on, today)
    basis = "戒毒条例 第十六条、第四十四条(及时;7 天为内部时限)"
    return Deadline(
        "agreement", "签协议", measure.reported_on, last_day, state, _is_late(done_on, last_day), done_on, basis
    )


def discharge(measure: Measure, term: Term | None, suspensions: Sequence[Suspension], today: date) -> Deadline | None:
    """解除: a reminder at the end of the term (戒毒条例 第二十三条、第四十条); waits while a suspension is open."""
    if term is None:
        return None
    opens = add_days(term.term_end, -DISCHARGE_REMINDER_DAYS)
    last_day = add_days(term.term_end, DISCHARGE_GRACE_DAYS)
    done_on = measure.closed_on if measure.close_reason == COMPLETED else None
    state = _state(measure, opens, last_day, done_on, today)
    if state in (State.DUE, State.OVERDUE) and any(s.resumed_on is None for s in suspensions):
        state = State.UPCOMING
    basis = "戒毒条例 第二十三条、第四十条(提醒)"
    return Deadline("discharge", "解除", opens, last_day, state, _is_late(done_on, last_day), done_on, basis)


def facts_missing(measure: Measure) -> Deadline | None:
    """缺要素: names what the record lacks, so that nobody drops out of sight because a date is not known."""
    lacking = _lacking(measure)
    if not lacking:
        return None
    state = State.VOID if measure.closed_on is not None else State.DUE
    return Deadline("facts_missing", "缺要素", None, None, state, False, None, f"缺 {'、'.join(lacking)}")


def _lacking(measure: Measure) -> tuple[str, ...]:
    if measure.category not in COMMUNITY:
        return ()
    undated = measure.served_on is None and measure.reported_on is None
    termless = measure.category == RECOVERY and measure.term_months is None
    return (("送达日期或报到日期",) if undated else ()) + (("期限",) if termless else ())


def _state(measure: Measure, opens: date, last_day: date, done_on: date | None, today: date) -> State:
    if done_on is not None:
        return State.DONE
    if measure.closed_on is not None:
        return State.VOID
    if today < opens:
        return State.UPCOMING
    return State.DUE if today <= last_day else State.OVERDUE


def _is_late(done_on: date | None, last_day: date) -> bool:
    return done_on is not None and done_on > last_day
