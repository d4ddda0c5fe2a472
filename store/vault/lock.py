"""One running instance per vault, kept by a lock that the operating system releases when the process dies."""

import errno
import os
from pathlib import Path
from types import TracebackType
from typing import Self

from store.errors import VaultOpenElsewhereError
from store.vault import platform
from store.vault.files import FileNotWrittenError, not_written, writing

LOCK_FILE = "lock"
_READ_ONLY = (errno.EROFS, errno.EACCES, errno.EPERM)


class VaultLock:
    """The right to open a vault. The file itself stays: removing it would let two instances hold different locks."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / LOCK_FILE
        self._handle: int | None = None

    def acquire(self) -> Self:
        """Take the lock without waiting; the folder must exist.

        :raises VaultOpenElsewhereError: another instance has it.
        :raises FileNotWrittenError: the folder is missing, read-only or full.
        """
        try:
            handle = platform.open_for_lock(self._path)
        except OSError as error:
            raise _not_opened(error, self._path) from error
        try:
            with writing(self._path):
                free = platform.try_lock(handle)
        except BaseException:
            os.close(handle)
            raise
        if not free:
            os.close(handle)
            raise VaultOpenElsewhereError(
                "台账正在使用", "台账已在另一个窗口或程序中打开，什么都没有改动；请先在那里关闭台账，再试一次。"
            )
        self._handle = handle
        return self

    def release(self) -> None:
        """Give the lock back; a second call does nothing."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def __enter__(self) -> Self:
        return self.acquire()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def _not_opened(error: OSError, path: Path) -> FileNotWrittenError:
    """She knows no lock file: what cannot be written to is the place of the ledger."""
    if error.errno not in _READ_ONLY:
        return not_written(error, path)
    return FileNotWrittenError(
        "这里只能读",
        "台账所在的文件夹只能读、不能写,台账没有打开,也没有改动;"
        "请拨开 U 盘上的写保护,或把整个台账文件夹复制到电脑里再打开。",
    )
