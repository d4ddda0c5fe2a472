"""What happened to people beside their routine: all that opens a deadline, read for everybody.

Most people have none of it, so it is read table by table and not person by person.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from store.desk.records import load
from store.model.drug_test import EXCLUDED, POSITIVE, DrugTest
from store.model.leave import REPORTED, Leave
from store.model.measure import Measure
from store.model.notice import Notice
from store.model.suspension import Suspension
from store.rules.case import Case, own_suspensions
from store.rules.thresholds import REFUSAL_LIMIT, REFUSING_RESULTS
from store.vault.cipher import Connection

Happening = TypeVar("Happening", Suspension, Leave, Notice, DrugTest)
_TELLING_RESULTS = (POSITIVE, *REFUSING_RESULTS)


@dataclass(slots=True)
class Happenings:
    """What of one person's records can open a deadline, and the leaves, during which calls count."""

    suspensions: list[Suspension] = field(default_factory=list)
    leaves: list[Leave] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    tests: list[DrugTest] = field(default_factory=list)

    @property
    def was_on_leave(self) -> bool:
        """Whether calls may count because of a reported leave."""
        return any(leave.reported == REPORTED for leave in self.leaves)

    def case(self, measure: Measure, others: tuple[Measure, ...], in_use_from: date) -> Case:
        """The case of one measure, with what ``obligations`` reads of it; the visits of who was on leave aside."""
        return Case(
            measure=measure,
            in_use_from=in_use_from,
            others=others,
            suspensions=own_suspensions(measure, others, self.suspensions) if self.suspensions else (),
            leaves=tuple(self.leaves),
            notices=tuple(self.notices),
            tests=tuple(self.tests),
        )


def happenings(connection: Connection, today: date, people: Sequence[int] | None = None) -> dict[int, Happenings]:
    """By person, of ``people`` or of everybody, what happened up to ``today``. Who is not in it had nothing."""
    found: dict[int, Happenings] = {}
    marks = f"AND person_id IN ({', '.join('?' * len(people))})" if people is not None else ""
    which = tuple(people or ())

    def read(record: type[Happening], condition: str, into: Callable[[Happenings], list[Happening]]) -> None:
        for each in load(connection, record, f"WHERE {condition} {marks} ORDER BY id", which):
            into(found.setdefault(each.person_id, Happenings())).append(each)

    read(Suspension, "TRUE", lambda each: each.suspensions)
    read(Leave, "TRUE", lambda each: each.leaves)
    read(Notice, "TRUE", lambda each: each.notices)
    read(DrugTest, _telling(connection, today, marks, which), lambda each: each.tests)
    return found


def _telling(connection: Connection, today: date, marks: str, which: tuple[int, ...]) -> str:
    """The tests that can still ask for something: 阳性 that 认定 has not excluded, and refusals near their limit.

    The index alone finds them: the tests themselves are many, and those that tell are few.
    """
    query = f"SELECT id, person_id, result FROM drug_test WHERE result IN ({_quoted(_TELLING_RESULTS)}) {marks}"
    found: list[int] = []
    refused: dict[int, list[int]] = defaultdict(list)
    for row_id, person, result in connection.execute(query, which):
        (found if result == POSITIVE else refused[person]).append(row_id)
    found += [row_id for row_ids in refused.values() if len(row_ids) >= REFUSAL_LIMIT for row_id in row_ids]
    settled = f"(confirmation = '{EXCLUDED}' AND coalesce(confirmed_on, '') <= '{today.isoformat()}')"
    return f"id IN ({', '.join(map(str, found))}) AND NOT coalesce({settled}, 0)"


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)
