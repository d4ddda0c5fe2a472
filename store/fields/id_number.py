"""Certificate numbers. The resident ID number (GB 11643) is checked; other certificates are text."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import mul

from store.fields.cell import NOTHING_WORDS, compatible, has_control
from store.fields.declaration import Checked

FIRST_GENERATION_AGE = 100
"""A 15-digit number is converted only if its bearer would be younger: older ones are more likely damaged."""
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ZEROS = ord("0") * sum(_WEIGHTS)
_CHECKS = "10X98765432"
_WRAPPER = re.compile(r'="(.*)"').fullmatch
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[Ee]\+?\d+", re.ASCII).fullmatch
_MARKS = "'’‘、"


@dataclass(frozen=True, slots=True)
class IdNumber:
    """A certificate number. ``clean`` assumes a resident ID number; other certificate types are cleaned as text."""

    max_length: int = 60
    sql: str = "TEXT"

    def clean(self, text: str, today: date) -> Checked:
        if text in NOTHING_WORDS:
            return Checked()
        if len(text) > self.max_length:
            return Checked(None, ("too-long",))
        if has_control(text):
            return Checked(None, ("nul",))
        return _check(_bare(text), today)

    def format(self, value: str | None) -> str:
        return value or ""


def is_cut_off(text: str) -> bool:
    """Whether a number shows what spreadsheets do to numbers: its end became 000, and the check fails."""
    number = _bare(text)
    return len(number) == 18 and _is_digits(number) and number.endswith("000") and check_character(number) != number[17]


def _bare(text: str) -> str:
    if text.isascii() and text.isdigit():
        return text
    number = "".join(compatible(text).split())
    if found := _WRAPPER(number):
        number = found[1]
    return number.lstrip(_MARKS).replace("x", "X").replace("×", "X")


def _check(number: str, today: date) -> Checked:
    if _SCIENTIFIC(number):
        return Checked(None, ("id-excel-damage",))
    if len(number) == 15 and _is_digits(number):
        return _first_generation(number, today)
    if len(number) != 18:
        return Checked(None, ("id-length",)) if number else Checked()
    code = _fault(number, today)
    if code:
        return Checked(None, (code,))
    return Checked(number, ("id-tail-000",)) if number.endswith("000") else Checked(number)


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _fault(number: str, today: date) -> str:
    if not _is_digits(number[:17]) or number[17] not in "0123456789X":
        return "id-checksum"
    born = birth_date_of(number)
    if born is None or not date(1900, 1, 1) <= born <= today:
        return "id-date"
    if check_character(number) == number[17]:
        return ""
    return "id-excel-damage" if number.endswith("000") else "id-checksum"


def _first_generation(number: str, today: date) -> Checked:
    longer = f"{number[:6]}19{number[6:]}"
    born = birth_date_of(longer)
    if born is None or (born.year + FIRST_GENERATION_AGE, born.month, born.day) <= (today.year, today.month, today.day):
        return Checked(None, ("id-length",))
    return Checked(longer + check_character(longer), ("id-legacy-15",))


def check_character(number: str) -> str:
    """The check character of the first 17 characters, all of them plain digits (GB 11643: ISO 7064 MOD 11-2)."""
    return _CHECKS[(sum(map(mul, _WEIGHTS, number.encode())) - _ZEROS) % 11]


@lru_cache(maxsize=8)  # one row of a ledger asks several times
def birth_date_of(number: str) -> date | None:
    """The birth date an 18-character resident ID number holds; ``None`` if there is no such day."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def sex_of(number: str) -> str:
    """男 or 女, from the 17th digit of an 18-character resident ID number."""
    return "男" if int(number[16]) % 2 else "女"
