"""The journal, read: who changed what, when, from what to what."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from store.desk.records import TABLES, columns_of
from store.fields import Sensitivity, declared_fields
from store.model.ledgers import LEDGERS
from store.model.person import Person
from store.text import mask
from store.vault.cipher import Connection

_KIND_OF_TABLE = {TABLES[ledger.record]: kind for kind, ledger in LEDGERS.items()} | {
    "assignment": "assignments",
    "area": "areas",
    "household": "households",
    "former_state": "household_states",
    "plan": "plans",
}
_ONLY_ADD = "'init', 'import', 'visit', 'test', 'assessment', 'register'"
"""Acts that remove no record: nearly all there are."""
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
    today: str = ""
    """The day that was taken for today; where it is not that of ``at``, somebody assumed or confirmed it."""


def history(
    connection: Connection, *, person: Person | None = None, batch: int | None = None, reveal: bool = False
) -> Iterator[Change]:
    """Changes in the order they were made, of one person or one batch if named; masked unless ``reveal``."""
    if person:
        rows = connection.execute(_OF_PERSON, {"person": person.id, "batch": batch})
    else:
        rows = connection.execute(_OF_ALL, {"batch": batch})
    return (_change(row, reveal=reveal) for row in rows)


def _rows_of_person() -> str:
    """The rows that are or were one person's. What was removed is looked for among acts that may remove."""
    standing = (
        f"UNION SELECT '{table}', id FROM {table} WHERE person_id = :person"
        for record_type, table in TABLES.items()
        if "person_id" in columns_of(record_type)
    )
    return f"""
        SELECT 'person' AS kind, :person AS record
        {" ".join(standing)}
        UNION SELECT gone.kind, gone.record FROM unit AS act CROSS JOIN journal AS gone ON gone.unit = act.number
        WHERE act.action NOT IN ({_ONLY_ADD}) AND gone.after IS NULL AND gone.before ->> 'person_id' = :person
    """


_FIELDS = """
    seq, at, operator, unit.number, trim(action || ' ' || reason), journal.kind, journal.record, before, after, today
"""
_OF_ALL = f"""
    SELECT {_FIELDS} FROM unit LEFT JOIN journal ON unit.number = journal.unit
    WHERE unit.number = coalesce(:batch, unit.number) ORDER BY unit.number, seq
"""
# CROSS JOIN fixes the order: from the person's few rows to their entries, never through the journal of everybody.
_OF_PERSON = f"""
    WITH mine AS ({_rows_of_person()})
    SELECT {_FIELDS} FROM mine CROSS JOIN journal USING (kind, record) JOIN unit ON unit.number = journal.unit
    WHERE unit.number = coalesce(:batch, unit.number) ORDER BY unit.number, seq
"""


def _change(row: Sequence[Any], *, reveal: bool) -> Change:
    seq, at, operator, unit, reason, table, record, before, after, today = row
    old, new = _columns(before), _columns(after)
    if seq is None:
        return Change(None, at, operator, unit, reason, None, None, None, None, today)
    uid = _named(new or old or {}) or str(record)
    return Change(
        seq, at, operator, unit, reason, _KIND_OF_TABLE.get(table, table), uid,
        _labelled(table, old, reveal=reveal), _labelled(table, new, reveal=reveal), today,
    )  # fmt: skip


def _named(columns: dict[str, Any]) -> str | None:
    """What names a record in the ledgers: its uid, else the number, code or version the office gave it."""
    return next((str(columns[name]) for name in ("uid", "number", "code", "version") if columns.get(name)), None)


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
