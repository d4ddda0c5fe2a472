"""What happens in a case: the events of a person, the day of each, and what contradicts the measures they belong to."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from store.desk.cases import begun_on
from store.desk.record_checks import own_day
from store.desk.records import load
from store.model.assessment import Assessment
from store.model.assignment import MAIN_HELPER, Assignment
from store.model.drug_test import DrugTest
from store.model.leave import Leave
from store.model.measure import Measure
from store.model.notice import OF_A_RUNNING_MEASURE, Notice
from store.model.support import Support
from store.model.suspension import Suspension
from store.model.visit import Visit
from store.rules.ownership import owner
from store.vault.cipher import Connection

CaseEvent = Visit | DrugTest | Assessment | Suspension | Leave | Notice | Support
EVENTS = (Visit, DrugTest, Assessment, Suspension, Leave, Notice, Support)
EVENT_DAYS: dict[type, str] = {event: own_day(event) for event in EVENTS}
"""The attribute that holds an event's own day, by which it belongs to a measure."""
LEDGER_DAYS: dict[type, str] = {**EVENT_DAYS, Assignment: own_day(Assignment)}
"""The same for every kind whose rows belong to a person who is already known."""


def day_of(event: CaseEvent) -> date:
    """The event's own day."""
    day: date = getattr(event, EVENT_DAYS[type(event)])
    return day


def may_follow_closing(record_type: type, matter: str | None) -> bool:
    """Whether the closing of a measure may lie before such an event: only some matters of a notice do."""
    return record_type is Notice and matter not in OF_A_RUNNING_MEASURE


def measure_on(measures: Sequence[Measure], day: date) -> Measure | None:
    """The measure a record of ``day`` belongs to, as the rules say it."""
    return owner(measures, day)


def is_closed_on(measures: Sequence[Measure], day: date) -> bool:
    """Whether a record of ``day`` would lie on or after the closing of the measure it belongs to."""
    measure = measure_on(measures, day)
    return bool(measure and measure.closed_on and day >= measure.closed_on)


def stranded(events: Iterable[CaseEvent], measures: Sequence[Measure]) -> list[CaseEvent]:
    """The events that no measure would carry: on or after the closing of the one they belong to."""
    return [
        event
        for event in events
        if not may_follow_closing(type(event), getattr(event, "matter", None)) and is_closed_on(measures, day_of(event))
    ]


def overlapping(suspensions: Iterable[Suspension], measures: Sequence[Measure]) -> list[tuple[Suspension, Suspension]]:
    """Pairs of one person's suspensions that share days or lie inside one another, the earlier one first.

    An open suspension lasts as long as its measure, for a suspension never outlives what it suspends: until the
    closing, the beginning of the next measure, else without end.
    """
    ordered = sorted(suspensions, key=lambda suspension: (suspension.started_on, suspension.uid))
    found: list[tuple[Suspension, Suspension]] = []
    for place, later in enumerate(ordered):
        found += [(earlier, later) for earlier in ordered[:place] if _shares_days(earlier, later, measures)]
    return found


def overlaps(events: Iterable[CaseEvent], measures: Sequence[Measure]) -> set[tuple[int, int]]:
    """The row ids of the suspensions among the events that overlap in pairs."""
    suspensions = [event for event in events if isinstance(event, Suspension)]
    return {(earlier.id, later.id) for earlier, later in overlapping(suspensions, measures)}


def overlapping_main_helpers(assignments: Iterable[Assignment]) -> list[tuple[Assignment, Assignment]]:
    """Pairs of one person's main helpers that share days, the earlier one first: one alone is responsible."""
    mine = (each for each in assignments if each.role == MAIN_HELPER)
    ordered = sorted(mine, key=lambda each: (each.started_on, each.uid))
    return [
        (earlier, later)
        for place, later in enumerate(ordered)
        for earlier in ordered[:place]
        if later.started_on < (earlier.ended_on or date.max) and later.started_on != later.ended_on
    ]


def _shares_days(earlier: Suspension, later: Suspension, measures: Sequence[Measure]) -> bool:
    if earlier.started_on == later.started_on:
        return True
    return later.started_on < _end_of(earlier, measures)


def _end_of(suspension: Suspension, measures: Sequence[Measure]) -> date:
    if suspension.resumed_on is not None:
        return suspension.resumed_on
    own = measure_on(measures, suspension.started_on)
    if own is None:
        return date.max
    begins = (begun_on(measure) for measure in measures)
    nexts = (begun for begun in begins if begun > max(begun_on(own), suspension.started_on))
    return min((max(own.closed_on or date.max, suspension.started_on), *nexts))


def events_of(connection: Connection, person_id: int) -> list[CaseEvent]:
    """Every event of a person."""
    found: list[Any] = []
    for record_type, day in EVENT_DAYS.items():
        found += load(connection, record_type, f"WHERE person_id = ? ORDER BY {day}, id", (person_id,))
    return found
