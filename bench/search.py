"""Search as one types and the opening of the people list, in encrypted ledgers of 1,000 and 100,000 people."""

import random
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import cache, partial
from pathlib import Path

from bench import Row
from store.desk.office import Office, found_office
from store.desk.people_list import list_people
from store.desk.readings import readings, surname_readings
from store.desk.records import add
from store.desk.search import search
from store.fiction.dice import Dice
from store.fiction.names import a_name, a_people
from store.fiction.papers import a_phone, an_id_number
from store.fiction.places import places
from store.model.measure import CATEGORIES, Measure
from store.model.person import Person
from store.vault.cipher import Connection, connect
from store.vault.schema import bring_up_to_date
from store.vault.unit_of_work import Act, unit_of_work

_TODAY = date(2026, 11, 22)
_KEY = bytes(32)
_ACT = Act(operator="bench", action="bench", today=_TODAY, at=datetime(2026, 11, 22, tzinfo=UTC))
_OFFICE = Office(township_code="530829103", name="bench", in_use_from=date(2020, 1, 1), operators=("bench",))
_MANY, _FEW = 100_000, 1_000
_SHOWN = 100
"""As many as are asked for while one types: four screens full."""
_QUERIES = 500


@cache
def _ledger(people: int) -> Path:
    path = Path(tempfile.mkdtemp(prefix="bench-")) / "ledger.db"
    connection = connect(path, _KEY, create=True)
    bring_up_to_date(connection)
    found_office(connection, _OFFICE, _ACT)
    with unit_of_work(connection, _ACT) as unit:
        settled = add(unit, list(_people(people)))
        add(unit, [Measure(person_id=person.id, category=CATEGORIES[person.id % 5]) for person in settled])
    connection.close()
    return path


def _people(count: int) -> Iterator[Person]:
    where, taken = places(1), set[str]()
    for position in range(count):
        dice = Dice(1, position)
        village, group = where.group_at(position, count)
        sex, born = dice.pick(("男", "女")), dice.day(date(1955, 1, 1), date(2005, 12, 31))
        number = an_id_number(dice, born, sex)
        yield Person(
            name=a_name(dice, a_people(dice), sex),
            sex=sex,
            birth_date=born,
            id_number=None if number in taken else number,
            phone=a_phone(dice),
            village=village.name,
            village_group=group.name,
        )
        taken.add(number)


def _syllables(name: str) -> list[str]:
    characters = name.replace("·", "")
    return [surname_readings(characters[0])[0], *(readings(character)[0] for character in characters[1:])]


def _begun(spoken: str) -> str:
    """What is typed up to the first letter of the last syllable."""
    return spoken[: spoken.rfind(" ") + 2]


_KINDS: dict[str, Callable[[Person], str]] = {
    "name": lambda person: person.name,
    "part of a name": lambda person: person.name[1:],
    "one character": lambda person: person.name[0],
    "pinyin": lambda person: "".join(_syllables(person.name)),
    "pinyin with spaces": lambda person: " ".join(_syllables(person.name)),
    "pinyin with spaces, last syllable begun": lambda person: _begun(" ".join(_syllables(person.name))),
    "a character and pinyin": lambda person: " ".join((person.name[0], *_syllables(person.name)[1:])),
    "pinyin and a character": lambda person: f"{_syllables(person.name)[0]} {person.name[-1]}",
    "initials": lambda person: "".join(syllable[0] for syllable in _syllables(person.name)),
    "one initial": lambda person: _syllables(person.name)[0][0],
    "ID tail": lambda person: (person.id_number or "0018")[-4:],
    "phone tail": lambda person: (person.phone or "")[-4:],
    "village": lambda person: person.village,
    "name and village": lambda person: f"{person.name} {person.village}",
}
"""What is typed to find somebody."""


def _search(kind: str) -> float:
    """CPU milliseconds of the 99th percentile of searches for people picked at random."""
    connection = connect(_ledger(_MANY), _KEY)
    typed = [_KINDS[kind](person) for person in random.Random(7).choices(_known(), k=_QUERIES)]
    search(connection, typed[0], _SHOWN)
    spent = sorted(_spent(partial(search, connection, text, _SHOWN)) for text in typed)
    connection.close()
    return spent[_QUERIES * 99 // 100] * 1000


@cache
def _known() -> list[Person]:
    return list(_people(_MANY))[::50]


def _opening(people: int) -> float:
    """CPU milliseconds to open the list and read its first forty lines, the median of nine sessions."""
    return sorted(_first_screen(people) for _ in range(9))[4]


def _first_screen(people: int) -> float:
    connection = connect(_ledger(people), _KEY)
    spent = _spent(partial(_show, connection)) * 1000
    connection.close()
    return spent


def _show(connection: Connection) -> None:
    assert list_people(connection, _TODAY).rows(0, 40)


def _spent(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


ROWS = (
    *(
        Row(what=f"search p99, 100,000 people, by {kind}", unit="ms", budget=2, ours=partial(_search, kind))
        for kind in _KINDS
    ),
    Row(what="people list opens, 100,000 people", unit="ms", budget=600, ours=partial(_opening, _MANY)),
    Row(what="people list opens, 1,000 people", unit="ms", budget=600, ours=partial(_opening, _FEW)),
)
