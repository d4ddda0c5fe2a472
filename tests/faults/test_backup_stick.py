"""A memory stick for backups that is full or read-only: said in one sentence, and what is on it stays whole."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.test_full_disk import on_disk

_PRELUDE = """
import subprocess, sys
from datetime import timedelta
from pathlib import Path
from store.vault.backup import inspect
from store.vault.backup_rotation import Occasion, backup_if_due, copies_of
from tests.faults.full_disk import leave_free
from tests.ledger import TODAY
from tests.vault.vaults import enter, names_in, office_vault
stick, place = Path(sys.argv[1]), Path(sys.argv[2])
vault = office_vault(place)
first = backup_if_due(vault, stick, TODAY, Occasion.UNLOCK)
assert first.file and not first.trouble, first
"""


@pytest.fixture
def stick(tmp_path: Path, cannot_be_made: Callable[[str], None]) -> Path:
    """A mount point for a small file system."""
    if shutil.which("unshare") is None or on_disk("size=1m", tmp_path / "stick", "true").returncode != 0:
        cannot_be_made("a file system of its own in a mount namespace")
    return tmp_path / "stick"


def run_on(stick: Path, program: str) -> list[str]:
    """What the program says that runs beside a stick of three megabytes with one backup on it."""
    vault = stick.parent / "vault"
    result = on_disk("size=3m", stick, sys.executable, "-c", _PRELUDE + program, str(stick), str(vault))
    assert (result.returncode, result.stderr) == (0, "")
    return result.stdout.splitlines()


def test_full_at_every_point(stick: Path) -> None:
    program = """
free, said = 0, None
while said != "done":
    filler = leave_free(stick, free)
    outcome = backup_if_due(vault, stick, TODAY + timedelta(days=1), Occasion.UNLOCK)
    filler.unlink()
    said = outcome.trouble.title if outcome.trouble else "done"
    inspect(first.file)
    assert len(copies_of(vault, stick)) == (2 if outcome.file else 1), said
    assert len(list(stick.iterdir())) == (2 if outcome.file else 1), said
    print(said)
    free += 16384
enter(vault, "works")
"""
    *full, last = run_on(stick, program)
    assert last == "done"
    assert len(full) > 3
    assert set(full) == {"磁盘已满"}


def test_read_only(stick: Path) -> None:
    program = """
subprocess.run(["mount", "-o", "remount,ro", str(stick)], check=True)
outcome = backup_if_due(vault, stick, TODAY + timedelta(days=1), Occasion.UNLOCK)
print(outcome.file, outcome.trouble.title)
enter(vault, "works")
print(*names_in(vault))
"""
    assert run_on(stick, program) == ["None 文件夹只读", "works"]
