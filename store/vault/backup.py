"""Whole-vault copies, each proven by opening it before it counts: a backup that was never opened is a hope."""

import contextlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO

from store.errors import FileRefusedError, NewerVaultError, StoreError, VaultDamagedError
from store.text import clean
from store.vault import platform, swap
from store.vault.archive import Manifest, examine, pack, peek, peek_manifest, refused, unpack
from store.vault.cipher import Connection, connect
from store.vault.files import new_file, refuse_existing, writing
from store.vault.journal import head_of
from store.vault.key_slots import unlock
from store.vault.lock import VaultLock
from store.vault.schema import MIGRATIONS, version_of
from store.vault.sidecar import NAMES, Sidecar, parse_sidecar, read_sidecar, sidecar_bytes, write_sidecar
from store.vault.vault import LEDGER, Vault
from store.vault.verify import verify

_SLOTS = NAMES[0]
_MEMBERS = (_SLOTS, LEDGER)
_DRAFT = ".copying-"


class BackupUnderWay:
    """A backup whose ledger is copied already: the vault may go on changing, and any thread may finish it."""

    def __init__(
        self, to: Path, key: bytes, pack_into: Callable[[BinaryIO], None], folder: Path, open_: ExitStack
    ) -> None:
        self.to = to
        self._key = key
        self._pack_into = pack_into
        self._folder = folder
        self._open = open_

    def finish(self) -> None:
        """Write the one file, which appears only after it was opened and verified. Errors are those of ``backup``."""
        with self._open, new_file(self.to, replace=False) as stream:
            self._pack_into(stream)
            for name in _MEMBERS:
                (self._folder / name).unlink()
            _prove_own(stream, self._folder, self._key)

    def give_up(self) -> None:
        """Take away what was copied."""
        self._open.close()


def backup(vault: Vault, to: Path) -> None:
    """Write the whole vault to the one file ``to``, which appears only after it was opened and verified.

    :raises FileExistsAlreadyError: ``to`` is there already.
    :raises FileNotWrittenError: disk full, read-only or failing; nothing was written.
    :raises VaultDamagedError: the vault itself is damaged; a backup of it would hide that.
    """
    begin_backup(vault, to).finish()


def begin_backup(vault: Vault, to: Path) -> BackupUnderWay:
    """The part of ``backup`` that needs the vault's connection, about a fifth of the time. Errors are the same."""
    assert not vault.connection.in_transaction, "a backup holds whole units of work only"
    refuse_existing(to)
    with ExitStack() as stack:
        folder = stack.enter_context(_building(to.parent))
        sidecar = read_sidecar(vault.folder)
        (folder / _SLOTS).write_bytes(sidecar_bytes(sidecar))
        _copy_ledger(vault, folder / LEDGER)
        pack_into = partial(
            pack,
            members={name: folder / name for name in _MEMBERS},
            vault_id=sidecar.vault_id,
            as_of=_as_of(vault.connection),
            head=head_of(vault.connection).hex(),
        )
        return BackupUnderWay(to, vault.key, pack_into, folder, stack.pop_all())


def inspect(file: Path, *, quickly: bool = False) -> Manifest:
    """What the backup ``file`` says about itself; no secret is needed.

    It is read through and its checksums must hold, so that it is what was proven when it was written; ``quickly``
    leaves that out and only sees whether it is a whole file.

    :raises FileRefusedError: not a backup, not readable, or not as it was written.
    :raises NewerVaultError: made by a newer version.
    """
    with _backup_stream(file) as stream:
        try:
            return peek_manifest(stream, _MEMBERS) if quickly else examine(stream, _MEMBERS)
        except OSError:
            raise refused() from None


def restore(file: Path, folder: Path, secret: str, *, now: datetime) -> Path | None:
    """Put the backup ``file`` in place as the vault in ``folder``, after it was opened with ``secret`` and verified.

    ``secret`` is the passphrase or recovery code of the backup. The vault that was there is kept whole in a folder
    inside, named after ``now``; that folder is returned, or ``None`` if there was no vault.

    :raises FileRefusedError: not a whole, undamaged backup.
    :raises WrongPassphraseError: ``secret`` does not open it.
    :raises NewerVaultError: made by a newer version.
    :raises VaultOpenElsewhereError: the vault in ``folder`` is open.
    :raises FileNotWrittenError: ``folder`` is full, read-only or failing.
    """
    with _backup_stream(file) as stream:
        sidecar = _parse_slots(peek(stream, _SLOTS, _MEMBERS))
        key = unlock(sidecar, secret)
        with _made(folder), VaultLock(folder):
            swap.finish(folder)
            clear_remains(folder)
            with _building(folder) as waiting:
                _prove(stream, waiting, key, sidecar.vault_id)
                write_sidecar(waiting, sidecar)
                with writing(folder):
                    swap.decide(folder, waiting, _unused_stamp(folder, now))
            return swap.finish(folder)


