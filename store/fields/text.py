"""Free text and names."""

from dataclasses import dataclass
from datetime import date

from store.fields.declaration import Checked


@dataclass(frozen=True, slots=True)
class Text:
    """Free text, kept exactly. ``multiline`` decides the widget, not the value."""

    max_length: int = 200
    multiline: bool = False
    sql: str = "TEXT"

    def clean(self, text: str, today: date) -> Checked:
        return Checked(text) if len(text) <= self.max_length else Checked(None, ("too-long",))

    def format(self, value: str | None) -> str:
        return value or ""


@dataclass(frozen=True, slots=True)
class Name(Text):
    """A person's name: spaces between Han characters go, the middle dot takes one form."""

    max_length: int = 100
