"""SIGKILL in the middle of a daily backup: no half backup bears the name of one, and none is let go of too early."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

KILLS = 12


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL on Windows")
def test_killed_at_every_stage(tmp_path: Path, effort: int, sources: Path, say: Callable[[str], None]) -> None:
    command = [sys.executable, "-m", "tests.faults.backup_killer", str(tmp_path / "vault"), str(KILLS * effort)]
    result = subprocess.run(command, cwd=sources, capture_output=True, text=True)
    assert (result.returncode, result.stderr) == (0, "")
    *left, last = result.stdout.splitlines()
    assert last == "end"
    say(f"{len(left)} kills in daily backups, {left.count('8')} of them after the new one had its name")
    assert len(left) == KILLS * effort
    assert set(left) == {"7", "8"}
