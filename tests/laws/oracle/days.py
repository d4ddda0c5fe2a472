"""Days, months and the offices' working days."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

DAY = timedelta(days=1)


def days(start: date, end: date) -> Iterator[date]:
    """Every day from ``start`` to the day before ``end``."""
    while start < end:
        yield start
        start += DAY


def later(day: date, months: int) -> date:
    """The same day of month, some months later; a day that does not exist is tried one day earlier."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    number = day.day
    while number > calendar.monthrange(year, month)[1]:
        number -= 1
    return date(year, month, number)


@dataclass(frozen=True)
class Holidays:
    """Days off on working days, and weekend days that are worked in exchange."""

    off: frozenset[date] = field(default_factory=frozenset)
    worked: frozenset[date] = field(default_factory=frozenset)


def moved(day: date, holidays: Holidays) -> date:
    """The day itself when the office works on it, else the next one on which it does."""
    while day in holidays.off or (day.weekday() >= 5 and day not in holidays.worked):
        day += DAY
    return day
