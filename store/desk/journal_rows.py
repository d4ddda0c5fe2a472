"""Journal entries as the records they hold, and which units still stand on a row."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from store.desk.records import TABLES, Record, columns_of, from_row
from store.vault.cipher import Connection
from store.vault.journal import Entry

RECORD_TYPES: dict[str, Any] = {table: record_type for record_type, table in TABLES.items()}
UNDO = "undo"
_UNDO_OF = re.compile(r"批次 (\d{1,18})").fullmatch
Row = tuple[str, int]
"""A row by its table and id."""


class Standing(Enum):
    """What has become of a unit's change of one row."""

    STANDS = "stands"  # nothing touched the row since
    TOUCHED = "touched"  # a later unit, itself not undone, changed the row again
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class RowStanding:
    """``by`` is the newest unit that touched the row since, if any still counts."""

    standing: Standing
    by: int | None = None


def record_of(table: str, payload: str) -> Record:
    """The record a payload of the journal holds; columns it does not know yet are empty."""
    columns = json.loads(payload)
    record_type = RECORD_TYPES[table]
    record: Record = from_row(record_type, [columns.get(name) for name in columns_of(record_type)])
    return record


def newest_payload(entry: Entry) -> str | None:
    """What an entry says about its row last: after, else before; ``None`` if the payload was destroyed."""
    return entry.after or entry.before


def undo_reason(batch: int) -> str:
    """The reason under which the undoing of ``batch`` is journalled; ``undo_targets`` reads it back."""
    return f"批次 {batch}"


def undo_targets(connection: Connection, since: int) -> dict[int, int]:
    """Every undo later than ``since`` and the unit it took back."""
    rows = connection.execute("SELECT number, reason FROM unit WHERE action = ? AND number > ?", (UNDO, since))
    return {number: int(found[1]) for number, reason in rows if (found := _UNDO_OF(reason))}


def later_units(connection: Connection, batch: int, rows: Iterable[Row]) -> dict[Row, list[int]]:
    """The units after ``batch`` that touched one of ``rows``, newest first."""
    later: dict[Row, list[int]] = {row: [] for row in rows}
    touched = connection.execute("SELECT DISTINCT kind, record, unit FROM journal WHERE unit > ?", (batch,))
    for table, row_id, number in touched:
        if (table, row_id) in later:
            later[table, row_id].append(number)
    for numbers in later.values():
        numbers.sort(reverse=True)
    return later


def standing_of(batch: int, later: Sequence[int], targets: Mapping[int, int]) -> RowStanding:
    """Whether the change ``batch`` made to a row still stands. An undo and what it undid cancel each other."""
    cancelled: set[int] = set()
    by: int | None = None
    for number in later:
        if number in cancelled:
            continue
        # An undo of something older than the batch changes the ground the batch stood on.
        if targets.get(number, -1) >= batch:
            cancelled.add(targets[number])
        elif by is None:
            by = number
    if batch in cancelled:
        return RowStanding(Standing.UNDONE)
    return RowStanding(Standing.TOUCHED, by) if by is not None else RowStanding(Standing.STANDS)


def newest_entry(connection: Connection) -> int:
    """The number of the newest entry of the journal; 0 while there is none."""
    found: int = connection.execute("SELECT coalesce(max(seq), 0) FROM journal").fetchone()[0]
    return found


def has_changed(connection: Connection, tables: Sequence[str], seen: int) -> bool:
    """Whether anything in these tables was written after the entry ``seen``."""
    marks = ", ".join("?" * len(tables))
    query = f"SELECT EXISTS (SELECT 1 FROM journal WHERE seq > ? AND kind IN ({marks}))"
    return bool(connection.execute(query, (seen, *tables)).fetchone()[0])
