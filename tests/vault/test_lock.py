"""One running instance per vault; a dead one never keeps the vault shut."""

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.errors import VaultOpenElsewhereError
from store.vault.files import FileNotWrittenError
from store.vault.lock import LOCK_FILE, VaultLock

HOLDER = """
import sys
from pathlib import Path
from store.vault.lock import VaultLock
lock = VaultLock(Path(sys.argv[1])).acquire()
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock of ``tmp_path``."""
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_second_instance_is_told_who_has_the_vault(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    with pytest.raises(VaultOpenElsewhereError, match="关闭") as told:
        VaultLock(tmp_path).acquire()
    assert told.value.exit_code == 4


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL on Windows")
def test_a_killed_instance_gives_the_vault_back(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    with VaultLock(tmp_path):
        assert (tmp_path / LOCK_FILE).exists()


def test_two_locks_in_one_process_exclude_each_other(tmp_path: Path) -> None:
    with VaultLock(tmp_path), pytest.raises(VaultOpenElsewhereError):
        VaultLock(tmp_path).acquire()


def test_a_refused_lock_does_not_release_the_holder(tmp_path: Path) -> None:
    with VaultLock(tmp_path):
        for _ in range(2):
            with pytest.raises(VaultOpenElsewhereError):
                VaultLock(tmp_path).acquire()


def test_a_released_lock_can_be_taken_again(tmp_path: Path) -> None:
    lock = VaultLock(tmp_path).acquire()
    lock.release()
    lock.release()
    VaultLock(tmp_path).acquire().release()


def test_the_lock_file_holds_nothing(tmp_path: Path) -> None:
    with VaultLock(tmp_path):
        pass
    assert (tmp_path / LOCK_FILE).read_bytes() == b""


def test_a_missing_folder_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(FileNotWrittenError, match="文件夹不存在"):
        VaultLock(tmp_path / "no").acquire()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES])
def test_a_stick_that_can_only_be_read_is_told_in_her_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refused(path: Path) -> int:
        raise OSError(number, "", str(path))

    monkeypatch.setattr("store.vault.platform.open_for_lock", refused)
    with pytest.raises(FileNotWrittenError, match="写保护") as told:
        VaultLock(tmp_path).acquire()
    assert "lock" not in told.value.message
