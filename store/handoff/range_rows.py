"""Rows of which no two of a person may share days, whatever their order: suspensions, and main helpers."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from store.desk.case_events import overlapping, overlapping_main_helpers
from store.handoff.clean_rows import CleanRow, Verdict
from store.handoff.cleaning import Cleaner
from store.handoff.known import Held, Known
from store.model.assignment import Assignment
from store.model.measure import Measure
from store.model.suspension import Suspension

RESUMPTION, CODE = "恢复日期", "range-overlap"
Pairs = Sequence[tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Ranges:
    """Records that last from a day to a day: the column of the first day, what tells two apart, which pairs overlap."""

    record: type
    start: str
    telling: tuple[str, ...]
    overlapping: Callable[[Iterable[Any], Sequence[Measure]], Pairs]


RANGES = {
    Suspension: Ranges(Suspension, "中止日期", ("started_on", "resumed_on"), overlapping),
    Assignment: Ranges(
        Assignment,
        "开始日期",
        ("role", "started_on", "ended_on"),
        lambda assignments, _measures: overlapping_main_helpers(assignments),
    ),
}
"""The kinds that are compared."""


@dataclass(frozen=True, slots=True, eq=False)
class _Placed:
    """A row that placed or moved a suspension; ``previous`` is what was known before, ``None`` for nothing."""

    row: CleanRow
    record: Held
    previous: Any


class RangeKind:
    """Compares the ranges of a ledger with one another and with the recorded ones, after all rows were matched.

    Only then is it known which open one another row of the same ledger ends. Of rows that contradict each
    other none is taken: which is the right one is for a person to say.
    """

    def __init__(self, known: Known, cleaner: Cleaner, ranges: Ranges) -> None:
        self._ranges = ranges
        self._records = known.records(ranges.record)
        self._measures = known.records(Measure)
        self._cleaner = cleaner
        self._placed: dict[int, list[_Placed]] = {}

    def note(self, row: CleanRow, record: Held, previous: Any) -> None:  # noqa: ANN401 (a record of the type, or none)
        """Remember what a row did to a record; a row that moves no day is none to judge."""
        now = record.now
        telling = self._ranges.telling
        if previous is None or any(getattr(previous, name) != getattr(now, name) for name in telling):
            self._placed.setdefault(now.person_id, []).append(_Placed(row, record, previous))

    def settle(self) -> Iterator[Held]:
        """Refuse every row that overlaps; yields the records that are not to be made after all."""
        for person_id, placed in self._placed.items():
            standing = placed
            while refused := self._overlapping(person_id, standing):
                standing = [other for other in standing if other not in refused]
                yield from self._refuse(refused)

    def _overlapping(self, person_id: int, placed: Iterable[_Placed]) -> list[_Placed]:
        known = [record.now for record in self._records.of_person.get(person_id, ())]
        faulty = {id(s) for pair in self._ranges.overlapping(known, self._measures_of(person_id)) for s in pair}
        return [one for one in placed if id(one.record.now) in faulty]

    def _refuse(self, refused: Iterable[_Placed]) -> Iterator[Held]:
        for one in refused:
            self._cleaner.add(one.row, self._ranges.start, CODE)
            one.row.verdict = Verdict.REJECTED
            if one.previous is None:
                self._records.remove(one.record)
                yield one.record
            else:
                one.record.now = one.previous

    def _measures_of(self, person_id: int) -> list[Measure]:
        return [record.now for record in self._measures.of_person.get(person_id, ())]

    def check_staying_out(
        self, row: CleanRow, person_id: int, uid: str | None, started_on: object, resumed_on: object
    ) -> None:
        """Tell a suspension that stays out anyhow that it would overlap too, as far as its days are good."""
        start = self._ranges.start
        if (
            self._ranges.record is not Suspension
            or not isinstance(started_on, date)
            or any(problem.field == start for problem in row.problems)
        ):
            return
        others = [
            record.now
            for record in self._records.of_person.get(person_id, ())
            if record.now.started_on != started_on and record.now.uid != uid
        ]
        doubtful = any(problem.field == RESUMPTION for problem in row.problems)
        end = started_on if doubtful else resumed_on if isinstance(resumed_on, date) else None
        mine = Suspension(started_on=started_on, resumed_on=end)
        pairs = overlapping([*others, mine], self._measures_of(person_id))
        if any(mine is one for pair in pairs for one in pair):
            self._cleaner.add(row, start, CODE)
            row.verdict = Verdict.REJECTED
