"""Half-open ranges of days, counted once where they overlap."""

from collections.abc import Iterable, Sequence
from datetime import date

Span = tuple[date, date]
"""``[start, end)``; empty when the end is not after the start."""


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same days as sorted ranges that neither overlap nor touch; empty ranges vanish."""
    result: list[Span] = []
    for start, end in sorted(spans):
        if start >= end:
            continue
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(result[-1][1], end))
        else:
            result.append((start, end))
    return tuple(result)


def days_within(spans: Sequence[Span], start: date, end: date) -> int:
    """Days of ``[start, end)`` that lie in ``spans``, which must be merged."""
    return sum((min(end, last) - max(start, first)).days for first, last in spans if first < end and start < last)
