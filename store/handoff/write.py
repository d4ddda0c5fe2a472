"""Writing what the matching noted: changes first, then what is new and its records, all in one unit of work."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from store.desk.records import TABLES, Record, change, columns_of, values_of
from store.desk.search_index import index_people
from store.handoff.known import Known
from store.model.document import Document
from store.model.household import Household
from store.model.volunteer import Volunteer
from store.vault.unit_of_work import UnitOfWork, Value

RowIds = Mapping[int, int]
_OWNERS = {Household: "household_id", Document: "document_id", Volunteer: "volunteer_id"}
"""How records name what they belong to, persons apart."""


def has_changes(known: Known) -> bool:
    """Whether anything has to be written."""
    return any(held.is_changed for held in known.touched())


def write(unit: UnitOfWork, known: Known) -> None:
    """Store every change and every new record."""
    # Changes go before additions: a measure is closed before the next one of its person opens.
    for held in known.touched():
        if held.before is not None and held.is_changed:
            change(unit, held.before, held.now)
    people = [held.now for held in known.people if held.before is None]
    ids = _ids_of(people, _insert(unit, people, {}))
    index_people(unit, ((ids[person.id], person) for person in people))
    owners: dict[str, RowIds] = {"person_id": ids}
    for keyed in known.keyed:
        added = [held.now for held in keyed.by_key.values() if held.before is None]
        ids = _ids_of(added, _insert(unit, added, {}))
        if added and type(added[0]) in _OWNERS:
            owners[_OWNERS[type(added[0])]] = ids
    for records in known.records_by_type():
        _insert(unit, [held.now for held in records.added], owners)


def _ids_of(records: Sequence[Record], ids: range) -> RowIds:
    return dict(zip((record.id for record in records), ids, strict=True))


def _insert(unit: UnitOfWork, records: Sequence[Record], owners: Mapping[str, RowIds]) -> range:
    """Store new records of one type, in bulk; their row ids.

    What is new too had no row id while its records were matched: ``owners`` gives it to them now.
    """
    if not records:
        return range(0)
    record_type = type(records[0])
    table, columns = TABLES[record_type], columns_of(record_type)
    ids = unit.next_ids(table, len(records))
    given = [(columns.index(name), row_ids) for name, row_ids in owners.items() if row_ids and name in columns]
    unit.insert(table, columns, _rows(records, ids, given))
    return ids


def _rows(records: Sequence[Record], ids: range, owners: Sequence[tuple[int, RowIds]]) -> Iterator[list[Value]]:
    for row_id, record in zip(ids, records, strict=True):
        row: list[Any] = values_of(record)
        row[0] = row_id
        for place, row_ids in owners:
            row[place] = row_ids.get(row[place], row[place])
        yield row
