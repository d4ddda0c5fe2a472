"""The policies as the page of the rules tables them, and how buckets lie."""

import calendar
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from tests.laws.oracle.days import DAY, later

Bucket = tuple[date, date]
Layout = Callable[[date], Bucket | None]

BOTH = ("社区戒毒", "社区康复")
IN_PERSON, AWAY, ANY_MODE = ("见面",), ("电话", "视频"), ("见面", "电话", "视频")


@dataclass(frozen=True)
class Series:
    """One row of the table. ``tiers`` gives other layouts to people of a risk tier."""

    rule: str
    label: str
    layout: str
    levels: tuple[int, int, int]
    categories: tuple[str, ...] = BOTH
    over_months: int = 0
    up_to_months: int = 1000
    tick: str | None = None
    modes: tuple[str, ...] = ()
    away_modes: tuple[str, ...] = ()
    tiers: tuple[tuple[str, str], ...] = ()


Policy = tuple[Series, ...]

TEST = Series("test", "定期检测", "12x1m,6x2m,4x3m", (1, 2, 3), ("社区戒毒",))
TESTS: Policy = (
    TEST,
    replace(TEST, layout="6x2m,4x3m,2x6m", categories=("社区康复",), over_months=24),
    replace(TEST, layout="1x2m", categories=("社区康复",), up_to_months=24),
)
MEETING = Series("meeting", "见面", "week", (2, 4, 8), tick="见面", modes=IN_PERSON, away_modes=AWAY)
OTHERS: Policy = (
    Series("talk", "谈话", "half_month", (1, 2, 4), tick="谈话", modes=IN_PERSON, away_modes=AWAY),
    Series("home_visit", "走访", "month", (1, 2, 3), tick="走访", modes=IN_PERSON, away_modes=AWAY),
    Series("report", "汇报", "quarter", (1, 2, 3), tick="汇报", modes=ANY_MODE),
    Series("assessment", "评估", "1x6m", (1, 2, 3)),
)
YUESONG: Policy = (*TESTS, MEETING, *OTHERS)
TIERED: Policy = (*TESTS, replace(MEETING, tiers=(("高", "week"), ("中", "half_month"), ("低", "month"))), *OTHERS)


@dataclass(frozen=True)
class Policies:
    """The first policy, and those that replaced it with the day each came into force."""

    first: Policy = YUESONG
    later: tuple[tuple[date, Policy], ...] = ()

    def on(self, day: date) -> Policy:
        """The policy in force on ``day``."""
        found = self.first
        for since, policy in sorted(self.later, key=lambda one: one[0]):
            if since <= day:
                found = policy
        return found

    def series(self, rule: str, category: str, months: int | None, day: date) -> Series | None:
        """What the policy of ``day`` asks of such a measure under ``rule``."""
        for one in self.on(day):
            if one.rule == rule and category in one.categories and one.over_months < (months or 0) <= one.up_to_months:
                return one
        return None

    def rules(self) -> list[str]:
        """Every rule of any of the policies."""
        asked = [one.rule for policy in (self.first, *(policy for _, policy in self.later)) for one in policy]
        return list(dict.fromkeys(asked))


def buckets(text: str, reported_on: date) -> Layout:
    """The bucket, uncut, in which a day lies."""
    calendar_layouts: dict[str, Layout] = {
        "week": _week,
        "half_month": _half_month,
        "month": lambda day: _months(day, 1),
        "quarter": lambda day: _months(day, 3),
        "half_year": lambda day: _months(day, 6),
        "year": lambda day: _months(day, 12),
    }
    return calendar_layouts.get(text) or _cadence(text, reported_on)


def _week(day: date) -> Bucket:
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=7)


def _half_month(day: date) -> Bucket:
    first, last = _months(day, 1)
    middle = day.replace(day=16)
    return (first, middle) if day < middle else (middle, last)


def _months(day: date, size: int) -> Bucket:
    first_month = (day.month - 1) // size * size + 1
    last_month = first_month + size - 1
    last = date(day.year, last_month, calendar.monthrange(day.year, last_month)[1])
    return date(day.year, first_month, 1), last + DAY


def _cadence(text: str, reported_on: date) -> Layout:
    intervals: list[int] = []
    for part in text.split(","):
        times, months = part.removesuffix("m").split("x")
        intervals += [int(months)] * int(times)
    boundaries, total = [reported_on], 0

    def bucket(day: date) -> Bucket | None:
        nonlocal total
        if day < reported_on:
            return None
        while boundaries[-1] <= day:
            number = len(boundaries) - 1
            total += intervals[min(number, len(intervals) - 1)]
            boundaries.append(later(reported_on, total))
        for start, end in pairwise(boundaries):
            if start <= day < end:
                return start, end
        raise AssertionError("every later day lies between two boundaries")

    return bucket
