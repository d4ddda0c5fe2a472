"""Whole numbers and the length of a term."""

from dataclasses import dataclass
from datetime import date

from store.fields.declaration import Checked


@dataclass(frozen=True, slots=True)
class WholeNumber:
    """A whole number in ``[least, most]``."""

    least: int = 0
    most: int = 1_000_000
    max_length: int = 20
    sql: str = "INTEGER"

    def clean(self, text: str, today: date) -> Checked:
        if text.isascii() and text.isdigit() and self.least <= int(text) <= self.most:
            return Checked(int(text))
        return Checked(None, ("number-invalid",))

    def format(self, value: int | None) -> str:
        return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Term:
    """The length of a measure, kept in months, written in years; whole half years only."""

    max_length: int = 20
    sql: str = "INTEGER"

    def clean(self, text: str, today: date) -> Checked:
        if text.isascii() and text.isdigit() and int(text) > 0:
            return Checked(int(text) * 12)
        return Checked(None, ("term-invalid",))

    def format(self, value: int | None) -> str:
        return "" if value is None else f"{value / 12:g}"
