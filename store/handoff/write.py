"""Writing what the matching noted: changes first, then new persons, then their records, all in one unit of work."""

import dataclasses
from typing import TypeVar

from store.desk.records import add, change
from store.handoff.known import Held, Known
from store.model.assessment import Assessment
from store.model.assignment import Assignment
from store.model.drug_test import DrugTest
from store.model.measure import Measure
from store.model.visit import Visit
from store.vault.unit_of_work import UnitOfWork

Owned = TypeVar("Owned", Measure, Visit, DrugTest, Assessment, Assignment)


def has_changes(known: Known) -> bool:
    """Whether anything has to be written."""
    return any(held.is_changed for held in known.people) or any(
        held.is_changed for records in known.touched() for mine in records.of_person.values() for held in mine
    )


def write(unit: UnitOfWork, known: Known) -> None:
    """Store every change and every new record."""
    for held in known.people:
        if held.before is not None and held.is_changed:
            change(unit, held.before, held.now)
    # Changes go before additions: a measure is closed before the next one of its person opens.
    for records in known.touched():
        for mine in records.of_person.values():
            for held in mine:
                if held.before is not None and held.is_changed:
                    change(unit, held.before, held.now)
    ids = _add_people(unit, [held for held in known.people if held.before is None])
    for records in known.touched():
        add(unit, [_owned(held.now, ids) for held in records.added])


def _add_people(unit: UnitOfWork, added: list[Held]) -> dict[int, int]:
    stored = add(unit, [held.now for held in added])
    return {held.now.id: person.id for held, person in zip(added, stored, strict=True)}


def _owned(record: Owned, ids: dict[int, int]) -> Owned:
    """The record with the row id of its person, who had none while the rows were matched."""
    if record.person_id >= 0:
        return record
    return dataclasses.replace(record, person_id=ids[record.person_id])
