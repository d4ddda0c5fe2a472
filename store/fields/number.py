"""Whole numbers, sums of money, and the length of a term."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from store.fields.cell import NOTHING_WORDS, half_width
from store.fields.declaration import Checked
from store.fields.han_number import HAN_NUMERALS, han_number

_WHOLE = re.compile(r"([0-9]{1,9})(?:\.0)?").fullmatch
_YEARS = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,6})?)年?").fullmatch
_HAN_YEARS = re.compile(f"([{HAN_NUMERALS}]{{1,3}})年").fullmatch
_YUAN = re.compile(r"[¥￥]?([0-9]{1,9}|[0-9]{1,3}(?:,[0-9]{3}){1,2})(?:\.([0-9]{1,2})0*)?元?").fullmatch
_MONTHS = re.compile(r"([0-9]{1,4})个月").fullmatch
MONTHS_PER_STEP = 6
"""Terms are whole half years (禁毒法 48, 戒毒条例 37)."""


@dataclass(frozen=True, slots=True)
class WholeNumber:
    """A whole number in ``[least, most]``."""

    least: int = 0
    most: int = 1_000_000
    max_length: int = 20
    sql: str = "INTEGER"

    def clean(self, text: str, today: date) -> Checked:
        if text in NOTHING_WORDS:
            return Checked()
        found = _WHOLE(half_width(text))
        if found and self.least <= int(found[1]) <= self.most:
            return Checked(int(found[1]))
        return Checked(None, ("number-invalid",))

    def format(self, value: int | None) -> str:
        return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Money:
    """A sum in yuan, kept in fen; never negative, below ten thousand million."""

    max_length: int = 20
    sql: str = "INTEGER"

    def clean(self, text: str, today: date) -> Checked:
        if text in NOTHING_WORDS:
            return Checked()
        found = _YUAN(half_width(text).replace(" ", ""))
        if not found:
            return Checked(None, ("number-invalid",))
        return Checked(int(found[1].replace(",", "")) * 100 + int((found[2] or "").ljust(2, "0")))

    def format(self, value: int | None) -> str:
        if value is None:
            return ""
        yuan, fen = divmod(value, 100)
        return f"{yuan}.{fen:02d}" if fen else str(yuan)


@dataclass(frozen=True, slots=True)
class Term:
    """The length of a measure, kept in months, written in years; whole half years only."""

    max_length: int = 20
    sql: str = "INTEGER"

    def clean(self, text: str, today: date) -> Checked:
        if text in NOTHING_WORDS:
            return Checked()
        months = _months(half_width(text))
        if months is None or months <= 0 or months % MONTHS_PER_STEP:
            return Checked(None, ("term-invalid",))
        return Checked(int(months))

    def format(self, value: int | None) -> str:
        return "" if value is None else f"{Decimal(value) / 12:f}"


def _months(text: str) -> Decimal | None:
    if found := _YEARS(text):
        return Decimal(found[1]) * 12
    if found := _MONTHS(text):
        return Decimal(found[1])
    years = han_number(found[1]) if (found := _HAN_YEARS(text)) else None
    return None if years is None else Decimal(years * 12)
