"""Certificate numbers. The resident ID number (GB 11643) is checked; other certificates are text."""

from dataclasses import dataclass
from datetime import date

from store.fields.declaration import Checked


@dataclass(frozen=True, slots=True)
class IdNumber:
    """A certificate number. ``clean`` assumes a resident ID number; other certificate types are cleaned as text."""

    max_length: int = 60
    sql: str = "TEXT"

    def clean(self, text: str, today: date) -> Checked:
        return Checked(text) if len(text) == 18 else Checked(None, ("id-length",))

    def format(self, value: str | None) -> str:
        return value or ""
