"""Which of a person's measures counts at a day, and which one an event of a day belongs to."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeVar

from store.model.measure import Measure

Record = TypeVar("Record")


def begun_on(measure: Measure) -> date:
    """The first day the measure is known by; a measure without any day has always been there."""
    days = (measure.decided_on, measure.served_on, measure.reported_on)
    return min((day for day in days if day), default=date.min)


def is_open(measure: Measure, today: date) -> bool:
    """Whether the measure is not closed at ``today``; a closing of tomorrow does not exist yet."""
    return measure.closed_on is None or measure.closed_on > today


def measure_at(measures: Sequence[Measure], today: date) -> Measure | None:
    """The measure that counts at ``today``: the open one of those begun by then, else the last of them.

    A measure none of whose days has come is not recorded yet; it counts only while there is no other.
    """
    if len(measures) == 1:
        return measures[0]
    begun = [measure for measure in measures if begun_on(measure) <= today]
    return max(begun or measures, key=lambda measure: _recency(measure, today), default=None)


def owner(measures: Sequence[Measure], day: date) -> Measure | None:
    """The measure an event of ``day`` belongs to: the newest one that had begun by then, else the first.

    One answer for every kind of event: an open suspension that a closed measure left behind must not stop its
    successor, and a refusal of long ago must not count against it.
    """
    return _owner(_in_order(measures), day)


def own(
    measure: Measure, others: Sequence[Measure], records: Iterable[Record], day_of: Callable[[Record], date]
) -> tuple[Record, ...]:
    """Those of a person's ``records`` that belong to ``measure``; ``others`` are the person's other measures."""
    if not others:
        return tuple(records)
    ordered = _in_order((measure, *others))
    return tuple(record for record in records if _owner(ordered, day_of(record)) is measure)


def _in_order(measures: Sequence[Measure]) -> list[tuple[date, Measure]]:
    return sorted(((begun_on(each), each) for each in measures), key=lambda begun: (begun[0], begun[1].id))


def _owner(ordered: Sequence[tuple[date, Measure]], day: date) -> Measure | None:
    found = ordered[0][1] if ordered else None
    for begun, measure in ordered:
        if begun <= day:
            found = measure
    return found


def _recency(measure: Measure, today: date) -> tuple[bool, date, int]:
    begun = measure.served_on or measure.reported_on or measure.decided_on or date.min
    return is_open(measure, today), begun, measure.id
