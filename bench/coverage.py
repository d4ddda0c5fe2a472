"""The matrix of villages and documents, and the import of a township's signatures."""

import csv
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache, partial
from pathlib import Path

from bench import Row
from store.desk.coverage import coverage
from store.desk.office import Office, found_office
from store.handoff.importing import import_files
from store.vault.cipher import connect
from store.vault.schema import bring_up_to_date
from store.vault.unit_of_work import Act

_HOUSEHOLDS = 50_000
_TODAY = date(2026, 11, 22)
_ACT = Act(operator="bench", action="bench", today=_TODAY, at=datetime(2026, 11, 22, tzinfo=UTC))
_OFFICE = Office(township_code="530829103", name="bench", in_use_from=date(2020, 1, 1), operators=("bench",))
_STATES = ("常住", "常住", "常住", "外出", "空户")
_KINDS = ("禁毒村规民约", "禁毒承诺书", "禁毒工作责任书")


@cache
def _ledgers() -> dict[str, Path]:
    """50,000 households in 50 villages and what became of three documents, two of them in their second year."""
    drawn, folder = random.Random(1), Path(tempfile.mkdtemp(prefix="bench-"))
    versions = [(_KINDS[0], "2019", date(2019, 3, 1), ""), *(
        (kind, str(year), date(year, 1, 1), "12") for kind in _KINDS[1:] for year in (2025, 2026)
    )]  # fmt: skip
    homes = [
        (f"H{place:06d}", f"村{place % 50}村", f"{place // 50 % 9 + 1}组", f"网格{place % 200}", "岩三木", "",
         str(drawn.randrange(1, 8)), "13800001111", drawn.choice(_STATES), "2018-01-01", "")
        for place in range(_HOUSEHOLDS)
    ]  # fmt: skip
    signed = [
        (number, kind, version, drawn.choice(("已签", "已签", "已签", "已签", "外出未签", "拒签")),
         (begun + timedelta(days=drawn.randrange(200))).isoformat(), "签字", "岩三木", "", "王强", "", "")
        for kind, version, begun, _ in versions for number, *_ in homes
        if drawn.random() < (0.2 if version == "2025" else 0.9)
    ]  # fmt: skip
    rows: dict[str, tuple[str, Iterable[Sequence[str]]]] = {
        "households": ("户编号,村,组,网格,户主姓名,户主证件号码,人口数,联系电话,户状态,状态起始日期,备注", homes),
        "documents": ("文书,版本,生效日期,有效期(月)", [(k, v, d.isoformat(), m) for k, v, d, m in versions]),
        "signatures": ("户编号,文书,版本,状态,签订日期,签名方式,签字人,与户主关系,经办人,见证人,备注", signed),
    }
    return {kind: _written(folder / f"{kind}.csv", header, lines) for kind, (header, lines) in rows.items()}


def _written(path: Path, header: str, rows: Iterable[Sequence[str]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([header.split(","), *rows])
    return path


def _lines(kind: str) -> int:
    return sum(1 for _ in _ledgers()[kind].open(encoding="utf-8-sig")) - 1


@cache
def _imported() -> tuple[Path, dict[str, float]]:
    """The vault, and rows per second by kind, each ledger an import of its own, wall clock."""
    path = Path(tempfile.mkdtemp(prefix="bench-")) / "ledger.db"
    connection = connect(path, bytes(32), create=True)
    bring_up_to_date(connection)
    found_office(connection, _OFFICE, _ACT)
    speeds: dict[str, float] = {}
    for kind, ledger in _ledgers().items():
        begun = time.perf_counter()
        outcome = import_files(connection, [ledger], _ACT)
        speeds[kind] = _lines(kind) / (time.perf_counter() - begun)
        assert outcome.reports[0].counts["new"] == _lines(kind)
    connection.close()
    return path, speeds


def _ours(kind: str) -> float:
    return _imported()[1][kind]


def _sqlite_utils(kind: str) -> float:
    """Rows per second of ``sqlite-utils insert --csv --no-detect-types`` into an empty plain file, wall clock."""
    database = Path(tempfile.mkdtemp(prefix="bench-")) / "plain.db"
    command = [sys.executable, "-m", "sqlite_utils", "insert", str(database), kind, str(_ledgers()[kind]), "--csv"]
    begun = time.perf_counter()
    subprocess.run([*command, "--no-detect-types"], check=True, capture_output=True)
    return _lines(kind) / (time.perf_counter() - begun)


def _matrix() -> float:
    """CPU milliseconds of the matrix of every village and document, cold, the median of five openings."""
    return sorted(_first() for _ in range(5))[2]


def _first() -> float:
    connection = connect(_imported()[0], bytes(32))
    begun = time.process_time()
    assert len(coverage(connection, _TODAY, by="village")) == 3 * 51
    spent = time.process_time() - begun
    connection.close()
    return spent * 1000


ROWS = (
    *(
        Row(
            what=f"import, {kind} of {_HOUSEHOLDS:,} households",
            unit="rows/s",
            budget=2,
            ours=partial(_ours, kind),
            reference=partial(_sqlite_utils, kind),
            reference_name="sqlite-utils insert --csv --no-detect-types",
            more_is_better=True,
        )
        for kind in ("households", "signatures")
    ),
    Row(what=f"coverage by village, {_HOUSEHOLDS:,} households x 3", unit="ms CPU", budget=300, ours=_matrix),
)
