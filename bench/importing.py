"""Import with every check, match, journal entry and encryption, beside sqlite-utils that does none of it."""

import csv
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from bench import Row
from store.desk.office import Office, found_office
from store.fiction.generate import generate_ledgers
from store.handoff.importing import ImportOptions, import_files
from store.vault.cipher import connect
from store.vault.schema import bring_up_to_date
from store.vault.unit_of_work import Act

_ROWS, _COLUMNS = 100_000, 25
_TODAY = date(2026, 11, 22)
_ACT = Act(operator="bench", action="bench", today=_TODAY, at=datetime(2026, 11, 22, tzinfo=UTC))
_OFFICE = Office(township_code="530829103", name="bench", in_use_from=date(2020, 1, 1), operators=("bench",))


@cache
def _ledger() -> Path:
    """A roster of 100,000 people with the 25 columns that are filled most often, 人员编号 left to the program."""
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    generate_ledgers(folder, _ROWS, 1, _TODAY, density="usual")
    with (folder / "people.csv").open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    filled = sorted(range(1, len(header)), key=lambda place: -sum(1 for row in rows[:2000] if row[place]))
    needed = {
        header.index(title)
        for title in ("姓名", "证件类型", "证件号码", "村", "类别", "期限(年)", "送达日期", "报到日期")
    }
    kept = sorted(needed | set([place for place in filled if place not in needed][: _COLUMNS - len(needed)]))
    path = folder / "roster.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([row[place] for place in kept] for row in (header, *rows))
    return path


def _ours() -> float:
    """Rows per second of one import into an empty vault, wall clock."""
    path = _ledger()
    connection = connect(Path(tempfile.mkdtemp(prefix="bench-")) / "ledger.db", bytes(32), create=True)
    bring_up_to_date(connection)
    found_office(connection, _OFFICE, _ACT)
    begun = time.perf_counter()
    outcome = import_files(connection, [path], _ACT, ImportOptions(kind="people"))
    spent = time.perf_counter() - begun
    connection.close()
    assert outcome.reports[0].counts["new"] > 0.9 * _ROWS
    return _ROWS / spent


def _sqlite_utils() -> float:
    """Rows per second of ``sqlite-utils insert --csv --no-detect-types`` into an empty plain file, wall clock."""
    path = _ledger()
    database = Path(tempfile.mkdtemp(prefix="bench-")) / "plain.db"
    command = [sys.executable, "-m", "sqlite_utils", "insert", str(database), "people", str(path), "--csv"]
    begun = time.perf_counter()
    subprocess.run([*command, "--no-detect-types"], check=True, capture_output=True)
    return _ROWS / (time.perf_counter() - begun)


ROWS = (
    Row(
        what="import, 100,000 people x 25 columns",
        unit="rows/s",
        budget=2,
        ours=_ours,
        reference=_sqlite_utils,
        reference_name="sqlite-utils insert --csv --no-detect-types",
        more_is_better=True,
    ),
)
