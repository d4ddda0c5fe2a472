"""Ledgers as bytes: CSV per RFC 4180, and the product for looking at in a spreadsheet (contract.md section 4)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Literal

from store.errors import StoreError

Encoding = Literal["utf-8-sig", "utf-8", "gb18030"]
ENCODINGS: tuple[Encoding, ...] = ("utf-8-sig", "utf-8", "gb18030")
EXCEL_SAFE_MARK = "表格安全"
"""Header of the empty last column that marks an ``excel_safe`` file; only there may ``undo_excel_safe`` be used."""

_ROWS_PER_CHUNK = 2_000
_needs_quotes = re.compile(r'[",\r\n]|^\s|\s\Z').search
_may_need_quotes = re.compile(r'["\r\n]|(?:^|,)\s|\s(?:,|\Z)').search
_is_long_number = re.compile(r"[0-9]{12,}").fullmatch
_is_tabbed_number = re.compile(r"\t[0-9]{12,}").fullmatch
_reads_as_formula = re.compile(r"'*[=+\-@＝＋－＠\t]").match


def ledger_bytes(
    headers: Sequence[str],
    rows: Iterable[Sequence[str]],
    encoding: Encoding = "utf-8-sig",
    excel_safe: bool = False,
) -> bytes:
    """The whole ledger: a header row, then ``rows``, each with as many cells as there are headers.

    Plain ledgers keep every cell exactly. Raises ``StoreError`` for a cell that no encoding can hold (half of a
    surrogate pair) and ``ValueError`` for a row of another length, which is a bug of the caller.
    """
    return b"".join(ledger_chunks(headers, rows, encoding, excel_safe))


def ledger_chunks(
    headers: Sequence[str],
    rows: Iterable[Sequence[str]],
    encoding: Encoding = "utf-8-sig",
    excel_safe: bool = False,
) -> Iterator[bytes]:
    """``ledger_bytes`` piece by piece, for ledgers that should not stand in memory whole."""
    yield ledger_head(headers, encoding, excel_safe)
    width = len(headers)
    remaining = iter(rows)
    while chunk := list(islice(remaining, _ROWS_PER_CHUNK)):
        if any(len(row) != width for row in chunk):
            raise ValueError("a row has more or fewer cells than there are headers")
        yield ledger_lines(chunk, encoding, excel_safe)


def ledger_head(headers: Sequence[str], encoding: Encoding = "utf-8-sig", excel_safe: bool = False) -> bytes:
    """The bytes a ledger begins with: the mark of the encoding and the header row."""
    mark = "\ufeff" if encoding == "utf-8-sig" else ""
    return _encoded(mark + _line([*headers, EXCEL_SAFE_MARK] if excel_safe else headers), encoding)


def ledger_lines(rows: Iterable[Sequence[str]], encoding: Encoding = "utf-8-sig", excel_safe: bool = False) -> bytes:
    """The bytes of some rows, to stand anywhere after ``ledger_head``. Raises ``StoreError`` as ``ledger_bytes``."""
    cells = ([*map(excel_safe_cell, row), ""] for row in rows) if excel_safe else rows
    return _encoded("".join(map(_line, cells)), encoding)


def excel_safe_cell(cell: str) -> str:
    """The cell so that no spreadsheet rounds or runs it; ``undo_excel_safe`` takes exactly this back."""
    if _is_long_number(cell):
        return "\t" + cell
    return "'" + cell if _reads_as_formula(cell) else cell


def undo_excel_safe(cell: str) -> str:
    """The cell before ``excel_safe_cell``. For data rows of a file that bears ``EXCEL_SAFE_MARK``, before trimming."""
    if _is_tabbed_number(cell):
        return cell[1:]
    return cell[1:] if cell.startswith("'") and _reads_as_formula(cell) else cell


def _line(cells: Sequence[str]) -> str:
    line = ",".join(cells)
    if line and line.count(",") == len(cells) - 1 and not _may_need_quotes(line):
        return line + "\r\n"
    if list(cells) == [""]:
        return '""\r\n'  # an empty line would be no row
    return ",".join(map(_quoted, cells)) + "\r\n"


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _needs_quotes(cell) else cell


def _encoded(text: str, encoding: Encoding) -> bytes:
    try:
        return text.encode("gb18030" if encoding == "gb18030" else "utf-8")
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        raise StoreError(
            "无法写出台账",
            f"有一格含有无法编码的字符（本段第 {line} 行附近），文件没有写出，"
            "已有记录未变；请在程序里改正这一格后重试。",
        ) from None
