"""Backups that nobody has to think of: at the first unlock of a day, and on leaving when something has changed.

Seven are kept. Which is newer is read off the journal, never off a clock or a file name: a computer whose clock was
years off for a day must not make the program throw its good backups away.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path

from store.errors import StoreError
from store.text import clean
from store.vault import platform
from store.vault.archive import Manifest
from store.vault.backup import BackupUnderWay, begin_backup, clear_remains, inspect
from store.vault.cipher import Connection
from store.vault.files import FileNotWrittenError, writing
from store.vault.sidecar import read_sidecar
from store.vault.vault import Vault

KEPT = 7
FOLDER = "backups"
"""Where backups go inside the vault's folder while the office has chosen no other place."""

_OURS = re.compile(r"yuesong-(\d{4}-\d{2}-\d{2})(?:-([1-9]\d{0,5}))?\.yuesong", re.ASCII).fullmatch
_HALF_WRITTEN = re.compile(r"\.[0-9a-f]{16}\.tmp", re.ASCII).fullmatch


class Occasion(Enum):
    """When a backup may be due."""

    UNLOCK = "unlock"  # due unless there is one of today
    EXIT = "exit"  # due if something was journalled since the newest one


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupOutcome:
    """What became of a backup that may have been due. ``file`` is the new one, ``None`` if none was due or it failed.

    ``trouble`` is for the operator (Chinese title and sentence); the work goes on whatever it says.
    """

    file: Path | None = None
    trouble: StoreError | None = None


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Copy:
    """A backup of this vault. ``unit`` is the newest unit of work in it: the order of age is that of the units."""

    unit: int
    day: date
    number: int
    file: Path


@dataclass(frozen=True, slots=True)
class RotationUnderWay:
    """A backup that was due and is copied already; ``copies`` are all that will then be there."""

    backup: BackupUnderWay
    copies: tuple[Copy, ...]

    def finish(self) -> BackupOutcome:
        """Write and prove it, let go of the oldest. Any thread may do this while the vault is in use."""
        try:
            self.backup.finish()
        except StoreError as error:
            return BackupOutcome(trouble=error)
        try:
            return BackupOutcome(file=self.backup.to, trouble=_let_go(self.copies))
        except StoreError as error:
            return BackupOutcome(file=self.backup.to, trouble=error)


def backup_if_due(vault: Vault, folder: Path, today: date, occasion: Occasion) -> BackupOutcome:
    """Write a backup of ``vault`` into ``folder`` if one is due, prove it by opening it, let go of the oldest.

    ``today`` is the day of the computer, not the as-of date of the lists. Nothing is raised that the disk may cause.
    A folder other than the vault's own is never made: a memory stick that is not there must be missed.
    """
    begun = begin_if_due(vault, folder, today, occasion)
    return begun.finish() if isinstance(begun, RotationUnderWay) else begun


def begin_if_due(vault: Vault, folder: Path, today: date, occasion: Occasion) -> RotationUnderWay | BackupOutcome:
    """The part of ``backup_if_due`` that needs the vault's connection; an outcome if none is due or it cannot begin."""
    try:
        _make_ready(vault, folder)
        copies = copies_of(vault, folder)
        if not _is_due(vault.connection, copies, today, occasion):
            return BackupOutcome()
        number = _next_number(folder, today)
        file = folder / _name(today, number)
        new = Copy(unit=_newest_unit(vault.connection), day=today, number=number, file=file)
        return RotationUnderWay(begin_backup(vault, file), (*copies, new))
    except StoreError as error:
        return BackupOutcome(trouble=error)


def last_backup(vault: Vault, folder: Path) -> date | None:
    """The day of the newest backup of this vault in ``folder``; ``None`` if none can be seen there."""
    try:
        copies = copies_of(vault, folder)
    except StoreError:
        return None
    return max(copies).day if copies else None


def copies_of(vault: Vault, folder: Path) -> list[Copy]:
    """The backups in ``folder`` that bear our name, are of this vault, and hold nothing that it does not hold.

    Others are left out, whatever they are called: another vault's, damaged ones, and those made before this vault was
    restored from an older one, which may be the last place of what was entered then.

    :raises FileNotWrittenError: the folder is missing or cannot be read.
    """
    vault_id = read_sidecar(vault.folder).vault_id
    manifests = {file: manifest for file in _named(folder) if (manifest := _manifest(file))}
    ours = {file: manifest.head for file, manifest in manifests.items() if manifest.vault_id == vault_id}
    units = _units_of(vault.connection, set(ours.values()))
    return [
        Copy(unit=units[head], day=day, number=number, file=file)
        for file, head in ours.items()
        if head in units and (parts := _parts(file.name))
        for day, number in (parts,)
    ]


