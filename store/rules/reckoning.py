"""One person's facts over one period or many, as the rates read them.

A year of months is reckoned from one schedule: what was over at the end of a month stood then as it stands now, unless
the person's case was of a kind that looks different from a distance (see ``_is_steady``).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from store.rules.calendar import WEEKENDS_ONLY, Holidays, add_days
from store.rules.case import Case, as_of
from store.rules.case_deadlines import deadlines
from store.rules.policy import Contact, Policies, only_policy
from store.rules.schedule import Schedule, schedule
from store.rules.state import State
from store.rules.term import term
from store.rules.windows import Window

Period = tuple[date, date]
"""``[start, end)``."""


@dataclass(frozen=True, slots=True)
class Life:
    """One person with all measures, oldest first, each with everything recorded about it.

    ``is_dead`` and ``has_moved_away`` hold at the day the rates are computed for.
    """

    cases: tuple[Case, ...]
    is_dead: bool = False
    has_moved_away: bool = False


@dataclass(frozen=True)
class Reckoning:
    """One person's facts over a period, as the rates read them. ``day`` is the day the rates are computed as of."""

    life: Life
    start: date
    day: date
    policies: Policies
    schedules: tuple[Schedule, ...]

    def is_in(self, day: date | None) -> bool:
        """Whether a day lies in the period, as far as it has come."""
        return day is not None and self.start <= day < self.day

    @cached_property
    def in_force(self) -> tuple[tuple[Case, Schedule], ...]:
        """The measures in force at ``day``."""
        return self._in_force_on(self.day)

    def was_in_force(self, day: date) -> bool:
        """Whether any measure was in force at ``day``: reported, and not at its end."""
        return bool(self._in_force_on(day))

    def _in_force_on(self, day: date) -> tuple[tuple[Case, Schedule], ...]:
        pairs = zip(self.life.cases, self.schedules, strict=True)
        return tuple((case, whole) for case, whole in pairs if whole.term and whole.term.start <= day < whole.term.end)


def period_day(end: date, today: date) -> date:
    """The day a period's rates are computed as of: its end, or the day after today if that is earlier."""
    return min(end, add_days(today, 1))


class Hindsight:
    """The schedules of one person's cases, looked back on from ``latest``, the last day that will be asked for.

    Facts dated after ``today`` are not recorded yet.
    """

    def __init__(self, policies: Policies, latest: date, today: date, holidays: Holidays = WEEKENDS_ONLY) -> None:
        self._policies = policies
        self._latest = latest
        self._today = today
        self._holidays = holidays
        self._whole: dict[int, tuple[Case, Schedule, dict[str, date]]] = {}

    def schedule(self, case: Case, day: date) -> Schedule:
        """The schedule of a case as of ``day``; the case must live as long as this."""
        known = as_of(case, min(day, self._today))
        if day >= self._latest or not _is_steady(case, day, self._policies):
            return schedule(known, self._policies, day, self._holidays)
        whole, days = self._looked_back(case)
        known_term = term(known.measure, (), day)
        windows = (_as_it_stood(window, day, days) for window in whole.windows if window.start <= day)
        found = tuple(windows) if known_term else ()
        return Schedule(known_term, found, deadlines(known, known_term, day, self._holidays))

    def _looked_back(self, case: Case) -> tuple[Schedule, dict[str, date]]:
        if id(case) not in self._whole:
            known = as_of(case, min(self._latest, self._today))
            records: tuple[Contact, ...] = (*known.visits, *known.tests, *known.assessments)
            whole = schedule(known, self._policies, self._latest, self._holidays)
            self._whole[id(case)] = case, whole, {record.uid: record.day for record in records}
        _, whole, days = self._whole[id(case)]
        return whole, days


def _is_steady(case: Case, day: date, policies: Policies) -> bool:
    """Whether nothing recorded since ``day`` can change how windows that were over on it are judged.

    Suspensions and leaves may have been open then, a closing, a report or a transfer not yet recorded, and another
    policy or tier in force.
    """
    measure = case.measure
    since = (measure.reported_on, measure.closed_on)
    return (
        only_policy(policies) is not None
        and measure.taken_over_on is None
        and case.transfer_decided_on is None
        and not (case.suspensions or case.leaves)
        and all(each is None or each <= day for each in since)
    )


def _as_it_stood(window: Window, day: date, days: Mapping[str, date]) -> Window:
    """A window that had begun by ``day``, as it stood then. One that was over stands as it stands now."""
    if window.end <= day:
        return window
    if window.by is not None and days[window.by] <= day:
        return window
    return window._replace(state=State.DUE if window.required else State.EXCUSED, by=None)


def reckon(
    life: Life,
    policies: Policies,
    start: date,
    end: date,
    today: date,
    holidays: Holidays = WEEKENDS_ONLY,
    hindsight: Hindsight | None = None,
) -> Reckoning:
    """What the rates of ``[start, end)`` need of one person. ``hindsight`` saves work where many periods are asked for.

    Facts dated after ``today`` are not recorded yet.
    """
    day = period_day(end, today)
    seen = hindsight or Hindsight(policies, day, today, holidays)
    schedules = tuple(seen.schedule(case, day) for case in life.cases)
    cases = tuple(as_of(case, min(day, today)) for case in life.cases)
    return Reckoning(Life(cases, life.is_dead, life.has_moved_away), start, day, policies, schedules)
