"""What comes next for each person: the obligation of the worklist whose last day comes first."""

from array import array
from collections.abc import Iterable, Sequence
from datetime import date

from store.desk.worklist import worklist
from store.rules.worklist import Obligation
from store.vault.cipher import Connection


def next_due(connection: Connection, today: date, people: Sequence[int] | None = None) -> dict[int, Obligation]:
    """By row id, the obligation that ends first; one without a last day (缺要素) only where there is no other.

    Of ``people``, else of everybody. Who has nothing to be done today is left out.
    """
    found: dict[int, Obligation] = {}
    for item in worklist(connection, today, people=people):
        known = found.get(item.person.id)
        if known is None or _last_day(item.obligation) < _last_day(known):
            found[item.person.id] = item.obligation
    return found


def by_urgency(connection: Connection, today: date, people: Iterable[int], *, descending: bool) -> "array[int]":
    """``people`` by the last day of what comes next; who has nothing to be done comes last either way."""
    days = {person: _last_day(due).toordinal() for person, due in next_due(connection, today).items()}
    sign = -1 if descending else 1
    return array("q", sorted(people, key=lambda person: (person not in days, sign * days.get(person, 0))))


def _last_day(due: Obligation) -> date:
    return due.last_day or date.max
