"""The same windows without laying all of them: the current one, those ahead, and the count of misses before it.

Only what the list of many people needs, from the newest qualifying day of each series. It holds where one policy
without tiers is in force throughout; ``tests/laws`` compares it with the full schedule.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from store.rules.case import Case
from store.rules.layout import CalendarLayout, Layout
from store.rules.policy import Policies, Series, only_policy, owed
from store.rules.spans import Span, days_within, merged
from store.rules.term import Term, term_months
from store.rules.windows import leave_spans

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


def applies(policies: Policies) -> bool:
    """Whether the newest qualifying days decide the worklist of a case."""
    return only_policy(policies) is not None


def standings(
    known: Case, term: Term, last_days: Mapping[str, date], policies: Policies, today: date, horizon: date
) -> Iterator[Standing]:
    """The series of an open measure that have a window due at ``today`` or opening by ``horizon``.

    ``known`` and ``term`` must be as of today. Of the records of ``known`` only its suspensions and leaves are read,
    and where there are leaves, the visits that may count because of them.
    """
    if term.end <= today or term.nominal_end <= term.start:
        return
    suspended = known.suspensions
    spans = merged((s.started_on, s.resumed_on or date.max) for s in suspended) if suspended else ()
    floor = max(known.in_use_from, known.measure.taken_over_on or date.min)
    pace = _Pace(term, floor, spans, today, horizon)
    on_leave = leave_spans(known.leaves) if known.leaves else ()
    for series in owed(policies, known.measure.category, term_months(known.measure)):
        last = last_days.get(series.rule)
        standing = pace.standing(series, _newest_away(series, known, term, on_leave, last) if on_leave else last)
        if standing is not None:
            yield standing


def _newest_away(series: Series, known: Case, term: Term, on_leave: Sequence[Span], last: date | None) -> date | None:
    """``last``, or the newer day of a visit that counts only because leave covers half of its window."""
    if not series.qualifying.away_modes:
        return last
    days = {visit.day for visit in known.visits if series.qualifying.accepts(visit, away=True)}
    for day in sorted(days, reverse=True):
        if last is not None and day <= last:
            break
        if day >= term.start and _is_away(series.layout, term, day, on_leave):
            return day
    return last


def _is_away(layout: Layout, term: Term, day: date, on_leave: Sequence[Span]) -> bool:
    bucket = layout.bucket(term.start, layout.position(term.start, day))
    start, end = max(bucket[0], term.start), min(bucket[1], term.end)
    return 2 * days_within(on_leave, start, end) >= (end - start).days


@lru_cache(maxsize=64)
def _bucket_of(layout: CalendarLayout, day: date) -> Span:
    """The calendar bucket that holds ``day``: the same for everybody."""
    return layout.bucket(day, 0)


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
        if last is not None and last >= anchor and isinstance(layout, CalendarLayout):
            first, end = _bucket_of(layout, self.today)
            if last >= first and self.horizon < end:
                # Done, and nothing opens by the horizon: true of most people on most days.
                return None
        now = layout.position(anchor, self.today)
        is_done = last is not None and last >= anchor and layout.position(anchor, last) == now
        if is_done and self.horizon == self.today:
            return None
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
