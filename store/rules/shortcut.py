"""The same windows without laying all of them: the current one, those ahead, and the count of misses before it.

Only what the list of many people needs, from the newest qualifying day of each series. It holds where one policy
without tiers is in force throughout and no leave is recorded; ``tests/laws`` compares it with the full schedule.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from store.model.leave import Leave
from store.model.measure import Measure
from store.model.suspension import Suspension
from store.rules.layout import Layout
from store.rules.policy import Policies, Series, only_policy, owed
from store.rules.spans import Span, days_within, merged
from store.rules.term import Term, term_months

_ONE_DAY = timedelta(days=1)


class Ahead(NamedTuple):
    """A required window that is due or opens soon."""

    start: date
    end: date
    ordinal: int


class Standing(NamedTuple):
    """How one series stands: ``missed`` windows in a row, and the windows that can be acted on."""

    series: Series
    of: int
    missed: int
    ahead: Sequence[Ahead]


def applies(leaves: Sequence[Leave], policies: Policies) -> bool:
    """Whether the newest qualifying days decide the worklist of a case."""
    return not leaves and only_policy(policies) is not None


def standings(
    measure: Measure,
    term: Term,
    suspensions: Sequence[Suspension],
    in_use_from: date,
    last_days: Mapping[str, date],
    policies: Policies,
    today: date,
    horizon: date,
) -> Iterator[Standing]:
    """The series of an open measure that have a window due at ``today`` or opening by ``horizon``.

    ``measure``, ``term`` and ``suspensions`` must be as of today.
    """
    if term.end <= today or term.nominal_end <= term.start:
        return
    spans = merged((s.started_on, s.resumed_on or date.max) for s in suspensions) if suspensions else ()
    floor = max(in_use_from, measure.taken_over_on or date.min)
    pace = _Pace(term, floor, spans, today, horizon)
    for series in owed(policies, measure.category, term_months(measure)):
        standing = pace.standing(series, last_days.get(series.rule))
        if standing is not None:
            yield standing


@dataclass(frozen=True, slots=True)
class _Pace:
    """One open term. Windows that begin before ``floor`` are not required; ``spans`` are the suspended days."""

    term: Term
    floor: date
    spans: Sequence[Span]
    today: date
    horizon: date

    def standing(self, series: Series, last: date | None) -> Standing | None:
        layout, anchor = series.layout, self.term.start
        now = layout.position(anchor, self.today)
        is_done = last is not None and last >= anchor and layout.position(anchor, last) == now
        ahead = self._ahead(layout, now + 1 if is_done else now)
        if not ahead:
            return None
        of = layout.position(anchor, self.term.nominal_end - _ONE_DAY) + 1
        return Standing(series, of, 0 if is_done else self._missed(layout, now, last), ahead)

    def _ahead(self, layout: Layout, position: int) -> list[Ahead]:
        found: list[Ahead] = []
        limit = min(self.term.end - _ONE_DAY, self.horizon)
        while True:
            bucket = layout.bucket(self.term.start, position)
            start, end = max(bucket[0], self.term.start), min(bucket[1], self.term.end)
            if start > limit:
                return found
            if self._requires(bucket, start, end):
                found.append(Ahead(start, end, position + 1))
            position += 1

    def _requires(self, bucket: Span, start: date, end: date) -> bool:
        if start < self.floor:
            return False
        active = (end - start).days - (days_within(self.spans, start, end) if self.spans else 0)
        return 2 * active >= (bucket[1] - bucket[0]).days

    def _missed(self, layout: Layout, now: int, last: date | None) -> int:
        """Required windows between the newest done one and the current one; all of them are over and undone."""
        anchor = self.term.start
        after = 0 if last is None or last < anchor else layout.position(anchor, last) + 1
        if self.spans:
            return sum(self._requires_at(layout, position) for position in range(after, now))
        if after == 0 and now > 0:
            return self._requires_at(layout, 0) + max(now - max(1, self._first_above_floor(layout)), 0)
        return max(now - max(after, self._first_above_floor(layout)), 0)

    def _first_above_floor(self, layout: Layout) -> int:
        """The first uncut window that does not begin before the floor."""
        anchor = self.term.start
        if self.floor <= anchor:
            return 0
        position = layout.position(anchor, self.floor)
        return position if layout.bucket(anchor, position)[0] >= self.floor else position + 1

    def _requires_at(self, layout: Layout, position: int) -> bool:
        bucket = layout.bucket(self.term.start, position)
        return self._requires(bucket, max(bucket[0], self.term.start), min(bucket[1], self.term.end))
