"""The rejects file: what stayed out, why, and how it comes in."""

import csv
import io
from pathlib import Path

import pytest

from store.errors import StoreError, UsageError
from tests.handoff.offices import Desk, codes_by_row, verdict_counts

HEADER = "序号,姓名,身份证号,村,类别,备注"
A, B = "530898199711073307", "530899198212031630"


def read(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


def put(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def test_only_rows_that_stayed_out_with_their_cells_as_they_were(desk: Desk) -> None:
    desk.take(HEADER, f"1,岩三,{A},岳宋村,社戒,", '2, 岩 四 ,1,岳宋村 ,社戒,"=1,""x"""', rejects=desk.rejects)
    header, row = read(desk.rejects)
    assert header == [*HEADER.split(","), "错误列", "错误代码", "怎么改"]
    assert row[:8] == ["2", " 岩 四 ", "1", "岳宋村 ", "社戒", '=1,"x"', "身份证号", "id-length"]
    assert "请按证件核对号码" in row[8]


def test_no_rejects_no_file(desk: Desk) -> None:
    desk.take(HEADER, f"1,岩三,{A},岳宋村,社戒,", rejects=desk.rejects)
    assert not desk.rejects.exists()


def test_a_corrected_row_goes_in(desk: Desk) -> None:
    desk.take(HEADER, "2,岩四,1,岳宋村,社戒,", rejects=desk.rejects)
    rows = read(desk.rejects)
    rows[1][2] = B
    put(desk.rejects, rows)
    report = desk.bring(desk.rejects).document()
    assert (verdict_counts(report), codes_by_row(report)) == ({"new": 1}, {})
    assert report["unmapped_columns"] == ["序号"]


def test_rejects_of_rejects_have_the_columns_once(desk: Desk) -> None:
    desk.take(HEADER, "2,岩四,1,岳宋村,社戒,,多出", rejects=desk.rejects)
    first = desk.rejects.read_bytes()
    desk.bring(desk.rejects, rejects=desk.rejects)
    assert desk.rejects.read_bytes() == first
    assert read(desk.rejects)[0][-4:] == ["错误列", "错误代码", "怎么改", "多余内容"]
    assert read(desk.rejects)[1][-1] == "多出"


def test_a_marked_row_is_refused_until_its_marks_are_emptied(desk: Desk) -> None:
    desk.take(
        HEADER,
        f"1,岩三,{A},岳宋村,社戒,甲",
        f"2,岩三,{A},岳宋村,社戒,乙",
        f"3,岩四,{B},岳宋村,社戒,,多出",
        rejects=desk.rejects,
    )
    rows = read(desk.rejects)
    del rows[2]
    put(desk.rejects, rows)
    assert codes_by_row(desk.bring(desk.rejects).document()) == {2: ["duplicate-in-file"], 3: ["ragged-row"]}
    for row in rows[1:]:
        row[7] = ""
    put(desk.rejects, rows)
    assert codes_by_row(desk.bring(desk.rejects).document()) == {3: ["ragged-row"]}
    rows[2][9] = ""
    put(desk.rejects, rows)
    assert codes_by_row(desk.bring(desk.rejects).document()) == {}
    assert len(desk.records("people")) == 2


def test_conflicts_are_in_the_file_too(desk: Desk) -> None:
    desk.take(HEADER, f"1,岩三,{A},岳宋村,社戒,")
    desk.take(HEADER, f"1,别人,{A},岳宋村,社戒,", rejects=desk.rejects)
    assert read(desk.rejects)[1][7] == "conflict"


def test_each_file_of_several_gets_rejects_of_its_own(desk: Desk) -> None:
    people = desk.write(HEADER, "1,岩三,1,岳宋村,社戒,", name="p.csv")
    tests = desk.write("身份证号,检测日期,样本,类型,结果", f"{A},2026-01-01,尿液,定期,阴性", name="t.csv")
    outcome = desk.bring(tests, people, rejects=desk.rejects)
    assert [path.name for path in outcome.rejects] == ["rejects.csv", "rejects-2.csv"]
    assert read(outcome.rejects[1])[1][6] == "person-unknown"


def test_a_file_made_safe_for_spreadsheets_is_undone(desk: Desk) -> None:
    header = HEADER + ",表格安全"
    report = desk.take(header, f"1,岩三,\t{A},岳宋村,社戒,'=1+1,", "2,岩四,1,岳宋村,社戒,''-x,", rejects=desk.rejects)
    assert codes_by_row(report) == {3: ["id-length"]}
    assert report["unmapped_columns"] == ["序号"]
    assert desk.records("people")[0]["备注"] == "=1+1"
    assert read(desk.rejects)[0] == [*HEADER.split(","), "错误列", "错误代码", "怎么改"]
    assert read(desk.rejects)[1][5] == "'-x"


def test_without_the_mark_nothing_is_undone(desk: Desk) -> None:
    desk.take(HEADER, f"1,岩三,{A},岳宋村,社戒,'=1+1")
    assert desk.records("people")[0]["备注"] == "'=1+1"


def test_rejects_are_never_written_over_the_ledger(desk: Desk) -> None:
    ledger = desk.write(HEADER, "2,岩四,1,岳宋村,社戒,")
    before = ledger.read_bytes()
    with pytest.raises(UsageError):
        desk.bring(ledger, rejects=desk.folder / "." / ledger.name)
    assert ledger.read_bytes() == before


def test_rejects_that_cannot_be_written_stop_the_import(desk: Desk) -> None:
    ledger = desk.write(HEADER, f"1,岩三,{A},岳宋村,社戒,", "2,岩四,1,岳宋村,社戒,")
    with pytest.raises(StoreError):
        desk.bring(ledger, rejects=desk.folder / "missing" / "rejects.csv")
    assert desk.records("people") == []
