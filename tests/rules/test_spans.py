"""Ranges of days, counted once where they overlap."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from store.rules.spans import Span, days_within, merged

FIRST = date(2024, 2, 20)
SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=6)


def _span(start: int, end: int) -> Span:
    return FIRST + timedelta(days=start), FIRST + timedelta(days=end)


def test_ranges_that_touch_become_one_and_empty_ones_vanish() -> None:
    assert merged([_span(5, 9), _span(0, 5), _span(20, 20), _span(30, 25)]) == (_span(0, 9),)


@given(SPANS, st.integers(0, 40), st.integers(0, 40))
def test_every_day_counts_once(pairs: list[tuple[int, int]], start: int, end: int) -> None:
    days = {day for first, last in pairs for day in range(first, last)} & set(range(start, end))
    if start < end:
        assert days_within(merged(_span(*pair) for pair in pairs), *_span(start, end)) == len(days)


@given(SPANS)
def test_merged_ranges_are_sorted_and_apart(pairs: list[tuple[int, int]]) -> None:
    found = merged(_span(*pair) for pair in pairs)
    boundaries = [day for span in found for day in span]
    assert boundaries == sorted(set(boundaries))
