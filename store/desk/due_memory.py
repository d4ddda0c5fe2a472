"""Everybody's worklist, once computed, remembered while the vault is open: one new record asks for one person again.

The lines of a person depend on that person's rows, the settings, the policies and ``today``, and on nobody else's
rows. So the units of work since the list was made name whose lines to compute again. Nothing here is a fact:
forgetting it changes nothing but the time the next list takes.
"""

import gc
from bisect import insort
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from weakref import WeakKeyDictionary

from store.desk.due_item import DueItem, ordered, urgency
from store.vault.cipher import Connection

Compute = Callable[[Connection, date, int | None, Sequence[int] | None], Iterable[DueItem]]
"""The items of the people with these row ids, or of everybody: connection, today, within, people."""

_MOST_PEOPLE = 200
"""With more people to compute again, reading everybody at once is the shorter way."""

_MOST_LISTS = 3
"""今日, the week's plan and one more look ahead."""

_UNRELATED = frozenset(("area", "household", "plan", "staff", "assignment", "support", "operator", "figure_set"))
"""Kinds of records that say nothing about what is due. A kind not known here makes the list anew."""

_OF_A_PERSON = frozenset(("measure", "visit", "drug_test", "assessment", "suspension", "leave", "notice"))


@dataclass(frozen=True, slots=True)
class _Remembered:
    """The list as of unit ``unit``."""

    unit: int
    items: tuple[DueItem, ...]


_Lists = dict[tuple[date, int | None], _Remembered]
"""By today and the look ahead; the list that was made or used last stands last."""

_memory: WeakKeyDictionary[Connection, _Lists] = WeakKeyDictionary()


def forget(connection: Connection) -> None:
    """Drop what is remembered of this vault."""
    _memory.pop(connection, None)


def everything_due(connection: Connection, today: date, within: int | None, compute: Compute) -> tuple[DueItem, ...]:
    """Everybody's items in the order of the worklist; ``compute`` gives those of some people or of all."""
    if connection.in_transaction:
        # What is not committed may never be: neither trust nor keep it.
        return _made(connection, today, within, compute)
    unit: int = connection.execute("SELECT coalesce(max(number), 0) FROM unit").fetchone()[0]
    lists = _memory.setdefault(connection, {})
    items = _brought_up(connection, today, within, compute, lists.pop((today, within), None))
    lists[today, within] = _Remembered(unit, items)
    if len(lists) > _MOST_LISTS:
        del lists[next(iter(lists))]
    return items


def _brought_up(
    connection: Connection, today: date, within: int | None, compute: Compute, known: _Remembered | None
) -> tuple[DueItem, ...]:
    touched = _touched(connection, known.unit) if known else None
    if known is None or touched is None:
        return _made(connection, today, within, compute)
    if not touched:
        return known.items
    return _with_anew(known.items, touched, compute(connection, today, within, sorted(touched)))


def _made(connection: Connection, today: date, within: int | None, compute: Compute) -> tuple[DueItem, ...]:
    """Everybody's items computed. Nothing in them is circular, so nothing is looked for that could be given back."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        return ordered(compute(connection, today, within, None))
    finally:
        if was_on:
            gc.enable()


def _touched(connection: Connection, unit: int) -> set[int] | None:
    """The people whose records changed after ``unit``; ``None`` where that cannot be told or they are too many."""
    query = (
        "SELECT kind, record, json_extract(before, '$.person_id'), json_extract(after, '$.person_id'),"
        " before IS NULL AND after IS NULL FROM journal WHERE unit > ?"
    )
    found: set[int] = set()
    for kind, record, before, after, is_erased in connection.execute(query, (unit,)):
        if kind in _UNRELATED:
            continue
        if is_erased or (kind != "person" and kind not in _OF_A_PERSON):
            return None
        found.update((record,) if kind == "person" else {person for person in (before, after) if person is not None})
        if len(found) > _MOST_PEOPLE:
            return None
    return found


def _with_anew(items: Sequence[DueItem], touched: set[int], anew: Iterable[DueItem]) -> tuple[DueItem, ...]:
    kept = [item for item in items if item.person.id not in touched]
    for item in anew:
        insort(kept, item, key=urgency)
    return tuple(kept)
