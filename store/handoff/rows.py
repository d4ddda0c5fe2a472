"""From text to records: the cells of a ledger under one delimiter, counted as a spreadsheet counts them."""

import csv
import io
from collections.abc import Iterator

from store.handoff.decode import LARGEST, refused

DELIMITERS = (",", "\t", ";")
Cells = list[str]
_PORTION = 1 << 18
"""Characters."""


class QuoteError(ValueError):
    """A quotation mark is opened and not closed, or text follows a closed one. ``row`` is where reading stopped."""

    def __init__(self, row: int) -> None:
        super().__init__(row)
        self.row = row


def records(text: str, delimiter: str) -> Iterator[Cells]:
    """The records of the text, titles and blank lines included: record 1 is row 1 of a spreadsheet.

    :raises QuoteError: quotation marks that cannot be read without guessing where a cell ends.
    """
    # Read leniently, a lone quotation mark swallows every row below it without a word.
    reader = csv.reader(_lines(text), delimiter=delimiter, strict=True)
    csv.field_size_limit(LARGEST)
    row = 0
    try:
        for row, cells in enumerate(reader, start=1):  # noqa: B007 the row is named in the error
            yield cells
    except csv.Error:
        raise QuoteError(row + 1) from None


def _lines(text: str) -> Iterator[str]:
    """The lines of the text with their ends, cut out of it portion by portion: a buffer of it all takes four times it.

    A portion ends where a line certainly does, which an old Macintosh's CR by itself never shows.
    """
    begin = 0
    while begin < len(text):
        end = text.find("\n", begin + _PORTION) + 1 or len(text)
        yield from io.StringIO(text[begin:end], newline="")
        begin = end


def ledger_records(text: str, delimiter: str) -> Iterator[Cells]:
    """As ``records``; quotation marks that do not match refuse the whole file (``FileRefusedError``)."""
    try:
        yield from records(text, delimiter)
    except QuoteError as error:
        raise refused(f"第 {error.row} 行附近的引号不成对,无法确定各格的界限,请改好引号再导入。") from None
