"""Twelve months in marks: which month a window stands in, how wide a month is, how far the series has come."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from store.model.measure import REHABILITATION, Measure
from store.model.visit import Visit
from store.rules.case import Case
from store.rules.policy import Policies
from store.rules.schedule import schedule
from store.rules.state import State
from store.rules.windows import Window
from tui.widgets.year_strip import MONTHS, month_widths, months_until, series_years

TODAY = date(2026, 11, 22)


def window(start: date, end: date, state: State, ordinal: int = 1, of: int = 22, rule: str = "test") -> Window:
    """A window of which only days and state matter."""
    return Window(rule, "定期检测", ordinal, of, start, end, True, None, 30, state, None, "", start, end)


def marks(*windows: Window, today: date = TODAY) -> tuple[str, ...]:
    (year,) = series_years(windows, today, {})
    return year.months


def office_policies() -> Policies:
    from store.desk.policies import default_policies

    return default_policies()


def test_the_months_end_with_todays() -> None:
    assert months_until(date(2026, 1, 31)) == (*((2025, month) for month in range(2, 13)), (2026, 1))
    assert len(months_until(TODAY)) == MONTHS


def test_a_window_stands_in_the_month_of_its_last_day() -> None:
    ended_with_october = window(date(2026, 9, 15), date(2026, 11, 1), State.MISSED)
    assert marks(ended_with_october)[-2:] == ("x", ".")


def test_a_running_window_stands_in_todays_month_whatever_its_end() -> None:
    assert marks(window(date(2026, 7, 1), date(2027, 1, 1), State.DUE))[-1] == "!"
    assert marks(window(date(2026, 11, 1), date(2027, 2, 1), State.DONE))[-1] == "o"


def test_what_has_not_begun_and_what_is_older_than_a_year_does_not_stand() -> None:
    ahead = window(date(2026, 11, 23), date(2026, 11, 30), State.UPCOMING)
    old = window(date(2025, 10, 1), date(2025, 11, 1), State.MISSED)
    assert set(marks(ahead, old)) == {"."}


def test_states_have_marks_that_differ() -> None:
    states = (State.DONE, State.MISSED, State.EXCUSED, State.DUE)
    drawn = {marks(window(date(2026, 11, 1), date(2026, 11, 23), state))[-1] for state in states}
    assert drawn == {"o", "x", "-", "!"}


def test_a_series_says_which_window_it_has_reached() -> None:
    first = window(date(2026, 10, 1), date(2026, 11, 1), State.MISSED, ordinal=5)
    running = window(date(2026, 11, 1), date(2026, 12, 1), State.DUE, ordinal=6)
    ahead = window(date(2026, 12, 1), date(2027, 1, 1), State.UPCOMING, ordinal=7)
    (year,) = series_years((first, running, ahead), TODAY, {"定期检测": "检测"})
    assert (year.label, year.reached_text) == ("检测", "6/22")
    (unbegun,) = series_years((ahead,), TODAY, {})
    assert unbegun.reached_text == ""


@given(st.dates(date(2021, 1, 1), date(2026, 11, 22)), st.dates(date(2021, 1, 1), date(2029, 1, 1)))
def test_every_window_of_the_last_months_stands_once_and_the_strip_fits_eighty_cells(
    reported: date, today: date
) -> None:
    measure = Measure(person_id=1, category=REHABILITATION, served_on=reported, reported_on=reported)
    visit = Visit(uid="v", day=reported + timedelta(days=30), mode="见面", contents=("见面", "走访"), result="已见到")
    case = Case(measure=measure, in_use_from=date(2020, 1, 1), visits=(visit,))
    windows = schedule(case, office_policies(), today).windows
    years = series_years(windows, today, {"定期检测": "检测"})
    first = date(*months_until(today)[0], 1)
    for year in years:
        mine = [w for w in windows if w.rule == year.rule and w.start <= today]
        standing = [w for w in mine if min(w.end - timedelta(days=1), today) >= first]
        assert "".join(year.months).replace(".", "") == "".join(
            {"done": "o", "missed": "x", "excused": "-", "due": "!"}[w.state] for w in standing
        )
    widths = month_widths(years, 80)
    assert sum(widths) + 5 + 8 <= 80
    for year in years:
        cells = zip(year.months[:-1], widths[:-1], strict=True)
        assert all(len(found) < width for found, width in cells), "a blank parts two months"


def test_a_wide_screen_gives_the_months_more_room() -> None:
    years = series_years((window(date(2026, 11, 1), date(2026, 12, 1), State.DUE),), TODAY, {})
    assert sum(month_widths(years, 120)) > sum(month_widths(years, 80))
