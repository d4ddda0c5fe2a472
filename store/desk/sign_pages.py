"""Sign sheets: the pages a gathering is signed on, and reading back what a returned page says by its row numbers.

A page bears a check of its own. A list that has changed since it was printed has other pages: what is keyed in from an
old one is refused, and never taken for another household.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from stdnum.iso7064 import mod_37_36, mod_97_10

from store.desk.signing import Gathering, SigningLine
from store.model.household import EMPTY
from store.model.signature import AWAY, REFUSED, SIGNED

ROWS = 10
EXAMPLE = "1-47 1-6 8 9外 10拒 等家人"
"""What a line of a returned page looks like: page and its check, then rows; without a word a row is 已签."""
_STATUSES = {"签": SIGNED, "外": AWAY, "拒": REFUSED, "空": EMPTY}
_PAGE = re.compile(r"(\d{1,4})-(\d\d)")
_SAID = re.compile(r"(\d{1,2})(?:[-~至](\d{1,2}))?([签外拒空]?)(.*)")


@dataclass(frozen=True, slots=True)
class SignPage:
    """One sheet of paper: at most ten households of one group."""

    number: int
    check: str
    village_group: str | None
    lines: tuple[SigningLine, ...]

    @property
    def code(self) -> str:
        """What stands on the page and is typed first."""
        return f"{self.number}-{self.check}"


@dataclass(frozen=True, slots=True)
class SaidRow:
    """What one row of a returned page says; ``status`` is one of a signature, or 空户."""

    line: SigningLine
    status: str
    note: str | None


@dataclass(frozen=True, slots=True)
class ReadPage:
    """What a typed line means; ``fault`` says why it means nothing."""

    page: SignPage | None = None
    rows: tuple[SaidRow, ...] = ()
    fault: str | None = None


def check_character(number: str) -> str:
    """The check character of a household number (ISO 7064 mod 37,36), so that a slip in copying it is seen."""
    return str(mod_37_36.calc_check_digit(_plain(number)))


def _plain(text: str) -> str:
    """Digits and capitals only: any other character by its code point."""
    return "".join(each if each.isascii() and each.isalnum() else str(ord(each)) for each in text.upper()) or "0"


def sign_pages(gathering: Gathering, lines: Sequence[SigningLine]) -> tuple[SignPage, ...]:
    """The pages of a gathering, in walking order; a group begins a new one."""
    found: list[SignPage] = []
    for group, homes in groupby(lines, key=lambda line: line.state.village_group):
        own = tuple(homes)
        for begin in range(0, len(own), ROWS):
            part = own[begin : begin + ROWS]
            found.append(SignPage(len(found) + 1, _page_check(gathering, part), group, part))
    return tuple(found)


def _page_check(gathering: Gathering, lines: Sequence[SigningLine]) -> str:
    words = (gathering.document.kind, gathering.document.version, *(line.household.number for line in lines))
    return str(mod_97_10.calc_check_digits(_plain("/".join(words))))


def read_page(text: str, pages: Sequence[SignPage]) -> ReadPage:
    """Read ``1-47 1-6 8 9外 10拒 等家人``: a word that begins with no row number belongs to the row before it."""
    words = text.split()
    if not words:
        return ReadPage(fault=f"先打单上的页码,再打行号,如 {EXAMPLE}")
    found = _PAGE.fullmatch(words[0])
    if found is None:
        return ReadPage(fault=f"先打单上右上角的页码,如 {EXAMPLE.split(maxsplit=1)[0]}")
    page = next((page for page in pages if page.number == int(found[1])), None)
    if page is None or page.check != found[2]:
        return ReadPage(fault="页码对不上: 打错了,或者印单以后户有变动。变动了的请在名单上一户一户记")
    return _read_rows(words[1:], page)


def _read_rows(words: Sequence[str], page: SignPage) -> ReadPage:
    said: dict[int, SaidRow] = {}
    last: list[int] = []
    for word in words:
        found = _SAID.fullmatch(word)
        if found is None or (found[4] and found[3] != "拒"):
            if not last or said[last[-1]].status != REFUSED:
                return ReadPage(page, fault=f"看不懂 {word}")
            for row in last:
                said[row] = _with_note(said[row], word)
            continue
        first, end = int(found[1]), int(found[2] or found[1])
        last = list(range(first, end + 1))
        if not last or first < 1 or end > len(page.lines):
            return ReadPage(page, fault=f"这一页只有 1 到 {len(page.lines)} 行,没有 {word}")
        if any(row in said for row in last):
            return ReadPage(page, fault=f"{word} 里有一行打了两次")
        status = _STATUSES[found[3] or "签"]
        said |= {row: SaidRow(page.lines[row - 1], status, found[4] or None) for row in last}
    if not said:
        return ReadPage(page, fault="还没有打行号")
    silent = next((row for row, each in said.items() if each.status == REFUSED and each.note is None), None)
    if silent is not None:
        return ReadPage(page, fault=f"第 {silent} 行拒签,要写原因,如 {silent}拒 等家人")
    return ReadPage(page, tuple(said[row] for row in sorted(said)))


def _with_note(row: SaidRow, word: str) -> SaidRow:
    return SaidRow(row.line, row.status, word if row.note is None else f"{row.note} {word}")
