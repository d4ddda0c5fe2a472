"""The rules once more, slow and separately: every day is looked at by itself. Imports nothing of the program.

It knows the facts of a life as plain tuples and answers with plain tuples, window by window.
"""

import calendar
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Life:
    """The facts of one measure, as somebody might read them out. Months, days and words only."""

    category: str
    months: int
    reported_on: date
    in_use_from: date
    offset: int = 0
    taken_over_on: date | None = None
    confirmed_end: date | None = None
    closed_on: date | None = None
    transfer_decided_on: date | None = None
    suspensions: list[tuple[date, date | None]] = field(default_factory=list)
    leaves: list[tuple[date, date, date | None, str]] = field(default_factory=list)
    visits: list[tuple[date, str, tuple[str, ...], str]] = field(default_factory=list)
    tests: list[tuple[date, str, str]] = field(default_factory=list)
    assessments: list[date] = field(default_factory=list)


@dataclass(frozen=True)
class CountedTerm:
    """The term, counted day by day."""

    nominal_end: date
    term_end: date
    end: date
    provisional: bool


@dataclass(frozen=True)
class CountedWindow:
    """One window, counted day by day."""

    rule: str
    start: date
    end: date
    ordinal: int
    of: int
    required: bool
    active_days: int
    state: str


def later(day: date, months: int) -> date:
    """The same day of month, some months later; a day that does not exist is tried one day earlier."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    number = day.day
    while number > calendar.monthrange(year, month)[1]:
        number -= 1
    return date(year, month, number)


def known(day: date | None, today: date) -> date | None:
    """Tomorrow's facts are not recorded today."""
    return day if day is not None and day <= today else None


def is_suspended(life: Life, day: date, today: date, open_until: date | None) -> bool:
    """Whether the measure stood still on ``day``; an open suspension runs until ``open_until`` (``None``: for ever)."""
    for begun, resumed in life.suspensions:
        if begun > today or day < begun:
            continue
        stop = known(resumed, today) or open_until
        if stop is None or day < stop:
            return True
    return False


def counted_term(life: Life, today: date) -> CountedTerm:
    """The term: every not-suspended day from the report on counts one."""
    nominal_end = later(life.reported_on, life.months) - life.offset * DAY
    closed_on = known(life.closed_on, today)
    provisional = False
    if nominal_end <= life.reported_on:
        term_end = life.reported_on
    elif life.confirmed_end:
        term_end = life.confirmed_end
    else:
        owed, term_end = (nominal_end - life.reported_on).days, life.reported_on
        while owed:
            owed -= not is_suspended(life, term_end, today, today)
            term_end += DAY
        provisional = any(
            begun <= today and known(resumed, today) is None and begun < term_end for begun, resumed in life.suspensions
        )
    return CountedTerm(nominal_end, term_end, min(term_end, closed_on or term_end), provisional)


def week(day: date) -> object:
    return day.isocalendar()[:2]


def half_month(day: date) -> object:
    return day.year, day.month, day.day > 15


def month(day: date) -> object:
    return day.year, day.month


def quarter(day: date) -> object:
    return day.year, (day.month + 2) // 3


def cadence(reported_on: date, intervals: list[int]) -> Callable[[date], object]:
    """Numbers the buckets of a cadence; the last interval is repeated far beyond any term."""
    boundaries, total = [], 0
    for interval in intervals + [intervals[-1]] * 100:
        total += interval
        boundaries.append(later(reported_on, total))
    return lambda day: sum(boundary <= day for boundary in boundaries) if day >= reported_on else -1


def layouts(life: Life) -> dict[str, Callable[[date], object]]:
    """Which bucket a day belongs to, for each series of the measure."""
    if life.category == "社区戒毒":
        intervals = [1] * 12 + [2] * 6 + [3] * 4
    elif life.months > 24:
        intervals = [2] * 6 + [3] * 4 + [6] * 2
    else:
        intervals = [2]
    return {
        "test": cadence(life.reported_on, intervals),
        "meeting": week,
        "talk": half_month,
        "home_visit": month,
        "report": quarter,
        "assessment": cadence(life.reported_on, [6]),
    }


