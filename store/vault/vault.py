"""The vault: a folder with the encrypted ledger, its key slots in two copies, and a lock file."""

import contextlib
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from store.errors import NotFoundError, StoreError
from store.vault import files, key_slots, platform, sidecar, swap
from store.vault.cipher import Connection, connect
from store.vault.lock import VaultLock
from store.vault.passphrase import check_passphrase
from store.vault.recovery_code import new_recovery_code
from store.vault.schema import bring_up_to_date
from store.vault.unit_of_work import CommitUncertainError, unit_exists

LEDGER = "ledger.db"


class Vault:
    """An open vault. Holds the lock and the data key until it is closed."""

    def __init__(self, folder: Path, key: bytes, lock: VaultLock, connection: Connection) -> None:
        self.folder = folder
        self.key = key
        self.connection = connection
        self._lock = lock

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the ledger, then let go of the lock. Safe to call twice."""
        try:
            self.connection.close()
        finally:
            self._lock.release()

    def settle(self, error: CommitUncertainError) -> StoreError | None:
        """After a COMMIT that failed: reopen, re-read, and say what is really there. ``None`` = it was saved."""
        self.connection.close()
        self.connection = connect(self.folder / LEDGER, self.key)
        if unit_exists(self.connection, error.number):
            return None
        if error.disk_was_full:
            return StoreError("磁盘已满", "磁盘没有空间,已重新打开核对:这次没有保存,原有记录完好。请清理磁盘后再试。")
        return StoreError("没有保存", "保存时磁盘出错,已重新打开核对:这次没有保存,原有记录完好。请检查磁盘后再试。")


def is_vault(folder: Path) -> bool:
    """Whether ``folder`` holds a ledger. The ledger is put in place last, so a half-made vault is none."""
    return (folder / LEDGER).is_file()


def require_vault(folder: Path) -> None:
    """Raise ``NotFoundError`` unless ``folder`` holds a ledger; asked before anybody types a passphrase."""
    if not is_vault(folder):
        raise NotFoundError("没有找到台账", "这个文件夹里没有台账,什么都没有改。请核对位置,或用 yuesong init 新建。")


def create_vault(folder: Path, passphrase: str, prepare: Callable[[Connection], None]) -> str:
    """Make a vault in ``folder`` and return its paper recovery code, which is kept nowhere else.

    ``prepare`` writes the first facts; the vault appears only when they are on disk. Raises ``StoreError`` if the
    folder already holds a vault, cannot be written, or the passphrase is too weak; ``VaultOpenElsewhereError`` if
    somebody else is making one there now.
    """
    code, lock = _create_locked(folder, passphrase, prepare)
    lock.release()
    return code


def found_vault(folder: Path, passphrase: str, prepare: Callable[[Connection], None]) -> tuple[Vault, str]:
    """As ``create_vault``, and open it before anybody else can: the vault and its recovery code."""
    code, lock = _create_locked(folder, passphrase, prepare)
    return _open_locked(folder, passphrase, lock), code


def _create_locked(folder: Path, passphrase: str, prepare: Callable[[Connection], None]) -> tuple[str, VaultLock]:
    _refuse_second(folder)
    check_passphrase(passphrase)
    code = new_recovery_code()
    with files.writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        platform.make_private(folder)
        # Two that are made at once would end as the keys of one beside the ledger of the other.
        lock = VaultLock(folder).acquire()
        try:
            _refuse_second(folder)
            _build_beside(folder, passphrase, code, prepare)
        except BaseException:
            lock.release()
            raise
    return code, lock


def _refuse_second(folder: Path) -> None:
    if is_vault(folder):
        raise StoreError("已有台账", "这个文件夹里已经有一份台账,没有改动它。请换一个文件夹,或直接打开。")


def _build_beside(folder: Path, passphrase: str, code: str, prepare: Callable[[Connection], None]) -> None:
    # Beside its final place, so that the last step is a rename on one file system.
    building = Path(tempfile.mkdtemp(prefix=".new-", dir=folder))
    try:
        _build(building, passphrase, code, prepare)
        _move_into(folder, building)
    except CommitUncertainError as error:
        raise _not_founded(error) from None
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _not_founded(error: CommitUncertainError) -> StoreError:
    if error.disk_was_full:
        return StoreError("磁盘已满", "磁盘没有空间,台账没有建立,什么都没有留下。请清理磁盘后再试。")
    return StoreError("没有建立台账", "写入时磁盘出错,台账没有建立,什么都没有留下。请检查磁盘后再试。")


def _build(folder: Path, passphrase: str, code: str, prepare: Callable[[Connection], None]) -> None:
    key = key_slots.new_data_key()
    slots = (
        key_slots.seal_slot("passphrase", passphrase, key),
        key_slots.seal_slot("recovery", code, key),
    )
    sidecar.write_sidecar(folder, sidecar.new_sidecar(slots))
    connection = connect(folder / LEDGER, key, create=True)
    with contextlib.closing(connection):
        bring_up_to_date(connection)
        prepare(connection)
        # Closing would move the log into the file as well, but say nothing when a full disk prevents it.
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _move_into(folder: Path, building: Path) -> None:
    for name in (*sidecar.NAMES, LEDGER):
        (building / name).replace(folder / name)
    platform.sync_folder(folder)


def open_vault(folder: Path, secret: str) -> Vault:
    """Open the vault in ``folder`` with its passphrase or recovery code.

    Raises ``NotFoundError`` (no vault there), ``VaultOpenElsewhereError``, ``WrongPassphraseError``,
    ``NewerVaultError`` or ``VaultDamagedError``.
    """
    require_vault(folder)
    return _open_locked(folder, secret, VaultLock(folder).acquire())


def _open_locked(folder: Path, secret: str, lock: VaultLock) -> Vault:
    """Open with a lock that is held already; it is given back if that fails."""
    try:
        # A restore that was decided but cut short is carried through before anything is read.
        swap.finish(folder)
        key = key_slots.unlock(sidecar.read_sidecar(folder), secret)
        connection = connect(folder / LEDGER, key)
        try:
            bring_up_to_date(connection)
        except BaseException:
            connection.close()
            raise
    except BaseException:
        lock.release()
        raise
    return Vault(folder, key, lock, connection)
