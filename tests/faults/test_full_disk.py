"""A disk that is full at any point of the work: one clear sentence, nothing changed, no false "saved"."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

IN_NAMESPACE = (
    "unshare",
    "--user",
    "--map-root-user",
    "--mount",
    "sh",
    "-c",
    'mount -t tmpfs -o "$1" none "$2" && shift 2 && exec "$@"',
    "sh",
)


def on_disk(options: str, disk: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run ``command`` where ``disk`` is a file system of its own, seen by that process alone."""
    disk.mkdir(exist_ok=True)
    return subprocess.run([*IN_NAMESPACE, options, str(disk), *command], capture_output=True, text=True)


@pytest.fixture
def small_disk(tmp_path: Path, cannot_be_made: Callable[[str], None]) -> Path:
    """A mount point for small file systems."""
    if shutil.which("unshare") is None or on_disk("size=1m", tmp_path / "disk", "true").returncode != 0:
        cannot_be_made("a file system of its own in a mount namespace")
    return tmp_path / "disk"


@pytest.mark.parametrize("task", ["saving", "writing", "backing_up", "restoring", "founding"])
def test_full_at_every_point(task: str, small_disk: Path) -> None:
    result = on_disk("size=4m", small_disk, sys.executable, "-m", "tests.faults.full_disk", str(small_disk), task)
    assert result.stderr == ""
    lines = result.stdout.splitlines()
    assert lines.pop() == "end"
    outcomes = [line.split(maxsplit=1)[1] for line in lines]
    assert outcomes[-1] == "done"
    assert set(outcomes[:-1]) == {"磁盘已满"}


def test_a_read_only_file_system_is_said(small_disk: Path) -> None:
    program = """
import subprocess, sys
from pathlib import Path
from store.errors import StoreError
from store.vault.backup import backup
from store.vault.files import write_file
from store.vault.vault import create_vault, open_vault
from tests.ledger import NOW, PASSPHRASE
from tests.vault.vaults import office_vault
disk = Path(sys.argv[1])
office_vault(disk / "vault").close()
subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
def told(task):
    try:
        task()
    except StoreError as error:
        print(error.message)
told(lambda: open_vault(disk / "vault", PASSPHRASE))
told(lambda: write_file(disk / "file", b"x"))
told(lambda: create_vault(disk / "new", PASSPHRASE, lambda connection: None))
"""
    result = on_disk("size=4m", small_disk, sys.executable, "-c", program, str(small_disk))
    assert result.stderr == ""
    sentences = result.stdout.splitlines()
    assert len(sentences) == 3
    assert all("只读" in sentence or "只能读" in sentence for sentence in sentences)
