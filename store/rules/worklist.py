"""What can be acted on today: windows that are due, deadlines that are due or overdue.

``full_obligations`` reads it off the whole schedule and is the reference. ``obligations`` gives the same from the
newest qualifying day of each series, for the lists of many people.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from store.model.measure import Measure
from store.model.notice import Notice
from store.rules.calendar import WEEKENDS_ONLY, Holidays, add_days, add_years
from store.rules.case import Case, Events, are_known, as_of
from store.rules.case_deadlines import CLEAN_YEARS, CLOCK_REASONS, are_settled, deadlines, event_deadlines
from store.rules.deadlines import DISCHARGE_REMINDER_DAYS, Deadline, discharge
from store.rules.escalation import deadline_level, series_level, series_levels
from store.rules.explanation import is_explained
from store.rules.policy import Policies, Rating
from store.rules.schedule import Schedule, schedule
from store.rules.shortcut import Ahead, Standing, all_met, applies, standings
from store.rules.state import State
from store.rules.term import Term, nominal_end_of, term
from store.rules.windows import Window

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Obligation:
    """One line of the worklist. Deadlines have no ``end``, ``ordinal`` or ``of``; 缺要素 has no dates at all.

    ``end`` is exclusive, ``last_day`` is the last day it can be met, ``days_left`` counts from today and is negative
    when overdue. ``record`` and ``cause`` tell deadlines of one rule apart, as in ``Deadline``.
    """

    rule: str
    label: str
    start: date | None
    end: date | None
    last_day: date | None
    state: State
    ordinal: int | None
    of: int | None
    days_left: int | None
    level: int
    missed_in_a_row: int
    basis: str
    record: str | None = None
    cause: str | None = None

    @property
    def key(self) -> str:
        """The rule, and of rules that can have several deadlines at once which of them: the same from day to day."""
        return self.rule if self.cause is None else f"{self.rule} {self.start} {self.record or ''} {self.cause}"


def obligations(
    case: Case,
    last_days: Mapping[str, date],
    policies: Policies,
    today: date,
    holidays: Holidays = WEEKENDS_ONLY,
    within: int | None = None,
) -> tuple[Obligation, ...]:
    """The worklist of one measure from ``last_days``: per rule, the day of the newest qualifying record <= today.

    ``case`` needs only what opens deadlines: suspensions, leaves, notices, and the tests and visits that
    ``store.desk.happenings`` names; where a policy has tiers, the assessments. With ``within`` also what opens within
    that many days. ``ValueError`` where the newest days do not decide (``shortcut.applies`` tells), ``UndecidedError``
    where they do not for this case; those take ``full_obligations``.
    """
    if not applies(policies):
        raise ValueError("other records meet a rule under another policy: the full schedule is needed")
    known = as_of(case, today)
    known_term = term(known.measure, known.suspensions, today)
    horizon = _horizon(today, within)
    found: list[Obligation] = []
    if known_term is not None and known.measure.closed_on is None and not known.awaits_transfer:
        for standing in standings(known, known_term, last_days, policies, today, horizon):
            found += _of_standing(standing, today)
    found += _of_deadlines(_undone(known, known_term, today, horizon, holidays), today, horizon)
    return tuple(sorted(found, key=urgency)) if len(found) > 1 else tuple(found)


def _undone(known: Case, known_term: Term | None, today: date, horizon: date, holidays: Holidays) -> Sequence[Deadline]:
    """The deadlines of a case without those that are surely done or far off: most people signed long ago."""
    measure = known.measure
    closed = measure.closed_on is not None
    if not closed and (measure.agreement_on is None or known_term is None):
        return deadlines(known, known_term, today, holidays)
    if closed:
        return event_deadlines(known, today, holidays) if known.has_records or owes_seal(measure, horizon) else ()
    found = event_deadlines(known, today, holidays) if known.has_records and not are_settled(known) else ()
    if known_term is None or (known_term.term_end - horizon).days > DISCHARGE_REMINDER_DAYS:
        return found
    ending = discharge(measure, known_term, known.suspensions, today)
    return found if ending is None else (ending, *found)


def at_rest(
    measure: Measure,
    last_days: Mapping[str, date],
    rating: Rating | None,
    policies: Policies,
    today: date,
    horizon: date,
) -> tuple[Obligation, ...] | None:
    """What a measure asks by ``horizon`` of somebody without events or with those that are over, if no series does.

    That is nothing, or its ending: true of most people. ``None`` where more has to be looked at. ``rating`` is the
    newest at ``today``.
    """
    reported_on, agreement_on, nominal_end = measure.reported_on, measure.agreement_on, nominal_end_of(measure)
    if measure.closed_on is not None or reported_on is None or agreement_on is None or nominal_end is None:
        return None
    if reported_on > today or agreement_on > today or nominal_end <= reported_on:
        return None
    end = measure.confirmed_end or nominal_end
    if end > today and not all_met(measure, reported_on, last_days, rating, policies, today, horizon):
        return None
    if (end - horizon).days > DISCHARGE_REMINDER_DAYS:
        return ()
    ending = discharge(measure, Term(reported_on, nominal_end, end, end, provisional=False), (), today)
    return tuple(_of_deadlines((ending,), today, horizon)) if ending else ()


def are_over(events: Events, today: date) -> bool:
    """Whether events ask nothing any more at ``today`` and never moved the term of a measure that is open."""
    return not events.suspensions and are_known(events, today) and are_settled(events)


def owes_seal(measure: Measure, horizon: date) -> bool:
    """Whether three years since the closing are complete by ``horizon``, so that a seal can be asked for."""
    closed_on = measure.closed_on
    return (
        closed_on is not None and measure.close_reason in CLOCK_REASONS and add_years(closed_on, CLEAN_YEARS) <= horizon
    )


def full_obligations(
    case: Case, policies: Policies, today: date, holidays: Holidays = WEEKENDS_ONLY, within: int | None = None
) -> tuple[Obligation, ...]:
    """The worklist of one measure, read off its whole schedule."""
    return listed(schedule(case, policies, today, holidays), as_of(case, today).measure, policies, today, within)


def listed(
    whole: Schedule, measure: Measure, policies: Policies, today: date, within: int | None = None
) -> tuple[Obligation, ...]:
    """Those parts of a schedule at ``today`` that can be acted on; a closed measure has no windows among them."""
    horizon = _horizon(today, within)
    found = [] if measure.closed_on is not None else _of_windows(whole, measure, policies, today, horizon)
    return tuple(sorted([*found, *_of_deadlines(whole.deadlines, today, horizon)], key=urgency))


def misses(
    whole: Schedule, measure: Measure, policies: Policies, today: date, notices: Sequence[Notice] = ()
) -> tuple[Obligation, ...]:
    """The missed windows of a schedule at ``today`` that no 漏项说明 explains, oldest first, each at its series' level.

    ``notices`` are the person's; those after ``today`` do not exist yet. An explained miss still counts in a row.
    """
    known = [notice for notice in notices if notice.day <= today]
    labels = policies.labels
    missed = [w for w in whole.windows if w.state is State.MISSED and not is_explained(w, known, labels)]
    levels = series_levels(whole.windows, measure, policies, today) if missed else {}
    ordered = sorted(missed, key=lambda window: (window.start, window.rule))
    return tuple(_of_window(window, *levels[window.rule], today) for window in ordered)


def urgency(obligation: Obligation) -> tuple[bool, int, date]:
    """Sort key: overdue first, then the higher level, then the earlier last day; what has none comes last."""
    return obligation.state is not State.OVERDUE, -obligation.level, obligation.last_day or date.max


def _horizon(today: date, within: int | None) -> date:
    return add_days(today, within) if within else today


def _of_windows(whole: Schedule, measure: Measure, policies: Policies, today: date, horizon: date) -> list[Obligation]:
    levels = series_levels(whole.windows, measure, policies, today)
    return [
        _of_window(window, *levels[window.rule], today)
        for window in whole.windows
        if window.state is State.DUE or (window.state is State.UPCOMING and window.start <= horizon)
    ]


def _of_window(window: Window, missed: int, level: int, today: date) -> Obligation:
    last_day = window.end - _ONE_DAY
    return Obligation(
        window.rule,
        window.label,
        window.start,
        window.end,
        last_day,
        window.state,
        window.ordinal,
        window.of,
        (last_day - today).days,
        level,
        missed,
        window.basis,
    )


def _of_standing(standing: Standing, today: date) -> list[Obligation]:
    series, level = standing.series, series_level(standing.missed, standing.series.thresholds)
    return [_of_ahead(ahead, standing, level, series.label, today) for ahead in standing.ahead]


def _of_ahead(ahead: Ahead, standing: Standing, level: int, label: str, today: date) -> Obligation:
    last_day = ahead.end - _ONE_DAY
    return Obligation(
        standing.series.rule,
        label,
        ahead.start,
        ahead.end,
        last_day,
        State.DUE if ahead.start <= today else State.UPCOMING,
        ahead.ordinal,
        standing.of,
        (last_day - today).days,
        level,
        standing.missed,
        standing.series.basis,
    )


def _of_deadlines(found: Sequence[Deadline], today: date, horizon: date) -> list[Obligation]:
    return [_of_deadline(deadline, today) for deadline in found if _is_listed(deadline, today, horizon)]


def _is_listed(deadline: Deadline, today: date, horizon: date) -> bool:
    if deadline.state is State.UPCOMING:
        return deadline.opens is not None and today < deadline.opens <= horizon
    return deadline.state is State.DUE or deadline.state is State.OVERDUE


def _of_deadline(deadline: Deadline, today: date) -> Obligation:
    last_day = deadline.last_day
    return Obligation(
        deadline.rule,
        deadline.label,
        deadline.opens,
        None,
        last_day,
        deadline.state,
        None,
        None,
        None if last_day is None else (last_day - today).days,
        deadline_level(last_day, today),
        0,
        deadline.basis,
        deadline.record,
        deadline.cause,
    )
