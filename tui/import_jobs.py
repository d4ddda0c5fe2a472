"""What an import does in the database thread, under a meter that can stop it."""

import os
from contextlib import suppress
from pathlib import Path

from store.desk.drafts import draft_of, keep_draft
from store.errors import FileRefusedError, StoreError, UsageError
from store.handoff.rehearsal import (
    Carried,
    RecognisedLedger,
    Rehearsal,
    carry_out,
    cells_of,
    open_ledger,
    reassign,
    recognise,
    rehearse,
)
from store.vault.cipher import Connection
from store.vault.interruption import interruptible
from store.vault.unit_of_work import Act, CommitUncertainError
from tui.importing import Meter, ProblemLine, free_name, problem_lines
from tui.workplace import Workplace

_FORM = "import"


def recognise_job(
    _connection: Connection, path: Path, kind: str | None, encoding: str | None, meter: Meter
) -> tuple[RecognisedLedger | None, str]:
    """Read the file and recognise it; or the sentence that says why it is no ledger of that kind and encoding.

    Raises ``FileRefusedError`` when the file itself cannot be read as anything.
    """
    opened = open_ledger(path, encoding)
    try:
        return recognise(opened, meter.tell, kind), ""
    except (FileRefusedError, UsageError) as error:
        return None, error.message


def reassign_job(
    _connection: Connection, ledger: RecognisedLedger, place: int, header: str | None, meter: Meter
) -> RecognisedLedger:
    """The ledger with a column taken for another one. Raises ``UsageError`` when that cannot be."""
    return reassign(ledger, place, header, meter.tell)


def rehearse_job(
    connection: Connection, ledger: RecognisedLedger, workplace: Workplace, meter: Meter
) -> tuple[Rehearsal, tuple[ProblemLine, ...], str]:
    """The rehearsal, its problems, and a free name for the rejects. Raises ``StoppedError``."""
    with interruptible(connection, meter.stopped):
        rehearsal = rehearse(connection, ledger, workplace.today, meter.tell)
    numbers = frozenset(problem.row for problem in rehearsal.report.problems)
    path = ledger.opened.path
    stem = path.stem if path.stem.endswith("-退回") else f"{path.stem}-退回"
    rejects = free_name(path.parent, stem, ".csv", os.path.lexists)
    return rehearsal, problem_lines(rehearsal, cells_of(rehearsal, numbers)), str(rejects)


def carry_out_job(
    connection: Connection, rehearsal: Rehearsal, act: Act, rejects: Path | None, meter: Meter, done: list[Carried]
) -> None:
    """Write what was rehearsed; ``done`` then holds what was done. Raises ``StoreError`` when nothing was."""
    try:
        with interruptible(connection, meter.stopped):
            done.append(carry_out(connection, rehearsal, act, rejects, meter.tell))
    except CommitUncertainError as error:
        # The session looks whether it was saved after all; then this is what was done, else it is taken back.
        done.append(Carried(error.number, rejects if rehearsal.report.has_rows_out else None))
        raise


def take_back(done: list[Carried]) -> None:
    """Remove the rejects file of an import that turned out not to be saved: the other rows did not go in either."""
    for carried in done:
        if carried.rejects is not None:
            with suppress(OSError):
                carried.rejects.unlink()


def last_place(connection: Connection) -> str:
    """The folder of the last import; empty if there was none."""
    draft = draft_of(connection, _FORM, "")
    place = draft.content.get("folder") if draft else None
    return place if isinstance(place, str) else ""


def keep_place(connection: Connection, folder: str, workplace: Workplace) -> None:
    """Remember the folder for the next import. A disk that does not take it stops no import."""
    try:
        keep_draft(connection, _FORM, "", {"folder": folder}, workplace.clock())
    except StoreError:
        return
