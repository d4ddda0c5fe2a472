"""Buckets of the calendar and of a cadence."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.rules.layout import layout

TEXTS = (
    "12x1m,6x2m,4x3m",
    "1x2m",
    "1x6m",
    "6x2m,4x3m,2x6m",
    "week",
    "half_month",
    "month",
    "quarter",
    "half_year",
    "year",
)


@pytest.mark.parametrize(
    ("text", "bucket"),
    [
        ("week", (date(2026, 11, 16), date(2026, 11, 23))),
        ("half_month", (date(2026, 11, 16), date(2026, 12, 1))),
        ("month", (date(2026, 11, 1), date(2026, 12, 1))),
        ("quarter", (date(2026, 10, 1), date(2027, 1, 1))),
        ("half_year", (date(2026, 7, 1), date(2027, 1, 1))),
        ("year", (date(2026, 1, 1), date(2027, 1, 1))),
    ],
)
def test_calendar_buckets_are_the_same_for_everybody(text: str, bucket: tuple[date, date]) -> None:
    assert layout(text).bucket(date(2026, 11, 22), 0) == bucket


def test_the_first_half_of_a_month_ends_with_the_fifteenth() -> None:
    halves = layout("half_month")
    assert halves.bucket(date(2024, 2, 15), 0) == (date(2024, 2, 1), date(2024, 2, 16))
    assert halves.bucket(date(2024, 2, 15), 1) == (date(2024, 2, 16), date(2024, 3, 1))


def test_a_cadence_is_counted_from_its_anchor_so_month_ends_do_not_creep() -> None:
    monthly, anchor = layout("12x1m,6x2m,4x3m"), date(2024, 1, 31)
    assert monthly.bucket(anchor, 1) == (date(2024, 2, 29), date(2024, 3, 31))
    assert monthly.bucket(anchor, 2) == (date(2024, 3, 31), date(2024, 4, 30))


def test_beyond_a_cadence_the_last_interval_repeats() -> None:
    monthly, anchor = layout("12x1m,6x2m,4x3m"), date(2024, 1, 31)
    assert monthly.bucket(anchor, 21) == (date(2026, 10, 31), date(2027, 1, 31))
    assert monthly.bucket(anchor, 22) == (date(2027, 1, 31), date(2027, 4, 30))
    assert monthly.bucket(anchor, 23) == (date(2027, 4, 30), date(2027, 7, 31))


@given(st.sampled_from(TEXTS), st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(0, 4000))
def test_every_day_lies_in_the_bucket_of_its_position(text: str, anchor: date, days: int) -> None:
    day = anchor + timedelta(days=days)
    position = layout(text).position(anchor, day)
    start, end = layout(text).bucket(anchor, position)
    assert position >= 0
    assert start <= day < end
    assert layout(text).bucket(anchor, position + 1)[0] == end


def test_buckets_beyond_the_end_of_the_calendar_are_empty() -> None:
    for text in TEXTS:
        anchor = date(9999, 1, 1)
        position = layout(text).position(anchor, date(9999, 12, 30))
        assert layout(text).bucket(anchor, position)[1] == date.max
        assert layout(text).bucket(anchor, position + 1) == (date.max, date.max)


@pytest.mark.parametrize("text", ["", "weekly", "12x1m,", "0x1m", "1x0m", "12x1", "12X1m", "-1x1m", "一x1m"])
def test_what_names_no_layout_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no layout"):
        layout(text)
