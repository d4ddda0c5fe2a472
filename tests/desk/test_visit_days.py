"""Days for visits: inside what is open, neighbours together, and no day fuller than it must be."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.desk.visit_days import WORTH_THE_WALK, possible_days, spread
from store.rules.calendar import Holidays

MONDAY = date(2026, 11, 23)
WEEK = tuple(MONDAY + timedelta(days=number) for number in range(7))
WORKING = WEEK[:5]
Window = tuple[date, date]


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


@pytest.mark.parametrize(
    ("windows", "expected"),
    [
        ([(day(0), day(7))], WORKING),
        ([(day(-10), day(3))], WEEK[:3]),
        ([(day(3), day(20))], WEEK[3:5]),
        ([(day(0), day(7)), (day(-10), day(3))], WEEK[:3]),
        ([(day(0), day(7)), (day(3), day(20))], WORKING),
        ([(day(-10), day(1)), (day(1), day(7)), (day(2), day(7))], WEEK[2:5]),
        ([(day(5), day(7))], WEEK[5:]),
        ([(day(5), day(20))], ()),
        ([(day(-10), day(0))], ()),
        ([(day(7), day(14))], ()),
        ([], ()),
    ],
    ids=[
        "a week's window: any working day",
        "one that ends on Wednesday: up to Wednesday",
        "one that opens on Thursday: from Thursday",
        "what ends first decides for both",
        "what stays open after the week does not push the visit back",
        "most of what ends with the week",
        "what is open on the weekend only is met there",
        "what opens on the weekend and stays open waits for a working day",
        "over",
        "not yet",
        "nothing",
    ],
)
def test_possible_days(windows: list[Window], expected: tuple[date, ...]) -> None:
    assert possible_days(windows, WEEK) == expected


def test_holidays_are_days_off_and_make_up_days_are_not() -> None:
    holidays = Holidays(days_off={day(0), day(1)}, working_days={day(5)})
    assert possible_days([(day(0), day(7))], WEEK, holidays) == (day(2), day(3), day(4), day(5))
    assert possible_days([(day(0), day(2))], WEEK, holidays) == (day(0), day(1))


def test_days_with_a_visit_already_are_left_out() -> None:
    assert possible_days([(day(0), day(3))], WEEK, taken={day(1)}) == (day(0), day(2))
    assert possible_days([(day(0), day(1))], WEEK, taken={day(0)}) == ()
    assert possible_days([(day(0), day(7))], WEEK, taken=set(WEEK)) == ()


windows = st.lists(
    st.tuples(st.integers(-20, 8), st.integers(1, 30)).map(lambda span: (day(span[0]), day(span[0] + span[1]))),
    max_size=5,
)


@given(windows)
def test_whoever_must_be_visited_this_week_can_be(windows: list[Window]) -> None:
    days = possible_days(windows, WEEK)
    assert all(any(start <= each < end for start, end in windows) for each in days)
    if any(end > WEEK[0] and end <= day(7) and start <= WEEK[-1] for start, end in windows):
        assert days


@given(windows)
def test_no_other_day_meets_more_of_what_ends(windows: list[Window]) -> None:
    days = possible_days(windows, WEEK)
    closing = [window for window in windows if window[1] <= day(7)]
    met = {each: sum(start <= each < end for start, end in closing) for each in WEEK}
    assert all(met[each] == max(met.values()) for each in days)


spans = st.tuples(st.integers(0, 6), st.integers(1, 7)).map(lambda span: WEEK[span[0] : span[0] + span[1]])
everybody = st.lists(spans, max_size=40)


@given(everybody, st.dictionaries(st.sampled_from(WEEK), st.integers(0, 9)))
def test_nobody_is_left_out_and_everybody_is_visited_while_it_is_possible(
    possible: list[tuple[date, ...]], taken: dict[date, int]
) -> None:
    days = spread(possible, WEEK, taken)
    assert len(days) == len(possible)
    assert all(each in able for each, able in zip(days, possible, strict=True))


@given(everybody)
def test_the_fullest_day_holds_no_more_than_it_must(possible: list[tuple[date, ...]]) -> None:
    fullest = max(Counter(spread(possible, WEEK, {})).values(), default=0)
    assert fullest <= max(WORTH_THE_WALK, least_possible(possible))


def least_possible(possible: list[tuple[date, ...]]) -> int:
    """No plan can do better: the visits that fit nowhere but into some run of days, spread evenly over it."""
    runs = [WEEK[first:last] for first in range(7) for last in range(first + 1, 8)]
    return max(-(-sum(set(able) <= set(run) for able in possible) // len(run)) for run in runs)


def test_what_is_planned_already_counts() -> None:
    days = Counter(spread([WORKING] * 12, WEEK, {WEEK[0]: 5, WEEK[1]: 1}))
    assert days == {WEEK[1]: 3, WEEK[2]: 4, WEEK[3]: 4, WEEK[4]: 1}


@given(st.integers(0, 60))
def test_neighbours_are_visited_together(people: int) -> None:
    days = spread([WORKING] * people, WEEK, {})
    assert days == sorted(days)
    assert max(Counter(days).values(), default=0) == min(people, max(WORTH_THE_WALK, -(-people // 5)))
