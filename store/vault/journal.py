"""The journal: what every unit of work changed, chained so that an edit, a deletion or a reordering is found.

Triggers write one entry for every changed row, each with a salt of its own. Sealing a unit stores the salted digest
of every entry and a head that binds them to all units before. A payload can later be destroyed lawfully: its digest
stays, and the chain still holds. Whoever has the key could recompute the chain, so its head goes out with exports.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import starmap

from store.vault.cipher import Connection

GENESIS = bytes(32)
_DIGEST = 32
_ABSENT = "\x00"
_ENTRIES = "SELECT seq, unit, kind, record, before, after, salt FROM journal WHERE unit = ? ORDER BY seq"


@dataclass(frozen=True, slots=True)
class Entry:
    """One changed row. ``before`` and ``after`` are JSON objects of columns; ``before`` is empty for a new row."""

    seq: int
    unit: int
    kind: str
    record: int
    before: str | None
    after: str | None
    salt: bytes | None

    def digest(self) -> bytes:
        return _digest(self.seq, self.unit, self.kind, self.record, self.before, self.after, self.salt)


def _digest(
    seq: int, unit: int, kind: str, record: int, before: str | None, after: str | None, salt: bytes | None
) -> bytes:
    """SHA-256 over salt and payload. JSON text holds no control character, so U+001F separates safely."""
    old = _ABSENT if before is None else before
    new = _ABSENT if after is None else after
    payload = f"{seq}\x1f{unit}\x1f{kind}\x1f{record}\x1f{old}\x1f{new}"
    return hashlib.sha256((salt or b"") + payload.encode()).digest()


@dataclass(frozen=True, slots=True)
class Unit:
    """One sealed unit of work. ``digests`` are those of its entries, in order."""

    number: int
    at: str
    operator: str
    action: str
    reason: str
    today: str
    entries: int | None
    digests: bytes | None
    head: bytes | None

    def header(self) -> bytes:
        fields = (str(self.number), self.at, self.operator, self.action, self.reason, self.today, str(self.entries))
        return b"".join(len(text.encode()).to_bytes(4, "big") + text.encode() for text in fields)


@dataclass(frozen=True, slots=True)
class ChainFault:
    """Where the chain first breaks: the unit, the entry if it is one, and what is wrong (Chinese, for the operator)."""

    unit: int
    seq: int | None
    what: str


def next_head(previous: bytes, unit: Unit) -> bytes:
    """The head of ``unit`` after the unit whose head is ``previous``."""
    assert unit.digests is not None
    return hashlib.sha256(previous + unit.header() + hashlib.sha256(unit.digests).digest()).digest()


def entries_of(connection: Connection, unit: int) -> Iterator[Entry]:
    """The entries of one unit in the order they were written."""
    return (Entry(*row) for row in connection.execute(_ENTRIES, (unit,)))


def digests_of(connection: Connection, unit: int) -> bytes:
    """The digests of the entries of one unit, in their order: what is sealed."""
    return b"".join(starmap(_digest, connection.execute(_ENTRIES, (unit,))))


def units(connection: Connection) -> Iterator[Unit]:
    """Every unit of work, oldest first."""
    rows = connection.execute(
        "SELECT number, at, operator, action, reason, today, entries, digests, head FROM unit ORDER BY number"
    )
    return (Unit(*row) for row in rows)


def head_of(connection: Connection) -> bytes:
    """The head of the chain: that of the newest sealed unit, or the genesis value of an empty journal."""
    row = connection.execute("SELECT head FROM unit WHERE head IS NOT NULL ORDER BY number DESC LIMIT 1").fetchone()
    return row[0] if row else GENESIS


def check_chain(connection: Connection) -> ChainFault | None:
    """Recompute the whole chain. Returns the first fault, or ``None`` if every entry is as it was sealed."""
    head, expected = GENESIS, 1
    seq = 0
    for unit in list(units(connection)):
        if unit.number != expected:
            return ChainFault(expected, None, "日志中缺少一次操作")
        if unit.digests is None or unit.head is None:
            return ChainFault(unit.number, None, "有一次操作没有封存")
        fault, seq = _check_entries(connection, unit, seq)
        if fault:
            return fault
        head = next_head(head, unit)
        if head != unit.head:
            return ChainFault(unit.number, None, "操作的记载被改过")
        expected += 1
    return _check_strays(connection, expected)


def _check_entries(connection: Connection, unit: Unit, last_seq: int) -> tuple[ChainFault | None, int]:
    assert unit.digests is not None
    count = 0
    for entry in entries_of(connection, unit.number):
        sealed = unit.digests[count * _DIGEST : (count + 1) * _DIGEST]
        last_seq += 1
        if entry.seq != last_seq:
            return ChainFault(unit.number, last_seq, "日志中缺少一条或次序被改过"), last_seq
        if entry.digest() != sealed:
            return ChainFault(unit.number, entry.seq, "日志内容被改过"), last_seq
        count += 1
    if count != unit.entries or count * _DIGEST != len(unit.digests):
        return ChainFault(unit.number, last_seq + 1, "日志条数与封存时不符"), last_seq
    return None, last_seq


def _check_strays(connection: Connection, end: int) -> ChainFault | None:
    row = connection.execute("SELECT unit, seq FROM journal WHERE unit >= ? LIMIT 1", (end,)).fetchone()
    return ChainFault(row[0], row[1], "日志中有不属于任何操作的内容") if row else None
