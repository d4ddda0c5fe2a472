"""Calendar days: months that keep the day of month, and last days that move over days off."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, timedelta

_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FEBRUARY = 2
_SATURDAY = 5


def month_length(year: int, month: int) -> int:
    """Days of a month."""
    if month == _FEBRUARY and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0):
        return 29
    return _LENGTHS[month - 1]


def add_months(day: date, months: int) -> date:
    """The same day of month, ``months`` later, clamped to the last day of that month (and to the calendar's end)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    month += 1
    # Every month has 28 days: only later days of month need the month's length.
    return date(year, month, day.day if day.day <= 28 else min(day.day, month_length(year, month)))


def add_years(day: date, years: int) -> date:
    """The same day, ``years`` later; 29 February becomes 28 February where there is none."""
    return add_months(day, 12 * years)


def add_days(day: date, days: int) -> date:
    """``days`` later (earlier when negative), kept inside the calendar so that an absurd date cannot stop a list."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def full_months(anchor: date, day: date) -> int:
    """The largest m with ``add_months(anchor, m) <= day``."""
    months = (day.year - anchor.year) * 12 + day.month - anchor.month
    if day.day < anchor.day and day.day < month_length(day.year, day.month):
        return months - 1
    return months


@dataclass(frozen=True, slots=True)
class Holidays:
    """Public holidays and make-up working days of the ``covered`` years; other years know weekends only."""

    days_off: AbstractSet[date] = frozenset()
    working_days: AbstractSet[date] = frozenset()
    covered: AbstractSet[int] = field(default_factory=frozenset)

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on ``day``: make-up days do, holidays and weekends do not."""
        if day in self.working_days:
            return True
        return day not in self.days_off and day.weekday() < _SATURDAY

    def next_working_day(self, day: date) -> date:
        """``day`` itself, or the first working day after it (民法典 第二百零三条)."""
        while not self.is_working_day(day) and day < date.max:
            day += timedelta(days=1)
        return day


WEEKENDS_ONLY = Holidays()
