"""Telephone numbers, several in one cell."""

from dataclasses import dataclass
from datetime import date

from store.fields.declaration import Checked


@dataclass(frozen=True, slots=True)
class Phone:
    """One or more numbers joined with 、. Numbers of no known form are kept and warned about."""

    max_length: int = 100
    sql: str = "TEXT"

    def clean(self, text: str, today: date) -> Checked:
        return Checked(text)

    def format(self, value: str | None) -> str:
        return value or ""
