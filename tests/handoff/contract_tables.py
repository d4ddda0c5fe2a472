"""Tables of cases: what stands in a cell, what becomes of it, and the codes its row gets."""

import csv
import io
from collections.abc import Mapping, Sequence

from store.fields.id_number import check_character
from tests.handoff.offices import Desk, codes_by_row

Outcome = tuple[str | None, frozenset[str]]
"""The cleaned cell as exported (``None``: the row stayed out) and every code of the row."""
Cells = Mapping[str, str]
_MARKS = {
    "people": "户籍地址", "measures": "决定书文号", "visits": "备注", "tests": "备注", "assessments": "备注",
    "suspensions": "原因", "leaves": "事由", "notices": "内容", "supports": "备注",
}  # fmt: skip
"""A column of free text that says which row a record came from."""

PERSON = {"姓名": "岩温", "村": "永广村", "类别": "社区戒毒", "送达日期": "2025-01-01", "报到日期": "2025-01-05"}


def number(order: int, born: str = "19900101", prefix: str = "530899") -> str:
    """The resident ID number of an invented person of an unassigned region; odd orders are men's."""
    digits = f"{prefix}{born}{order:03}"
    return digits + check_character(digits)


def misread(given: str) -> str:
    """The number with a wrong check character that is no 0."""
    return given[:-1] + ("1" if given[-1] != "1" else "2")


def full_width(text: str) -> str:
    return "".join(chr(ord(character) + 0xFEE0) for character in text)


def goes_in(value: str, *codes: str) -> Outcome:
    """The row is taken, the cell as ``value``, with these warnings."""
    return value, frozenset(codes)


def stays_out(*codes: str) -> Outcome:
    """The row is refused for these reasons."""
    return None, frozenset(codes)


def ledger(rows: Sequence[Cells]) -> list[str]:
    """The lines of a ledger, under every header the rows use."""
    headers = list(dict.fromkeys(header for row in rows for header in row))
    return [line_of(headers), *(line_of([row.get(header, "") for header in headers]) for row in rows)]


def line_of(cells: Sequence[str]) -> str:
    """One record as CSV, without its line end."""
    text = io.StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue().removesuffix("\r\n")


def outcomes(desk: Desk, header: str, rows: Mapping[str, Cells], kind: str = "people") -> dict[str, Outcome]:
    """What became of the cell under ``header``, by the name of the row, with all rows in one ledger."""
    marked = [{**row, _MARKS[kind]: f"第{place}行"} for place, row in enumerate(rows.values(), start=2)]
    codes = codes_by_row(desk.take(*ledger(marked), kind=kind))
    recorded = {record[_MARKS[kind]]: record[header] for record in desk.records(kind)}
    return {
        name: (recorded.get(f"第{place}行"), frozenset(codes.get(place, ())))
        for place, name in enumerate(rows, start=2)
    }


def of_people(desk: Desk, header: str, cells: Sequence[str], **others: str) -> dict[str, Outcome]:
    """The same for one column of the roster: one person, numbered in order, for each cell text."""
    rows = {
        cell: {**PERSON, "证件号码": number(2 * order + 1), **others, header: cell}
        for order, cell in enumerate(cells, start=5)
    }
    return outcomes(desk, header, rows)
