"""The ledger on disk is encrypted, exclusive and durable, or it is not opened."""

import sqlite3
from pathlib import Path

import pytest

from store.errors import VaultDamagedError, VaultOpenElsewhereError
from store.vault.cipher import connect
from tests.ledger import KEY, OFFICE, new_ledger


def test_nothing_of_the_ledger_stands_in_clear_on_disk(tmp_path: Path) -> None:
    connection = new_ledger(tmp_path)
    connection.close()
    for file in tmp_path.iterdir():
        data = file.read_bytes()
        assert not data.startswith(b"SQLite format 3")
        for encoding in ("utf-8", "utf-16-le", "gb18030"):
            assert OFFICE.name.encode(encoding) not in data


def test_it_keeps_the_measured_pragmas(tmp_path: Path) -> None:
    connection = new_ledger(tmp_path)
    expected = {
        "journal_mode": "wal",
        "synchronous": 2,
        "locking_mode": "exclusive",
        "foreign_keys": 1,
        "trusted_schema": 0,
        "secure_delete": 1,
        "temp_store": 2,
    }
    assert {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in expected} == expected
    connection.close()


def test_the_wrong_key_opens_nothing(tmp_path: Path) -> None:
    new_ledger(tmp_path).close()
    with pytest.raises(VaultDamagedError):
        connect(tmp_path / "ledger.db", bytes(32))


def test_a_plain_database_is_refused(tmp_path: Path) -> None:
    plain = sqlite3.connect(tmp_path / "ledger.db")
    plain.execute("CREATE TABLE person (name TEXT)")
    plain.close()
    with pytest.raises(VaultDamagedError, match="没有加密"):
        connect(tmp_path / "ledger.db", KEY)


def test_a_second_connection_is_told_that_it_is_open_elsewhere(tmp_path: Path) -> None:
    connection = new_ledger(tmp_path)
    with pytest.raises(VaultOpenElsewhereError):
        connect(tmp_path / "ledger.db", KEY)
    connection.close()


@pytest.mark.parametrize("content", [b"", b"not a database" * 300, bytes(8192)])
def test_a_file_that_is_no_ledger_is_reported_damaged_or_empty(tmp_path: Path, content: bytes) -> None:
    """An empty file opens as an empty database, which the schema check then finds to have no office."""
    (tmp_path / "ledger.db").write_bytes(content)
    if content:
        with pytest.raises(VaultDamagedError):
            connect(tmp_path / "ledger.db", KEY)
    else:
        connection = connect(tmp_path / "ledger.db", KEY)
        assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
        connection.close()
