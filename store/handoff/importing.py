"""The use case: ledgers come in, all of them in one unit of work or none."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from store.errors import ExitCode, UsageError
from store.fields.cell import trim
from store.handoff.body import data_rows
from store.handoff.clean_rows import CleanRow, Verdict
from store.handoff.cleaning import Cleaner
from store.handoff.decode import Decoded, decode, read_bytes
from store.handoff.event_rows import EventMatcher
from store.handoff.headers import Heading, find_heading
from store.handoff.known import Known
from store.handoff.long_work import without_cycle_search
from store.handoff.pact_rows import PACT_MATCHERS
from store.handoff.rejects import rejects_bytes
from store.handoff.report import Report, report_of
from store.handoff.roster_rows import RosterMatcher
from store.handoff.write import has_changes, write
from store.model.person import Person
from store.vault.cipher import Connection
from store.vault.files import write_file
from store.vault.unit_of_work import Act, unit_of_work

_FIRST = ("areas", "households", "documents", "people", "measures", "volunteers", "teams", "activities")
"""Kinds that others name, in the order in which they go in; the rest follows them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """How to import. ``rejects`` is where rows that stay out are written to, if any do."""

    kind: str | None = None
    encoding: str | None = None
    dry_run: bool = False
    all_or_nothing: bool = False
    rejects: Path | None = None


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What became of an import. ``batch`` is the unit of work, ``None`` if nothing was written."""

    reports: tuple[Report, ...]
    batch: int | None
    exit_code: ExitCode
    rejects: tuple[Path, ...] = ()

    def document(self) -> dict[str, Any]:
        """The public JSON: one report, or several under ``files``."""
        documents = [report.document(self.batch) for report in self.reports]
        return documents[0] if len(documents) == 1 else {"files": documents}


@dataclass(slots=True)
class LedgerFile:
    """One file on its way in."""

    path: Path
    decoded: Decoded
    heading: Heading
    rows: list[CleanRow] = field(default_factory=list)
    skipped: list[int] = field(default_factory=list)
    unmapped: dict[str, int] = field(default_factory=dict)


@without_cycle_search()
def import_files(
    connection: Connection, paths: Sequence[Path], act: Act, options: ImportOptions | None = None
) -> ImportOutcome:
    """Import ledgers in one unit of work, in the order areas, households, documents, people, measures, the rest
    (of which volunteers, teams and activities go before what names them).

    :raises FileRefusedError: a file was refused as a whole.
    :raises UsageError: the kind is not clear, or the rejects would be written over a ledger.
    In both cases nothing was changed, by none of the files.
    """
    options = options or ImportOptions()
    files = sorted((_open(path, options) for path in paths), key=_turn)
    _keep_originals(files, options.rejects)
    known = Known(connection)
    prepare(known, files, act.today)
    reports = tuple(report_on(file, known) for file in files)
    rejects = _write_rejects(files, options.rejects)
    out = any(report.has_rows_out for report in reports)
    if out and options.all_or_nothing:
        return ImportOutcome(reports, None, ExitCode.FILE_REFUSED, rejects)
    exit_code = ExitCode.SOME_REJECTED if out else ExitCode.DONE
    for file in files:
        _let_go(file)
    batch = None if options.dry_run else _commit(connection, act, known)
    return ImportOutcome(reports, batch, exit_code, rejects)


def _open(path: Path, options: ImportOptions) -> LedgerFile:
    decoded = decode(read_bytes(path), options.encoding)
    return LedgerFile(path, decoded, find_heading(decoded.text, options.kind))


def _keep_originals(files: Sequence[LedgerFile], rejects: Path | None) -> None:
    if rejects is None:
        return
    originals = {file.path.resolve() for file in files if not file.heading.is_rejects_file}
    if originals.intersection(target.resolve() for target in _rejects_paths(rejects, len(files))):
        raise UsageError("退回文件不能写在台账上", "退回的行会盖掉要导入的台账,没有导入。请换一个退回文件名。")


def _rejects_paths(path: Path, count: int) -> list[Path]:
    """One name for the rejects of each file: kinds have columns of their own."""
    return [path, *(path.with_stem(f"{path.stem}-{number}") for number in range(2, count + 1))]


def _turn(file: LedgerFile) -> int:
    kind = file.heading.ledger.kind
    return _FIRST.index(kind) if kind in _FIRST else len(_FIRST)


def prepare(known: Known, files: Sequence[LedgerFile], today: date) -> None:
    """Clean and match every file; ``known`` then holds what has to be written."""
    finishing: list[Callable[[], None]] = []
    for file in files:
        cleaner = Cleaner(file.heading, today, known.area_tree(), known.papers, known.own_words())
        clean_file(file, cleaner)
        ledger = file.heading.ledger
        if ledger.kind in PACT_MATCHERS:
            PACT_MATCHERS[ledger.kind](known, cleaner, ledger, file.heading.columns).match(file.rows)
        elif ledger.is_event:
            EventMatcher(known, cleaner, ledger, file.heading.columns).match(file.rows)
        else:
            matcher = RosterMatcher(known, cleaner, file.heading.columns, today)
            matcher.match(file.rows)
            finishing.append(matcher.finish)
    for finish in finishing:
        finish()


def _let_go(file: LedgerFile) -> None:
    # The records hold what goes in; the writing needs the room.
    file.rows = []
    file.decoded = Decoded("", file.decoded.encoding)


def clean_file(file: LedgerFile, cleaner: Cleaner) -> None:
    """Clean every row of a file, and note what was skipped or is read by nobody."""
    heading = file.heading
    unmapped = heading.unmapped
    file.unmapped = {heading.titles[place].strip(): 0 for place in unmapped if heading.titles[place].strip()}
    for number, cells in data_rows(file.decoded.text, heading):
        if cells is None:
            file.skipped.append(number)
            cleaner.skip()
            continue
        for place in unmapped:
            if trim(cells[place]):
                title = heading.titles[place].strip() or f"(第{place + 1}列,无表头)"
                file.unmapped[title] = file.unmapped.get(title, 0) + 1
        file.rows.append(cleaner.clean(number, cells))
    cleaner.settle_numbers()


def report_on(file: LedgerFile, known: Known) -> Report:
    """The report of a ledger that was prepared against ``known``."""
    strangers = sum(1 for row in file.rows if row.verdict is Verdict.REJECTED and _is_stranger(file, row, known))
    return report_of(file.heading, file.decoded.encoding, file.rows, file.skipped, file.unmapped, strangers)


def _is_stranger(file: LedgerFile, row: CleanRow, known: Known) -> bool:
    """Whether the vault, after this import, knows nobody whose row this is."""
    if file.heading.ledger.record is not Person:
        return row.stranger
    at = {column.header: place for place, column in enumerate(file.heading.columns)}
    number, uid = row.values[at["证件号码"]], row.values[at["人员编号"]]
    return number not in known.by_number and uid not in known.by_uid


def _write_rejects(files: Sequence[LedgerFile], path: Path | None) -> tuple[Path, ...]:
    if path is None:
        return ()
    written: list[Path] = []
    for file in files:
        data = rejects_bytes(file.decoded.text, file.heading, file.rows)
        if data is None:
            continue
        target = _rejects_paths(path, len(files))[len(written)]
        write_file(target, data)
        written.append(target)
    return tuple(written)


def _commit(connection: Connection, act: Act, known: Known) -> int | None:
    if not has_changes(known):
        return None
    with unit_of_work(connection, act) as unit:
        write(unit, known)
        return unit.number
