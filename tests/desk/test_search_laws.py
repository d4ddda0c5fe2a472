"""Laws of the search, on random names: whatever part of a name one knows, in whatever reading, finds it."""

import math
import random
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.desk.readings import readings
from store.desk.records import add, change, load, remove, restore
from store.desk.search import search
from store.desk.search_index import first_untrue
from store.desk.search_tokens import MOST_WAYS
from store.model.person import Person
from store.vault.cipher import Connection
from store.vault.unit_of_work import UnitOfWork, unit_of_work
from tests.ledger import act, new_ledger

CHARACTERS = "岩三木单仇区解查曾盖覃吕尼布勒那娜叶乐重行长艾扎克张伟"
NAMES = st.text(CHARACTERS, min_size=1, max_size=5)
SEEDS = st.integers(0, 2**32)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    connection = new_ledger(tmp_path_factory.mktemp("laws"))
    yield connection
    connection.close()


def enter(connection: Connection, name: str) -> int:
    with unit_of_work(connection, act()) as unit:
        (person,) = add(unit, [Person(name=name, village="村")])
    return person.id


def typed_of(name: str, drawn: random.Random) -> Iterator[str]:
    """What a clerk may type who knows a part of the name: characters, pinyin, initials, whole or not yet."""
    start = drawn.randrange(len(name))
    part = name[start : drawn.randrange(start, len(name)) + 1]
    spoken = [drawn.choice(readings(character)) for character in part]
    initials = "".join(syllable[0] for syllable in spoken)
    yield part
    yield "".join(spoken)
    yield " ".join(spoken)
    yield initials.upper()
    yield "".join(spoken)[: drawn.randrange(sum(map(len, spoken))) + 1]


def ways_to_read(name: str) -> int:
    return math.prod(len(readings(character)) for character in name)


@given(name=NAMES.filter(lambda name: ways_to_read(name) <= MOST_WAYS), seed=SEEDS)
def test_any_part_in_any_reading_finds_a_name(ledger: Connection, name: str, seed: int) -> None:
    person = enter(ledger, name)
    for typed in typed_of(name, random.Random(seed)):
        assert person in search(ledger, typed).people, (name, typed)


@given(name=NAMES, other=st.text("李王杨赵", min_size=1, max_size=3))
def test_what_is_not_in_a_name_does_not_find_it(ledger: Connection, name: str, other: str) -> None:
    person = enter(ledger, name)
    assert person not in search(ledger, other).people
    assert person not in search(ledger, f"{name} {other}").people


@given(text=st.text(max_size=20), limit=st.integers(0, 5))
def test_a_limit_only_cuts_and_nobody_comes_twice(ledger: Connection, text: str, limit: int) -> None:
    everybody = search(ledger, text).people
    some = search(ledger, text, limit)
    assert len(set(everybody)) == len(everybody)
    assert list(some.people) == list(everybody[:limit])
    assert some.more is (len(everybody) > limit)


@settings(max_examples=settings().max_examples // 4)
@given(seed=SEEDS)
def test_tokens_stay_true_through_any_changes(ledger: Connection, seed: int) -> None:
    drawn = random.Random(seed)
    out: list[Person] = []
    with unit_of_work(ledger, act()) as unit:
        for _ in range(12):
            something_happens(unit, drawn, out)
    assert first_untrue(ledger) is None


def something_happens(unit: UnitOfWork, drawn: random.Random, out: list[Person]) -> None:
    known = load(unit.connection, Person, "ORDER BY id DESC LIMIT 5")
    if not known or drawn.random() < 0.3:
        add(unit, [a_person(drawn)])
    elif out and drawn.random() < 0.3:
        restore(unit, out.pop())
    elif drawn.random() < 0.4:
        out.append(drawn.choice(known))
        remove(unit, out[-1])
    else:
        old = drawn.choice(known)
        change(unit, old, a_person(drawn, id=old.id, uid=old.uid))


def a_person(drawn: random.Random, **keys: object) -> Person:
    def name() -> str:
        return "".join(drawn.choices(CHARACTERS, k=3))

    return Person(
        name=name(),
        former_name=drawn.choice((None, name())),
        agreed_name=drawn.choice((None, name())),
        phone=drawn.choice((None, "13800000021", "13800000021、0879-1234567")),
        village=drawn.choice(("班帅村", "岳宋村")),
        **keys,  # type: ignore[arg-type]
    )


def test_of_many_too_two_words_find_whom_both_find_in_the_order_of_the_first(ledger: Connection) -> None:
    drawn = random.Random(7)
    with unit_of_work(ledger, act()) as unit:
        add(unit, [a_person(drawn) for _ in range(1_300)])
    for first, second in (
        ("岩", "班帅"),
        ("班帅", "岩"),
        ("bs", "y"),
        ("y", "bs"),
        ("班帅", "1234567"),
        ("村", "岳宋"),
    ):
        fitting = set(search(ledger, second).people)
        both = [person for person in search(ledger, first).people if person in fitting]
        expected = list(dict.fromkeys([*search(ledger, first + second).people, *both]))
        assert list(search(ledger, f"{first} {second}").people) == expected, (first, second)
        assert both, (first, second)
