"""An import in steps that an operator sees: open, recognise, rehearse, then carry out exactly what was shown.

The text is read once: whatever happens to the file meanwhile, what is written is what was looked at.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from pathlib import Path
from typing import TypeVar

from store.errors import StoreError, UsageError
from store.fields import Phone
from store.handoff.body import data_rows
from store.handoff.clean_rows import CleanRow
from store.handoff.decode import Decoded, decode, read_bytes
from store.handoff.headers import Heading, find_heading
from store.handoff.importing import LedgerFile, prepare, report_on
from store.handoff.known import Known
from store.handoff.long_work import without_cycle_search
from store.handoff.rejects import rejects_bytes
from store.handoff.report import Report
from store.handoff.rows import Cells
from store.handoff.write import has_changes, write
from store.vault.cipher import Connection
from store.vault.files import write_file
from store.vault.journal import head_of
from store.vault.unit_of_work import Act, CommitUncertainError, UnitOfWork, Value, unit_of_work

T = TypeVar("T")
_TELLING = 256
"""Rows between two words about how far a job is."""


class Stage(Enum):
    """What a long job is doing."""

    READ = "read"
    CLEAN = "clean"
    MATCH = "match"
    WRITE = "write"
    SEAL = "seal"


Tell = Callable[[Stage, int, int], None]
"""Told the stage, how much is done, and of how much (0 = not known). Whatever it raises stops the job."""


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """The text of a file, before anybody knows what ledger it is."""

    path: Path
    size: int
    decoded: Decoded


@dataclass(frozen=True, slots=True)
class RecognisedLedger:
    """A ledger whose header row was found.

    ``filled`` counts the cells with content, by position of the column; ``samples`` are the first of them.
    """

    opened: OpenedFile
    heading: Heading
    rows: int
    skipped: int
    filled: tuple[int, ...]
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What an import would do to the vault as it is: nothing is written yet."""

    file: LedgerFile
    report: Report
    known: Known
    today: date
    head: bytes

    def still_holds(self, connection: Connection, today: date) -> bool:
        """Whether vault and day are those of the rehearsal."""
        return self.today == today and self.head == head_of(connection)

    @property
    def changes(self) -> int:
        """How many rows would go in or change something."""
        return self.report.counts["new"] + self.report.counts["changed"]


@dataclass(frozen=True, slots=True)
class Carried:
    """What was done. ``batch`` is None if there was nothing to write; ``rejects`` is where rows that stayed out lie."""

    batch: int | None
    rejects: Path | None


class OutdatedRehearsalError(StoreError):
    """The vault or the day changed after the rehearsal: what was shown is not what would be written."""

    code = "rehearsal-outdated"

    def __init__(self) -> None:
        super().__init__("要再核对一次", "核对以后台账或日期有变动,没有写入。请再核对一次。")


def open_ledger(path: Path, encoding: str | None = None) -> OpenedFile:
    """Read and decode a file. Raises ``FileRefusedError`` as ``read_bytes`` and ``decode`` do."""
    data = read_bytes(path)
    return OpenedFile(path, len(data), decode(data, encoding))


def recognise(opened: OpenedFile, tell: Tell, kind: str | None = None) -> RecognisedLedger:
    """Find the header row and count what stands under it. Raises ``FileRefusedError``, or ``UsageError`` for a tie."""
    return _counted(opened, find_heading(opened.decoded.text, kind), tell)


def reassign(ledger: RecognisedLedger, place: int, header: str | None, tell: Tell) -> RecognisedLedger:
    """The ledger with the column at ``place`` taken for another one of its kind, or for none.

    :raises UsageError: a required column would be left without cells, or have two columns.
    """
    heading = ledger.heading
    places = []
    for column, taken in zip(heading.columns, heading.places, strict=True):
        rest = {other for other in taken if other != place}
        now = tuple(sorted(rest | {place} if column.header == header else rest))
        if column.required and not now:
            raise UsageError("不能不要这一列", f"「{column.header}」是必填的,要有一列对上它。没有改。")
        if len(now) > 1 and not isinstance(column.field.type, Phone):
            raise UsageError("已有别的列", f"已经有一列对上「{column.header}」,请先把那一列改掉。没有改。")
        places.append(now)
    return _counted(ledger.opened, replace(heading, places=tuple(places)), tell)


