"""What the kinds without a person have in common: rows are found by the office's own keys, and repeat one another."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from typing import Any

from store.handoff.clean_rows import CleanRow, Verdict
from store.handoff.cleaning import Cleaner
from store.handoff.known import Known
from store.model.ledgers import Column, Ledger

TWICE = "duplicate-in-file"


class KeyedMatcher:
    """Gives every row of one ledger its verdict and notes in ``known`` what has to be written.

    Rows of one key that say the same are one row and its repetitions; of rows that contradict one another none is
    taken: which is the right one is for a person to say.
    """

    def __init__(self, known: Known, cleaner: Cleaner, ledger: Ledger, columns: Sequence[Column]) -> None:
        self.known = known
        self.cleaner = cleaner
        self.at = {column.header: place for place, column in enumerate(columns)}
        self.own = tuple(
            (column.field.name, place)
            for place, column in enumerate(columns)
            if column.record is ledger.record and column.header != "记录编号"
        )

    def match(self, rows: Sequence[CleanRow]) -> None:
        """Match every row, those that repeat another after it."""
        repeats = self.repeats(rows)
        self.match_all([row for row in rows if row.number not in repeats])
        for row in rows:
            if (original := repeats.get(row.number)) is None:
                continue
            if row.rejected or original.stays_out:
                self.match_all([row])
            else:
                row.verdict = Verdict.SAME

    def match_all(self, rows: Iterable[CleanRow]) -> None:
        """Match rows that repeat nothing."""
        for row in rows:
            if not row.stays_out:
                self.match_row(row)
            if row.stays_out:
                row.verdict = Verdict.REJECTED if row.rejected else Verdict.CONFLICT

    def match_row(self, row: CleanRow) -> None:
        """Give a good row its verdict, or note why it has to stay out after all."""
        raise NotImplementedError

    def keys_of(self, row: CleanRow) -> Iterable[Hashable]:
        """The keys by which two rows would speak of one record; none where a cell of the key was refused."""
        raise NotImplementedError

    def repeats(self, rows: Iterable[CleanRow]) -> dict[int, CleanRow]:
        """Rows that say again what another row says, by number; rows that contradict one another are marked."""
        groups: dict[Hashable, list[CleanRow]] = defaultdict(list)
        for row in rows:
            for key in self.keys_of(row):
                groups[key].append(row)
        found: dict[int, CleanRow] = {}
        for group in groups.values():
            if len(group) > 1:
                self._compare(group, found)
        return found

    def are_apart(self, group: Sequence[CleanRow]) -> bool:
        """Whether rows of one key are records of their own all the same."""
        return False

    def _compare(self, group: Sequence[CleanRow], found: dict[int, CleanRow]) -> None:
        if self.are_apart(group):
            return
        if len({self.content(row) for row in group}) > 1:
            for row in group:
                if not row.has(TWICE):
                    self.cleaner.add(row, None, TWICE)
            return
        first = min(group, key=self.preference)
        for row in group:
            if row is not first and first.number not in found:
                found.setdefault(row.number, first)

    def preference(self, row: CleanRow) -> tuple[bool, ...]:
        """The row that goes before its equals."""
        return (row.rejected,)

    def content(self, row: CleanRow) -> tuple[Any, ...]:
        """What a row says."""
        return tuple(row.values[place] for _, place in self.own)

    def given(self, row: CleanRow) -> dict[str, Any]:
        """What a row says, by attribute; empty cells say nothing."""
        return {name: value for name, place in self.own if (value := row.values[place]) is not None}
