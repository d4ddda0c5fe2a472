"""Finding people as one types: any part of the name, pinyin, initials, the tail of a number, village, former name."""

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from store.desk.ledger_rows import place_order
from store.desk.records import load
from store.desk.search_index import is_current, rebuild
from store.desk.search_tokens import NAME_INSIDE, NAME_START, NUMBER_TAIL, words_of
from store.model.person import Person
from store.vault.cipher import Connection

_AFTER_ALL = "\U0010ffff"
_IN_RANGE = "SELECT person_id FROM person_token WHERE token >= ? AND token < ? ORDER BY token, person_id"
_VILLAGES = "SELECT DISTINCT village FROM village_token WHERE token >= ? AND token < ?"
_SHORTEST_TAIL = 2
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Found:
    """Row ids of the people found, the likeliest first. ``more`` says that there are others beyond the limit."""

    people: "array[int]"
    more: bool = False


def search(connection: Connection, text: str, limit: int | None = None) -> Found:
    """The people who fit every word of ``text``; everybody fits no words at all.

    First those whose name begins with what was typed, an exact name before longer ones, then those who have it inside
    the name or bore it formerly, then tails of numbers, then villages. With ``limit`` no more than that many are read.
    """
    if not is_current(connection):
        rebuild(connection)
    people = _who_fit(connection, words_of(text))
    if limit is None:
        return Found(array("q", dict.fromkeys(people)))
    likeliest = _once_each(people)
    return Found(array("q", islice(likeliest, limit)), next(likeliest, None) is not None)


def people_who_fit(connection: Connection, text: str) -> list[Person]:
    """The records of the people ``search`` finds, in the order of the ledgers."""
    found = search(connection, text).people
    portions = (found[start : start + _AT_ONCE] for start in range(0, len(found), _AT_ONCE))
    people = (load(connection, Person, f"WHERE id IN ({_marks(portion)})", portion) for portion in portions)
    return sorted(chain.from_iterable(people), key=place_order)


def _marks(row_ids: "array[int]") -> str:
    return ", ".join("?" * len(row_ids))


def _who_fit(connection: Connection, words: tuple[str, ...]) -> Iterator[int]:
    """Whom all words fit, the likeliest first; somebody whom they fit in several ways comes several times."""
    if not words:
        return chain.from_iterable(connection.execute("SELECT id FROM person ORDER BY id"))
    if len(words) == 1:
        return _fitting(connection, words[0])
    # Names and numbers are typed with spaces too: yan san mu, 138 0000 0021.
    return chain(_fitting(connection, "".join(words)), _fitting_each(connection, words))


def _fitting_each(connection: Connection, words: tuple[str, ...]) -> Iterator[int]:
    first, *others = (dict.fromkeys(_fitting(connection, word)) for word in dict.fromkeys(words))
    yield from (person for person in first if all(person in other for other in others))


def _once_each(people: Iterable[int]) -> Iterator[int]:
    seen: set[int] = set()
    for person in people:
        if person not in seen:
            seen.add(person)
            yield person


def _fitting(connection: Connection, word: str) -> Iterator[int]:
    """Whom one word fits, read no further than somebody asks."""
    return chain.from_iterable(chain.from_iterable(_rows_fitting(connection, word)))


def _rows_fitting(connection: Connection, word: str) -> Iterator[Iterable[tuple[int]]]:
    for mark in (NAME_START, NAME_INSIDE):
        yield connection.execute(_IN_RANGE, (mark + word, mark + word + _AFTER_ALL))
    if _may_be_tail(word):
        tail = NUMBER_TAIL + word[::-1]
        yield connection.execute(_IN_RANGE, (tail, tail + _AFTER_ALL))
    for (village,) in connection.execute(_VILLAGES, (word, word + _AFTER_ALL)).fetchall():
        yield connection.execute("SELECT id FROM person WHERE village = ?", (village,))


def _may_be_tail(word: str) -> bool:
    return len(word) >= _SHORTEST_TAIL and word.isascii() and any(sign.isdigit() for sign in word)
