"""Records of a long text are read portion by portion; no place in it is special."""

import csv
import io
from random import Random

import pytest

from store.handoff.rows import QuoteError, records

_CELLS = ("", "岳宋村", 'a"b', "两行\n一格", "三行\r\n两\r格", "x" * 400, "\r", "1,2")


def _written(line_end: str, count: int) -> str:
    random = Random(5)
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=line_end).writerows(random.choices(_CELLS, k=4) for _ in range(count))
    return text.getvalue()


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_text_of_many_portions_reads_as_one(line_end: str) -> None:
    text = _written(line_end, 4000)
    assert len(text) > 3 * 262_144
    whole = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert list(records(text, ",")) == list(whole)


def test_a_cell_longer_than_a_portion_stays_one_cell() -> None:
    cell = "一行\n" * 200_000
    assert list(records(f'a,"{cell}"\nb,c\n', ",")) == [["a", cell], ["b", "c"]]


def test_an_open_quotation_mark_far_down_names_where_reading_stopped() -> None:
    text = "a,b\n" * 200_000 + '"open,c\nd,e\n'
    with pytest.raises(QuoteError) as caught:
        list(records(text, ","))
    assert caught.value.row == 200_001


def test_a_text_without_a_last_line_end_loses_nothing() -> None:
    assert list(records("a,b\nc,d", ",")) == [["a", "b"], ["c", "d"]]
