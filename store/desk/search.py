"""Finding people as one types: any part of the name, pinyin, initials, the tail of a number, village, former name."""

from array import array
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import partial, reduce
from itertools import chain, islice

from store.desk.ledger_rows import place_order
from store.desk.records import load
from store.desk.search_index import is_current, rebuild
from store.desk.search_tokens import NAME_INSIDE, NAME_START, NUMBER_TAIL, are_syllables, words_of
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

    Syllables one after another are one name if anybody bears it, as pinyin is typed: only else each is a word.

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
    together = _fitting(connection, "".join(words))
    if are_syllables(words) and (likeliest := next(together, None)) is not None:
        return chain((likeliest,), together)
    return chain(together, _fitting_each(connection, words))


def _fitting_each(connection: Connection, words: tuple[str, ...]) -> Iterator[int]:
    first, *others = dict.fromkeys(words)
    wanted = [_Fit(frozenset(_named(connection, word)), _villages(connection, word)) for word in others]
    # A village is a property of those who are found otherwise: its thousands are not read where few can be meant.
    few = min((fit.named for fit in wanted if not fit.villages), key=len, default=None)
    among = array("q", sorted(few)) if few is not None and len(few) <= _AT_ONCE else None
    people = chain(_named(connection, first), _living_in(connection, _villages(connection, first), among))
    for count, portion in enumerate(_portions(people)):
        if count == 1:
            # So many may be meant that whole villages are read sooner than asked for person by person.
            wanted = [_Fit(fit.named.union(_living_in(connection, fit.villages)), ()) for fit in wanted]
        yield from reduce(partial(_who_also, connection), wanted, portion)


def _portions(people: Iterator[int]) -> Iterator["array[int]"]:
    while portion := array("q", islice(people, _AT_ONCE)):
        yield portion


@dataclass(frozen=True, slots=True)
class _Fit:
    """Whom a word fits: by name or number those, and besides everybody of these villages."""

    named: frozenset[int]
    villages: tuple[str, ...]


def _who_also(connection: Connection, people: "array[int]", fit: _Fit) -> "array[int]":
    fitting: Collection[int] = fit.named
    if fit.villages:
        others = array("q", (person for person in people if person not in fit.named))
        fitting = fit.named.union(_who_live_in(connection, fit.villages, others))
    return array("q", (person for person in people if person in fitting))


def _who_live_in(connection: Connection, villages: Iterable[str], people: "array[int]") -> Iterator[int]:
    """Those of ``people`` who live in one of these villages, in no order."""
    # The index alone says it: each person's own page would have to be decrypted.
    query = f"SELECT id FROM person INDEXED BY person_village WHERE village = ? AND id IN ({_marks(people)})"
    return chain.from_iterable(row for village in villages for row in connection.execute(query, (village, *people)))


def _once_each(people: Iterable[int]) -> Iterator[int]:
    seen: set[int] = set()
    for person in people:
        if person not in seen:
            seen.add(person)
            yield person


def _fitting(connection: Connection, word: str) -> Iterator[int]:
    """Whom one word fits, read no further than somebody asks."""
    yield from _named(connection, word)
    yield from _living_in(connection, _villages(connection, word))


def _named(connection: Connection, word: str) -> Iterator[int]:
    """Whom a word fits by name or number."""
    for mark in (NAME_START, NAME_INSIDE):
        yield from chain.from_iterable(connection.execute(_IN_RANGE, (mark + word, mark + word + _AFTER_ALL)))
    if _may_be_tail(word):
        tail = NUMBER_TAIL + word[::-1]
        yield from chain.from_iterable(connection.execute(_IN_RANGE, (tail, tail + _AFTER_ALL)))


def _villages(connection: Connection, word: str) -> tuple[str, ...]:
    return tuple(chain.from_iterable(connection.execute(_VILLAGES, (word, word + _AFTER_ALL))))


def _living_in(connection: Connection, villages: Iterable[str], among: "array[int] | None" = None) -> Iterator[int]:
    """Everybody of these villages, village by village; of ``among`` only, if that is given."""
    chosen = "" if among is None else f"AND id IN ({_marks(among)})"
    # Of few each is looked up (+ keeps off the index of places), not all of a village gone through.
    village_is = "village = ?" if among is None else "+village = ?"
    query = f"SELECT id FROM person WHERE {village_is} {chosen} ORDER BY village_group, name, id"
    for village in villages:
        yield from chain.from_iterable(connection.execute(query, (village, *(among or ()))))


def _may_be_tail(word: str) -> bool:
    return len(word) >= _SHORTEST_TAIL and word.isascii() and any(sign.isdigit() for sign in word)
