"""The sanitiser for everything that is shown, printed or logged. Data files keep text exactly; nothing else does.

What comes from a ledger is foreign: it may hold escape sequences, marks that turn the direction of writing, characters
that take no room or no known room. After ``clean`` every character is visible and takes the cells that ``cells`` says.
"""

import re
import unicodedata

from rich.cells import cell_len, get_character_cell_size

HIDDEN = "?"
"""Stands for a character that cannot be shown; one cell wide in every terminal and known to every code page."""
CUT = "~"
"""Stands at the end of a text that was longer than its room."""
MASK = "*"
MARKS_PER_BASE = 3
"""Combining marks kept on one character: enough for every script of the region, too few to leave the line."""

_PLAIN = r" -~·×、。〇《》「」『』（），：；！？—\u4e00-\u9fff\u3400-\u4dbf\U00020000-\U0002a6df"
_IS_PLAIN = re.compile(f"[{_PLAIN}]*").fullmatch
_LINE_ENDS = re.compile(r"\r\n?|[\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_GLYPH_VARIANTS = (range(0x180B, 0x1810), range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
_HAN_PLANES = (range(0x20000, 0x2FFFE), range(0x30000, 0x3FFFE))
_BLANKS = frozenset("\u115f\u1160\u3164\uffa0\u034f\u17b4\u17b5\u2800")
_JOINING = frozenset({*range(0x1F1E6, 0x1F200), *range(0x1F3FB, 0x1F400)})
"""Regional indicators and skin tones: terminals join them with their neighbour, each in its own way."""
_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def clean(text: str) -> str:
    """The text as one line in which every character is visible; what cannot be shown appears as ``HIDDEN``.

    Line ends, tabs and unusual spaces become a space. Cleaning twice changes nothing more.
    """
    if _IS_PLAIN(text):
        return text
    return _bounded(_LINE_ENDS.sub(" ", text).translate(_SHOWN))


def clean_lines(text: str) -> str:
    """As ``clean``, with every kind of line end kept as one LF."""
    if _IS_PLAIN(text.replace("\n", "")):
        return text
    return "\n".join(clean(line) for line in _LINE_ENDS.split(text))


def mask(value: str | None, keep: int = 4) -> str:
    """Each number of a 、-joined value by its last ``keep`` characters; one that is no longer than that shows none."""
    return "、".join(_masked(clean(part), keep) for part in (value or "").split("、"))


def cells(text: str) -> int:
    """The terminal cells that a cleaned text takes."""
    return cell_len(text)


def fit(text: str, width: int) -> str:
    """The cleaned text in exactly ``width`` cells: padded with spaces, or cut with ``CUT`` as its last character."""
    shown = clean(text)
    taken = cells(shown)
    if taken <= width:
        return shown + " " * (width - taken)
    if width <= 0:
        return ""
    head, taken = _head(shown, width - 1)
    return head + CUT + " " * (width - 1 - taken)


def percentage(numerator: int, denominator: int, *, nothing: str = "—") -> str:
    """``78.6%``, half a tenth rounded up; ``nothing`` where there is nothing to divide by.

    Never 100.0% while one is missing: that figure would be read as done. Screens have a dash of one cell everywhere.
    """
    if not denominator:
        return nothing
    tenths = (2000 * numerator + denominator) // (2 * denominator)
    if numerator < denominator:
        tenths = min(tenths, 999)
    return f"{tenths // 10}.{tenths % 10}%"


class _Shown(dict[int, str]):
    """What each code point is shown as, worked out when it is first met."""

    def __missing__(self, code_point: int) -> str:
        self[code_point] = shown = _shown(chr(code_point))
        return shown


def _shown(character: str) -> str:
    code_point = ord(character)
    if any(code_point in variants for variants in _GLYPH_VARIANTS):
        return ""  # a choice of glyph: terminals disagree about its width, and it says nothing else
    if any(code_point in plane for plane in _HAN_PLANES):
        return character  # also the rare characters of names that this Python's Unicode does not know yet
    category = unicodedata.category(character)
    if character == "\t" or category == "Zs":
        return character if character == "\u3000" else " "
    if category in _HIDDEN_CATEGORIES or category in ("Zl", "Zp"):
        return HIDDEN
    return HIDDEN if character in _BLANKS or code_point in _JOINING else character


_SHOWN = _Shown()


def _bounded(text: str) -> str:
    """The text with at most ``MARKS_PER_BASE`` marks on a character and none without one."""
    if text.isascii():
        return text
    kept: list[str] = []
    marks = MARKS_PER_BASE
    for character in text:
        if get_character_cell_size(character):
            marks = 0
        elif not kept:
            character, marks = HIDDEN, 0  # noqa: PLW2901 - a mark would sit on whatever stands before the text
        elif marks >= MARKS_PER_BASE:
            continue
        else:
            marks += 1
        kept.append(character)
    return "".join(kept)


def _masked(part: str, keep: int) -> str:
    return MASK * len(part) if len(part) <= keep else MASK * (len(part) - keep) + part[-keep:]


def _head(text: str, room: int) -> tuple[str, int]:
    """The longest beginning that fits in ``room`` cells, and the cells it takes."""
    taken = 0
    for place, character in enumerate(text):
        size = get_character_cell_size(character)
        if taken + size > room:
            return text[:place], taken
        taken += size
    return text, taken
