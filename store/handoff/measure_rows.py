"""What is special about rows of ``measures``: closed measures stay as they are, and only one is open at a time."""

import dataclasses
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from store.desk.row_checks import Found, measure_faults
from store.handoff.clean_rows import CleanRow
from store.handoff.known import Held, Known
from store.handoff.merging import beginning, differs, is_same_decision, merged
from store.model.measure import Measure


class MeasureKind:
    """Compares a row with the person's recorded measures."""

    def __init__(self, known: Known) -> None:
        self._records = known.records(Measure)

    def candidates(self, held: Held, given: Mapping[str, Any]) -> list[Held]:
        """The recorded measures the row may speak of."""
        return [record for record in self._of(held) if is_same_decision(record.now, given)]

    def _of(self, held: Held) -> list[Held]:
        return self._records.of_person.get(held.now.id, [])

    def faults_of_new(self, held: Held, given: Mapping[str, Any]) -> Iterator[Found]:
        """Why a new measure cannot stand beside the recorded ones."""
        if any(_overlap(dataclasses.asdict(record.now), given) for record in self._of(held)):
            yield ("类别", "conflict")

    def faults_of_merged(self, row: CleanRow, record: Held, given: Mapping[str, Any]) -> Iterator[Found]:
        """Why the recorded measure cannot take the row's values over."""
        if row.has("not-reported") and record.now.reported_on:
            yield ("报到日期", "conflict")
        if not differs(record.now, given):
            return
        if record.now.closed_on is not None:
            yield ("类别", "conflict")
        else:
            yield from measure_faults(dataclasses.asdict(merged(record.now, given)))


def _overlap(recorded: Mapping[str, Any], given: Mapping[str, Any]) -> bool:
    """Whether two measures certainly share days. While both are open they do, wherever they began."""
    ends = [end if isinstance(end, date) else date.max for end in (recorded["closed_on"], given.get("closed_on"))]
    if min(ends) == date.max:
        return True
    begins = (beginning(recorded), beginning(given))
    if begins[0] is None or begins[1] is None:
        return False
    return begins[0] < ends[1] and begins[1] < ends[0]
