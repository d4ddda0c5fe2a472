"""Windows: the buckets of a series cut to the term, each with what it asks and how it stands."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from store.model.leave import REPORTED, Leave
from store.rules.calendar import add_days
from store.rules.case import Case
from store.rules.policy import Contact, Policies, Qualifying, Series
from store.rules.reigns import parts
from store.rules.spans import Span, days_within, merged
from store.rules.state import State
from store.rules.term import Term


class Window(NamedTuple):
    """One bucket cut to the term. ``start``, ``end`` are the cut range, ``bucket_start``, ``bucket_end`` the uncut one.

    ``ordinal`` counts from 1 in its series; ``of`` counts the buckets of the term on paper. ``why`` says, in Chinese,
    why a window is not required. ``by`` is the uid of the record that satisfies it.
    """

    rule: str
    label: str
    ordinal: int
    of: int
    start: date
    end: date
    required: bool
    why: str | None
    active_days: int
    state: State
    by: str | None
    basis: str
    bucket_start: date
    bucket_end: date


def windows(case: Case, term: Term, policies: Policies, today: date) -> tuple[Window, ...]:
    """Every window of every series from the start of the term to its end, series by series. ``case`` is as of today."""
    return tuple(window for rule in policies.rules for window in windows_of(rule, case, term, policies, today))


def windows_of(rule: str, case: Case, term: Term, policies: Policies, today: date) -> tuple[Window, ...]:
    """The windows of one recurring rule, oldest first. Where nothing of the term is left there are none."""
    if min(term.nominal_end, term.end) <= term.start:
        return ()
    laid = tuple(_laid(rule, case, term, policies))
    of = sum(bucket[0] < term.nominal_end for bucket, _ in laid)
    judge = _Judge(case, term, today)
    return tuple(
        judge.window(series, bucket, ordinal, of)
        for ordinal, (bucket, series) in enumerate(laid, 1)
        if bucket[0] < term.end
    )


def _laid(rule: str, case: Case, term: Term, policies: Policies) -> Iterator[tuple[Span, Series]]:
    """Buckets in order, each with its series.

    A bucket belongs to the policy and tier in force on its window's first day. One that begins before the bucket
    before it ends is dropped: that happens only where the layout changes.
    """
    return (
        (part.layout.bucket(term.start, number), part.series)
        for part in parts(rule, case, term, policies)
        for number in range(part.first, part.last + 1)
    )


def requirement(case: Case, term: Term, bucket: Span, suspended: Sequence[Span]) -> tuple[int, str | None]:
    """The active days of a window and, where it is not required, why not.

    ``suspended`` must be merged; an open suspension in it has no end.
    """
    start, end = max(bucket[0], term.start), min(bucket[1], term.end)
    paused = days_within(suspended, start, end)
    active = (end - start).days - paused
    return active, _why(case, term, bucket, start, active, paused)


def _why(case: Case, term: Term, bucket: Span, start: date, active: int, paused: int) -> str | None:
    closed_on, taken_over_on = case.measure.closed_on, case.measure.taken_over_on
    if case.awaits_transfer:
        return "转入决定已记录,尚未转入"
    if start < case.in_use_from:
        return f"开始早于启用日期 {case.in_use_from}"
    if taken_over_on is not None and start < taken_over_on:
        return f"开始早于转入日期 {taken_over_on}"
    if closed_on is not None and bucket[0] <= closed_on < bucket[1] and closed_on < term.term_end:
        return f"措施已于 {closed_on} 结束"
    days = (bucket[1] - bucket[0]).days
    if 2 * active < days:
        return f"{'中止' if paused else '期初或期末'}:有效 {active} 天,不足 {days} 天的一半"
    return None


def suspended_spans(case: Case) -> tuple[Span, ...]:
    """The suspended days as merged ranges; an open suspension has no end."""
    return merged((s.started_on, s.resumed_on or date.max) for s in case.suspensions)


def leave_spans(leaves: Sequence[Leave]) -> tuple[Span, ...]:
    """The days of reported leaves as merged ranges: through the due day or the return, whichever is earlier."""
    return merged(
        (leave.left_on, add_days(min(leave.due_back_on, leave.returned_on or date.max), 1))
        for leave in leaves
        if leave.reported == REPORTED
    )


class _Judge:
    """Says how each window of one case stands at ``today``."""

    def __init__(self, case: Case, term: Term, today: date) -> None:
        self._case, self._term, self._today = case, term, today
        self._suspended = suspended_spans(case)
        self._on_leave = leave_spans(case.leaves)
        self._accepted: dict[tuple[int, bool], tuple[list[date], list[str]]] = {}
        self._floor = max(case.in_use_from, case.measure.taken_over_on or date.min)
        self._is_unbroken = not (self._suspended or case.awaits_transfer or case.measure.closed_on)

    def window(self, series: Series, bucket: Span, ordinal: int, of: int) -> Window:
        start, end = max(bucket[0], self._term.start), min(bucket[1], self._term.end)
        active_days, why = self._requirement(bucket, start, end)
        by = self._satisfied_by(series.qualifying, start, end)
        state = State.DONE if by is not None else self._undone(start, end, required=why is None)
        return Window(
            series.rule,
            series.label,
            ordinal,
            of,
            start,
            end,
            why is None,
            why,
            active_days,
            state,
            by,
            series.basis,
            *bucket,
        )

    def _requirement(self, bucket: Span, start: date, end: date) -> tuple[int, str | None]:
        """As ``requirement``; most windows are whole and stopped by nothing."""
        if self._is_unbroken and start >= self._floor and (start, end) == bucket:
            return (end - start).days, None
        return requirement(self._case, self._term, bucket, self._suspended)

    def _undone(self, start: date, end: date, *, required: bool) -> State:
        if not required:
            return State.EXCUSED
        if self._today < start:
            return State.UPCOMING
        return State.DUE if self._today < end else State.MISSED

    def _satisfied_by(self, qualifying: Qualifying, start: date, end: date) -> str | None:
        away = bool(self._on_leave and qualifying.away_modes) and self._is_away(start, end)
        # By identity: a qualifying is part of the policies, which outlive this.
        accepted = self._accepted.get((id(qualifying), away))
        if accepted is None:
            accepted = self._accepted[id(qualifying), away] = self._records(qualifying, away=away)
        days, uids = accepted
        at = bisect_left(days, start)
        return uids[at] if at < len(days) and days[at] < end else None

    def _is_away(self, start: date, end: date) -> bool:
        return 2 * days_within(self._on_leave, start, end) >= (end - start).days

    def _records(self, qualifying: Qualifying, *, away: bool) -> tuple[list[date], list[str]]:
        """The days and the uids of the records that qualify, in order."""
        accepted = sorted((r.day, r.uid) for r in self._all_records() if qualifying.accepts(r, away=away))
        return [day for day, _ in accepted], [uid for _, uid in accepted]

    def _all_records(self) -> Iterator[Contact]:
        yield from self._case.visits
        yield from self._case.tests
        yield from self._case.assessments


def last_day(window: Window) -> date:
    """The last day on which the window can be met."""
    return window.end - timedelta(days=1)
