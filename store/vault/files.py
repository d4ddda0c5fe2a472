"""Files that are either there whole or not there at all."""

import errno
import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from store.errors import StoreError
from store.text import clean
from store.vault import platform

_CHUNK = 1 << 20


class FileNotWrittenError(StoreError):
    """A file could not be written; what stood in its place before still stands."""

    code = "file-not-written"


class FileExistsAlreadyError(StoreError):
    """The file that was to be made is already there and is not overwritten."""

    code = "file-exists"


def write_file(path: Path, data: bytes, *, replace: bool = True) -> None:
    """Write ``data`` to ``path`` so that after any crash the old file or the new one is there, whole.

    The file is readable by this user alone. ``replace=False`` refuses a file that is there already.

    :raises FileNotWrittenError: disk full, read-only, no permission; nothing was changed.
    :raises FileExistsAlreadyError: the file is there and may not be replaced.
    """
    with new_file(path, replace=replace) as handle:
        handle.write(data)


@contextmanager
def new_file(path: Path, *, replace: bool = True) -> Iterator[BinaryIO]:
    """A file to be written piece by piece that takes the name ``path`` only once all of it is safe on the disk.

    Leaving the block without an error does: fsync, read back, rename, fsync of the folder. On any error the half file
    is removed and ``path`` is as it was. Errors are those of :func:`write_file`.
    """
    with writing(path):
        if not replace:
            refuse_existing(path)
        draft = path.with_name(f".{secrets.token_hex(8)}.tmp")
        handle = platform.open_new(draft)
        try:
            with os.fdopen(handle, "w+b") as stream:
                yield stream
                _prove(stream)
            if not replace:
                refuse_existing(path)
            draft.replace(path)
        except BaseException:
            with suppress(OSError):
                draft.unlink()
            raise
        platform.sync_folder(path.parent)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn what the operating system or SQLite says against writing ``path`` into :class:`FileNotWrittenError`."""
    from sqlcipher3 import dbapi2

    if not _is_a_path(path):
        raise FileNotWrittenError(
            "文件名不能用", f"{clean(path.name)} 里有文件名不能有的字符，没有写成，什么都没有改动；请改文件名。"
        )
    try:
        yield
    except OSError as error:
        raise not_written(error, path) from error
    except dbapi2.OperationalError as error:
        number = _number_of(str(error))
        if number is None:
            raise
        raise not_written(OSError(number, ""), path) from None


def _is_a_path(path: Path) -> bool:
    """Whether the operating system can be given it at all: no half of a character, no zero byte."""
    try:
        return b"\0" not in os.fsencode(path)
    except UnicodeEncodeError:
        return False


def _number_of(complaint: str) -> int | None:
    """The system's number for what SQLite complains of in words; ``None`` when the disk is not to blame."""
    return next((number for words, number in _COMPLAINTS.items() if words in complaint), None)


def refuse_existing(path: Path) -> None:
    """:raises FileExistsAlreadyError: something is there already, be it a dangling link."""
    if os.path.lexists(path):
        raise FileExistsAlreadyError(
            "文件已存在", f"{clean(path.name)} 已经存在，没有覆盖它，什么都没有改动；请换一个文件名。"
        )


def _prove(stream: BinaryIO) -> None:
    """Flush to the disk, then read back: what the disk gives must be what this process handed over."""
    stream.flush()
    handed_over = digest(stream)
    os.fsync(stream.fileno())
    platform.forget_cached_pages(stream.fileno())
    if digest(stream) != handed_over:
        raise OSError(errno.EIO, "the file reads back otherwise than it was written")


def digest(stream: BinaryIO) -> str:
    """SHA-256 (hex) of a whole open file, from its beginning."""
    stream.seek(0)
    checksum = hashlib.sha256()
    while piece := stream.read(_CHUNK):
        checksum.update(piece)
    return checksum.hexdigest()


_COMPLAINTS = {
    "disk is full": errno.ENOSPC,
    "readonly": errno.EROFS,
    "unable to open": errno.EACCES,
    "disk I/O": errno.EIO,
}
_SENTENCES = {
    errno.ENOSPC: ("磁盘已满", "磁盘已满，没有写成 {name}，原有内容没有改动；请腾出空间后再试。"),
    errno.EDQUOT: ("磁盘已满", "磁盘配额已用完，没有写成 {name}，原有内容没有改动；请腾出空间后再试。"),
    errno.EROFS: ("文件夹只读", "文件夹只读，没有写成 {name}，原有内容没有改动；请换一个可以写入的文件夹。"),
    errno.EACCES: (
        "没有写入权限",
        "文件夹只读或没有写入权限，没有写成 {name}，原有内容没有改动；请换一个可以写入的文件夹。",
    ),
    errno.EPERM: ("没有写入权限", "没有写入权限，没有写成 {name}，原有内容没有改动；请换一个可以写入的文件夹。"),
    errno.ENOENT: ("文件夹不存在", "要写入的文件夹不存在，没有写成 {name}；请先建好文件夹，或换一个位置。"),
    errno.ENOTDIR: ("文件夹不存在", "路径中间有一段不是文件夹，没有写成 {name}；请换一个位置。"),
    errno.EISDIR: ("位置被文件夹占用", "{name} 是一个文件夹，没有写成，原有内容没有改动；请换一个文件名。"),
    errno.ENAMETOOLONG: ("文件名太长", "文件名太长，没有写成，原有内容没有改动；请换一个短些的文件名。"),
}
_OTHER = ("没有写成文件", "写入 {name} 时磁盘出错，原有内容没有改动；请检查磁盘后再试。")


def not_written(error: OSError, path: Path) -> FileNotWrittenError:
    """What the operator is told when the operating system refused to write ``path``."""
    title, sentence = _SENTENCES.get(error.errno or 0, _OTHER)
    return FileNotWrittenError(title, sentence.format(name=clean(path.name)))
