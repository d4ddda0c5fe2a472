"""What holds for every cell, whatever its column: the trimming of its ends and the characters it may not hold."""

import re
import unicodedata

DITTO_WORDS = frozenset({"同上", "〃", "″"})
CLEARED = "〔清空〕"
"""In a ledger that names records by their id, this cell text erases the recorded value."""
NOTHING_WORDS = frozenset({"/", "-", "—", "－", "无", "不详", "暂无", "至今"})
"""Words that mean an empty cell in date, number, phone and choice columns; text columns keep them."""

_ENDS = " \t\r\u00a0\u3000\u200b\u200c\u200d\u2060\ufeff"
_HALF_WIDTH = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)}
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]").search


def trim(text: str) -> str:
    """The cell text in NFC, without blank or zero-width characters at its ends; line ends inside become LF."""
    if text.isascii():
        return text.strip(" \t\r").replace("\r\n", "\n")
    return unicodedata.normalize("NFC", text).strip(_ENDS).replace("\r\n", "\n")


def has_control(text: str) -> bool:
    """Whether a control character other than a line feed, or half a character, stands in the text."""
    return not text.isprintable() and _CONTROL(text) is not None


def text_codes(text: str, max_length: int) -> tuple[str, ...]:
    """Why a text cannot be kept in a field of that length: ``nul``, ``too-long``, or a word with another meaning."""
    if has_control(text):
        return ("nul",)
    if len(text) > max_length:
        return ("too-long",)
    if text in DITTO_WORDS:
        return ("ditto-not-allowed",)
    return ("clear-not-allowed",) if text == CLEARED else ()


def half_width(text: str) -> str:
    """The text with full-width digits, letters and signs in their plain form, and nothing else changed."""
    return text if text.isascii() else text.translate(_HALF_WIDTH)


def compatible(text: str) -> str:
    """The text in NFKC: full-width digits and letters become plain ones."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)
