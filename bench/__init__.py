"""Budgets, measured: each row sets one of our figures beside a reference taken in the same run.

A module of this package registers its rows as ``ROWS: tuple[Row, ...]``. Absolute times drift on shared machines, so a
budget is a ratio wherever a reference can be had, and an absolute figure only where it is a count or there is none.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One budget. ``ours`` and ``reference`` measure when called and return a figure in ``unit``.

    ``budget`` is the largest allowed ours / reference, or the largest ours where there is no reference; with
    ``more_is_better`` (rates) it is the smallest.
    """

    what: str
    unit: str
    budget: float
    ours: Callable[[], float]
    reference: Callable[[], float] | None = None
    reference_name: str = ""
    more_is_better: bool = False


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of one row; ``compared`` is what the budget limits."""

    row: Row
    ours: float
    reference: float | None

    @property
    def compared(self) -> float:
        return self.ours if self.reference is None else self.ours / self.reference

    @property
    def within(self) -> bool:
        if self.row.more_is_better:
            return self.compared >= self.row.budget
        return self.compared <= self.row.budget


def measure(row: Row) -> Measured:
    """Take both figures of a row, the reference first, so that a cold cache never flatters us."""
    reference = row.reference() if row.reference else None
    return Measured(row, row.ours(), reference)
