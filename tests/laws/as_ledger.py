"""People of the second reading, written into a real ledger."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from store.desk.holidays import load_holidays
from store.desk.records import add
from store.model.person import Person
from store.vault.cipher import Connection
from store.vault.unit_of_work import unit_of_work
from tests.laws.as_records import as_case, as_measure
from tests.laws.oracle import facts
from tests.laws.oracle.days import Holidays
from tests.ledger import OFFICE, act, new_ledger


def ledger_of(folder: Path, people: Sequence[facts.Person], in_use_from: date, today: date) -> Connection:
    """An open ledger with everybody and everything that is recorded of them."""
    connection = new_ledger(folder, replace(OFFICE, in_use_from=in_use_from))
    with unit_of_work(connection, act("settle", today=today)) as unit:
        for one in people:
            (person,) = add(unit, [Person(name=one.name, village=one.village, control_state=one.control_state)])
            add(unit, [_of(person, as_measure(measure)) for measure in one.measures])
            for records in _records(one):
                add(unit, [_of(person, record) for record in records])
    return connection


def _records(one: facts.Person) -> list[tuple[Any, ...]]:
    """Everything but the measures; the suspensions of all of them."""
    case = as_case(one, one.measures[0])
    suspensions = tuple(record for measure in one.measures for record in as_case(one, measure).suspensions)
    return [suspensions, case.leaves, case.visits, case.tests, case.assessments, case.notices]


def _of(person: Person, record: Any) -> Any:
    return replace(record, id=0, uid="", person_id=person.id)


def holidays_of(connection: Connection) -> Holidays:
    """The holidays the ledger works with."""
    found = load_holidays(connection)
    return Holidays(frozenset(found.days_off), frozenset(found.working_days))
