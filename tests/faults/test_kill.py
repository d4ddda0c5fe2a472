"""SIGKILL while saving: what was called saved is there, what was not is there whole or not at all."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from store.fiction.generate import generate_ledgers
from store.vault.cipher import Connection
from store.vault.verify import verify
from tests.faults.saver import PEOPLE
from tests.ledger import TODAY
from tests.vault.vaults import office_vault

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL on Windows")

KILLS = 12


def units_kept(connection: Connection) -> set[int]:
    """The units that are there; each with every one of its people, or this fails."""
    rows = connection.execute("SELECT unit, count(*) FROM journal WHERE kind = 'person' GROUP BY unit").fetchall()
    assert all(people == PEOPLE for _, people in rows)
    assert connection.execute("SELECT count(*) FROM person").fetchone() == (PEOPLE * len(rows),)
    return {unit for unit, _ in rows}


def check_after_crash(folder: Path, said: list[str]) -> bool:
    """Whether the process died between BEGIN and COMMIT; fails if a saved unit is lost or a vault is damaged."""
    called = {word: {int(line.split()[1]) for line in said if line.startswith(word)} for word in ("begun", "saved")}
    with office_vault(folder) as vault:
        assert verify(vault.connection) == []
        kept = units_kept(vault.connection)
    assert called["saved"] <= kept
    # The last one may have been committed without a chance to say so.
    unheard = called["begun"] - called["saved"]
    assert len(unheard) <= 1
    return bool(unheard)


def test_killed_inside_units_of_work(tmp_path: Path, effort: int, say: Callable[[str], None]) -> None:
    office_vault(tmp_path).close()
    inside = 0
    for kill in range(KILLS * effort):
        steps = 3 + kill * 37 % 400
        command = [sys.executable, "-m", "tests.faults.saver", str(tmp_path), "1000", str(steps)]
        process = subprocess.run(command, stdout=subprocess.PIPE, text=True)
        assert process.returncode == -9
        inside += check_after_crash(tmp_path, process.stdout.splitlines())
    say(f"{inside} of {KILLS * effort} kills fell between BEGIN and COMMIT")
    assert inside >= 10 * effort


def test_killed_while_committing(tmp_path: Path, effort: int) -> None:
    office_vault(tmp_path).close()
    for kill in range(6 * effort):
        command = [sys.executable, "-m", "tests.faults.saver", str(tmp_path), "1000"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            said = []
            for line in process.stdout:
                said.append(line)
                if line.startswith("sealing") and len(said) > 3 * (1 + kill % 5):
                    process.kill()
        check_after_crash(tmp_path, said)


def test_a_process_that_is_not_killed_keeps_everything(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.faults.saver", str(tmp_path), "3"]
    said = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()
    assert [line.split()[0] for line in said] == ["ready", *("begun", "sealing", "saved") * 3]
    assert not check_after_crash(tmp_path, said)


def run_import(folder: Path, ledgers: Path, fatal: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.faults.importer", str(folder), str(fatal)]
    files = (str(ledgers / f"{kind}.csv") for kind in ("people", "measures", "visits", "tests", "assessments"))
    return subprocess.run([*command, *files], stdout=subprocess.PIPE, text=True)


def test_killed_while_importing(tmp_path: Path, effort: int, say: Callable[[str], None]) -> None:
    generate_ledgers(tmp_path / "ledgers", 12, 7, TODAY)
    office_vault(tmp_path / "trial").close()
    whole = run_import(tmp_path / "trial", tmp_path / "ledgers", 0)
    assert whole.returncode == 0
    steps, rows = map(int, whole.stdout.split())
    assert rows > 100
    office_vault(tmp_path / "vault").close()
    kills = min(8 * effort, steps)
    for kill in range(kills):
        process = run_import(tmp_path / "vault", tmp_path / "ledgers", 1 + kill * steps // kills)
        assert process.returncode == -9
        with office_vault(tmp_path / "vault") as vault:
            assert verify(vault.connection) == []
            assert vault.connection.execute("SELECT DISTINCT unit FROM journal").fetchall() == [(1,)]
    say(f"{kills} of {kills} kills fell between BEGIN and COMMIT of an import of {rows} rows; none left a row")
    assert run_import(tmp_path / "vault", tmp_path / "ledgers", 0).stdout == whole.stdout
