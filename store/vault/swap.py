"""Putting a restored ledger in the place of the one that is there, so that a crash at any point loses neither.

The new files wait in one folder inside the vault. Renaming that folder to its final name is the decision; from then on
every step only moves files and can be taken up again by whoever opens the vault next.
"""

import shutil
from pathlib import Path

from store.vault import platform
from store.vault.files import new_file, writing
from store.vault.sidecar import NAMES

# The ledger goes last: as long as it waits here, what stands in place is still the old vault.
_NEW = (*reversed(NAMES), "ledger.db")
_OLD = (*NAMES, "ledger.db")
_OLD_LOGS = ("ledger.db-wal", "ledger.db-shm", "ledger.db-journal")
_DECIDED = ".restored-"


def decide(folder: Path, waiting: Path, stamp: str) -> None:
    """Let the complete files in ``waiting``, inside the vault ``folder``, become the vault at the next ``finish``."""
    for name in _NEW:
        platform.sync_file(waiting / name)
    platform.sync_folder(waiting)
    waiting.rename(folder / f"{_DECIDED}{stamp}")
    platform.sync_folder(folder)


def is_unfinished(folder: Path) -> bool:
    """Whether a restore was decided but not carried through: the process died in between."""
    return _waiting(folder) is not None


def finish(folder: Path) -> Path | None:
    """Carry a decided restore through; the caller holds the vault's lock. Nothing to do is fine.

    Returns the folder in which the vault that was there is kept, if there was one.

    :raises FileNotWrittenError: a file could not be moved; both vaults are still there, and ``finish`` can be repeated.
    """
    waiting = _waiting(folder)
    if waiting is None:
        return None
    aside = folder / f"old-{waiting.name.removeprefix(_DECIDED)}"
    with writing(folder):
        if all((waiting / name).exists() for name in _NEW):
            _keep_aside(folder, aside)
        for name in _NEW:
            if (waiting / name).exists():
                (waiting / name).replace(folder / name)
        platform.sync_folder(folder)
        waiting.rmdir()
        platform.sync_folder(folder)
    return aside if aside.exists() else None


def _keep_aside(folder: Path, aside: Path) -> None:
    """Give the old files a second name in ``aside``; the ledger keeps its first, so that a vault is seen here."""
    present = [name for name in (*_OLD, *_OLD_LOGS) if (folder / name).exists()]
    if not present:
        return
    aside.mkdir(mode=platform.PRIVATE_FOLDER, exist_ok=True)
    for name in present:
        if name in _OLD_LOGS:
            # A log of the old ledger beside the new one would be replayed into it.
            (folder / name).replace(aside / name)
        else:
            _keep(folder / name, aside / name)
    platform.sync_folder(aside)
    platform.sync_folder(folder)


def _keep(original: Path, copy: Path) -> None:
    if copy.exists():
        return
    try:
        copy.hardlink_to(original)
    except OSError:
        # Memory sticks have no second names for a file.
        with original.open("rb") as source, new_file(copy) as target:
            shutil.copyfileobj(source, target, 1 << 20)


def _waiting(folder: Path) -> Path | None:
    found = sorted(folder.glob(f"{_DECIDED}*")) if folder.is_dir() else []
    return found[0] if found else None
