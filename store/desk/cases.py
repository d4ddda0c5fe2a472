"""Everything recorded about one person's measure, gathered for the rules."""

from collections.abc import Sequence
from datetime import date

from store.desk.records import load
from store.model.assessment import Assessment
from store.model.drug_test import DrugTest
from store.model.measure import Measure
from store.model.visit import Visit
from store.rules.case import Case
from store.vault.cipher import Connection


def load_case(connection: Connection, measure: Measure, in_use_from: date) -> Case:
    """The case of one measure: every record of its person."""
    mine = (measure.person_id,)
    return Case(
        measure=measure,
        in_use_from=in_use_from,
        visits=tuple(load(connection, Visit, "WHERE person_id = ? ORDER BY day, uid", mine)),
        tests=tuple(load(connection, DrugTest, "WHERE person_id = ? ORDER BY day, uid", mine)),
        assessments=tuple(load(connection, Assessment, "WHERE person_id = ? ORDER BY day, uid", mine)),
    )


def measures_of(connection: Connection, person_id: int) -> list[Measure]:
    """A person's measures in the order they were entered."""
    return load(connection, Measure, "WHERE person_id = ? ORDER BY id", (person_id,))


def measure_at(measures: Sequence[Measure], today: date) -> Measure | None:
    """The measure that counts at ``today``: the open one of those begun by then, else the last of them.

    A measure none of whose days has come is not recorded yet; it counts only while there is no other.
    """
    begun = [measure for measure in measures if begun_on(measure) <= today]
    return max(begun or measures, key=lambda measure: _recency(measure, today), default=None)


def current_measure(measures: Sequence[Measure]) -> Measure | None:
    """The open measure, else the last; ``None`` for a person without any."""
    return measure_at(measures, date.max)


def begun_on(measure: Measure) -> date:
    """The first day the measure is known by; a measure without any day has always been there."""
    days = (measure.decided_on, measure.served_on, measure.reported_on)
    return min((day for day in days if day), default=date.min)


def _recency(measure: Measure, today: date) -> tuple[bool, date, int]:
    is_open = measure.closed_on is None or measure.closed_on > today
    return is_open, measure.served_on or measure.reported_on or measure.decided_on or date.min, measure.id
