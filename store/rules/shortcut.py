"""The same windows without laying all of them: the current one, those ahead, and the count of misses before it.

Only what the list of many people needs, from the newest qualifying day of each series. It holds where the same records
meet a rule under every policy; ``tests/laws`` compares it with the full schedule.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from store.rules.case import Case
from store.rules.layout import CalendarLayout, Layout
from store.rules.policy import Policies, Series, only_policy, owed, series_on, tier_on
from store.rules.reigns import Mixed, parts
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


class UndecidedError(Exception):
    """The newest day lies between two windows, where layouts change: older records decide, so read the whole case."""


@lru_cache(maxsize=64)
def applies(policies: Policies) -> bool:
    """Whether the newest qualifying days decide the worklist of a case: the same records meet a rule throughout."""
    several = [series for _, policy in policies.dated for series in policy.series]
    return len({(series.rule, series.qualifying) for series in several}) == len({series.rule for series in several})


def standings(
    known: Case, term: Term, last_days: Mapping[str, date], policies: Policies, today: date, horizon: date
) -> Iterator[Standing]:
    """The series of an open measure that have a window due at ``today`` or opening by ``horizon``.

    ``known`` and ``term`` must be as of today. Of the records of ``known`` only its suspensions and leaves are read,
    where there are leaves the visits that may count because of them, and where a policy has tiers the assessments.
    ``UndecidedError`` where that is not enough.
    """
    if term.end <= today or term.nominal_end <= term.start:
        return
    suspended = known.suspensions
    spans = merged((s.started_on, s.resumed_on or date.max) for s in suspended) if suspended else ()
    floor = max(known.in_use_from, known.measure.taken_over_on or date.min)
    pace = _Pace(term, floor, spans, today, horizon)
    on_leave = leave_spans(known.leaves) if known.leaves else ()
    if only_policy(policies) is None:
        for rule in _rules(policies):
            last = last_days.get(rule)
            if last is None or not _is_done_for_now(rule, known, pace, policies, last):
                yield from _mixed(rule, known, pace, policies, last, on_leave)
        return
    for series in owed(policies, known.measure.category, term_months(known.measure)):
        last = last_days.get(series.rule)
        newest = _newest_away(series, series.layout, known, term, on_leave, last) if on_leave else last
        standing = pace.standing(series, newest)
        if standing is not None:
            yield standing


@lru_cache(maxsize=64)
def _rules(policies: Policies) -> tuple[str, ...]:
    return policies.rules


def _is_done_for_now(rule: str, known: Case, pace: "_Pace", policies: Policies, last: date) -> bool:
    """Whether the newest day meets the window of today and nothing opens by the horizon: true of most people.

    Whatever was laid before the last change of policy or tier: a window of today that began since is met by a day in
    it, and so is an older one that still runs and left no room for it.
    """
    anchor, today = pace.term.start, pace.today
    series = series_on(policies, rule, known.measure, today)
    if series is None or last < anchor:
        return False
    layout = series.laid_for(tier_on(known.assessments, today) if series.tiers else None)
    start, end = layout.bucket(anchor, layout.position(anchor, today))
    turns = [since for since, _ in policies.dated]
    if series.tiers:
        turns += [each.day for each in known.assessments if each.risk]
    if any(today < turn <= pace.horizon for turn in turns):
        return False
    begun = max(turn for turn in turns if turn <= today)
    return last >= max(start, anchor) >= begun and pace.horizon < end


def _mixed(
    rule: str, known: Case, pace: "_Pace", policies: Policies, last: date | None, on_leave: Sequence[Span]
) -> Iterator[Standing]:
    """As ``_Pace.standing`` for a rule whose layout changes; each window ahead in a standing of its own."""
    term = pace.term
    mixed = Mixed(term.start, tuple(parts(rule, known, term, policies)))
    if not mixed.parts:
        return
    newest = _newest_away(mixed.parts[0].series, mixed, known, term, on_leave, last) if on_leave else last
    found = pace.standing_over(mixed, newest)
    if found is None:
        return
    missed, ahead = found
    level = series_on(policies, rule, known.measure, pace.today) or mixed.series(mixed.begun_before(term.end) - 1)
    of = mixed.begun_before(term.nominal_end)
    for window in ahead:
        series = replace(mixed.series(window.ordinal - 1), thresholds=level.thresholds)
        yield Standing(series, of, missed, (window,))


def _newest_away(
    series: Series, layout: Layout, known: Case, term: Term, on_leave: Sequence[Span], last: date | None
) -> date | None:
    """``last``, or the newer day of a visit that counts only because leave covers half of its window."""
    if not series.qualifying.away_modes:
        return last
    days = {visit.day for visit in known.visits if series.qualifying.accepts(visit, away=True)}
    for day in sorted(days, reverse=True):
        if last is not None and day <= last:
            break
        if day >= term.start and _is_away(layout, term, day, on_leave):
            return day
    return last


def _is_away(layout: Layout, term: Term, day: date, on_leave: Sequence[Span]) -> bool:
    bucket = layout.bucket(term.start, layout.position(term.start, day))
    start, end = max(bucket[0], term.start), min(bucket[1], term.end)
    # Where layouts change a day may lie in no bucket: it counts for none.
    return start <= day < end and 2 * days_within(on_leave, start, end) >= (end - start).days


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

    def standing_over(self, mixed: Mixed, last: date | None) -> tuple[int, list[Ahead]] | None:
        """The misses in a row and the windows ahead over a layout that changes; ``None`` where none is ahead."""
        now, within = mixed.place(self.today)
        after, is_done = 0, False
        if last is not None and last >= self.term.start:
            done, counts = mixed.place(last)
            if not counts:
                raise UndecidedError
            after, is_done = done + 1, within and done == now
        ahead = self._ahead(mixed, now + 1 if is_done else now)
        if not ahead:
            return None
        missed = 0 if is_done else sum(self._requires_at(mixed, position) for position in range(after, now))
        return missed, ahead

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