@contextlib.contextmanager
def _made(folder: Path) -> Iterator[None]:
    """``folder``, made when missing; one that was made is taken away again if what follows fails."""
    with writing(folder):
        was_there = folder.is_dir()
        folder.mkdir(mode=platform.PRIVATE_FOLDER, parents=True, exist_ok=True)
    try:
        yield
    except StoreError:
        if not was_there and not swap.is_unfinished(folder):
            shutil.rmtree(folder, ignore_errors=True)
        raise


@contextlib.contextmanager
def _building(beside: Path) -> Iterator[Path]:
    """A private folder on the file system of ``beside`` that is gone afterwards, unless it was renamed away."""
    with writing(beside):
        folder = Path(tempfile.mkdtemp(prefix=_DRAFT, dir=beside))
    try:
        with writing(beside):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def clear_remains(folder: Path) -> None:
    """Take away what restores that were killed before they were decided have left; the caller holds the lock."""
    for remains in folder.glob(f"{_DRAFT}*"):
        shutil.rmtree(remains, ignore_errors=True)


@contextlib.contextmanager
def _backup_stream(file: Path) -> Iterator[BinaryIO]:
    try:
        stream = file.open("rb")
    except OSError:
        raise FileRefusedError(
            "读不到备份文件",
            f"备份文件 {clean(file.name)} 不存在或读不出来，没有采用，台账没有任何改动；请核对文件位置。",
        ) from None
    with stream:
        yield stream


def _parse_slots(data: bytes) -> Sidecar:
    try:
        return parse_sidecar(data)
    except VaultDamagedError:
        raise refused() from None


def _copy_ledger(vault: Vault, target: Path) -> None:
    """A copy through SQLite itself: opening the live file any other way would drop SQLite's locks on it."""
    from sqlcipher3 import dbapi2

    with contextlib.closing(connect(target, vault.key, create=True)) as copy:
        try:
            vault.connection.backup(copy)
            # Closing would move the log into the file as well, but say nothing when it cannot.
            copy.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        except dbapi2.OperationalError:
            raise
        except dbapi2.DatabaseError:
            raise VaultDamagedError(
                "台账文件损坏",
                "台账文件有一部分读不出来，没有写成备份，台账没有任何改动；请运行 yuesong verify 核对。",
            ) from None


def _as_of(connection: Connection) -> str:
    """When the newest unit of work was opened: until then the backup knows everything."""
    row = connection.execute("SELECT at FROM unit ORDER BY number DESC LIMIT 1").fetchone()
    return row[0] if row else ""


def _prove_own(stream: BinaryIO, folder: Path, key: bytes) -> None:
    """Take the finished backup apart again and verify what comes out; the passphrase is not needed, the key is."""
    manifest = unpack(stream, folder, _MEMBERS)
    try:
        parse_sidecar((folder / _SLOTS).read_bytes())
        _verify_ledger(folder / LEDGER, key, manifest)
    except (FileRefusedError, VaultDamagedError):
        raise VaultDamagedError(
            "备份核对未通过",
            "刚写的备份打开核对时发现差错，已删除这份备份，台账没有任何改动；请运行 yuesong verify 核对台账。",
        ) from None


def _prove(stream: BinaryIO, folder: Path, key: bytes, vault_id: str) -> None:
    manifest = unpack(stream, folder, _MEMBERS)
    if manifest.vault_id != vault_id:
        raise refused()
    try:
        _verify_ledger(folder / LEDGER, key, manifest)
    except VaultDamagedError:
        raise refused() from None


def _verify_ledger(path: Path, key: bytes, manifest: Manifest) -> None:
    with contextlib.closing(connect(path, key)) as connection:
        _refuse_newer(connection)
        if verify(connection) or head_of(connection).hex() != manifest.head:
            raise refused()


def _refuse_newer(connection: Connection) -> None:
    if version_of(connection) > len(MIGRATIONS):
        raise NewerVaultError(
            "备份版本较新", "这份备份里的台账由更新版本的程序写成，没有采用，没有任何改动；请安装新版程序后再试。"
        )


def _unused_stamp(folder: Path, now: datetime) -> str:
    """``now`` to the second, with a number after it when that second was used before."""
    stamp = now.strftime("%Y%m%d-%H%M%S")
    taken = {path.name for path in folder.glob(f"old-{stamp}*")}
    return next(
        name for name in (stamp, *(f"{stamp}-{n}" for n in range(2, len(taken) + 3))) if f"old-{name}" not in taken
    )
