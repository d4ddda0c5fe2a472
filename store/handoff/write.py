"""Writing what the matching noted: changes first, then new persons, then their records, all in one unit of work."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from store.desk.records import TABLES, Record, change, columns_of, values_of
from store.desk.search_index import index_people
from store.handoff.known import Known
from store.vault.unit_of_work import UnitOfWork, Value


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
    people = [held.now for held in known.people if held.before is None]
    ids = dict(zip((person.id for person in people), _insert(unit, people, {}), strict=True))
    index_people(unit, ((ids[person.id], person) for person in people))
    for records in known.touched():
        _insert(unit, [held.now for held in records.added], ids)


def _insert(unit: UnitOfWork, records: Sequence[Record], person_ids: Mapping[int, int]) -> range:
    """Store new records of one type, in bulk; their row ids.

    Persons who are new too had no row id while their records were matched: ``person_ids`` gives it to them now.
    """
    if not records:
        return range(0)
    record_type = type(records[0])
    table, columns = TABLES[record_type], columns_of(record_type)
    ids = unit.next_ids(table, len(records))
    owner = columns.index("person_id") if "person_id" in columns else None
    unit.insert(table, columns, _rows(records, ids, owner, person_ids))
    return ids


def _rows(
    records: Sequence[Record], ids: range, owner: int | None, person_ids: Mapping[int, int]
) -> Iterator[list[Value]]:
    for row_id, record in zip(ids, records, strict=True):
        row: list[Any] = values_of(record)
        row[0] = row_id
        if owner is not None:
            row[owner] = person_ids.get(row[owner], row[owner])
        yield row
