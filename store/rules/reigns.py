"""Which layout a rule follows when: the reigns of policies and tiers over one term, and the buckets laid in each.

A window belongs to the policy and tier in force on its first day. A new layout is laid from the report as always; its
buckets that begin before the last old window ends are dropped, and ordinals run on.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from store.rules.case import Case
from store.rules.layout import Layout
from store.rules.policy import Policies, Series, series_on, tier_on, tiered_rules
from store.rules.spans import Span
from store.rules.term import Term

_ONE_DAY = timedelta(days=1)
_NEVER: Span = (date.max, date.max)


class Part(NamedTuple):
    """The buckets ``first`` to ``last`` of one layout, laid one after the other, the first window on ``since``."""

    since: date
    series: Series
    layout: Layout
    first: int
    last: int

    @property
    def size(self) -> int:
        return self.last - self.first + 1


class _Reign(NamedTuple):
    """The days ``[since, until)`` on which one series with one layout is in force."""

    since: date
    until: date
    series: Series
    layout: Layout


def parts(rule: str, case: Case, term: Term, policies: Policies) -> Iterator[Part]:
    """Every bucket of a rule from the start of the term to its end, or to the one on paper if that is later."""
    start, stop = term.start, max(term.end, term.nominal_end)
    position = start
    for reign in _reigns(rule, case, start, policies):
        limit = min(reign.until, stop)
        first = _first_bucket(reign.layout, start, max(position, reign.since))
        since = max(reign.layout.bucket(start, first)[0], start)
        if since < limit:
            last = reign.layout.position(start, limit - _ONE_DAY)
            yield Part(since, reign.series, reign.layout, first, last)
            position = reign.layout.bucket(start, last)[1]


def _first_bucket(layout: Layout, anchor: date, day: date) -> int:
    """The number of the first bucket whose window begins on ``day`` or later."""
    number = layout.position(anchor, day)
    # Bucket 0 may begin before the term; no window may reach back over the bucket laid before it.
    return number if max(layout.bucket(anchor, number)[0], anchor) >= day else number + 1


def _reigns(rule: str, case: Case, start: date, policies: Policies) -> Iterator[_Reign]:
    """What is in force for the case from ``start`` on, in order; days on which nothing is are left out.

    Where a turn changes nothing the reign goes on: the same series in the same layout lays the same buckets.
    """
    reign: _Reign | None = None
    for since in _turns(rule, case, start, policies):
        series = series_on(policies, rule, case.measure, since)
        tier = tier_on(case.assessments, since) if series and series.tiers else None
        layout = series.laid_for(tier) if series else None
        if reign and (reign.series, reign.layout) == (series, layout):
            continue
        if reign:
            yield reign._replace(until=since)
        reign = _Reign(since, date.max, series, layout) if series and layout else None
    if reign:
        yield reign


def _turns(rule: str, case: Case, start: date, policies: Policies) -> Iterator[date]:
    """``start``, and each later day on which another policy or tier comes into force."""
    yield start
    days = {since for since, _ in policies.dated}
    if rule in tiered_rules(policies):
        days |= {each.day for each in case.assessments if each.risk}
    yield from sorted(day for day in days if day > start)


@dataclass(frozen=True, slots=True)
class Mixed:
    """The parts of one rule as one layout: bucket ``n`` is the n-th that is laid, whichever layout it comes from."""

    anchor: date
    parts: tuple[Part, ...]

    def place(self, day: date) -> tuple[int, bool]:
        """The number of the bucket that holds ``day`` and True, or of the next one and False."""
        number = 0
        for part, following in zip(self.parts, (*self.parts[1:], None), strict=True):
            if day < part.since:
                return number, False
            if following is None or day < following.since:
                inside = part.layout.position(self.anchor, day)
                if inside > part.last:
                    return number + part.size, False
                return number + inside - part.first, True
            number += part.size
        return number, False

    def position(self, anchor: date, day: date) -> int:
        """The number of the bucket that holds ``day``, or of the next one."""
        return self.place(day)[0]

    def bucket(self, anchor: date, position: int) -> Span:
        """The uncut bucket of that number; behind the last one an empty one at the end of the calendar."""
        part = self._part(position)
        return part[0].layout.bucket(anchor, part[1]) if part else _NEVER

    def series(self, position: int) -> Series:
        """The series to which the bucket of that number belongs."""
        part = self._part(position)
        return part[0].series if part else self.parts[-1].series

    def begun_before(self, day: date) -> int:
        """How many buckets begin before ``day``."""
        number = 0
        for part in self.parts:
            if part.since < day:
                number += min(part.last, part.layout.position(self.anchor, day - _ONE_DAY)) - part.first + 1
        return number

    def _part(self, position: int) -> tuple[Part, int] | None:
        for part in self.parts:
            if position < part.size:
                return part, part.first + position
            position -= part.size
        return None
