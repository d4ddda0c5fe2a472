"""Ledgers as bytes: what is written comes back cell for cell, in every encoding, also from the spreadsheet product."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import StoreError
from store.handoff.csv_writer import (
    ENCODINGS,
    EXCEL_SAFE_MARK,
    Encoding,
    excel_safe_cell,
    ledger_bytes,
    ledger_chunks,
    undo_excel_safe,
)
from tests.hostile import OWN, hostile_strings

CELLS = st.text(st.characters(exclude_categories=["Cs"])) | st.text("'=+-@＝＋－＠\t,\"\r\n 　0123456789a", max_size=20)


def read(data: bytes, encoding: Encoding) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(encoding), newline=""), strict=True))


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(rows=st.lists(st.lists(CELLS, min_size=2, max_size=2)))
def test_every_cell_comes_back_exactly(encoding: Encoding, rows: list[list[str]]) -> None:
    assert read(ledger_bytes(["姓名", "备注"], rows, encoding), encoding) == [["姓名", "备注"], *rows]


@given(rows=st.lists(st.lists(CELLS, min_size=2, max_size=2)))
def test_the_spreadsheet_product_is_undone_exactly(rows: list[list[str]]) -> None:
    head, *read_rows = read(ledger_bytes(["姓名", "备注"], rows, excel_safe=True), "utf-8-sig")
    assert head == ["姓名", "备注", EXCEL_SAFE_MARK]
    assert [[undo_excel_safe(cell) for cell in row[:-1]] for row in read_rows] == rows
    assert all(row[-1] == "" for row in read_rows)


@given(CELLS)
def test_no_spreadsheet_runs_or_rounds_a_safe_cell(cell: str) -> None:
    safe = excel_safe_cell(cell)
    assert not safe.startswith(tuple("=+-@＝＋－＠"))
    assert not (safe.isascii() and safe.isdigit() and len(safe) > 11)
    assert safe.removeprefix("\t").removeprefix("'") in (cell, cell.removeprefix("'"))


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("530898199711073307", "\t530898199711073307"),
        ("53089819971107330X", "53089819971107330X"),
        ("13800001111", "13800001111"),
        ("１２３４５６７８９０１２３", "１２３４５６７８９０１２３"),
        ("=1+1", "'=1+1"),
        ("'=1+1", "''=1+1"),
        ("＠SUM", "'＠SUM"),
        ("-", "'-"),
        ("\t530898199711073307", "'\t530898199711073307"),
        ("\tx", "'\tx"),
        ("'岩", "'岩"),
        ("'", "'"),
        ("岩=三", "岩=三"),
        (" =1", " =1"),
        ("", ""),
    ],
)
def test_only_long_numbers_and_formulas_are_marked(cell: str, safe: str) -> None:
    assert excel_safe_cell(cell) == safe
    assert undo_excel_safe(safe) == cell


@pytest.mark.parametrize("cell", ["'岩", "''", "\t123", "=1+1", "530898199711073307"])
def test_cells_that_were_never_marked_are_left_alone(cell: str) -> None:
    assert undo_excel_safe(cell) == cell


def test_plain_ledgers_quote_where_needed_and_nowhere_else() -> None:
    rows = [["岩三", "=1+1", ""], [' "甲",乙', "一\r\n二", "尾 "], ["", "　全角", "'"]]
    assert ledger_bytes(["姓名", "甲", "乙"], rows, "utf-8").decode() == (
        '姓名,甲,乙\r\n岩三,=1+1,\r\n" ""甲"",乙","一\r\n二","尾 "\r\n,"　全角",\'\r\n'
    )


def test_the_default_begins_with_the_mark_that_spreadsheets_need() -> None:
    assert ledger_bytes(["姓名"], []) == b"\xef\xbb\xbf" + "姓名\r\n".encode()
    assert ledger_bytes(["姓名"], [], "utf-8") == "姓名\r\n".encode()


def test_an_empty_only_cell_is_still_a_row() -> None:
    assert read(ledger_bytes(["姓名"], [[""]], "utf-8"), "utf-8") == [["姓名"], [""]]


def test_gb18030_holds_every_character_there_is() -> None:
    characters = "".join(chr(c) for c in range(0x110000) if not 0xD800 <= c <= 0xDFFF)
    rows = [[characters[start : start + 10_000], "x"] for start in range(0, len(characters), 10_000)]
    assert read(ledger_bytes(["甲", "乙"], rows, "gb18030"), "gb18030")[1:] == rows


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_half_a_surrogate_pair_is_refused_in_a_sentence(encoding: Encoding) -> None:
    with pytest.raises(StoreError, match="无法编码") as refused:
        ledger_bytes(["姓名"], [["\ud800"]], encoding)
    assert refused.value.__suppress_context__, "the traceback would quote the cell"


def test_hostile_text_is_data() -> None:
    rows = [[text, "x"] for text in hostile_strings() if not any("\ud800" <= c <= "\udfff" for c in text)]
    assert len(rows) >= len(OWN) - 1
    assert read(ledger_bytes(["备注", "甲"], rows), "utf-8-sig")[1:] == rows


def test_chunks_add_up_to_the_whole() -> None:
    rows = [[str(number), "岩"] for number in range(5_000)]
    chunks = list(ledger_chunks(["序号", "姓名"], rows))
    assert len(chunks) == 4
    assert b"".join(chunks) == ledger_bytes(["序号", "姓名"], rows)


def test_a_row_of_another_length_is_a_bug() -> None:
    with pytest.raises(ValueError, match="cells"):
        ledger_bytes(["姓名", "备注"], [["岩三"]])
