"""What stands under the header: data rows, and rows that are none (blank lines, totals, signatures, headings)."""

import re
import unicodedata
from collections.abc import Iterator

from store.fields.cell import trim
from store.handoff.csv_writer import undo_excel_safe
from store.handoff.headers import Heading, header_index, plain_header
from store.handoff.rows import Cells, ledger_records

_NOTES = ("合计", "小计", "总计", "共计", "填表", "填报", "审核", "制表", "单位负责人", "备注:", "注:", "说明:")
_SERIAL_TITLES = ("序号", "序")
_UNITS = frozenset("年月日岁元天个人次") | {"分钟", "年月日", "单位", "必填", "选填"}
_BRACKETED = re.compile(r"\(.+\)").fullmatch
_STEMS = "甲乙丙丁戊己庚辛壬癸"


def data_rows(text: str, heading: Heading) -> Iterator[tuple[int, Cells | None]]:
    """Every record below the header with its row number; ``None`` for a row that is no data row.

    Missing trailing cells are filled up; surplus ones are kept. What ``excel_safe`` did to cells is undone.
    """
    sorter = _RowSorter(heading)
    width = len(heading.titles)
    for row, record in enumerate(ledger_records(text, heading.delimiter), start=1):
        if row <= heading.row:
            continue
        cells = record + [""] * (width - len(record)) if len(record) < width else record
        if heading.excel_safe:
            cells = [undo_excel_safe(cell) for cell in cells]
        yield row, (cells if sorter.is_data(row, cells) else None)


class _RowSorter:
    def __init__(self, heading: Heading) -> None:
        self._heading = heading
        self._required = [
            places[0] for column, places in zip(heading.columns, heading.places, strict=True) if column.required
        ]
        self._plain_titles = [plain_header(title) for title in heading.titles]
        self._serials = {place for place, title in enumerate(self._plain_titles) if title in _SERIAL_TITLES}
        self._words = set(header_index(heading.ledger.kind)) | set(self._plain_titles)
        # The last required column holds words of a list or days: few distinct texts, quick to compare.
        self._telling = self._required[-1]

    def is_data(self, row: int, cells: Cells) -> bool:
        if row > self._heading.row + 1 and self._is_plainly_data(cells):
            return True
        filled = [(place, text) for place, cell in enumerate(cells) if (text := trim(cell))]
        if all(place in self._serials for place, _ in filled):
            return False
        return not (self._is_note(cells, filled) or self._is_heading(row, filled))

    def _is_plainly_data(self, cells: Cells) -> bool:
        for place in self._required:
            # What begins with a letter or a figure holds more than blanks.
            if not cells[place][:1].isalnum() and not trim(cells[place]):
                return False
        return plain_header(cells[self._telling]) != self._plain_titles[self._telling]

    def _is_note(self, cells: Cells, filled: list[tuple[int, str]]) -> bool:
        if all(trim(cells[place]) for place in self._required):
            return False
        first = "".join(unicodedata.normalize("NFKC", filled[0][1]).split())
        return first.startswith(_NOTES)

    def _is_heading(self, row: int, filled: list[tuple[int, str]]) -> bool:
        plain = [(place, plain_header(text)) for place, text in filled]
        titles = self._plain_titles
        if len(filled) > 1 and all(place < len(titles) and text == titles[place] for place, text in plain):
            return True
        if row != self._heading.row + 1:
            return False
        return _is_numbering([text for _, text in plain]) or all(
            text in self._words or _is_unit(cell) for (_, text), (_, cell) in zip(plain, filled, strict=True)
        )


def _is_unit(text: str) -> bool:
    plain = unicodedata.normalize("NFKC", text)
    return plain in _UNITS or _BRACKETED(plain) is not None


def _is_numbering(texts: list[str]) -> bool:
    """1, 2, 3 … or 甲, 乙, 1, 2 …: the numbers of the columns on printed forms."""
    numbers = [text for text in texts if text not in _STEMS]
    if len(texts) < 3 or not all(text.isascii() and text.isdigit() and len(text) < 4 for text in numbers):
        return False
    values = [int(number) for number in numbers]
    return values == list(range(values[0], values[0] + len(values))) if values else True
