"""Showing masked numbers in full: never without a purpose, never without a trace."""

from dataclasses import dataclass, replace

from store.errors import UsageError
from store.fields import Text
from store.fields.cell import has_control, trim
from store.model.person import Person
from store.vault.cipher import Connection
from store.vault.unit_of_work import Act, unit_of_work

REVEAL = "reveal"
_PURPOSE = Text(200)


@dataclass(frozen=True, slots=True)
class Reveal:
    """Who saw one person's numbers in full, when (ISO 8601 with zone), and what for."""

    unit: int
    at: str
    operator: str
    purpose: str


def note_reveal(connection: Connection, act: Act, person: Person, purpose: str) -> None:
    """Put into the journal that a person's numbers are shown in full. Raises ``UsageError`` without a purpose.

    To be called before they are shown: what cannot be journalled is not shown.
    """
    wording = trim(purpose)
    if not wording or "\n" in wording or has_control(wording) or _PURPOSE.clean(wording, act.today).codes:
        raise UsageError("要写用途", "显示全部号码要写明用途(一行,200字以内),没有显示。请补写。")
    with unit_of_work(connection, replace(act, action=REVEAL, reason=f"{wording}{_of(person)}")):
        pass


def reveals_of(connection: Connection, person: Person) -> tuple[Reveal, ...]:
    """Every time one person's numbers were shown in full, oldest first, by screen or by ``show --reveal``."""
    of = _of(person)
    rows = connection.execute(
        """
        SELECT number, at, operator, substr(reason, 1, length(reason) - length(?)) FROM unit
        WHERE action = ? AND substr(reason, -length(?)) = ? ORDER BY number
        """,
        (of, REVEAL, of, of),
    )
    return tuple(Reveal(*row) for row in rows)


def _of(person: Person) -> str:
    # The words of the command line's `show`, so that one question finds both.
    return f" (show {person.uid})"
