"""A fictional township straight into a ledger, without the way through ledger files."""

import dataclasses
from collections.abc import Iterable, Sequence
from typing import TypeVar

from store.desk.records import add
from store.fiction.life import Life
from store.model.assessment import Assessment
from store.model.assignment import Assignment
from store.model.drug_test import DrugTest
from store.model.leave import Leave
from store.model.measure import Measure
from store.model.notice import Notice
from store.model.support import Support
from store.model.suspension import Suspension
from store.model.visit import Visit
from store.vault.cipher import Connection
from store.vault.unit_of_work import Act, UnitOfWork, unit_of_work

Owned = TypeVar("Owned", Measure, Visit, DrugTest, Assessment, Suspension, Leave, Notice, Support, Assignment)


def settle(connection: Connection, lives: Iterable[Life], act: Act) -> None:
    """Everybody with all records, in one unit of work."""
    with unit_of_work(connection, act) as unit:
        for life in lives:
            (person,) = add(unit, [life.person])
            _add_owned(unit, person.id, life.measures)
            _add_owned(unit, person.id, life.visits)
            _add_owned(unit, person.id, life.tests)
            _add_owned(unit, person.id, life.assessments)
            _add_owned(unit, person.id, life.suspensions)
            _add_owned(unit, person.id, life.leaves)
            _add_owned(unit, person.id, life.notices)
            _add_owned(unit, person.id, life.supports)
            _add_owned(unit, person.id, tuple(life.team.values()))


def _add_owned(unit: UnitOfWork, person_id: int, records: Sequence[Owned]) -> None:
    add(unit, [dataclasses.replace(record, person_id=person_id) for record in records])
