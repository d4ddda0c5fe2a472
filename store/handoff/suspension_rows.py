"""What is special about rows of ``suspensions``: no two suspensions of a person share days, whatever their order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from store.desk.case_events import overlapping
from store.handoff.clean_rows import CleanRow, Verdict
from store.handoff.cleaning import Cleaner
from store.handoff.known import Held, Known
from store.model.measure import Measure
from store.model.suspension import Suspension

START, RESUMPTION, CODE = "中止日期", "恢复日期", "range-overlap"


@dataclass(frozen=True, slots=True, eq=False)
class _Placed:
    """A row that placed or moved a suspension; ``previous`` is what was known before, ``None`` for nothing."""

    row: CleanRow
    record: Held
    previous: Suspension | None


class SuspensionKind:
    """Compares the suspensions of a ledger with one another and with the recorded ones, after all rows were matched.

    Only then is it known which open suspension another row of the same ledger ends. Of rows that contradict each
    other none is taken: which is the right one is for a person to say.
    """

    def __init__(self, known: Known, cleaner: Cleaner) -> None:
        self._records = known.records(Suspension)
        self._measures = known.records(Measure)
        self._cleaner = cleaner
        self._placed: dict[int, list[_Placed]] = {}

    def note(self, row: CleanRow, record: Held, previous: Suspension | None) -> None:
        """Remember what a row did to a record; a row that moves no day is none to judge."""
        now = record.now
        if previous is None or (previous.started_on, previous.resumed_on) != (now.started_on, now.resumed_on):
            self._placed.setdefault(now.person_id, []).append(_Placed(row, record, previous))

    def settle(self) -> Iterator[Held]:
        """Refuse every row whose suspension overlaps; yields the records that are not to be made after all."""
        for person_id, placed in self._placed.items():
            standing = placed
            while refused := self._overlapping(person_id, standing):
                standing = [other for other in standing if other not in refused]
                yield from self._refuse(refused)

    def _overlapping(self, person_id: int, placed: Iterable[_Placed]) -> list[_Placed]:
        known = [record.now for record in self._records.of_person.get(person_id, ())]
        faulty = {id(s) for pair in overlapping(known, self._measures_of(person_id)) for s in pair}
        return [one for one in placed if id(one.record.now) in faulty]

    def _refuse(self, refused: Iterable[_Placed]) -> Iterator[Held]:
        for one in refused:
            self._cleaner.add(one.row, START, CODE)
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
        """Tell a row that stays out anyhow that it would overlap too, as far as its days are good."""
        if not isinstance(started_on, date) or any(problem.field == START for problem in row.problems):
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
            self._cleaner.add(row, START, CODE)
            row.verdict = Verdict.REJECTED
