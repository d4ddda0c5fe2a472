"""Every edit, deletion and reordering of the journal is found and located."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from store.desk.records import add
from store.model.person import Person
from store.vault.journal import check_chain, head_of, next_head, units
from store.vault.unit_of_work import unit_of_work
from tests.ledger import act, new_ledger


@pytest.fixture
def ledger(tmp_path: Path) -> dbapi2.Connection:
    """Five units: the office, then four with three people each."""
    connection = new_ledger(tmp_path)
    for village in ("岳宋村", "班帅村", "曼亨村", "永广村"):
        with unit_of_work(connection, act()) as unit:
            add(unit, [Person(name=name, village=village) for name in ("岩三木", "娜叶", "艾块")])
    return connection


def without_guards(connection: dbapi2.Connection) -> None:
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("PRAGMA foreign_keys = OFF")


def test_an_untouched_journal_holds(ledger: dbapi2.Connection) -> None:
    assert check_chain(ledger) is None
    assert head_of(ledger) == list(units(ledger))[-1].head


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET after = before",
        "DELETE FROM journal",
        "UPDATE unit SET operator = 'x'",
        "DELETE FROM unit",
        "INSERT INTO unit (number, at, operator, action, reason, today, entries, digests, head)"
        " SELECT number + 100, at, operator, action, reason, today, entries, digests, head FROM unit",
    ],
)
def test_the_guards_refuse_to_rewrite_it(ledger: dbapi2.Connection, statement: str) -> None:
    with pytest.raises(dbapi2.IntegrityError):
        ledger.execute(statement)
    assert check_chain(ledger) is None


# The journal of the fixture: unit 1 has entries 1-4 (three settings, one operator), units 2-5 three entries each.
TAMPERINGS: dict[str, tuple[str, int, int | None]] = {
    "an edited payload": ("UPDATE journal SET after = replace(after, '娜叶', '娜花') WHERE seq = 6", 2, 6),
    "an edited salt": ("UPDATE journal SET salt = randomblob(16) WHERE seq = 9", 3, 9),
    "a removed payload": ("UPDATE journal SET after = NULL WHERE seq = 12", 4, 12),
    "another record": ("UPDATE journal SET record = record + 1 WHERE seq = 13", 4, 13),
    "a deleted entry in the middle": ("DELETE FROM journal WHERE seq = 9", 3, 9),
    "a deleted last entry": ("DELETE FROM journal WHERE seq = 16", 5, 16),
    "an entry moved to another unit": ("UPDATE journal SET unit = 3 WHERE seq = 7", 2, 7),
    "an added entry": (
        "INSERT INTO journal (unit, kind, record, after, salt) VALUES (5, 'person', 99, '{}', randomblob(16))", 5, 17,
    ),
    "an entry of no unit": (
        "INSERT INTO journal (unit, kind, record, after, salt) VALUES (9, 'person', 99, '{}', randomblob(16))", 9, 17,
    ),
    "another operator": ("UPDATE unit SET operator = '王强' WHERE number = 3", 3, None),
    "another reason": ("UPDATE unit SET reason = 'x' WHERE number = 4", 4, None),
    "another day": ("UPDATE unit SET today = '2026-11-21' WHERE number = 2", 2, None),
    "another head": ("UPDATE unit SET head = randomblob(32) WHERE number = 4", 4, None),
    "an unsealed unit": ("UPDATE unit SET head = NULL, digests = NULL, entries = NULL WHERE number = 5", 5, None),
    "a deleted unit": ("DELETE FROM unit WHERE number = 3", 3, None),
}  # fmt: skip


@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_is_found_and_located(ledger: dbapi2.Connection, name: str) -> None:
    statement, unit, seq = TAMPERINGS[name]
    without_guards(ledger)
    ledger.execute(statement)
    fault = check_chain(ledger)
    assert fault is not None
    assert (fault.unit, fault.seq) == (unit, seq)


def test_two_swapped_entries_are_found(ledger: dbapi2.Connection) -> None:
    without_guards(ledger)
    for statement in (
        "UPDATE journal SET seq = 100 WHERE seq = 6",
        "UPDATE journal SET seq = 6 WHERE seq = 7",
        "UPDATE journal SET seq = 7 WHERE seq = 100",
    ):
        ledger.execute(statement)
    fault = check_chain(ledger)
    assert fault is not None
    assert (fault.unit, fault.seq) == (2, 6)


def test_two_swapped_units_are_found(ledger: dbapi2.Connection) -> None:
    without_guards(ledger)
    for table, column in (("journal", "unit"), ("unit", "number")):
        for old, new in ((3, 100), (4, 3), (100, 4)):
            ledger.execute(f"UPDATE {table} SET {column} = {new} WHERE {column} = {old}")
    fault = check_chain(ledger)
    assert fault is not None
    assert fault.unit == 3


@given(st.integers(1, 16), st.integers(0, 10_000), st.characters(codec="utf-8"))
def test_any_changed_character_of_any_payload_is_found(seq: int, position: int, character: str) -> None:
    ledger = _shared_ledger()
    (payload,) = ledger.execute("SELECT after FROM journal WHERE seq = ?", (seq,)).fetchone()
    at = position % len(payload)
    changed = payload[:at] + character + payload[at + 1 :]
    ledger.execute("UPDATE journal SET after = ? WHERE seq = ?", (changed, seq))
    fault = check_chain(ledger)
    ledger.execute("UPDATE journal SET after = ? WHERE seq = ?", (payload, seq))
    if changed == payload:
        assert fault is None
    else:
        assert fault is not None
        assert fault.seq == seq


_shared: list[dbapi2.Connection] = []


@pytest.fixture(autouse=True)
def _share(ledger: dbapi2.Connection) -> Callable[[], None]:
    _shared[:] = [ledger]
    return _shared.clear


def _shared_ledger() -> dbapi2.Connection:
    ledger = _shared[0]
    without_guards(ledger)
    return ledger


def test_a_head_depends_on_every_unit_before_it(ledger: dbapi2.Connection) -> None:
    first, second, *_ = units(ledger)
    assert first.head is not None
    assert next_head(first.head, second) == second.head
    assert next_head(bytes(32), second) != second.head
