"""On which day of a week each visit is made: while most of what ends that week is open, and no day overloaded.

Pure values; the days of ``week`` are given in order, those that are over already left out.
"""

from bisect import bisect_left
from collections.abc import Container, Mapping, Sequence
from datetime import date, timedelta

from store.rules.calendar import WEEKENDS_ONLY, Holidays
from store.rules.spans import Span

WORTH_THE_WALK = 3
"""Visits a day always has room for: nobody walks to a village every day for one person each."""


def possible_days(
    windows: Sequence[Span],
    week: Sequence[date],
    holidays: Holidays = WEEKENDS_ONLY,
    taken: Container[date] = (),
) -> tuple[date, ...]:
    """The days of ``week``, the ``taken`` ones aside, on which one visit meets the most of what ends with the week.

    Working days where there are any among them; a window that ends on a day off is not given up for a free weekend,
    but one that stays open after the week can wait for a working day. Empty if nothing can or need be met.
    """
    closing = [window for window in windows if window[1] <= week[-1] + timedelta(days=1)]
    worth = {day: (_open_on(closing, day), _open_on(windows, day) > 0) for day in week if day not in taken}
    best = max(worth.values(), default=(0, False))
    days = [day for day in worth if worth[day] == best]
    working = tuple(day for day in days if holidays.is_working_day(day))
    if best[0]:
        return working or tuple(days)
    return working if best[1] else ()


def spread(possible: Sequence[Sequence[date]], week: Sequence[date], taken: Mapping[date, int]) -> list[date]:
    """The day of each visit, from its possible ones, so that the fullest day holds as few visits as can be.

    Visits come in walking order and each day takes the next ones, so that neighbours are visited together; those that
    cannot wait go first. ``taken`` counts what is planned on a day already. Every visit needs a possible day.
    """
    # With room for everybody on one day, each can go on the first of its days.
    rooms = range(WORTH_THE_WALK, WORTH_THE_WALK + len(possible) + max(taken.values(), default=0) + 1)
    room = rooms[bisect_left(rooms, True, key=lambda room: _laid(possible, week, taken, room) is not None)]
    laid = _laid(possible, week, taken, room)
    assert laid is not None
    return laid


def _open_on(windows: Sequence[Span], day: date) -> int:
    return sum(start <= day < end for start, end in windows)


def _laid(
    possible: Sequence[Sequence[date]], week: Sequence[date], taken: Mapping[date, int], room: int
) -> list[date] | None:
    """The days if none holds more than ``room`` visits; ``None`` where somebody is left over."""
    laid: dict[int, date] = {}
    waiting = list(range(len(possible)))
    for day in week:
        able = sorted((visit for visit in waiting if day in possible[visit]), key=lambda visit: possible[visit][-1])
        free = max(0, room - taken.get(day, 0))
        if any(possible[visit][-1] == day for visit in able[free:]):
            return None
        laid.update(dict.fromkeys(able[:free], day))
        waiting = [visit for visit in waiting if visit not in laid]
    return [laid[visit] for visit in range(len(possible))]
