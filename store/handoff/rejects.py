"""The rejects file: rows that did not go in, as they were, with what is wrong and what to do."""

from collections.abc import Iterator, Sequence

from store.fields.codes import CODES, Severity
from store.handoff.body import data_rows
from store.handoff.clean_rows import CleanRow
from store.handoff.csv_writer import ledger_bytes
from store.handoff.headers import REMARK_HEADERS, Heading
from store.handoff.rows import Cells

_JOINER = "、"


def rejects_bytes(text: str, heading: Heading, rows: Sequence[CleanRow]) -> bytes | None:
    """The rejects file of one ledger (UTF-8 with byte order mark); ``None`` if every row went in."""
    out = {row.number: row for row in rows if row.stays_out}
    if not out:
        return None
    kept = _kept_places(heading)
    width = len(heading.titles)
    body = [(cells, out[number]) for number, cells in data_rows(text, heading) if cells is not None and number in out]
    has_surplus = "多余内容" in heading.remarks or any(any(cells[width:]) for cells, _ in body)
    remarks = REMARK_HEADERS if has_surplus else REMARK_HEADERS[:3]
    headers = [*(heading.titles[place] for place in kept), *remarks]
    lines = (_line(cells, row, kept, heading, width)[: len(headers)] for cells, row in body)
    return ledger_bytes(headers, lines)


def _kept_places(heading: Heading) -> list[int]:
    width = len(heading.titles) - heading.excel_safe
    return [place for place in range(width) if place not in heading.remarks.values()]


def _line(cells: Cells, row: CleanRow, kept: Sequence[int], heading: Heading, width: int) -> list[str]:
    resolved = row.resolved or {}
    texts = [resolved.get(place, cells[place]) for place in kept]
    return [*texts, *_remarks(row), _surplus(cells, heading, width)]


def _surplus(cells: Cells, heading: Heading, width: int) -> str:
    place = heading.remarks.get("多余内容")
    earlier = [cells[place]] if place is not None and cells[place] else []
    return " | ".join([*earlier, *(cell for cell in cells[width:] if cell)])


def _remarks(row: CleanRow) -> Iterator[str]:
    problems = [problem for problem in row.problems if problem.severity is not Severity.WARN]
    yield _JOINER.join(dict.fromkeys(problem.column or problem.field or "整行" for problem in problems))
    codes = dict.fromkeys(problem.code for problem in problems)
    yield _JOINER.join(codes)
    yield ";".join(f"{CODES[code].message},{CODES[code].remedy}" for code in codes)
