"""Handing over: whatever leaves the office leaves a trace of who got it, on which basis, and what for."""

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from store.errors import UsageError
from store.fields.cell import has_control, trim
from store.vault.cipher import Connection
from store.vault.unit_of_work import Act, CommitUncertainError, unit_of_work
from store.vault.vault import Vault

ACTION = "export"
LONGEST = 200
LABELS = {"recipient": "接收单位", "basis": "依据", "purpose": "用途"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """To whom, on which basis, what for: single lines, empty where nothing was said."""

    recipient: str = ""
    basis: str = ""
    purpose: str = ""

    @property
    def unsaid(self) -> tuple[str, ...]:
        """The labels of what was left empty; a form asks for these, the command line may leave them."""
        return tuple(label for name, label in LABELS.items() if not getattr(self, name))


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """What was just handed over: the files, the unit of work that says so, and the journal's head after it (hex)."""

    files: tuple[Path, ...]
    unit: int
    head: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandingOver:
    """One entry of the list of what was handed out. ``at`` is ISO 8601 with zone, ``what`` a kind or ``all``."""

    unit: int
    at: str
    operator: str
    what: str
    terms: Terms
    head: str


def terms_of(recipient: str | None = None, basis: str | None = None, purpose: str | None = None) -> Terms:
    """Typed terms as they are journalled. Raises ``UsageError`` for more than one line or more than ``LONGEST``."""
    typed = {"recipient": recipient, "basis": basis, "purpose": purpose}
    return Terms(**{name: _single_line(LABELS[name], text or "") for name, text in typed.items()})


def hand_over(vault: Vault, act: Act, what: str, terms: Terms, write: Callable[[], Sequence[Path]]) -> HandedOver:
    """Let ``write`` make the files of ``what`` inside a unit of work that bears ``terms``; the files and the head.

    Files and journal go together: what cannot be written is not journalled, and files whose unit cannot be saved are
    taken away again. Errors are those of ``write`` and of the disk.
    """
    act = dataclasses.replace(act, action=ACTION, reason=_reason(what, terms))
    files: tuple[Path, ...] = ()
    try:
        with unit_of_work(vault.connection, act) as unit:
            number = unit.number
            files = tuple(write())
    except CommitUncertainError as error:
        failure = vault.settle(error)
        if failure:
            _take_away(files)
            raise failure from None
    except BaseException:
        _take_away(files)
        raise
    return HandedOver(files=files, unit=number, head=_head_of(vault.connection, number))


def handed_over(connection: Connection) -> tuple[HandingOver, ...]:
    """What was handed out and when, the newest first; a reading of the journal, no book of its own."""
    rows = connection.execute(
        "SELECT number, at, operator, reason, head FROM unit WHERE action = ? ORDER BY number DESC", (ACTION,)
    )
    return tuple(_entry(*row) for row in rows)


def _single_line(label: str, text: str) -> str:
    line = trim(text)
    if len(line) > LONGEST or has_control(line) or not {"\n", "\t"}.isdisjoint(line) or len(line.splitlines()) > 1:
        raise UsageError(f"{label}不对", f"{label}应是一行字,最多{LONGEST}个,没有导出。请改短再试。")
    return line


def _reason(what: str, terms: Terms) -> str:
    """``what``, then a line for each term that was given. No term holds a line end, so the lines can be read back."""
    said = ((label, getattr(terms, name)) for name, label in LABELS.items())
    return "\n".join((what, *(f"{label}: {text}" for label, text in said if text)))


def _terms_in(lines: Iterable[str]) -> Terms:
    parts = (line.partition(": ") for line in lines)
    texts = {label: text for label, _, text in parts}
    return Terms(**{name: texts.get(label, "") for name, label in LABELS.items()})


def _entry(number: int, at: str, operator: str, reason: str, head: bytes) -> HandingOver:
    what, *lines = reason.split("\n")
    return HandingOver(unit=number, at=at, operator=operator, what=what, terms=_terms_in(lines), head=head.hex())


def _head_of(connection: Connection, unit: int) -> str:
    head: bytes = connection.execute("SELECT head FROM unit WHERE number = ?", (unit,)).fetchone()[0]
    return head.hex()


def _take_away(files: Iterable[Path]) -> None:
    for file in files:
        with suppress(OSError):
            file.unlink()
