"""Months keep the day of month; last days move over days off."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.rules.calendar import WEEKENDS_ONLY, Holidays, add_days, add_months, add_years, full_months

DAYS = st.dates(date(1950, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 1, 31), 2, date(2024, 3, 31)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2024, 12, 15), 1, date(2025, 1, 15)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
        (date(2100, 1, 30), 1, date(2100, 2, 28)),
        (date(9999, 6, 1), 12, date.max),
    ],
)
def test_a_month_later_keeps_the_day_or_takes_the_last_one(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


def test_years_are_twelve_months_each() -> None:
    assert add_years(date(2024, 2, 29), 3) == date(2027, 2, 28)


@given(DAYS, st.integers(0, 3000))
def test_full_months_is_the_largest_count_that_is_over(anchor: date, days: int) -> None:
    day = anchor + timedelta(days=days)
    months = full_months(anchor, day)
    assert add_months(anchor, months) <= day < add_months(anchor, months + 1)


@pytest.mark.parametrize(
    ("anchor", "day", "months"),
    [
        (date(2024, 1, 31), date(2024, 2, 28), 0),
        (date(2024, 1, 31), date(2024, 2, 29), 1),
        (date(2024, 1, 31), date(2024, 3, 30), 1),
        (date(2024, 1, 31), date(2024, 3, 31), 2),
        (date(2024, 1, 29), date(2025, 2, 28), 13),
        (date(2024, 1, 15), date(2024, 1, 15), 0),
    ],
)
def test_a_month_that_is_too_short_is_over_on_its_last_day(anchor: date, day: date, months: int) -> None:
    assert full_months(anchor, day) == months


def test_days_stop_at_the_ends_of_the_calendar() -> None:
    assert add_days(date(2026, 3, 2), 15) == date(2026, 3, 17)
    assert add_days(date.max, 7) == date.max
    assert add_days(date.min, -30) == date.min


def test_a_last_day_moves_over_weekends_and_holidays_but_not_over_make_up_days() -> None:
    saturday = date(2026, 3, 21)
    assert WEEKENDS_ONLY.next_working_day(saturday) == date(2026, 3, 23)
    assert WEEKENDS_ONLY.next_working_day(date(2026, 3, 20)) == date(2026, 3, 20)
    holidays = Holidays(days_off={date(2026, 3, 23), date(2026, 3, 24)}, covered={2026})
    assert holidays.next_working_day(saturday) == date(2026, 3, 25)
    assert Holidays(working_days={saturday}, covered={2026}).next_working_day(saturday) == saturday
