"""How a series lays its buckets: fixed calendar buckets, or a cadence counted in months from the report.

Buckets are numbered from 0; bucket 0 holds the anchor (报到日期). Every boundary is computed from the anchor or the
calendar, never from the bucket before, so that month ends do not creep.
"""

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from itertools import accumulate
from typing import Protocol

from store.rules.calendar import add_days, add_months, full_months
from store.rules.spans import Span

_RUN = re.compile(r"([1-9]\d{0,3})x([1-9]\d{0,2})m")


class Layout(Protocol):
    """Buckets over a term that starts at ``anchor``."""

    def position(self, anchor: date, day: date) -> int:
        """The number of the bucket that holds ``day``, which must not be before the anchor."""
        ...

    def bucket(self, anchor: date, position: int) -> Span:
        """The uncut bucket ``[start, end)`` of that number."""
        ...


@dataclass(frozen=True, slots=True)
class Cadence:
    """A run-length list of months, as ``12x1m,6x2m,4x3m``; beyond the list the last interval repeats."""

    text: str
    _starts: tuple[int, ...] = field(repr=False, compare=False, default=())
    """Months from the anchor to the start of each listed bucket, and to the end of the last one."""

    def position(self, anchor: date, day: date) -> int:
        months = full_months(anchor, day)
        total = self._starts[-1]
        if months < total:
            return bisect_right(self._starts, months) - 1
        return len(self._starts) - 1 + (months - total) // (total - self._starts[-2])

    def bucket(self, anchor: date, position: int) -> Span:
        return add_months(anchor, self._months(position)), add_months(anchor, self._months(position + 1))

    def _months(self, position: int) -> int:
        beyond = position - len(self._starts) + 1
        if beyond <= 0:
            return self._starts[position]
        return self._starts[-1] + beyond * (self._starts[-1] - self._starts[-2])


@dataclass(frozen=True, slots=True)
class CalendarLayout:
    """Fixed buckets of the calendar, the same for everybody: ``week``, ``half_month``, ``month``, …"""

    text: str

    def position(self, anchor: date, day: date) -> int:
        number = _NUMBERS[self.text]
        return number(day) - number(anchor)

    def bucket(self, anchor: date, position: int) -> Span:
        return _calendar_bucket(self.text, _NUMBERS[self.text](anchor) + position)


def _month_number(day: date) -> int:
    return day.year * 12 + day.month - 1


_NUMBERS: dict[str, Callable[[date], int]] = {
    # Day 1 of the proleptic calendar is a Monday.
    "week": lambda day: (day.toordinal() - 1) // 7,
    "half_month": lambda day: _month_number(day) * 2 + (day.day > 15),
    "month": _month_number,
    "quarter": lambda day: _month_number(day) // 3,
    "half_year": lambda day: _month_number(day) // 6,
    "year": lambda day: day.year,
}
_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


@lru_cache(maxsize=16_384)
def _calendar_bucket(kind: str, number: int) -> Span:
    return _calendar_start(kind, number), _calendar_start(kind, number + 1)


def _calendar_start(kind: str, number: int) -> date:
    if kind == "week":
        return date.fromordinal(min(number * 7 + 1, date.max.toordinal()))
    if kind == "half_month":
        return add_days(_month_start(number // 2), 15 * (number % 2))
    return _month_start(number * _MONTHS[kind])


def _month_start(month_number: int) -> date:
    return add_months(date(1, 1, 1), month_number - 12)


@cache
def layout(text: str) -> Layout:
    """The layout a policy names; ``ValueError`` for a text that is none."""
    if text in _NUMBERS:
        return CalendarLayout(text)
    intervals: list[int] = []
    for run in text.split(","):
        match = _RUN.fullmatch(run)
        if match is None:
            raise ValueError(f"no layout: {text!r}")
        intervals += [int(match[2])] * int(match[1])
    return Cadence(text, tuple(accumulate(intervals, initial=0)))
