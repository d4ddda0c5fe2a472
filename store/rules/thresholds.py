"""Thresholds of 戒毒条例 第二十条: refusals, unauthorised absences and absent days, counted inside one measure.

A transfer (转入) starts nothing anew: what was counted before it still counts. From the closing on nothing is counted.
The program flags; a person confirms.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from store.model.leave import UNREPORTED, Leave
from store.model.notice import ABSENCE_CONFIRMED
from store.rules.calendar import add_days
from store.rules.case import Case, Events, days_of
from store.rules.spans import Span, merged

REFUSALS, ABSENCES, ABSENT_DAYS = "refusals", "absences", "absent_days"
REFUSING_RESULTS = ("拒检", "逃避")
"""Results that count as a refusal. 未到 is a missed appointment and never counts."""

REFUSAL_LIMIT = 3
ABSENCE_LIMIT = 3
ABSENT_DAYS_LIMIT = 30
"""More than 30 days: 超过30日 excludes the number."""

_ABSENT_DAYS_REACHED = ABSENT_DAYS_LIMIT + 1
_ABSENT_DAYS_WARNING = 24
_SHORTEST_ABSENCE = 3
_BASIS = "戒毒条例 第二十条"


@dataclass(frozen=True, slots=True)
class Threshold:
    """``count`` of ``limit`` (times, or days of which more than ``limit`` reach it), as of a day.

    ``warned_on`` and ``reached_on`` are the days the warning and the threshold were first reached; ``records`` are
    the uids of the tests or leaves that were counted, oldest first.
    """

    rule: str
    label: str
    count: int
    limit: int
    warned_on: date | None
    reached_on: date | None
    records: tuple[str, ...]
    basis: str = _BASIS

    @property
    def is_near(self) -> bool:
        """The warning holds and the threshold is not reached yet: one before it (2 of 3; 24 of 30 days)."""
        return self.warned_on is not None and self.reached_on is None


@dataclass(frozen=True, slots=True)
class Absence:
    """One unauthorised absence: its days, and from which day on it is one.

    A day of ``span`` is counted ``lag`` days after it: at once, or when it is over.
    """

    leave: Leave
    span: Span
    since: date
    lag: int

    def counted_on(self, days: int) -> Iterable[tuple[date, date]]:
        """The first ``days`` days of the absence, each with the day from which it is counted."""
        first, end = self.span
        for number in range(min(days, (end - first).days)):
            day = add_days(first, number)
            yield day, max(add_days(day, self.lag), self.since)


def thresholds(known: Case, today: date) -> tuple[Threshold, ...]:
    """The three thresholds of the measure at ``today``; ``known`` must be as of today."""
    stop = known.measure.closed_on or date.max
    refusals = (test for test in known.own_tests if test.result in REFUSING_RESULTS and test.day < stop)
    refused = sorted(refusals, key=lambda test: (test.day, test.uid))
    away = absences(known, today)
    left = [absence.leave.uid for absence in away]
    return (
        _counted(REFUSALS, "拒检、逃避", [test.day for test in refused], REFUSAL_LIMIT, [test.uid for test in refused]),
        _counted(ABSENCES, "擅自离开", _times(away), ABSENCE_LIMIT, left),
        _absent_days(away, left),
    )


def may_be_reached(known: Events) -> bool:
    """Whether any threshold can be reached by what is recorded: of most people at most a test or two can count.

    Looked at without counting: all of the person's records, whichever measure they belong to.
    """
    if sum(test.result in REFUSING_RESULTS for test in known.tests) >= REFUSAL_LIMIT:
        return True
    if not known.leaves:
        return False
    if days_of(known.notices, ABSENCE_CONFIRMED):
        return True
    unreported = [leave for leave in known.leaves if leave.reported == UNREPORTED]
    if len(unreported) >= ABSENCE_LIMIT or any(leave.returned_on is None for leave in unreported):
        return True
    days = sum((leave.returned_on - leave.left_on).days for leave in unreported if leave.returned_on)
    return days > ABSENT_DAYS_LIMIT


def absences(known: Case, today: date) -> tuple[Absence, ...]:
    """The unauthorised absences of the measure, oldest first; ``known`` must be as of today.

    A leave nobody was told of that has lasted three days, and a late return that a 擅自离开认定 confirms; while the
    person has not come back, both run on to ``today``. Nothing is counted from the closing of the measure on.
    """
    leaves = sorted(known.own_leaves, key=lambda leave: (leave.left_on, leave.due_back_on, leave.uid))
    stop = known.measure.closed_on or date.max
    findings = (day for day in days_of(known.own_notices, ABSENCE_CONFIRMED) if day < stop)
    confirmed = _confirmed(leaves, findings)
    found: list[Absence] = []
    for place, leave in enumerate(leaves):
        found += _unreported(leave, today, stop)
        if place in confirmed:
            found += _late_return(leave, confirmed[place], today, stop)
    return tuple(found)


def _confirmed(leaves: Sequence[Leave], findings: Iterable[date]) -> dict[int, date]:
    """By place in ``leaves``, the first finding that belongs to the leave: the newest begun on or before its date."""
    found: dict[int, date] = {}
    for day in sorted(findings):
        begun = [place for place, leave in enumerate(leaves) if leave.left_on <= day]
        if begun:
            found.setdefault(begun[-1], day)
    return found


def _unreported(leave: Leave, today: date, stop: date) -> Iterable[Absence]:
    end = min(leave.returned_on or today, stop)
    if leave.reported == UNREPORTED and (end - leave.left_on).days >= _SHORTEST_ABSENCE:
        yield Absence(leave, (leave.left_on, end), add_days(leave.left_on, _SHORTEST_ABSENCE), 1)


def _late_return(leave: Leave, confirmed_on: date, today: date, stop: date) -> Iterable[Absence]:
    first = add_days(leave.due_back_on, 1)
    end = min(add_days(leave.returned_on or today, 1), stop)
    if first < end:
        yield Absence(leave, (first, end), max(confirmed_on, first), 0)


def _times(away: Iterable[Absence]) -> list[date]:
    """The day each leave became an absence; one leave is one time, however it is one."""
    since: dict[int, date] = {}
    for absence in away:
        leave = id(absence.leave)
        since[leave] = min(since.get(leave, date.max), absence.since)
    return sorted(since.values())


def _counted(rule: str, label: str, days: Sequence[date], limit: int, records: Iterable[str]) -> Threshold:
    return Threshold(
        rule, f"{label}次数", len(days), limit, _nth(days, limit - 1), _nth(days, limit), tuple(dict.fromkeys(records))
    )


def _absent_days(away: Sequence[Absence], records: Iterable[str]) -> Threshold:
    count = sum((end - first).days for first, end in merged(absence.span for absence in away))
    counted: dict[date, date] = {}
    for absence in away:
        # No absence can need more of its days than the whole threshold: a leave without end stays cheap.
        for day, since in absence.counted_on(_ABSENT_DAYS_REACHED):
            counted[day] = min(counted.get(day, date.max), since)
    days = sorted(counted.values())
    warned_on, reached_on = _nth(days, _ABSENT_DAYS_WARNING), _nth(days, _ABSENT_DAYS_REACHED)
    label = "擅自离开累计天数"
    return Threshold(ABSENT_DAYS, label, count, ABSENT_DAYS_LIMIT, warned_on, reached_on, tuple(dict.fromkeys(records)))


def _nth(days: Sequence[date], number: int) -> date | None:
    return days[number - 1] if len(days) >= number else None
