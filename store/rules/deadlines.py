"""The one-off deadlines of a measure's own dates: 报到, 转入报到, 签协议, 解除, 缺要素. Facts must be as of today."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
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
TRANSFER_DAYS = 15
DISCHARGE_REMINDER_DAYS = 30
DISCHARGE_GRACE_DAYS = 7


@dataclass(frozen=True, slots=True)
class Deadline:
    """One deadline. ``closed_on`` is the day it was done, ``late`` says it was after ``last_day``.

    ``note`` tells the operator when the last day falls in a year whose holidays are unknown. ``record`` is the uid of
    the leave, test, suspension or notice it hangs on, ``cause`` says in Chinese what it is about, where the rule
    alone does not: several deadlines of one rule differ in ``opens``, ``record`` or ``cause``.
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
    record: str | None = None
    cause: str | None = None


def deadline(
    rule: str,
    label: str,
    opens: date,
    last_day: date,
    done_on: date | None,
    today: date,
    basis: str,
    *,
    void: bool = False,
    note: str | None = None,
    record: str | None = None,
    cause: str | None = None,
) -> Deadline:
    """A dated deadline with its state, the first that fits: done, ``void`` where asked for, else by the calendar."""
    state = _state(opens, last_day, done_on, today, void=void)
    late = done_on is not None and done_on > last_day
    return Deadline(rule, label, opens, last_day, state, late, done_on, basis, note, record or None, cause)


def report_in(
    measure: Measure, today: date, holidays: Holidays, reason_accepted_on: date | None = None
) -> Deadline | None:
    """报到 within 15 days of the service or of an accepted reason; moves over days off (戒毒条例 14、38).

    A 正当理由认定 from before the service cannot shorten the time that the service gives.
    """
    if measure.category not in COMMUNITY or measure.served_on is None:
        return None
    counted = add_days(max(measure.served_on, reason_accepted_on or date.min), REPORT_DAYS)
    last_day = holidays.next_working_day(counted)
    return deadline(
        "report_in",
        "报到",
        measure.served_on,
        last_day,
        measure.reported_on,
        today,
        "戒毒条例 第十四条、第三十八条",
        void=measure.closed_on is not None,
        note=_unknown_holidays(holidays, counted, last_day),
    )


def transfer_in(measure: Measure, decided_on: date | None, today: date, holidays: Holidays) -> Deadline | None:
    """转入报到 within 15 days of the newest 转入决定; moves over days off (戒毒条例 第二十二条)."""
    if decided_on is None or measure.category not in COMMUNITY:
        return None
    counted = add_days(decided_on, TRANSFER_DAYS)
    last_day = holidays.next_working_day(counted)
    taken_over_on = measure.taken_over_on
    done_on = taken_over_on if taken_over_on is not None and taken_over_on >= decided_on else None
    return deadline(
        "transfer_in",
        "转入报到",
        decided_on,
        last_day,
        done_on,
        today,
        "戒毒条例 第二十二条",
        void=measure.closed_on is not None,
        note=_unknown_holidays(holidays, counted, last_day),
    )


def _unknown_holidays(holidays: Holidays, *days: date) -> str | None:
    years = sorted({day.year for day in days} - holidays.covered)
    return f"{'、'.join(map(str, years))} 年节假日未载入,只避开周末" if years else None


def agreement(measure: Measure, today: date) -> Deadline | None:
    """签协议 within 7 days of the report: 及时 in law, seven days in this office (戒毒条例 第十六条、第四十四条)."""
    if measure.category not in COMMUNITY or measure.reported_on is None:
        return None
    return deadline(
        "agreement",
        "签协议",
        measure.reported_on,
        add_days(measure.reported_on, AGREEMENT_DAYS),
        measure.agreement_on,
        today,
        "戒毒条例 第十六条、第四十四条(及时;7 天为内部时限)",
        void=measure.closed_on is not None,
    )


def discharge(measure: Measure, term: Term | None, suspensions: Sequence[Suspension], today: date) -> Deadline | None:
    """解除: a reminder at the end of the term (戒毒条例 第二十三条、第四十条); waits while a suspension is open."""
    if term is None:
        return None
    found = deadline(
        "discharge",
        "解除",
        add_days(term.term_end, -DISCHARGE_REMINDER_DAYS),
        add_days(term.term_end, DISCHARGE_GRACE_DAYS),
        measure.closed_on if measure.close_reason == COMPLETED else None,
        today,
        "戒毒条例 第二十三条、第四十条(提醒)",
        void=measure.closed_on is not None,
    )
    waits = found.state in (State.DUE, State.OVERDUE) and any(s.resumed_on is None for s in suspensions)
    return replace(found, state=State.UPCOMING) if waits else found


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


def _state(opens: date, last_day: date, done_on: date | None, today: date, *, void: bool) -> State:
    if done_on is not None:
        return State.DONE
    if void:
        return State.VOID
    if today < opens:
        return State.UPCOMING
    return State.DUE if today <= last_day else State.OVERDUE
