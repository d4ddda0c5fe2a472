"""Ledger rows of a fictional life, read off the ledgers' declarations."""

from collections.abc import Iterator
from functools import cache

from store.desk.case_events import CaseEvent
from store.fiction.life import Life
from store.model.assessment import Assessment
from store.model.assignment import Assignment
from store.model.ledgers import LEDGERS, PERSON_UID, Column
from store.model.measure import Measure
from store.model.person import RESIDENT_ID, Person


def rows_of(life: Life, kind: str) -> Iterator[list[str]]:
    """The rows of one life in one ledger, oldest first."""
    if kind == "people":
        yield [_people_cell(life, column) for column in LEDGERS[kind].columns]
        return
    before, after = (_finding_cells(life.person, kind, first=first) for first in (True, False))
    own = _own_columns(kind)
    for record in _records(life, kind):
        yield [
            *before,
            *[column.field.type.format(getattr(record, column.field.name)) for column in own],
            *after,
            record.uid,
        ]


def pact_row(kind: str, *records: object) -> list[str]:
    """The row of a kind without a person, out of what it is about and the record itself."""
    by_type = {type(record): record for record in records}
    return [
        column.field.type.format(getattr(by_type[column.record], column.field.name)) for column in LEDGERS[kind].columns
    ]


def _records(life: Life, kind: str) -> tuple[Measure | CaseEvent | Assignment, ...]:
    found: dict[str, tuple[Measure | CaseEvent | Assignment, ...]] = {
        "measures": life.measures,
        "visits": life.visits,
        "tests": life.tests,
        "assessments": life.assessments,
        "suspensions": life.suspensions,
        "leaves": life.leaves,
        "notices": life.notices,
        "supports": life.supports,
        "assignments": tuple(life.team.values()),
    }
    return found[kind]


@cache
def _own_columns(kind: str) -> tuple[Column, ...]:
    return tuple(c for c in LEDGERS[kind].columns if not c.finding and c.field.name != "uid")


def _finding_cells(person: Person, kind: str, *, first: bool) -> list[str]:
    """What says whose row it is: certificate number and name stand before the record, 人员编号 after it."""
    finding = [c for c in LEDGERS[kind].columns if c.finding and (c is PERSON_UID) is not first]
    return [_finding_cell(person, column) for column in finding]


def _finding_cell(person: Person, column: Column) -> str:
    if column.field.name == "id_number" and person.id_type != RESIDENT_ID:
        return ""  # an event ledger has no 证件类型: other papers would be checked as resident ID numbers
    return column.field.type.format(getattr(person, column.field.name))


def _people_cell(life: Life, column: Column) -> str:
    name, form = column.field.name, column.field.type.format
    if column.record is Assessment:
        return form(life.risk)
    if column.record is Assignment:
        assignment = life.team.get(column.role or "")
        return form(getattr(assignment, name)) if assignment else ""
    return form(getattr(life.measure if column.record is Measure else life.person, name))
