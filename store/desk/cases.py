"""Everything recorded about one person's measure, gathered for the rules."""

from collections.abc import Sequence
from datetime import date

from store.desk.records import load
from store.model.assessment import Assessment
from store.model.drug_test import DrugTest
from store.model.leave import Leave
from store.model.measure import Measure
from store.model.notice import Notice
from store.model.suspension import Suspension
from store.model.visit import Visit
from store.rules.case import Case, own_suspensions
from store.rules.ownership import begun_on, measure_at
from store.vault.cipher import Connection

__all__ = ["begun_on", "current_measure", "load_case", "measure_at", "measures_of"]


def load_case(connection: Connection, measure: Measure, in_use_from: date) -> Case:
    """The case of one measure: every record of its person."""
    mine = (measure.person_id,)
    others = tuple(each for each in measures_of(connection, measure.person_id) if each.id != measure.id)
    suspensions = load(connection, Suspension, "WHERE person_id = ? ORDER BY started_on, uid", mine)
    return Case(
        measure=measure,
        in_use_from=in_use_from,
        others=others,
        suspensions=own_suspensions(measure, others, suspensions),
        leaves=tuple(load(connection, Leave, "WHERE person_id = ? ORDER BY left_on, uid", mine)),
        visits=tuple(load(connection, Visit, "WHERE person_id = ? ORDER BY day, uid", mine)),
        tests=tuple(load(connection, DrugTest, "WHERE person_id = ? ORDER BY day, uid", mine)),
        assessments=tuple(load(connection, Assessment, "WHERE person_id = ? ORDER BY day, uid", mine)),
        notices=tuple(load(connection, Notice, "WHERE person_id = ? ORDER BY day, uid", mine)),
    )


def measures_of(connection: Connection, person_id: int) -> list[Measure]:
    """A person's measures in the order they were entered."""
    return load(connection, Measure, "WHERE person_id = ? ORDER BY id", (person_id,))


def current_measure(measures: Sequence[Measure]) -> Measure | None:
    """The open measure, else the last; ``None`` for a person without any."""
    return measure_at(measures, date.max)
