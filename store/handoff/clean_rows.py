"""What stands after cleaning: rows with values, problems and, in the end, a verdict."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from store.fields.codes import CODES, Severity


class Verdict(Enum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    CONFLICT = "conflict"
    REJECTED = "rejected"


class Cleared:
    """The value of a cell that holds 〔清空〕: the recorded value is to be erased."""


CLEAR = Cleared()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about a row: where (``column`` as the file writes it, ``field`` as we do) and what (``code``)."""

    row: int
    column: str | None
    field: str | None
    code: str
    severity: Severity

    @property
    def message(self) -> str:
        """One Chinese sentence; never holds text of the ledger."""
        return f"{CODES[self.code].message};{CODES[self.code].remedy}"


@dataclass(slots=True)
class CleanRow:
    """One data row. ``values`` follow the kind's columns; ``resolved`` is what 同上 and empty 村 cells stood for."""

    number: int
    values: list[Any]
    problems: list[Problem] = field(default_factory=list)
    resolved: dict[int, str] | None = None
    lacks_term: bool = False
    verdict: Verdict | None = None
    stranger: bool = False

    @property
    def rejected(self) -> bool:
        return bool(self.problems) and any(problem.severity is Severity.REJECT for problem in self.problems)

    @property
    def stays_out(self) -> bool:
        return bool(self.problems) and any(problem.severity is not Severity.WARN for problem in self.problems)

    def has(self, code: str) -> bool:
        """Whether the code was given to this row."""
        return bool(self.problems) and any(problem.code == code for problem in self.problems)
