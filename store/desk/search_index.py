"""Keeping the search tokens true to the persons: written in the unit of work that writes the person.

Tokens follow from the person's record alone, so those to take away are known without asking the table.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from store.desk.search_tokens import SOURCES, VERSION, tokens_of, village_tokens
from store.model.person import Person
from store.vault.cipher import Connection
from store.vault.unit_of_work import UnitOfWork

_PEOPLE_AT_ONCE = 20_000
_STEP = "person_token"
_INSERT = "INSERT INTO person_token (token, person_id) VALUES (?, ?)"
_DELETE = "DELETE FROM person_token WHERE token = ? AND person_id = ?"


def index_people(unit: UnitOfWork, people: Iterable[Person]) -> None:
    """Write the tokens of persons who are new in this unit of work and have their row ids."""
    _fill(unit.connection, people)


def reindex_person(unit: UnitOfWork, old: Person | None, new: Person | None) -> None:
    """Follow a change of one person; ``None`` for a person who was not there before, or is no longer."""
    if old and new and all(getattr(old, name) == getattr(new, name) for name in SOURCES):
        return
    before, after = _rows(old), _rows(new)
    unit.connection.executemany(_DELETE, sorted(before - after))
    unit.connection.executemany(_INSERT, sorted(after - before))
    if new:
        _index_villages(unit.connection, {new.village})


def _rows(person: Person | None) -> set[tuple[str, int]]:
    return {(token, person.id) for token in tokens_of(person, {})} if person else set()


def _fill(connection: Connection, people: Iterable[Person]) -> None:
    # Sorted, so that the table grows at one place after another; in portions, so that memory stays flat.
    waiting = iter(people)
    names: dict[str, frozenset[str]] = {}
    while portion := list(islice(waiting, _PEOPLE_AT_ONCE)):
        connection.executemany(
            _INSERT, sorted((token, person.id) for person in portion for token in tokens_of(person, names))
        )
        _index_villages(connection, {person.village for person in portion})


def _index_villages(connection: Connection, villages: Iterable[str]) -> None:
    connection.executemany(
        "INSERT OR IGNORE INTO village_token (token, village) VALUES (?, ?)",
        ((token, village) for village in villages for token in village_tokens(village)),
    )


def is_current(connection: Connection) -> bool:
    """Whether the tokens are those this program makes; not so after an older vault was opened."""
    row = connection.execute("SELECT version FROM derived WHERE name = ?", (_STEP,)).fetchone()
    return row is not None and row[0] == VERSION


def rebuild(connection: Connection) -> None:
    """Make every token anew, in a transaction of its own or in the one that is open."""
    if connection.in_transaction:
        _rebuild(connection)
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        _rebuild(connection)
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _rebuild(connection: Connection) -> None:
    connection.execute("DELETE FROM person_token")
    connection.execute("DELETE FROM village_token")
    _fill(connection, people_by_source(connection))
    connection.execute("INSERT OR REPLACE INTO derived (name, version) VALUES (?, ?)", (_STEP, VERSION))


def people_by_source(connection: Connection) -> Iterator[Person]:
    """Every person with no more than what tokens are made of."""
    rows: Iterable[Sequence[Any]] = connection.execute(f"SELECT id, {', '.join(SOURCES)} FROM person ORDER BY id")
    for row_id, *values in rows:
        yield Person(id=row_id, **dict(zip(SOURCES, values, strict=True)))
