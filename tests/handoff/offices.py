"""An office's vault and ledgers to try imports on."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from store.desk.ledger_rows import ledger_rows
from store.desk.office import Office
from store.handoff.importing import ImportOptions, ImportOutcome, import_files
from store.model.ledgers import LEDGERS
from store.vault.cipher import Connection
from store.vault.unit_of_work import Act
from tests.ledger import new_ledger

TODAY = date(2026, 11, 22)
ACT = Act(operator="李敏", action="import", reason="导入", today=TODAY, at=datetime(2026, 11, 22, 9, 0, tzinfo=UTC))
OFFICE = Office(township_code="530827203", name="岳宋乡", in_use_from=TODAY, operators=("李敏",))
LEDGER_FOLDER = Path(__file__).parent.parent / "ledgers"


@contextmanager
def empty_office(folder: Path) -> Iterator[Connection]:
    """A real encrypted ledger without any person in it."""
    connection = new_ledger(folder, OFFICE)
    try:
        yield connection
    finally:
        connection.close()


class Desk:
    """Writes ledgers into a folder and imports them."""

    def __init__(self, connection: Connection, folder: Path) -> None:
        self.connection = connection
        self.folder = folder
        self.rejects = folder / "rejects.csv"

    def write(self, *lines: str, name: str = "ledger.csv", encoding: str = "utf-8") -> Path:
        """A ledger of these lines."""
        path = self.folder / name
        path.write_bytes("".join(f"{line}\r\n" for line in lines).encode(encoding))
        return path

    def bring(self, *paths: Path, act: Act = ACT, **options: Any) -> ImportOutcome:
        """Import files."""
        return import_files(self.connection, paths, act, ImportOptions(**options))

    def take(self, *lines: str, **options: Any) -> dict[str, Any]:
        """Import one ledger of these lines; its report."""
        return self.bring(self.write(*lines), **options).document()

    def records(self, kind: str) -> list[dict[str, str]]:
        """Every row of a kind, by header."""
        headers = LEDGERS[kind].headers
        return [dict(zip(headers, row.cells, strict=True)) for row in ledger_rows(self.connection, kind)]

    def entries(self) -> int:
        """How many journal entries there are."""
        count: int = self.connection.execute("SELECT count(*) FROM journal").fetchone()[0]
        return count


def codes_by_row(report: dict[str, Any]) -> dict[int, list[str]]:
    """The codes of every row that has any, sorted."""
    found: dict[int, list[str]] = {}
    for problem in report["problems"]:
        found.setdefault(problem["row"], []).append(problem["code"])
    return {row: sorted(codes) for row, codes in found.items()}


def verdict_counts(report: dict[str, Any]) -> dict[str, int]:
    """The counts that are not zero, the total apart."""
    return {name: count for name, count in report["counts"].items() if count and name != "rows"}


def csv_line(cells: Sequence[str]) -> str:
    """One line of a ledger."""
    return ",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' if set(cell) & set(',"\n;\t') else cell for cell in cells)
