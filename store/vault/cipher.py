"""Opening the encrypted database, and only ever the encrypted one."""

import os
from functools import cache
from pathlib import Path
from typing import Any

from store.errors import StoreError, VaultDamagedError, VaultOpenElsewhereError
from store.vault import platform

Connection = Any
"""A ``sqlcipher3`` connection in autocommit mode; the package publishes no types."""

_PLAIN_HEADER = b"SQLite format 3\x00"
_CACHE_KIB = 64 * 1024


def connect(path: Path, key: bytes, *, create: bool = False) -> Connection:
    """Open the database at ``path`` with the raw 256-bit ``key``.

    The file's head is read before SQLite holds it: closing a handle of our own later would drop SQLite's locks.
    Raises ``VaultDamagedError`` if the file is not encrypted or does not open with the key, ``StoreError`` if the
    library has no cipher in it.
    """
    if create:
        # SQLite would make the file readable for everybody.
        os.close(platform.open_new(path))
    else:
        _refuse_plain(path)
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False, factory=_ledger_connection())
    try:
        connection.execute("PRAGMA cipher_log_level = none")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        _assert_cipher(connection)
        _configure(connection)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except dbapi2.DatabaseError as error:
        connection.close()
        raise _explain(error) from None
    except StoreError:
        connection.close()
        raise
    return connection


@cache
def _ledger_connection() -> type:
    """The driver's connection, fit to be a weak key: what is remembered of a vault goes when its connection goes."""
    from sqlcipher3 import dbapi2

    class LedgerConnection(dbapi2.Connection):  # type: ignore[misc]  # the package publishes no types
        __slots__ = ("__weakref__",)

    return LedgerConnection


def _refuse_plain(path: Path) -> None:
    with path.open("rb") as file:
        if file.read(len(_PLAIN_HEADER)) == _PLAIN_HEADER:
            raise VaultDamagedError("不是加密台账", "台账文件没有加密,不像本程序所写,未打开。请用备份恢复。")


def _assert_cipher(connection: Connection) -> None:
    if connection.execute("PRAGMA cipher_version").fetchone() is None:
        raise StoreError("缺少加密组件", "本机的数据库组件不带加密,未打开台账。请重新安装程序。")


def _configure(connection: Connection) -> None:
    # Exclusive before WAL: the shared-memory file is then never made.
    for pragma in (
        "locking_mode = EXCLUSIVE",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "trusted_schema = OFF",
        "secure_delete = ON",
        "temp_store = MEMORY",
        "recursive_triggers = ON",
        f"cache_size = -{_CACHE_KIB}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _explain(error: Exception) -> StoreError:
    text = str(error)
    if "locked" in text:
        return VaultOpenElsewhereError("台账已在别处打开", "另一个程序正开着这份台账。请先关闭它,再试一次。")
    if "readonly" in text or "unable to open" in text:
        return StoreError("打不开台账文件", "台账所在的文件夹不能写入,什么都没有改。请检查文件夹权限或磁盘后再试。")
    if "full" in text:
        return StoreError("磁盘已满", "磁盘没有空间,什么都没有改。请清理磁盘后再试。")
    return VaultDamagedError("台账文件损坏", "台账文件读不出来,没有改动它。请用最近的备份恢复,并保留损坏的文件。")
