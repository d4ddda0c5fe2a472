"""Days as a clerk types them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.typed_day import typed_day

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("今天", TODAY),
        ("昨天", date(2026, 11, 21)),
        ("前天", date(2026, 11, 20)),
        ("-2", date(2026, 11, 20)),
        ("-0", TODAY),
        ("\uff0d\uff12", date(2026, 11, 20)),
        ("3.5", date(2026, 3, 5)),
        ("\uff13\uff0e\uff15", date(2026, 3, 5)),
        ("3-5", date(2026, 3, 5)),
        ("3/5", date(2026, 3, 5)),
        ("3月5日", date(2026, 3, 5)),
        ("11.22", TODAY),
        ("20260305", date(2026, 3, 5)),
        ("2026-3-5", date(2026, 3, 5)),
        ("2026.3.5", date(2026, 3, 5)),
        ("2026年3月5日", date(2026, 3, 5)),
        ("26.3.5", date(2026, 3, 5)),
        (" 20260305 ", date(2026, 3, 5)),
    ],
)
def test_forms_that_are_understood(typed: str, meant: date) -> None:
    assert typed_day(typed, TODAY) == meant


def test_a_day_without_a_year_is_the_last_one_that_has_come() -> None:
    assert typed_day("11.23", TODAY) == date(2025, 11, 23)
    assert typed_day("2.29", TODAY) == date(2024, 2, 29)


def test_a_whole_date_ahead_stays_ahead_so_that_the_form_can_say_so() -> None:
    assert typed_day("2026-11-23", TODAY) == date(2026, 11, 23)


@pytest.mark.parametrize(("typed", "days"), [("明天", 1), ("后天", 2), ("+0", 0), ("+30", 30)])
def test_days_that_are_meant_are_counted_from_today(typed: str, days: int) -> None:
    assert typed_day(typed, TODAY) == TODAY + timedelta(days=days)


@pytest.mark.parametrize("typed", ["", "3", "3.", "13.1", "2.30", "20261301", "-", "--2", "abc", "3.5."])
def test_what_means_no_day_is_none(typed: str) -> None:
    assert typed_day(typed, TODAY) is None


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 1, 1)), st.integers(0, 364))
def test_month_and_day_come_back_for_every_day_of_the_last_year(today: date, ago: int) -> None:
    day = date.fromordinal(today.toordinal() - ago)
    if (day.month, day.day) != (2, 29):
        assert typed_day(f"{day.month}.{day.day}", today) == day


@given(st.text(max_size=12))
def test_no_text_breaks_it(text: str) -> None:
    assert typed_day(text, TODAY) is None or isinstance(typed_day(text, TODAY), date)


@pytest.mark.parametrize(
    ("typed", "day"), [("12.5", date(2026, 12, 5)), ("11.22", TODAY), ("11.21", date(2027, 11, 21))]
)
def test_a_planned_day_without_a_year_is_the_next_one(typed: str, day: date) -> None:
    assert typed_day(typed, TODAY, ahead=True) == day
