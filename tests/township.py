"""A fictional township put straight into a ledger, for tests of what is read from one."""

import dataclasses
from datetime import date

from store.desk.records import add
from store.fiction.township import township
from store.vault.cipher import Connection
from store.vault.unit_of_work import unit_of_work
from tests.ledger import TODAY, act


def settle(connection: Connection, people: int, seed: int, today: date = TODAY) -> None:
    """Everybody of a township with all records, in one unit of work."""
    with unit_of_work(connection, act("settle", today=today)) as unit:
        for life in township(people, seed, today).lives():
            (person,) = add(unit, [life.person])
            add(unit, [dataclasses.replace(measure, person_id=person.id) for measure in life.measures])
            add(unit, [dataclasses.replace(visit, person_id=person.id) for visit in life.visits])
            add(unit, [dataclasses.replace(test, person_id=person.id) for test in life.tests])
            add(unit, [dataclasses.replace(assessment, person_id=person.id) for assessment in life.assessments])
            add(unit, [dataclasses.replace(helper, person_id=person.id) for helper in life.team.values()])
