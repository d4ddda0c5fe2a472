"""One person's facts over one period or many, as the rates read them.

A year of months is reckoned from one schedule or a few: what was over at the end of a month stood then as it stands
now, as long as nothing began or ended between that moves windows (see ``_course_on``).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from store.rules.calendar import WEEKENDS_ONLY, Holidays, add_days
from store.rules.case import Case, as_of
from store.rules.case_deadlines import deadlines
from store.rules.policy import Contact, Policies
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
    def ended(self) -> Mapping[str, tuple[int, int]]:
        """By rule the done windows, and the done and missed ones, whose last day lies in the period."""
        found: dict[str, tuple[int, int]] = {}
        for whole in self.schedules:
            for window in whole.windows:
                if self.start < window.end <= self.day and window.state in (State.DONE, State.MISSED):
                    done, of = found.get(window.rule, (0, 0))
                    found[window.rule] = done + (window.state is State.DONE), of + 1
        return found

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


class _Vantage(NamedTuple):
    """A schedule, the day it is seen from, and the day of each record that meets a window of it."""

    day: date
    whole: Schedule
    days: Mapping[str, date]


class Hindsight:
    """The schedules of one person's cases on many ``days``, each looked back on from the last one it stood so on.

    Facts dated after ``today`` are not recorded yet.
    """

    def __init__(
        self, policies: Policies, days: Iterable[date], today: date, holidays: Holidays = WEEKENDS_ONLY
    ) -> None:
        self._policies = policies
        self._days = sorted(days, reverse=True)
        self._today = today
        self._holidays = holidays
        self._known: dict[tuple[int, date], Case] = {}
        self._seen: dict[int, tuple[Case, dict[_Course, _Vantage]]] = {}

    def known(self, case: Case, day: date) -> Case:
        """What is recorded of a case on ``day``; the case must live as long as this."""
        until = min(day, self._today)
        known = self._known.get((id(case), until))
        if known is None:
            known = self._known[id(case), until] = as_of(case, until)
        return known

    def schedule(self, case: Case, day: date) -> Schedule:
        """The schedule of a case as of ``day``; the case must live as long as this."""
        known = self.known(case, day)
        course = _course_of(known)
        vantage = self._vantage(case, course) if course else None
        if vantage is None or day > vantage.day:
            return schedule(known, self._policies, day, self._holidays)
        if day == vantage.day:
            return vantage.whole
        known_term = term(known.measure, known.suspensions, day)
        windows = (_as_it_stood(window, day, vantage.days) for window in vantage.whole.windows if window.start <= day)
        found = tuple(windows) if known_term else ()
        return Schedule(known_term, found, deadlines(known, known_term, day, self._holidays))

    def _vantage(self, case: Case, course: "_Course") -> _Vantage | None:
        """The last of the days on which the case had this course."""
        _, seen = self._seen.setdefault(id(case), (case, {}))
        if course not in seen:
            last = next((day for day in self._days if _course_of(self.known(case, day)) == course), None)
            if last is None:
                return None
            known = self.known(case, last)
            records: tuple[Contact, ...] = (*known.visits, *known.tests, *known.assessments)
            whole = schedule(known, self._policies, last, self._holidays)
            seen[course] = _Vantage(last, whole, {record.uid: record.day for record in records})
        return seen[course]


_Course = tuple[object, ...]
"""What decides how the windows of a case are laid and judged, its contacts and tiers aside."""


def _course_of(known: Case) -> _Course | None:
    """``None`` while a suspension is open: it moves the end of the term with every day.

    On two days of one course the windows that had begun by the earlier stand alike, and those that were over stand as
    they stood: contacts, tiers and policies of later days belong to later windows.
    """
    if any(suspension.resumed_on is None for suspension in known.suspensions):
        return None
    return known.measure, known.suspensions, known.leaves, known.awaits_transfer


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
    seen = hindsight or Hindsight(policies, (day,), today, holidays)
    schedules = tuple(seen.schedule(case, day) for case in life.cases)
    cases = tuple(seen.known(case, day) for case in life.cases)
    return Reckoning(Life(cases, life.is_dead, life.has_moved_away), start, day, policies, schedules)
