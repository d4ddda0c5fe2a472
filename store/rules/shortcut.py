"""The same windows without laying all of them: the current one, those ahead, and the count of misses before it.

Only what the list of many people needs, from the newest qualifying day of each series. It holds where the same records
meet a rule under every policy; ``tests/laws`` compares it with the full schedule.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from store.model.leave import REPORTED
from store.model.measure import Measure
from store.rules.case import Case
from store.rules.layout import CalendarLayout, Layout
from store.rules.policy import Policies, Rating, Series, only_series, rating_on, rules_owed, series_on
from store.rules.reigns import Mixed, parts
from store.rules.spans import Span, days_within
from store.rules.term import Term, term_months
from store.rules.windows import leave_spans, suspended_spans

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


class _Now(NamedTuple):
    """How a rule stands today for everybody on one course: under policies that change only by calendar and tier.

    ``series`` is the one of today, laid as it is since ``since``; ``is_only`` where there is none other on any day.
    ``can_be_away`` where calls count during leave. ``enough_from`` is the first day of the window of today where it is
    the same for everybody: a record since then leaves nothing to do by the horizon.
    """

    rule: str
    series: Series | None
    since: date
    is_only: bool
    can_be_away: bool
    enough_from: date | None


@lru_cache(maxsize=1024)
def _course(policies: Policies, category: str, months: int | None, today: date, horizon: date) -> tuple[_Now, ...]:
    """Every rule that a measure of this category and term owes under any of the policies."""
    found: list[_Now] = []
    for rule in rules_owed(policies, category, months):
        dated = [(since, policy.series_for(rule, category, months)) for since, policy in policies.dated]
        since, series = next(each for each in reversed(dated) if each[0] <= today)
        for turn, other in reversed(dated):
            if turn < since and not _are_laid_alike(other, series):
                break
            since = min(since, turn)
        if any(today < turn <= horizon and not _are_laid_alike(other, series) for turn, other in dated):
            # What opens by the horizon belongs to another layout.
            since = date.max
        is_only = only_series(policies, rule, category, months) is not None
        can_be_away = any(other is not None and other.qualifying.away_modes for _, other in dated)
        found.append(_Now(rule, series, since, is_only, can_be_away, _enough_from(series, since, today, horizon)))
    return tuple(found)


def _are_laid_alike(one: Series | None, other: Series | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.layout == other.layout and one.tiers == other.tiers


def _enough_from(series: Series | None, since: date, today: date, horizon: date) -> date | None:
    if series is None or series.tiers or not isinstance(series.layout, CalendarLayout):
        return None
    start, end = _bucket_of(series.layout, today)
    return start if start >= since and horizon < end else None


def all_met(
    measure: Measure,
    start: date,
    last_days: Mapping[str, date],
    rating: Rating | None,
    policies: Policies,
    today: date,
    horizon: date,
) -> bool:
    """Whether the newest days leave nothing to do by the horizon in a term that begins on ``start`` and goes on."""
    course = _course(policies, measure.category, term_months(measure), today, horizon)
    return all(_is_met(now, start, last_days.get(now.rule), rating, today, horizon) for now in course)


def visits_needed_from(
    measure: Measure,
    last_days: Mapping[str, date],
    rating: Rating | None,
    policies: Policies,
    today: date,
    horizon: date,
) -> date | None:
    """From which day on a case must hold the visits of somebody who was on leave; ``None`` where none can count.

    Only what is newer than the newest day that counts anyway can count because of the leave.
    """
    start = measure.reported_on
    if start is None:
        return None
    course = _course(policies, measure.category, term_months(measure), today, horizon)
    last = ((now, last_days.get(now.rule)) for now in course if now.can_be_away)
    needed = (max(day or start, start) for now, day in last if not _is_met(now, start, day, rating, today, horizon))
    return min(needed, default=None)


def _is_met(now: _Now, anchor: date, last: date | None, rating: Rating | None, today: date, horizon: date) -> bool:
    """Whether the newest day meets the window of today and nothing opens by the horizon: true of most people.

    Whatever was laid before the last change of policy or tier: a window of today that began since is met by a day in
    it, and so is an older one that still runs and left no room for it.
    """
    if last is None or last < anchor:
        return False
    if now.enough_from is not None:
        return last >= now.enough_from
    series, since = now.series, now.since
    if series is None:
        return False
    layout = series.layout
    if series.tiers and rating is not None:
        layout, since = series.laid_for(rating.tier), max(since, rating.day)
    number = layout.position(anchor, today)
    if layout.position(anchor, last) != number:
        return False
    if since <= anchor and horizon == today:
        return True
    start, end = layout.bucket(anchor, number)
    return max(start, anchor) >= since and horizon < end


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
    rating = rating_on(known.assessments, today) if known.assessments else None
    course = _course(policies, known.measure.category, term_months(known.measure), today, horizon)
    asked = [now for now in course if not _is_met(now, term.start, last_days.get(now.rule), rating, today, horizon)]
    if not asked:
        return
    pace = _pace_of(known, term, today, horizon)
    on_leave = leave_spans(known.leaves) if known.leaves else ()
    for now in asked:
        last = last_days.get(now.rule)
        if now.series is None or not now.is_only:
            yield from _mixed(now.rule, known, pace, policies, last, on_leave)
            continue
        newest = _newest_away(now.series, now.series.layout, known, term, on_leave, last) if on_leave else last
        standing = pace.standing(now.series, newest)
        if standing is not None:
            yield standing


def missed_before(
    known: Case, term: Term, rules: Collection[str], last_days: Mapping[str, date], policies: Policies, today: date
) -> Iterator[tuple[Series, int]]:
    """Of ``rules`` each series of an open measure, and the windows missed in a row that are over by ``today``.

    As ``standings``, whether or not there is a window today. ``UndecidedError`` where the newest days do not tell:
    where a series changes, calls may count because of leave, or there was contact after the end of the term.
    """
    if term.nominal_end <= term.start or known.awaits_transfer:
        return
    pace = _pace_of(known, term, today, today)
    rating = rating_on(known.assessments, today)
    for now in _course(policies, known.measure.category, term_months(known.measure), today, today):
        last = last_days.get(now.rule)
        if now.rule not in rules:
            continue
        if last is not None and last >= term.end:
            raise UndecidedError
        if _is_met(now, term.start, last, rating, today, today):
            continue
        if now.series is None or not now.is_only:
            raise UndecidedError
        if now.can_be_away and any(leave.reported == REPORTED for leave in known.leaves):
            raise UndecidedError
        yield now.series, pace.missed_by_now(now.series.layout, last)


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


def _pace_of(known: Case, term: Term, today: date, horizon: date) -> "_Pace":
    floor = max(known.in_use_from, known.measure.taken_over_on or date.min)
    return _Pace(term, floor, suspended_spans(known) if known.suspensions else (), today, horizon)


@dataclass(frozen=True, slots=True)
class _Pace:
    """One open term. Windows that begin before ``floor`` are not required; ``spans`` are the suspended days."""

    term: Term
    floor: date
    spans: Sequence[Span]
    today: date
    horizon: date

    def missed_by_now(self, layout: Layout, last: date | None) -> int:
        """The misses in a row before the window of today, or of the whole term where it has ended."""
        anchor = self.term.start
        if self.today < self.term.end:
            now = layout.position(anchor, self.today)
            is_done = last is not None and last >= anchor and layout.position(anchor, last) == now
            return 0 if is_done else self._missed(layout, now, last)
        after = 0 if last is None or last < anchor else layout.position(anchor, last) + 1
        laid = layout.position(anchor, self.term.end - _ONE_DAY) + 1
        return sum(self._requires_at(layout, position) for position in range(after, laid))

    def standing(self, series: Series, last: date | None) -> Standing | None:
        layout, anchor = series.layout, self.term.start
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
