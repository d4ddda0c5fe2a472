"""Everything recorded of everybody, person by person: every table is read once, side by side."""

from collections.abc import Collection, Iterator
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


Span = tuple[int, int]
"""Row ids of people, the last one included."""


def spans(connection: Connection, size: int) -> tuple[Span, ...]:
    """All people in portions of ``size``, so that nobody has to wait for all of them at once."""
    ids = [row_id for (row_id,) in connection.execute("SELECT id FROM person ORDER BY id")]
    return tuple((ids[start], ids[min(start + size, len(ids)) - 1]) for start in range(0, len(ids), size))


def everybody(
    connection: Connection, people: Span | None = None, *, without: Collection[type[Any]] = ()
) -> Iterator[Recorded]:
    """Every person (of ``people``) in the order of their row ids. Nothing may be written while this is being read.

    Records of the types ``without`` are left out: nine in ten are visits, and not everybody reads those.
    """
    readers = {record: _Reader(connection, record, people) for record in _ORDERS if record not in without}
    left_out: dict[type[Any], tuple[Any, ...]] = dict.fromkeys(without, ())
    where, values = _between("id", people)
    for person in iterate(connection, Person, f"{where} ORDER BY id", values):
        yield Recorded(person, left_out | {record: reader.of(person.id) for record, reader in readers.items()})


def _between(column: str, people: Span | None) -> tuple[str, Span | tuple[()]]:
    return ("", ()) if people is None else (f"WHERE {column} BETWEEN ? AND ?", people)


class _Reader:
    """One table in the order of persons, handed out to each in turn."""

    def __init__(self, connection: Connection, record: type[Any], people: Span | None) -> None:
        where, values = _between("person_id", people)
        rows = iterate(connection, record, f"{where} ORDER BY person_id, {_ORDERS[record]}", values)
        self._groups = groupby(rows, key=lambda row: row.person_id)
        self._next = next(self._groups, None)

    def of(self, person_id: int) -> tuple[Any, ...]:
        if self._next is None or self._next[0] != person_id:
            return ()
        found = tuple(self._next[1])
        self._next = next(self._groups, None)
        return found
