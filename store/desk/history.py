"""The journal, read: who changed what, when, from what to what."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from store.desk.records import TABLES
from store.fields import Sensitivity, declared_fields
from store.model.ledgers import LEDGERS
from store.model.person import Person
from store.text import mask
from store.vault.cipher import Connection

_KIND_OF_TABLE = {TABLES[ledger.record]: kind for kind, ledger in LEDGERS.items()} | {
    "assignment": "assignments",
    "area": "areas",
    "household": "households",
    "plan": "plans",
}
_RECORD_OF_TABLE = {table: record_type for record_type, table in TABLES.items()}


@dataclass(frozen=True, slots=True)
class Change:
    """One changed record. ``before`` and ``after`` map labels to values; ``None`` where the record was not there.

    A unit that changed no record (a reveal, an export) is one change without ``seq``, ``kind`` and ``record``.
    """

    seq: int | None
    at: str
    operator: str
    unit: int
    reason: str
    kind: str | None
    record: str | None
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def history(
    connection: Connection, *, person: Person | None = None, batch: int | None = None, reveal: bool = False
) -> Iterator[Change]:
    """Changes in the order they were made, of one person or one batch if named; masked unless ``reveal``."""
    conditions, parameters = ["1"], list[Any]()
    if person:
        conditions.append("(kind = 'person' AND record = ? OR coalesce(after, before) ->> 'person_id' = ?)")
        parameters += [person.id, person.id]
    if batch is not None:
        conditions.append("unit.number = ?")
        parameters.append(batch)
    rows = connection.execute(_query(conditions), parameters)
    return (_change(row, reveal=reveal) for row in rows)


def _query(conditions: Sequence[str]) -> str:
    return f"""
        SELECT seq, at, operator, unit.number, trim(action || ' ' || reason), kind, record, before, after
        FROM unit LEFT JOIN journal ON unit.number = journal.unit
        WHERE {" AND ".join(conditions)} ORDER BY unit.number, seq
    """


def _change(row: Sequence[Any], *, reveal: bool) -> Change:
    seq, at, operator, unit, reason, table, record, before, after = row
    old, new = _columns(before), _columns(after)
    if seq is None:
        return Change(None, at, operator, unit, reason, None, None, None, None)
    uid = (new or old or {}).get("uid") or str(record)
    return Change(
        seq, at, operator, unit, reason, _KIND_OF_TABLE.get(table, table), uid,
        _labelled(table, old, reveal=reveal), _labelled(table, new, reveal=reveal),
    )  # fmt: skip


def _columns(payload: str | None) -> dict[str, Any] | None:
    return None if payload is None else json.loads(payload)


def _labelled(table: str, columns: dict[str, Any] | None, *, reveal: bool) -> dict[str, Any] | None:
    """Columns under their Chinese labels, empty ones left out, masked ones by their last four characters."""
    record_type = _RECORD_OF_TABLE.get(table)
    if columns is None or record_type is None:
        return columns
    labelled: dict[str, Any] = {}
    for field in declared_fields(record_type):
        value = columns.get(field.name)
        if value is not None:
            hidden = field.sensitivity is Sensitivity.MASKED and not reveal
            labelled[field.label] = mask(value) if hidden else value
    return labelled
