"""Telephone numbers, several in one cell."""

import re
from dataclasses import dataclass
from datetime import date

from store.fields.cell import CLEARED, DITTO_WORDS, NOTHING_WORDS, compatible, text_codes, trim
from store.fields.declaration import Checked

JOINER = "、"
_SEPARATORS = re.compile(r"[/;、,\n]")
_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII).fullmatch
_LANDLINE = re.compile(r"(?:0\d{2,3}-?|\(0\d{2,3}\)-?)[2-9]\d{6,7}(?:(?:-|转|-转)\d{1,6})?", re.ASCII).fullmatch
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[Ee]\+?\d+", re.ASCII).fullmatch
_GAPS = re.compile(r"[\s\-]")
_MOST_GAPS = 12
_OTHER_MEANING = NOTHING_WORDS | DITTO_WORDS | {CLEARED}


@dataclass(frozen=True, slots=True)
class Phone:
    """One or more numbers joined with 、. Numbers of no known form are kept and warned about."""

    max_length: int = 100
    sql: str = "TEXT"

    def clean(self, text: str, today: date) -> Checked:
        if _MOBILE(text):
            return Checked(text)
        if text in NOTHING_WORDS:
            return Checked()
        if codes := text_codes(text, self.max_length):
            return Checked(None, codes)
        parts = [trim(part).strip() for part in _SEPARATORS.split(compatible(text))]
        if codes := tuple(code for part in parts for code in text_codes(part, self.max_length)):
            return Checked(None, codes[:1])
        numbers = [number for part in parts for number in _numbers(part)]
        kept = list(dict.fromkeys(number for number in numbers if _may_be_kept(number)))
        invalid = any(number and not _is_normal(number) for number in numbers)
        return Checked(JOINER.join(kept) or None, ("phone-invalid",) if invalid else ())

    def format(self, value: str | None) -> str:
        return value or ""


def _may_be_kept(number: str) -> bool:
    """Not what a spreadsheet rounded, nor a word that would mean something else when the ledger comes back."""
    return bool(number) and number not in _OTHER_MEANING and not _SCIENTIFIC(number)


def _is_normal(number: str) -> bool:
    return bool(_MOBILE(number) or _LANDLINE(number))


def _one(part: str) -> str:
    """The part as one number if it is one, else the part without what spreadsheets and address books add."""
    bare = trim(part).removeprefix("+86").strip(" -").removesuffix(".0")
    close = _GAPS.sub("", bare)
    if _MOBILE(close):
        return close
    return bare if bare == part else _one(bare)


def _numbers(part: str) -> list[str]:
    """The complete numbers that spaces separate; the part as it stands if they are not all complete."""
    whole = _one(part)
    gaps = [gap for gap, character in enumerate(part) if character.isspace()]
    if _is_normal(whole) or not gaps or len(gaps) > _MOST_GAPS:
        return [whole]
    for gap in gaps:
        head = _one(part[:gap])
        tail = _numbers(part[gap:].strip()) if _is_normal(head) else []
        if tail and all(_is_normal(number) for number in tail):
            return [head, *tail]
    return [whole]
