"""A file the program makes is there whole, private and durable, or not there at all."""

import errno
import os
import stat
import sys
from pathlib import Path

import pytest

from store.vault.files import FileExistsAlreadyError, FileNotWrittenError, new_file, not_written, write_file

NOT_AS_ROOT = pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="the superuser may write everywhere"
)
UNENCODABLE = pytest.mark.skipif(sys.platform == "win32", reason="such a name is possible there")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_whole_and_for_this_user_alone(tmp_path: Path) -> None:
    target = tmp_path / "备份 一.zip"
    write_file(target, b"\x00\r\n" * 1000)
    assert target.read_bytes() == b"\x00\r\n" * 1000
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert names(tmp_path) == ["备份 一.zip"]


def test_writing_again_replaces_the_file(tmp_path: Path) -> None:
    write_file(tmp_path / "a", b"old")
    write_file(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"new"


def test_a_file_that_may_not_be_replaced_stays(tmp_path: Path) -> None:
    write_file(tmp_path / "a", b"old")
    with pytest.raises(FileExistsAlreadyError, match="没有覆盖"):
        write_file(tmp_path / "a", b"new", replace=False)
    assert (tmp_path / "a").read_bytes() == b"old"
    assert names(tmp_path) == ["a"]


def test_a_file_that_appears_meanwhile_stays_too(tmp_path: Path) -> None:
    def write_while_another_does() -> None:
        with new_file(tmp_path / "a", replace=False) as draft:
            draft.write(b"ours")
            (tmp_path / "a").write_bytes(b"theirs")

    with pytest.raises(FileExistsAlreadyError):
        write_while_another_does()
    assert (tmp_path / "a").read_bytes() == b"theirs"
    assert names(tmp_path) == ["a"]


def test_an_error_while_writing_leaves_the_old_file_and_no_draft(tmp_path: Path) -> None:
    write_file(tmp_path / "a", b"old")

    def fail_half_way() -> None:
        with new_file(tmp_path / "a") as draft:
            draft.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail_half_way()
    assert (tmp_path / "a").read_bytes() == b"old"
    assert names(tmp_path) == ["a"]


def test_the_draft_lies_beside_the_target_and_is_private(tmp_path: Path) -> None:
    with new_file(tmp_path / "a") as draft:
        draft.write(b"x")
        [name] = names(tmp_path)
        assert name.startswith(".")
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def test_a_disk_that_gives_back_something_else_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda handle: os.pwrite(handle, b"?", 0))
    with pytest.raises(FileNotWrittenError, match="原有内容没有改动"):
        write_file(tmp_path / "a", b"new")
    assert names(tmp_path) == []


def test_a_disk_that_is_full_at_the_last_moment_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileNotWrittenError, match="磁盘已满"):
        write_file(tmp_path / "a", b"new")
    assert names(tmp_path) == []


@NOT_AS_ROOT
def test_a_read_only_folder_is_named_as_such(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(FileNotWrittenError, match="只读"):
            write_file(tmp_path / "a", b"new")
    finally:
        tmp_path.chmod(0o700)
    assert names(tmp_path) == []


@pytest.mark.parametrize("name", ["岩\0三", pytest.param("岩\ud800三", marks=UNENCODABLE)])
def test_a_name_that_no_file_can_have_is_refused_in_words(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileNotWrittenError, match="文件名不能有的字符") as refused:
        write_file(tmp_path / name, b"")
    refused.value.message.encode()
    assert names(tmp_path) == []


def test_a_missing_folder_is_named_as_such(tmp_path: Path) -> None:
    with pytest.raises(FileNotWrittenError, match="文件夹不存在"):
        write_file(tmp_path / "no" / "a", b"new")
    assert names(tmp_path) == []


def test_a_folder_in_the_way_stays(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(FileNotWrittenError):
        write_file(tmp_path / "a", b"new")
    assert (tmp_path / "a").is_dir()
    assert names(tmp_path) == ["a"]


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (errno.ENOSPC, "磁盘已满"),
        (errno.EROFS, "只读"),
        (errno.EACCES, "权限"),
        (errno.EIO, "磁盘出错"),
    ],
)
def test_every_refusal_says_what_happened_and_what_was_kept(number: int, word: str) -> None:
    told = not_written(OSError(number, "text of the system"), Path("台账.csv"))
    assert word in told.message
    assert "台账.csv" in told.message
    assert "没有改动" in told.message
    assert "text of the system" not in told.message


def test_a_hostile_file_name_reaches_no_message() -> None:
    told = not_written(OSError(errno.EIO, ""), Path("a\x1b[2Jb\u202ec"))
    assert "\x1b" not in told.message
    assert "\u202e" not in told.message