def surplus(copies: Iterable[Copy], keep: int = KEPT) -> list[Copy]:
    """What may go so that ``keep`` are left: the newest of each of the newest days first, then the newest of the rest.

    A day on which the program was opened many times does not push the days before out.
    """
    newest_first = sorted(copies, reverse=True)
    days: set[date] = set()
    last_of_day, others = list[Copy](), list[Copy]()
    for copy in newest_first:
        (others if copy.day in days else last_of_day).append(copy)
        days.add(copy.day)
    return [*last_of_day, *others][keep:]


def _make_ready(vault: Vault, folder: Path) -> None:
    with writing(folder):
        if folder != vault.folder / FOLDER:
            return
        if not folder.is_dir():
            folder.mkdir(mode=platform.PRIVATE_FOLDER)
        # Only here: the vault's lock is held, so nobody else can be in the middle of writing.
        clear_remains(folder)
        for file in folder.iterdir():
            if _HALF_WRITTEN(file.name):
                file.unlink()


def _is_due(connection: Connection, copies: Sequence[Copy], today: date, occasion: Occasion) -> bool:
    if occasion is Occasion.UNLOCK:
        serving = (copy for copy in copies if copy.day == today)
    else:
        newest = _newest_unit(connection)
        serving = (copy for copy in copies if copy.unit == newest)
    return not any(_is_whole(copy.file) for copy in serving)


def _newest_unit(connection: Connection) -> int:
    number: int = connection.execute("SELECT max(number) FROM unit").fetchone()[0]
    return number


def _next_number(folder: Path, today: date) -> int:
    """A number that was not used on this day; memory sticks do not tell capital letters from small ones."""
    with writing(folder):
        names = [file.name.casefold() for file in folder.iterdir()]
    return max((parts[1] for name in names if (parts := _parts(name)) and parts[0] == today), default=0) + 1


def _name(day: date, number: int) -> str:
    stem = f"yuesong-{day.isoformat()}"
    return f"{stem}.yuesong" if number == 1 else f"{stem}-{number}.yuesong"


def _parts(name: str) -> tuple[date, int] | None:
    """Day and number of the day that a file name tells; ``None`` for a name that we did not give."""
    found = _OURS(name)
    if found is None:
        return None
    try:
        return date.fromisoformat(found[1]), int(found[2] or 1)
    except ValueError:
        return None


def _named(folder: Path) -> list[Path]:
    with writing(folder):
        return [file for file in folder.iterdir() if _parts(file.name) and file.is_file() and not file.is_symlink()]


def _manifest(file: Path) -> Manifest | None:
    try:
        return inspect(file, quickly=True)
    except StoreError:
        return None


def _units_of(connection: Connection, heads: Collection[str]) -> dict[str, int]:
    """The unit of work that each head (hex) seals, of those in this journal; the newest are looked at first."""
    found: dict[str, int] = {}
    for number, head in connection.execute("SELECT number, head FROM unit ORDER BY number DESC"):
        if len(found) == len(heads):
            break
        if head is not None and head.hex() in heads:
            found[head.hex()] = number
    return found


def _let_go(copies: Sequence[Copy]) -> StoreError | None:
    """Delete what is more than seven; only files that still hold what was proven when they were written count.

    What does not is neither counted nor deleted, but named.
    """
    if len(copies) <= KEPT:
        return None
    whole = [copy for copy in copies if _is_whole(copy.file)]
    for copy in surplus(whole):
        with writing(copy.file):
            copy.file.unlink()
    damaged = sorted(clean(copy.file.name) for copy in copies if copy not in whole)
    return _some_damaged(damaged) if damaged else None


def _is_whole(file: Path) -> bool:
    try:
        inspect(file)
    except StoreError:
        return False
    return True


def _some_damaged(names: Sequence[str]) -> StoreError:
    return FileNotWrittenError(
        "有备份打不开",
        f"备份文件夹里的 {'、'.join(names)} 已损坏，没有删除它们，新的备份已经写好；请检查放备份的磁盘。",
    )
