"""A fictional township straight into a ledger, without the way through ledger files."""

import dataclasses
from collections.abc import Iterable, Sequence
from typing import TypeVar

from store.desk.records import add
from store.fiction.life import Life
from store.fiction.pacts import areas, documents, homes
from store.fiction.places import places
from store.fiction.township import Township
from store.fiction.volunteers import helping
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


def settle_pacts(connection: Connection, whole: Township, act: Act) -> None:
    """Areas, documents, households and signatures, in one unit of work."""
    where = places(whole.seed)
    with unit_of_work(connection, act) as unit:
        add(unit, list(areas(where, whole.seed)))
        written = add(unit, list(documents(where, whole.seed, whole.today)))
        ids = {(document.kind, document.version): document.id for document in written}
        for home in homes(where, whole.seed, whole.people, whole.today):
            (household,) = add(unit, [home.household])
            signed = [
                dataclasses.replace(s, household_id=household.id, document_id=ids[document.kind, document.version])
                for document, s in home.signed
            ]
            add(unit, signed)


def settle_volunteers(connection: Connection, whole: Township, act: Act) -> None:
    """Volunteers and their record, teams, activities, hours and duty, in one unit of work."""
    given = helping(places(whole.seed), whole.seed, whole.people, whole.today)
    with unit_of_work(connection, act) as unit:
        add(unit, list(given.teams))
        add(unit, list(given.activities))
        ids = {volunteer.number: volunteer.id for volunteer in add(unit, list(given.volunteers))}
        add(unit, [dataclasses.replace(each, volunteer_id=ids[of.number]) for of, each in given.services])
        add(unit, [dataclasses.replace(each, volunteer_id=ids[of.number]) for of, each in given.events])
        add(unit, [dataclasses.replace(each, volunteer_id=ids[of.number]) for of, each in given.duties])


def _add_owned(unit: UnitOfWork, person_id: int, records: Sequence[Owned]) -> None:
    add(unit, [dataclasses.replace(record, person_id=person_id) for record in records])