TICKS = {"meeting": "见面", "talk": "谈话", "home_visit": "走访", "report": "汇报"}


def is_satisfied(life: Life, rule: str, days: list[date], today: date) -> bool:
    """Whether a record on one of the window's days satisfies it."""
    inside = {day for day in days if day <= today}
    if rule == "test":
        return any(d in inside and kind in ("定期", "异地") and r in ("阴性", "阳性") for d, kind, r in life.tests)
    if rule == "assessment":
        return any(day in inside for day in life.assessments)
    any_mode = rule == "report" or 2 * sum(is_on_leave(life, day, today) for day in days) >= len(days)
    return any(
        day in inside and result == "已见到" and TICKS[rule] in ticks and (any_mode or mode == "见面")
        for day, mode, ticks, result in life.visits
    )


def is_on_leave(life: Life, day: date, today: date) -> bool:
    """Whether a reported leave covers the day, its last day included."""
    return any(
        reported == "是" and left <= today and left <= day <= min(due, known(returned, today) or due)
        for left, due, returned, reported in life.leaves
    )


def counted_windows(life: Life, today: date) -> list[CountedWindow]:
    """Every window of every series at ``today``."""
    term = counted_term(life, today)
    return [
        window for rule, bucket_of in layouts(life).items() for window in _counted(life, rule, bucket_of, term, today)
    ]


def _counted(
    life: Life, rule: str, bucket_of: Callable[[date], object], term: CountedTerm, today: date
) -> Iterator[CountedWindow]:
    of = len({bucket_of(day) for day in _days(life.reported_on, term.nominal_end)})
    groups: dict[object, list[date]] = {}
    if of:
        for day in _days(life.reported_on, term.end):
            groups.setdefault(bucket_of(day), []).append(day)
    for ordinal, days in enumerate(groups.values(), 1):
        active = sum(not is_suspended(life, day, today, None) for day in days)
        required = _is_required(life, days, _uncut(bucket_of, days[0]), active, term, today)
        state = _state(life, rule, days, required, today)
        yield CountedWindow(rule, days[0], days[-1] + DAY, ordinal, of, required, active, state)


def _is_required(life: Life, days: list[date], bucket: list[date], active: int, term: CountedTerm, today: date) -> bool:
    taken_over_on, closed_on = known(life.taken_over_on, today), known(life.closed_on, today)
    if 2 * active < len(bucket) or days[0] < life.in_use_from:
        return False
    if taken_over_on and days[0] < taken_over_on:
        return False
    if known(life.transfer_decided_on, today) and not taken_over_on:
        return False
    return not (closed_on and closed_on in bucket and closed_on < term.term_end)


def _state(life: Life, rule: str, days: list[date], required: bool, today: date) -> str:
    if is_satisfied(life, rule, days, today):
        return "done"
    if not required:
        return "excused"
    if today < days[0]:
        return "upcoming"
    return "due" if today <= days[-1] else "missed"


def _uncut(bucket_of: Callable[[date], object], day: date) -> list[date]:
    bucket = bucket_of(day)
    first, last = day, day
    while bucket_of(first - DAY) == bucket:
        first -= DAY
    while bucket_of(last + DAY) == bucket:
        last += DAY
    return list(_days(first, last + DAY))


def _days(start: date, end: date) -> Iterator[date]:
    while start < end:
        yield start
        start += DAY


def counted_ranges(
    reported_on: date, end: date, layout_on: Callable[[date], Callable[[date], object] | None]
) -> list[tuple[date, date]]:
    """Windows under layouts that change: a window opens on a day that begins a bucket of the layout in force then.

    A day on which another layout's bucket is already running opens nothing; the first day of the term always may.
    """
    found: list[tuple[date, date]] = []
    day = reported_on
    while day < end:
        bucket_of, start = layout_on(day), day
        day += DAY
        if bucket_of is None or (start != reported_on and bucket_of(start - DAY) == bucket_of(start)):
            continue
        while day < end and bucket_of(day) == bucket_of(start):
            day += DAY
        found.append((start, day))
    return found
