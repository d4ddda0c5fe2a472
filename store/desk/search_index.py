"""Keeping the search tokens true to the persons: written in the unit of work that writes the person.

Tokens follow from the person's record alone, so those to take away are known without asking the table.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from store.desk.search_tokens import SOURCES, VERSION, tokens_of, village_tokens
from store.errors import StoreError
from store.model.person import Person
from store.vault.cipher import Connection
from store.vault.unit_of_work import UnitOfWork

_PEOPLE_AT_ONCE = 20_000
_STEP = "person_token"
_NOT_BUILT = ("暂时不能查找", "查找用的索引没有建成(磁盘可能已满),台账记录完好,没有任何改动。请清理磁盘后再试。")
_INSERT = "INSERT INTO person_token (token, person_id) VALUES (?, ?)"
_DELETE = "DELETE FROM person_token WHERE token = ? AND person_id = ?"


def index_people(unit: UnitOfWork, people: Iterable[tuple[int, Person]]) -> None:
    """Write the tokens of persons who are new in this unit of work, each with the row id the person was given."""
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


def _fill(connection: Connection, people: Iterable[tuple[int, Person]]) -> None:
    # Sorted, so that the table grows at one place after another; in portions, so that memory stays flat.
    waiting = iter(people)
    names: dict[str, frozenset[str]] = {}
    while portion := list(islice(waiting, _PEOPLE_AT_ONCE)):
        connection.executemany(_INSERT, _by_token(portion, names))
        _index_villages(connection, {person.village for _, person in portion})
        names.clear()


def _by_token(people: Sequence[tuple[int, Person]], names: dict[str, frozenset[str]]) -> Iterator[tuple[str, int]]:
    """The rows of the table in its order. Tokens are far fewer than rows, so only they are sorted."""
    bearers: defaultdict[str, list[int]] = defaultdict(list)
    for row_id, person in people:
        for token in tokens_of(person, names):
            bearers[token].append(row_id)
    return ((token, person) for token in sorted(bearers) for person in bearers[token])


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
    """Make every token anew, in a transaction of its own or in the one that is open.

    Raises ``StoreError`` when they cannot be written (a full disk); nothing is changed then.
    """
    if connection.in_transaction:
        _rebuild(connection)
        return
    from sqlcipher3 import dbapi2

    connection.execute("BEGIN IMMEDIATE")
    try:
        _rebuild(connection)
        connection.execute("COMMIT")
    except BaseException as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if isinstance(error, dbapi2.OperationalError):
            raise StoreError(*_NOT_BUILT) from error
        raise


def _rebuild(connection: Connection) -> None:
    connection.execute("DELETE FROM person_token")
    connection.execute("DELETE FROM village_token")
    _fill(connection, ((person.id, person) for person in _people_by_source(connection)))
    connection.execute("INSERT OR REPLACE INTO derived (name, version) VALUES (?, ?)", (_STEP, VERSION))


def first_untrue(connection: Connection) -> str | None:
    """The uid of a person whose tokens are not what the record says, or "" for tokens of nobody; ``None`` if all are.

    Tokens of an older making prove nothing: they are made anew before the next search.
    """
    if not is_current(connection):
        return None
    names: dict[str, frozenset[str]] = {}
    expected = 0
    for person in _people_by_source(connection):
        tokens = tokens_of(person, names)
        expected += len(tokens)
        if not all(_is_there(connection, token, person) for token in tokens):
            return _uid_of(connection, person.id)
    recorded: int = connection.execute("SELECT count(*) FROM person_token").fetchone()[0]
    return None if recorded == expected else _first_surplus(connection)


def _is_there(connection: Connection, token: str, person: Person) -> bool:
    asked = "SELECT 1 FROM person_token WHERE token = ? AND person_id = ?"
    return connection.execute(asked, (token, person.id)).fetchone() is not None


def _first_surplus(connection: Connection) -> str:
    """Nobody lacks a token, yet there are too many: whose they are."""
    tokens: dict[int, int] = dict(connection.execute("SELECT person_id, count(*) FROM person_token GROUP BY person_id"))
    for person in _people_by_source(connection):
        if tokens.pop(person.id, 0) != len(tokens_of(person, {})):
            return _uid_of(connection, person.id)
    return ""


def _uid_of(connection: Connection, person_id: int) -> str:
    uid: str = connection.execute("SELECT uid FROM person WHERE id = ?", (person_id,)).fetchone()[0]
    return uid


def _people_by_source(connection: Connection) -> Iterator[Person]:
    """Every person with no more than what tokens are made of."""
    rows: Iterable[Sequence[Any]] = connection.execute(f"SELECT id, {', '.join(SOURCES)} FROM person ORDER BY id")
    for row_id, *values in rows:
        yield Person(id=row_id, **dict(zip(SOURCES, values, strict=True)))
