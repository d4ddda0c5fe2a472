"""What the title line of every screen says: which office, which day, who is acting."""

from datetime import date
from typing import NamedTuple

WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


class Standing(NamedTuple):
    """The as-of day and the office. ``computer_day`` differs from ``today`` when ``--today`` was given."""

    office: str
    operator: str
    today: date
    computer_day: date
    demo: bool = False

    @property
    def presumed(self) -> bool:
        """Whether today is an assumption and no date of the computer."""
        return self.today != self.computer_day


def day_and_weekday(day: date) -> str:
    """``2026-11-22 周日``."""
    return f"{day.isoformat()} {WEEKDAYS[day.weekday()]}"


def short_day(day: date, today: date) -> str:
    """``11-22`` for a day of this year, else the whole date."""
    return f"{day:%m-%d}" if day.year == today.year else day.isoformat()