def _counted(opened: OpenedFile, heading: Heading, tell: Tell) -> RecognisedLedger:
    filled, samples = [0] * len(heading.titles), [""] * len(heading.titles)
    rows = skipped = 0
    for number, cells in data_rows(opened.decoded.text, heading):
        if number % _TELLING == 0:
            tell(Stage.READ, number, 0)
        if cells is None:
            skipped += 1
            continue
        rows += 1
        for place in range(len(filled)):
            if cells[place].strip():
                filled[place] += 1
                samples[place] = samples[place] or cells[place]
    return RecognisedLedger(opened, heading, rows, skipped, tuple(filled), tuple(samples))


class _WatchedRows(list[CleanRow]):
    """The rows of a ledger, which tell how many were cleaned and how many were matched."""

    def __init__(self, tell: Tell, total: int) -> None:
        super().__init__()
        self._tell = tell
        self._total = total

    def append(self, row: CleanRow) -> None:
        super().append(row)
        if len(self) % _TELLING == 0:
            self._tell(Stage.CLEAN, len(self), self._total)

    def __iter__(self) -> Iterator[CleanRow]:
        for number, row in enumerate(super().__iter__()):
            if number % _TELLING == 0:
                self._tell(Stage.MATCH, number, self._total)
            yield row


@without_cycle_search()
def rehearse(connection: Connection, ledger: RecognisedLedger, today: date, tell: Tell) -> Rehearsal:
    """Clean and match every row against the vault, and write nothing."""
    rows = _WatchedRows(tell, ledger.rows)
    file = LedgerFile(ledger.opened.path, ledger.opened.decoded, ledger.heading, rows)
    tell(Stage.CLEAN, 0, ledger.rows)
    known = Known(connection)
    prepare(known, [file], today)
    return Rehearsal(replace(file, rows=list(rows)), report_on(file, known), known, today, head_of(connection))


def cells_of(rehearsal: Rehearsal, numbers: frozenset[int]) -> dict[int, Cells]:
    """The cells of these rows as the file holds them."""
    rows = data_rows(rehearsal.file.decoded.text, rehearsal.file.heading)
    return {number: cells for number, cells in rows if cells is not None and number in numbers}


@without_cycle_search()
def carry_out(connection: Connection, rehearsal: Rehearsal, act: Act, rejects: Path | None, tell: Tell) -> Carried:
    """Write what was rehearsed, and the rows that stay out to the new file ``rejects``: both or neither.

    :raises OutdatedRehearsalError: vault or day are others now. :raises FileExistsAlreadyError: ``rejects`` is there.
    :raises FileNotWrittenError: the rejects cannot be written. In each case nothing was changed.
    """
    if not rehearsal.still_holds(connection, act.today):
        raise OutdatedRehearsalError
    rows_out = RowsOut(rejects, rejects_bytes(rehearsal.file.decoded.text, rehearsal.file.heading, rehearsal.file.rows))
    if not has_changes(rehearsal.known):
        return Carried(None, rows_out.write())
    try:
        with unit_of_work(connection, act) as unit:
            write(_WatchedUnit(unit, _changes(rehearsal.known), tell), rehearsal.known)
            tell(Stage.SEAL, 0, 0)
            written = rows_out.write()
    except CommitUncertainError:
        raise  # the ledger may hold the rows that went in: then these are the others
    except BaseException:
        rows_out.take_back()
        raise
    return Carried(unit.number, written)


class RowsOut:
    """The rejects file of one import, which stands only if the import does."""

    def __init__(self, path: Path | None, data: bytes | None) -> None:
        self._path = path
        self._data = data
        self._written = False

    def write(self) -> Path | None:
        """Write the file if there are rows for it; its path."""
        if self._path is None or self._data is None:
            return None
        write_file(self._path, self._data, replace=False)
        self._written = True
        return self._path

    def take_back(self) -> None:
        """Remove the file if it was written: the rows it lacks did not go in after all."""
        if self._written and self._path is not None:
            with suppress(OSError):
                self._path.unlink()


class _WatchedUnit(UnitOfWork):
    """A unit of work that tells how many records were written."""

    def __init__(self, unit: UnitOfWork, total: int, tell: Tell) -> None:
        super().__init__(unit.connection, unit.number)
        self._tell = tell
        self._done = 0
        self._total = total

    def insert(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
        super().insert(table, columns, map(self._counted, rows))

    def update(self, table: str, row_id: int, changes: Mapping[str, Value]) -> None:
        super().update(table, row_id, self._counted(changes))

    def _counted(self, what: T) -> T:
        if self._done % _TELLING == 0:
            self._tell(Stage.WRITE, self._done, self._total)
        self._done += 1
        return what


def _changes(known: Known) -> int:
    """How many records have to be written."""
    return sum(1 for held in known.touched() if held.is_changed)
