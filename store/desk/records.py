"""Records in and out of tables, read off the declarations: one column for each attribute, one table for each record."""

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any, TypeVar

from store.desk.search_index import index_people, reindex_person
from store.fields import Choices, Day, declared_fields, new_uid, stored_columns
from store.model.activity import Activity
from store.model.area import Area
from store.model.assessment import Assessment
from store.model.assignment import Assignment
from store.model.award import Award
from store.model.certificate import Certificate
from store.model.document import Document
from store.model.drug_test import DrugTest
from store.model.duty import Duty
from store.model.household import FormerState, Household
from store.model.inquiry import Inquiry
from store.model.leave import Leave
from store.model.letter import Letter
from store.model.measure import Measure
from store.model.notice import Notice
from store.model.person import Person
from store.model.plan import Plan
from store.model.review import Review, ReviewItem
from store.model.service import Service
from store.model.signature import Signature
from store.model.staff import Staff
from store.model.supervision import Supervision
from store.model.support import Support
from store.model.suspension import Suspension
from store.model.team import Team
from store.model.visit import Visit
from store.model.volunteer import Volunteer
from store.model.volunteer_event import VolunteerEvent
from store.vault.cipher import Connection
from store.vault.unit_of_work import UnitOfWork, Value

Record = (
    Person
    | Measure
    | Visit
    | DrugTest
    | Assessment
    | Suspension
    | Leave
    | Notice
    | Support
    | Assignment
    | Area
    | Household
    | FormerState
    | Document
    | Signature
    | Award
    | Letter
    | Volunteer
    | Team
    | Activity
    | Service
    | Certificate
    | VolunteerEvent
    | Duty
    | Plan
    | Staff
    | Supervision
    | Inquiry
    | Review
    | ReviewItem
)
AnyRecord = TypeVar("AnyRecord", bound=Record)

TABLES: dict[type, str] = {
    Person: "person",
    Measure: "measure",
    Visit: "visit",
    DrugTest: "drug_test",
    Assessment: "assessment",
    Suspension: "suspension",
    Leave: "leave",
    Notice: "notice",
    Support: "support",
    Assignment: "assignment",
    Area: "area",
    Household: "household",
    FormerState: "former_state",
    Document: "document",
    Signature: "signature",
    Award: "award",
    Letter: "letter",
    Volunteer: "volunteer",
    Team: "team",
    Activity: "activity",
    Service: "service",
    Certificate: "certificate",
    VolunteerEvent: "volunteer_event",
    Duty: "duty",
    Plan: "plan",
    Staff: "staff",
    Supervision: "supervision",
    Inquiry: "inquiry",
    Review: "review",
    ReviewItem: "review_item",
}


_COLUMNS = {record_type: tuple(stored_columns(record_type)) for record_type in TABLES}


def columns_of(record_type: type) -> tuple[str, ...]:
    """The columns of a record's table, in the order of its attributes."""
    return _COLUMNS[record_type]


@dataclass(frozen=True, slots=True)
class _Shape:
    """How a record lies in its row: one C call reads all attributes, then only the places that differ are turned."""

    columns: tuple[str, ...]
    read: Callable[[Any], tuple[Any, ...]]
    write: tuple[Callable[[Any, Any], None], ...]
    days: tuple[int, ...]
    choices: tuple[int, ...]
    flags: tuple[int, ...]


def _shape(record_type: type) -> _Shape:
    columns = columns_of(record_type)
    types = {field.name: field.type for field in declared_fields(record_type)}
    return _Shape(
        columns,
        attrgetter(*columns),
        tuple(record_type.__dict__[name].__set__ for name in columns),
        tuple(place for place, name in enumerate(columns) if isinstance(types.get(name), Day)),
        tuple(place for place, name in enumerate(columns) if isinstance(types.get(name), Choices)),
        tuple(place for place, name in enumerate(columns) if name == "from_roster"),
    )


_SHAPES = {record_type: _shape(record_type) for record_type in TABLES}


