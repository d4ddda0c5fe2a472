"""`generate`: the same bytes from the same seed and day, and never in place of an office's own ledger."""

import csv
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from store.errors import StoreError, UsageError
from store.fiction.generate import EARLIEST, generate_ledgers
from store.fiction.township import township
from store.model.ledgers import LEDGERS

TODAY = date(2026, 11, 22)


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


def test_every_kind_is_written_with_its_headers(tmp_path: Path) -> None:
    counted = generate_ledgers(tmp_path / "new" / "folder", 60, 1, TODAY)
    assert list(counted) == list(LEDGERS)
    for kind, ledger in LEDGERS.items():
        with (tmp_path / "new" / "folder" / f"{kind}.csv").open(encoding="utf-8-sig", newline="") as file:
            head, *rows = csv.reader(file, strict=True)
        assert head == list(ledger.headers)
        assert len(rows) == counted[kind] > 0
        assert rows == list(township(60, 1, TODAY).rows(kind))


def test_the_same_seed_and_day_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        generate_ledgers(tmp_path / name, 30, 9, TODAY)
    generate_ledgers(tmp_path / "other seed", 30, 10, TODAY)
    generate_ledgers(tmp_path / "other day", 30, 9, date(2026, 11, 23))
    one = contents(tmp_path / "one")
    assert one == contents(tmp_path / "two")
    # Where the villages lie and who looks after them has no day.
    for other, same in ((contents(tmp_path / "other seed"), []), (contents(tmp_path / "other day"), ["areas.csv"])):
        assert [name for name in one if one[name] == other[name]] == same


@pytest.mark.parametrize("hash_seed", ["1", "2"])
def test_another_process_writes_the_same_bytes(tmp_path: Path, hash_seed: str) -> None:
    program = (
        "import sys; from datetime import date; from pathlib import Path\n"
        "from store.fiction.generate import generate_ledgers\n"
        "generate_ledgers(Path(sys.argv[1]), 30, 9, date(2026, 11, 22))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    subprocess.run([sys.executable, "-c", program, str(tmp_path / "there")], check=True, env=environment)
    generate_ledgers(tmp_path / "here", 30, 9, TODAY)
    assert contents(tmp_path / "there") == contents(tmp_path / "here")


@pytest.mark.parametrize("today", [EARLIEST, date(2024, 2, 29), date.max])
def test_any_day_since_the_law_can_be_today(tmp_path: Path, today: date) -> None:
    assert generate_ledgers(tmp_path, 60, 1, today)["people"] == 60


def test_a_day_before_the_law_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="什么都没有写"):
        generate_ledgers(tmp_path / "new", 5, 1, date(2008, 5, 31))
    assert not (tmp_path / "new").exists()


def test_fiction_replaces_fiction(tmp_path: Path) -> None:
    generate_ledgers(tmp_path, 1, 1, TODAY)
    generate_ledgers(tmp_path, 20, 2, TODAY)
    generate_ledgers(tmp_path / "fresh", 20, 2, TODAY)
    assert contents(tmp_path) == contents(tmp_path / "fresh")


@pytest.mark.parametrize(
    "text", ["证件号码,姓名\r\n532730199001011234,岩三\r\n", "姓名,日期\r\n岩三,2026-01-01\r\n", ""]
)
def test_an_offices_own_ledger_is_never_replaced(tmp_path: Path, text: str) -> None:
    (tmp_path / "visits.csv").write_text(text, encoding="utf-8")
    with pytest.raises(StoreError, match="已原样保留"):
        generate_ledgers(tmp_path, 5, 1, TODAY)
    assert contents(tmp_path) == {"visits.csv": text.encode()}


def test_a_folder_that_is_a_file_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(StoreError, match="什么都没有写"):
        generate_ledgers(tmp_path / "file", 5, 1, TODAY)
