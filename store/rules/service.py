"""What cannot be true of the hours of one volunteer: more minutes than the clock allows, two places at one time."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from store.fields.clock_time import minutes_between
from store.model.service import Service
from store.model.volunteer import Volunteer

DAY_MINUTES = 24 * 60
LONG_DAY_MINUTES = 16 * 60
"""More than this on one day is doubted."""


def clock_fault(started_at: str | None, ended_at: str | None, minutes: int) -> str | None:
    """The code of what the clock says against a service: over before it began, or longer than it took."""
    if minutes > DAY_MINUTES:
        return "minutes-impossible"
    if started_at is None or ended_at is None:
        return None
    spent = minutes_between(started_at, ended_at)
    if spent < 0:
        return "date-order"
    return "minutes-impossible" if minutes > spent else None


def is_outside_membership(volunteer: Volunteer, day: date) -> bool:
    """Whether nobody can have served on that day: before joining, or after the day of leaving."""
    return day < volunteer.joined_on or (volunteer.left_on is not None and day > volunteer.left_on)


def overlapping(services: Iterable[Service]) -> Iterator[tuple[Service, Service]]:
    """Pairs of services of one volunteer that share minutes, the earlier one first; touching ends share none."""
    timed = sorted(
        (each for each in services if each.started_at and each.ended_at), key=lambda each: (each.day, each.started_at)
    )
    for place, later in enumerate(timed):
        for earlier in timed[:place]:
            if earlier.day == later.day and _shares_minutes(earlier, later):
                yield earlier, later


def _shares_minutes(earlier: Service, later: Service) -> bool:
    starts, ends = (later.started_at or "", earlier.ended_at or "")
    is_moment = later.started_at == later.ended_at or earlier.started_at == earlier.ended_at
    return starts < ends and not is_moment


def minutes_on(services: Sequence[Service], day: date) -> int:
    """The minutes of one volunteer on one day."""
    return sum(each.minutes for each in services if each.day == day)
