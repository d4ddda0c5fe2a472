"""What differs between platforms, as far as this one can show it."""

import os
import stat
from pathlib import Path

import pytest

from store.vault import platform


def test_a_new_file_is_private_and_must_be_new(tmp_path: Path) -> None:
    handle = platform.open_new(tmp_path / "a")
    os.close(handle)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o600
    with pytest.raises(FileExistsError):
        platform.open_new(tmp_path / "a")


def test_a_new_file_does_not_follow_a_link(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FileExistsError):
        platform.open_new(tmp_path / "a")
    with pytest.raises(OSError, match="symbolic"):
        platform.open_for_lock(tmp_path / "a")
    assert not (tmp_path / "elsewhere").exists()


def test_no_handle_is_handed_down_to_other_programs(tmp_path: Path) -> None:
    handle = platform.open_for_lock(tmp_path / "lock")
    try:
        assert not os.get_inheritable(handle)
    finally:
        os.close(handle)


def test_a_folder_is_closed_to_others(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    platform.make_private(tmp_path)
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700


def test_the_data_folder_is_the_users_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    folder = platform.user_data_folder()
    assert folder.name == "yuesong"
    assert Path.home() in folder.parents
