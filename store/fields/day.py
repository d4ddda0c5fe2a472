"""Calendar days."""

from dataclasses import dataclass
from datetime import date

from store.fields.declaration import Checked


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day.

    ``exact`` marks class A of contract.md: a day on which law or a rule hangs; an incomplete one rejects the row.
    ``planned`` days may lie after today.
    """

    exact: bool = False
    planned: bool = False
    max_length: int = 40
    sql: str = "TEXT"

    def clean(self, text: str, today: date) -> Checked:
        try:
            return Checked(date.fromisoformat(text))
        except ValueError:
            return Checked(None, ("date-invalid",))

    def format(self, value: date | None) -> str:
        return value.isoformat() if value else ""
