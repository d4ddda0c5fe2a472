"""What an import tells about one file: counts, problems, and whoever would be forgotten."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from store.handoff.clean_rows import CleanRow, Problem, Verdict
from store.handoff.headers import Heading


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of one file. ``document`` is its public JSON form."""

    kind: str
    encoding: str
    header_row: int
    skipped_rows: tuple[int, ...]
    unmapped: dict[str, int]
    counts: dict[str, int]
    problems: tuple[Problem, ...]
    not_in_vault: int

    @property
    def has_rows_out(self) -> bool:
        """Whether any row stayed out."""
        return bool(self.counts["rejected"] or self.counts["conflict"])

    def document(self, batch: int | None) -> dict[str, Any]:
        """The report as contract.md gives it. ``unmapped_cells`` counts non-empty cells of unmapped columns."""
        return {
            "batch": batch,
            "kind": self.kind,
            "encoding": self.encoding,
            "header_row": self.header_row,
            "skipped_rows": list(self.skipped_rows),
            "unmapped_columns": list(self.unmapped),
            "unmapped_cells": self.unmapped,
            "counts": self.counts,
            "problems": [_problem(problem) for problem in self.problems],
            "not_in_vault": self.not_in_vault,
        }


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "row": problem.row,
        "column": problem.column,
        "field": problem.field,
        "code": problem.code,
        "severity": problem.severity.value,
        "message": problem.message,
    }


def counts_of(rows: Sequence[CleanRow]) -> dict[str, int]:
    """How many rows there were, and how many of each verdict."""
    counted = Counter(row.verdict for row in rows)
    return {"rows": len(rows), **{verdict.value: counted[verdict] for verdict in Verdict}}


def report_of(
    heading: Heading,
    encoding: str,
    rows: Sequence[CleanRow],
    skipped: Sequence[int],
    unmapped: dict[str, int],
    not_in_vault: int,
) -> Report:
    """The report of one matched ledger."""
    problems = sorted((problem for row in rows for problem in row.problems), key=lambda problem: problem.row)
    return Report(
        kind=heading.ledger.kind,
        encoding=encoding,
        header_row=heading.row,
        skipped_rows=(*range(1, heading.row), *skipped),
        unmapped=unmapped,
        counts=counts_of(rows),
        problems=tuple(problems),
        not_in_vault=not_in_vault,
    )
