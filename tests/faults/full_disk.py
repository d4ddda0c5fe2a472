"""Runs inside a mount namespace, on a small file system of its own, and says what happened when it was full.

``python -m tests.faults.full_disk DISK TASK`` does TASK again and again with ever more room left: the fault moves from
the first write to the last and past it. Each line is ``FREE OUTCOME``, the last one ``end``.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from store.desk.office import found_office
from store.errors import StoreError
from store.vault.backup import backup, restore
from store.vault.files import write_file
from store.vault.unit_of_work import CommitUncertainError, unit_of_work
from store.vault.vault import Vault, create_vault, is_vault, open_vault
from store.vault.verify import verify
from tests.faults.saver import PEOPLE, fill, say
from tests.ledger import NOW, OFFICE, PASSPHRASE, act
from tests.vault.vaults import enter, names_in, office_vault

STEP = 4096


def leave_free(disk: Path, free: int) -> Path:
    """Fill the file system but for ``free`` bytes."""
    filler = disk / "filler"
    room = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(room - free, 1))
    return filler


def saving(folder: Path, free: int) -> str:
    """Save one unit; the vault must hold it if and only if that is what was said."""
    with office_vault(folder) as vault:
        before = len(names_in(vault))
        filler = leave_free(folder.parent, free)
        said = attempt_to_save(vault)
    filler.unlink()
    with office_vault(folder) as vault:
        assert verify(vault.connection) == []
        assert len(names_in(vault)) == before + (PEOPLE if said == "done" else 0), said
    return said


def attempt_to_save(vault: Vault) -> str:
    """What the operator is told."""
    try:
        with unit_of_work(vault.connection, act()) as unit:
            fill(unit)
    except CommitUncertainError as error:
        failure = vault.settle(error)
        return failure.title if failure else "done"
    except StoreError as error:
        return error.title
    return "done"


def writing(folder: Path, free: int) -> str:
    """Replace a file; the old one stays unless the new one is whole."""
    target = folder.parent / "file"
    write_file(target, b"old")
    filler = leave_free(folder.parent, free)
    said = told(lambda: write_file(target, b"new" * 10_000))
    filler.unlink()
    assert target.read_bytes() == (b"new" * 10_000 if said == "done" else b"old")
    assert {path.name for path in folder.parent.iterdir()} <= {"file", "vault"}
    return said


def backing_up(folder: Path, free: int) -> str:
    """Write a backup; there is a whole one or none."""
    target = folder.parent / "b.zip"
    target.unlink(missing_ok=True)
    with office_vault(folder) as vault:
        filler = leave_free(folder.parent, free)
        said = told(lambda: backup(vault, target))
        filler.unlink()
        assert verify(vault.connection) == []
    assert target.exists() == (said == "done")
    assert {path.name for path in folder.parent.iterdir()} <= {"b.zip", "vault"}
    return said


def restoring(folder: Path, free: int) -> str:
    """Restore over a vault that went on; it is the old one or the new one, and nothing is lost."""
    source = folder.parent / "b.zip"
    with office_vault(folder) as vault:
        if not source.exists():
            backup(vault, source)
            enter(vault, "岩三木")
        before = names_in(vault)
    filler = leave_free(folder.parent, free)
    said = told(lambda: restore(source, folder, PASSPHRASE, now=NOW))
    filler.unlink()
    with office_vault(folder) as vault:
        assert verify(vault.connection) == []
        assert names_in(vault) == ([] if said == "done" else before)
    return said


def founding(folder: Path, free: int) -> str:
    """Make a vault; there is a whole one or none."""
    new = folder.parent / "new"
    filler = leave_free(folder.parent, free)
    said = told(lambda: create_vault(new, PASSPHRASE, lambda connection: found_office(connection, OFFICE, act("init"))))
    filler.unlink()
    assert is_vault(new) == (said == "done")
    if said == "done":
        open_vault(new, PASSPHRASE).close()
    return said


def told(task: Callable[[], object]) -> str:
    """``done``, or the title of what the operator is told."""
    try:
        task()
    except StoreError as error:
        return error.title
    return "done"


TASKS: dict[str, tuple[Callable[[Path, int], str], int]] = {
    "saving": (saving, STEP),
    "writing": (writing, STEP),
    "backing_up": (backing_up, 16 * STEP),
    "restoring": (restoring, 16 * STEP),
    "founding": (founding, 16 * STEP),
}


def main(disk: Path, name: str) -> None:
    task, step = TASKS[name]
    office_vault(disk / "vault").close()
    for free in range(0, 400 * step, step):
        outcome = task(disk / "vault", free)
        say(free, outcome)
        if outcome == "done":
            break
    say("end")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
