"""Everything recorded of everybody, person by person: every table is read once, side by side."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from store.desk.records import iterate
from store.model.assessment import Assessment
from store.model.drug_test import DrugTest
from store.model.leave import Leave
from store.model.measure import Measure
from store.model.notice import Notice
from store.model.person import Person
from store.model.suspension import Suspension
from store.model.visit import Visit
from store.rules.case import Case, own_suspensions
from store.vault.cipher import Connection

_ORDERS: dict[type[Any], str] = {
    Measure: "id",
    Suspension: "started_on, uid",
    Leave: "left_on, uid",
    Visit: "day, uid",
    DrugTest: "day, uid",
    Assessment: "day, uid",
    Notice: "day, uid",
}
"""The records the rules read, each in the order in which a case holds them."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """One person with every record the rules read, by type."""

    person: Person
    records: dict[type[Any], tuple[Any, ...]]

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures in the order they were entered."""
        return self.records[Measure]

    def case(self, measure: Measure, in_use_from: date) -> Case:
        """The case of one of the person's measures."""
        others = tuple(each for each in self.measures if each.id != measure.id)
        return Case(
            measure=measure,
            in_use_from=in_use_from,
            others=others,
            suspensions=own_suspensions(measure, others, self.records[Suspension]),
            leaves=self.records[Leave],
            visits=self.records[Visit],
            tests=self.records[DrugTest],
            assessments=self.records[Assessment],
            notices=self.records[Notice],
        )


def everybody(connection: Connection) -> Iterator[Recorded]:
    """Every person in the order of their row ids. Nothing may be written while this is being read."""
    readers = {record: _Reader(connection, record) for record in _ORDERS}
    for person in iterate(connection, Person, "ORDER BY id"):
        yield Recorded(person, {record: reader.of(person.id) for record, reader in readers.items()})


class _Reader:
    """One table in the order of persons, handed out to each in turn."""

    def __init__(self, connection: Connection, record: type[Any]) -> None:
        rows = iterate(connection, record, f"ORDER BY person_id, {_ORDERS[record]}")
        self._groups = groupby(rows, key=lambda row: row.person_id)
        self._next = next(self._groups, None)

    def of(self, person_id: int) -> tuple[Any, ...]:
        if self._next is None or self._next[0] != person_id:
            return ()
        found = tuple(self._next[1])
        self._next = next(self._groups, None)
        return found
