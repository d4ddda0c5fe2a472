"""What the ledgers say: every kind's rows in their public order, as export, lists and the dossier show them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from store.desk.case_events import LEDGER_DAYS
from store.desk.cases import current_measure, measures_of
from store.desk.records import iterate, load
from store.fields import Sensitivity
from store.model.assessment import Assessment
from store.model.assignment import Assignment
from store.model.document import Document
from store.model.household import Household
from store.model.ledgers import LEDGERS, Column, Ledger
from store.model.measure import Measure
from store.model.person import Person
from store.model.service import Service
from store.model.signature import Signature
from store.model.volunteer import Volunteer
from store.vault.cipher import Connection

_NUMBERED_GROUP = re.compile(r"(\d+)组")
_MEASURE_DAY = "coalesce(served_on, decided_on, '')"


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One row of a ledger: the record's uid, and its cells in the order of the kind's columns."""

    uid: str
    cells: tuple[str, ...]


def ledger_rows(connection: Connection, kind: str, people: Sequence[Person] | None = None) -> Iterator[LedgerRow]:
    """Rows of one kind, of everybody or of ``people``, one person at a time so that memory stays flat.

    Kinds without a person have nothing of ``people``: what belongs to some people only would tell who they are.
    """
    ledger = LEDGERS[kind]
    if not ledger.of_people:
        return pact_rows(connection, ledger) if people is None else iter(())
    if people is None:
        people = sorted(load(connection, Person), key=place_order)
    if ledger.is_event:
        return _event_rows(connection, ledger, people)
    return _people_rows(connection, ledger, people)


def people_of(connection: Connection, row_ids: Iterable[int]) -> list[Person]:
    """These people in the order of the ledgers; who is not there any more is left out."""
    wanted = set(row_ids)
    return sorted((person for person in load(connection, Person) if person.id in wanted), key=place_order)


def place_order(person: Person) -> tuple[Any, ...]:
    """Village, group (numbers by value), name, uid; by code point, empty first."""
    return (person.village, *group_order(person.village_group), person.name, person.uid)


def group_order(group: str | None) -> tuple[int, int, str]:
    """2组 before 10组; a group without a number after all that have one."""
    if not group:
        return (0, 0, "")
    numbered = _NUMBERED_GROUP.fullmatch(group)
    return (1, int(numbered[1]), "") if numbered else (2, 0, group)


def _event_rows(connection: Connection, ledger: Ledger, people: Sequence[Person]) -> Iterator[LedgerRow]:
    order = f"WHERE person_id = ? ORDER BY {LEDGER_DAYS.get(ledger.record, _MEASURE_DAY)}, uid"
    for person in people:
        records: list[Any] = load(connection, ledger.record, order, (person.id,))
        for record in records:
            sources = {Person: person, ledger.record: record}
            yield LedgerRow(record.uid, cells_of(ledger.columns, sources))


def pact_rows(connection: Connection, ledger: Ledger) -> Iterator[LedgerRow]:
    """Rows of a kind without a person, by their required columns; signatures and service then by uid."""
    if ledger.record is Signature:
        yield from _signature_rows(connection, ledger)
        return
    if ledger.record is Service:
        yield from _service_rows(connection, ledger)
        return
    required = [column.field.name for column in ledger.columns if column.required]
    # Two volunteers may bear one name and share a phone: their numbers tell them apart.
    order = ", ".join((*required, "number") if ledger.record is Volunteer else required)
    records: Iterator[Any] = iterate(connection, ledger.record, f"ORDER BY {order}")
    for record in records:
        yield LedgerRow("", cells_of(ledger.columns, {ledger.record: record}))


def fits(ledger: Ledger, row: LedgerRow, text: str) -> bool:
    """Whether every word of ``text`` stands in some cell of a row; a masked cell is known by its end."""
    cells = [
        (column.field.sensitivity, cell.casefold()) for column, cell in zip(ledger.columns, row.cells, strict=True)
    ]
    return all(any(_bears(word, *cell) for cell in cells) for word in text.casefold().split())


def _bears(word: str, sensitivity: Sensitivity, cell: str) -> bool:
    return cell.endswith(word) if sensitivity is Sensitivity.MASKED else word in cell


_SIGNATURES_IN_ORDER = """
    ORDER BY (SELECT number FROM household WHERE household.id = household_id),
        (SELECT kind FROM document WHERE document.id = document_id),
        (SELECT version FROM document WHERE document.id = document_id), status, signed_on, uid
"""


def _signature_rows(connection: Connection, ledger: Ledger) -> Iterator[LedgerRow]:
    households: dict[int, Household] = {each.id: each for each in iterate(connection, Household)}
    documents: dict[int, Document] = {each.id: each for each in iterate(connection, Document)}
    for record in iterate(connection, Signature, _SIGNATURES_IN_ORDER):
        sources = {
            Household: households[record.household_id],
            Document: documents[record.document_id],
            Signature: record,
        }
        yield LedgerRow(record.uid, cells_of(ledger.columns, sources))


def _service_rows(connection: Connection, ledger: Ledger) -> Iterator[LedgerRow]:
    volunteers: dict[int, Volunteer] = {each.id: each for each in iterate(connection, Volunteer)}
    for record in iterate(connection, Service, "ORDER BY day, CAST(minutes AS TEXT), content, uid"):
        sources = {Volunteer: volunteers[record.volunteer_id], Service: record}
        yield LedgerRow(record.uid, cells_of(ledger.columns, sources))


def cells_of(columns: Sequence[Column], sources: Mapping[Any, Any]) -> tuple[str, ...]:
    """The text of each column. ``sources`` holds the record by its type, or by its role for an assignment."""
    return tuple(_cell(column, sources.get(column.role or column.record)) for column in columns)


def _cell(column: Column, record: object) -> str:
    return "" if record is None else column.field.type.format(getattr(record, column.field.name))


def _people_rows(connection: Connection, ledger: Ledger, people: Sequence[Person]) -> Iterator[LedgerRow]:
    for person in people:
        yield LedgerRow(person.uid, cells_of(ledger.columns, roster_sources(connection, person)))


def roster_sources(connection: Connection, person: Person) -> dict[Any, Any]:
    """The records a ``people`` row is read from: person, current measure, newest tier, open assignments."""
    mine = (person.id,)
    tiers = load(
        connection, Assessment, "WHERE person_id = ? AND risk IS NOT NULL ORDER BY day DESC, uid DESC LIMIT 1", mine
    )
    open_roles = load(connection, Assignment, "WHERE person_id = ? AND ended_on IS NULL ORDER BY started_on, uid", mine)
    sources: dict[Any, Any] = {assignment.role: assignment for assignment in open_roles}
    measure = current_measure(measures_of(connection, person.id))
    return sources | {Person: person, Measure: measure, Assessment: tiers[0] if tiers else None}
