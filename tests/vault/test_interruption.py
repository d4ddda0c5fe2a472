"""Stopping a long statement: it fails, its unit is rolled back whole, and the connection works on."""

from pathlib import Path

import pytest

from store.errors import StoreError
from store.vault.interruption import StoppedError, interruptible
from store.vault.unit_of_work import unit_of_work
from tests.ledger import act, new_ledger

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"


def units(connection: object) -> int:
    count: int = connection.execute("SELECT count(*) FROM unit").fetchone()[0]  # type: ignore[attr-defined]
    return count


def test_an_endless_reading_is_stopped(tmp_path: Path) -> None:
    connection = new_ledger(tmp_path / "vault")
    with pytest.raises(StoppedError), interruptible(connection, lambda: True):
        connection.execute(ENDLESS).fetchone()
    assert units(connection) == 1, "the connection works on"


def test_what_is_not_stopped_runs_to_its_end(tmp_path: Path) -> None:
    connection = new_ledger(tmp_path / "vault")
    with interruptible(connection, lambda: False):
        found = connection.execute(f"{ENDLESS.replace('FROM n)', 'FROM n WHERE i < 50000)')}").fetchone()
    assert found == (50_000,)


def test_a_unit_that_is_stopped_leaves_nothing(tmp_path: Path) -> None:
    connection = new_ledger(tmp_path / "vault")
    before = units(connection)
    asked = []

    def stopped() -> bool:
        asked.append(True)
        return len(asked) > 3

    with pytest.raises(StoreError, match="没有保存"), interruptible(connection, stopped):  # noqa: SIM117
        with unit_of_work(connection, act()):
            connection.execute(ENDLESS).fetchone()
    assert len(asked) > 3
    assert not connection.in_transaction
    assert units(connection) == before
    with unit_of_work(connection, act()):
        pass
    assert units(connection) == before + 1
