"""The header row: which columns a ledger has, and of which kind it is."""

import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import islice

from store.errors import UsageError
from store.fields import Phone
from store.handoff.csv_writer import EXCEL_SAFE_MARK
from store.handoff.decode import refused
from store.handoff.rows import DELIMITERS, Cells, QuoteError, records
from store.model.ledgers import LEDGERS, Column, Ledger
from store.text import clean

SEARCHED_ROWS = 30
SEARCHED_CHARACTERS = 1_000_000
"""Thirty rows never fill this; one endless line would fill the memory."""
REMARK_HEADERS = ("错误列", "错误代码", "怎么改", "多余内容")
"""What a rejects file adds to the original columns."""
_FINDING = ("证件号码", "姓名", "人员编号")


@dataclass(frozen=True, slots=True)
class Heading:
    """A header row that was found, and what stands under it.

    ``places`` holds, for each column of ``columns``, the positions of its cells: none, one, or several phones.
    """

    ledger: Ledger
    delimiter: str
    row: int
    titles: tuple[str, ...]
    columns: tuple[Column, ...]
    places: tuple[tuple[int, ...], ...]
    remarks: dict[str, int]
    excel_safe: bool

    @property
    def mapped(self) -> int:
        """How many columns of the kind were found; a column accepted for finding only is none of its own."""
        return sum(1 for places in self.places[: len(self.ledger.columns)] if places)

    @property
    def unmapped(self) -> tuple[int, ...]:
        """Positions under which nothing is read, a rejects file's own remarks apart."""
        known = {place for places in self.places for place in places} | set(self.remarks.values())
        width = len(self.titles) - self.excel_safe
        return tuple(place for place in range(width) if place not in known)

    @property
    def is_rejects_file(self) -> bool:
        """Whether the file came out of an earlier import: nothing is filled down in it."""
        return "错误代码" in self.remarks

    def place_of(self, header: str) -> int | None:
        """The first position of a column, by its canonical header."""
        for column, places in zip(self.columns, self.places, strict=True):
            if column.header == header and places:
                return places[0]
        return None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row read as the header of one kind; ``lacking`` names what it lacks to be one."""

    heading: Heading
    lacking: tuple[str, ...]


@lru_cache(maxsize=4096)
def plain_header(title: str) -> str:
    """A header without spaces, punctuation, width and case: what matching compares."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", title).casefold()))


@cache
def synonyms() -> dict[str, list[str]]:
    """The public data file: other headers under which offices keep a column, by canonical header."""
    text = resources.files("store.handoff").joinpath("synonyms.json").read_text(encoding="utf-8")
    loaded: dict[str, list[str]] = json.loads(text)
    return loaded


@cache
def header_index(kind: str) -> dict[str, int]:
    """The column each plain header of one kind stands for. A canonical header goes before any synonym."""
    columns = ledger_columns(LEDGERS[kind])
    index = {plain_header(column.header): place for place, column in enumerate(columns)}
    for place, column in enumerate(columns):
        for word in synonyms().get(column.header, ()):
            index.setdefault(plain_header(word), place)
    return index


def ledger_columns(ledger: Ledger) -> tuple[Column, ...]:
    """Every column that may stand in a ledger of that kind, those for finding only at the end."""
    return (*ledger.columns, *ledger.accepted)


def find_heading(text: str, kind: str | None = None) -> Heading:
    """The header row of a ledger, under the delimiter that shows it earliest.

    :raises FileRefusedError: no header row, or two columns for one field. :raises UsageError: two kinds fit alike.
    """
    head = text[:SEARCHED_CHARACTERS]
    candidates = [candidate for delimiter in DELIMITERS for candidate in _candidates(head, delimiter, kind)]
    complete = [candidate.heading for candidate in candidates if not candidate.lacking]
    if not complete:
        raise refused(_nothing_found(candidates))
    best = _best(complete)
    return _checked(best)


def _candidates(text: str, delimiter: str, kind: str | None) -> list[Candidate]:
    kinds = [kind] if kind else list(LEDGERS)
    found: list[Candidate] = []
    try:
        for row, cells in enumerate(islice(records(text, delimiter), SEARCHED_ROWS), start=1):
            found.extend(read_header(cells, LEDGERS[name], delimiter, row) for name in kinds)
    except QuoteError:
        # Below an unreadable quotation mark there is no header; the rows above it still count.
        pass
    return found


def read_header(cells: Cells, ledger: Ledger, delimiter: str, row: int) -> Candidate:
    """One row read as the header of one kind."""
    columns = ledger_columns(ledger)
    index = header_index(ledger.kind)
    plain = [plain_header(cell) for cell in cells]
    places: list[list[int]] = [[] for _ in columns]
    for place, title in enumerate(plain):
        if title in index:
            places[index[title]].append(place)
    heading = Heading(
        ledger,
        delimiter,
        row,
        tuple(cells),
        columns,
        tuple(map(tuple, places)),
        {word: plain.index(word) for word in REMARK_HEADERS if word in plain},
        bool(plain) and plain[-1] == EXCEL_SAFE_MARK,
    )
    return Candidate(heading, _lacking(heading))


def _lacking(heading: Heading) -> tuple[str, ...]:
    found = {column.header for column, places in zip(heading.columns, heading.places, strict=True) if places}
    lacking = [column.header for column in heading.columns if column.required and column.header not in found]
    if heading.ledger.of_people and not found.intersection(_FINDING):
        lacking.append("证件号码或姓名")
    return tuple(lacking)


def _best(complete: Sequence[Heading]) -> Heading:
    """Earliest row decides the delimiter, then within it each kind's first row stands, then the fullest kind wins."""
    earliest = min(heading.row for heading in complete)
    fullest = max((heading for heading in complete if heading.row == earliest), key=lambda heading: heading.mapped)
    first_of_kind: dict[str, Heading] = {}
    for heading in complete:
        if heading.delimiter == fullest.delimiter:
            first_of_kind.setdefault(heading.ledger.kind, heading)
    most = max(heading.mapped for heading in first_of_kind.values())
    winners = [heading for heading in first_of_kind.values() if heading.mapped == most]
    if len(winners) > 1:
        titles = "、".join(f"{winner.ledger.title}({winner.ledger.kind})" for winner in winners)
        raise UsageError("不知道是哪一种台账", f"表头同时符合{titles},没有导入。请在命令中写明种类。")
    return winners[0]


def _checked(heading: Heading) -> Heading:
    for column, places in zip(heading.columns, heading.places, strict=True):
        if len(places) > 1 and not isinstance(column.field.type, Phone):
            titles = "、".join(clean(heading.titles[place]) for place in places)
            raise refused(f"有几列都是「{column.header}」({titles}),请只留一列。")
    return heading


def _nothing_found(candidates: Sequence[Candidate]) -> str:
    likely = max(candidates, key=lambda candidate: (candidate.heading.mapped, -len(candidate.lacking)), default=None)
    if likely is None or likely.heading.mapped == 0:
        return f"前 {SEARCHED_ROWS} 行里没有找到表头,请核对是不是台账。"
    heading = likely.heading
    lacks = "、".join(likely.lacking)
    return f"没有找到完整的表头:第 {heading.row} 行最像{heading.ledger.title},但缺少{lacks}。请补上这些列。"