def to_row(record: Record) -> tuple[Value, ...]:
    """The row a record is stored as: dates as ISO text, several choices joined with 、."""
    return tuple(values_of(record))


def values_of(record: Record) -> list[Value]:
    """As ``to_row``, to be changed by whoever stores it under other keys."""
    shape = _SHAPES[type(record)]
    row = list(shape.read(record))
    for place in shape.days:
        if row[place] is not None:
            row[place] = row[place].isoformat()
    for place in shape.choices:
        row[place] = "、".join(row[place])
    for place in shape.flags:
        row[place] = int(row[place])
    return row


def from_row(record_type: type[AnyRecord], row: Sequence[Any]) -> AnyRecord:
    """The record a row holds; the inverse of ``to_row``."""
    shape = _SHAPES[record_type]
    values = list(row)
    for place in shape.days:
        if values[place] is not None:
            values[place] = date.fromisoformat(values[place])
    for place in shape.choices:
        values[place] = tuple(values[place].split("、"))
    for place in shape.flags:
        values[place] = bool(values[place])
    # Through the slots themselves: lists of everybody make thousands, and a frozen class's own way takes twice as long.
    record = object.__new__(record_type)
    for write, value in zip(shape.write, values, strict=True):
        write(record, value)
    return record


def add(unit: UnitOfWork, records: Sequence[AnyRecord]) -> list[AnyRecord]:
    """Store new records of one type. Gives each its row id, and a uid where it has none."""
    if not records:
        return []
    record_type = type(records[0])
    ids = unit.next_ids(TABLES[record_type], len(records))
    stored = [_with_keys(record, row_id) for record, row_id in zip(records, ids, strict=True)]
    unit.insert(TABLES[record_type], columns_of(record_type), (to_row(record) for record in stored))
    index_people(unit, ((record.id, record) for record in stored if isinstance(record, Person)))
    return stored


def _with_keys(record: AnyRecord, row_id: int) -> AnyRecord:
    keys: dict[str, Any] = {"id": row_id}
    if getattr(record, "uid", None) == "":
        keys["uid"] = new_uid()
    return dataclasses.replace(record, **keys)


def change(unit: UnitOfWork, old: AnyRecord, new: AnyRecord) -> None:
    """Write what differs between two versions of one record; nothing if nothing does."""
    assert old.id == new.id
    pairs = zip(columns_of(type(old)), to_row(old), to_row(new), strict=True)
    changes = {column: after for column, before, after in pairs if before != after}
    if changes:
        unit.update(TABLES[type(old)], old.id, changes)
    if isinstance(old, Person) and isinstance(new, Person):
        reindex_person(unit, old, new)


def remove(unit: UnitOfWork, record: Record) -> None:
    """Take a record out of its table; the journal keeps it. ``KeyError`` if it is not there."""
    unit.delete(TABLES[type(record)], record.id)
    if isinstance(record, Person):
        reindex_person(unit, record, None)


def restore(unit: UnitOfWork, record: Record) -> None:
    """Put a record back that was taken out, under the keys it had."""
    unit.insert(TABLES[type(record)], columns_of(type(record)), (to_row(record),))
    if isinstance(record, Person):
        reindex_person(unit, None, record)


def load(
    connection: Connection, record_type: type[AnyRecord], where: str = "", parameters: Sequence[Value] = ()
) -> list[AnyRecord]:
    """Records of one type. ``where`` is what follows FROM: a WHERE clause, an order, a limit; never foreign text."""
    return list(iterate(connection, record_type, where, parameters))


def iterate(
    connection: Connection, record_type: type[AnyRecord], where: str = "", parameters: Sequence[Value] = ()
) -> Iterator[AnyRecord]:
    """As ``load``, one at a time."""
    query = f"SELECT {', '.join(columns_of(record_type))} FROM {TABLES[record_type]} {where}"
    return (from_row(record_type, row) for row in connection.execute(query, tuple(parameters)))


def count(connection: Connection, record_type: type) -> int:
    """How many records of one type there are."""
    total: int = connection.execute(f"SELECT count(*) FROM {TABLES[record_type]}").fetchone()[0]
    return total
