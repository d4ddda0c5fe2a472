"""Who is found by what: the search box of the roster and ``list --where``."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.desk.readings import readings
from store.desk.records import add, change, load, remove, restore
from store.desk.search import search
from store.desk.search_tokens import are_syllables
from store.model.person import Person
from store.vault.cipher import Connection
from store.vault.unit_of_work import unit_of_work
from tests.hostile import hostile_strings
from tests.ledger import act, new_ledger

PEOPLE = (
    Person(name="岩三木", village="班帅村", id_number="530829199209130018", phone="13800000021"),
    Person(name="三木", village="岳宋村", id_number="530829198001010021", phone="13911110018、0879-1234567"),
    Person(name="岩木", village="岳宋村", former_name="岩块"),
    Person(name="木三岩", village="曼亨村", agreed_name="老木"),
    Person(name="单永福", village="曼亨村"),
    Person(name="仇红", village="永广村"),
    Person(name="区志强", village="永广村"),
    Person(name="解文华", village="永广村", id_number="53082919900101001X"),
    Person(name="查丽", village="永广村"),
    Person(name="曾伟", village="永广村"),
    Person(name="盖芳", village="永广村"),
    Person(name="覃明", village="永广村"),
    Person(name="吕略", village="永广村"),
    Person(name="尼布·不勒", village="永广村"),
    Person(name="Aung San", village="永广村", id_type="缅甸身份证", id_number="12/MaYaKa(N)123456"),
    Person(name="[/]", village="永广村"),
)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    connection = new_ledger(tmp_path_factory.mktemp("search"))
    settle(connection, PEOPLE)
    yield connection
    connection.close()


@pytest.fixture
def changing(tmp_path: Path) -> Iterator[Connection]:
    connection = new_ledger(tmp_path)
    settle(connection, PEOPLE)
    yield connection
    connection.close()


def settle(connection: Connection, people: tuple[Person, ...]) -> None:
    with unit_of_work(connection, act()) as unit:
        add(unit, people)


def found(connection: Connection, text: str) -> list[str]:
    names = {person.id: person.name for person in load(connection, Person)}
    return [names[person] for person in search(connection, text).people]


@pytest.mark.parametrize("typed", ["岩三木", "三木", "木", "岩三", " 岩三木 ", "岩 三木", "岩·三木", "三木 岩"])
def test_any_part_of_a_name_finds_it(ledger: Connection, typed: str) -> None:
    assert "岩三木" in found(ledger, typed)


@pytest.mark.parametrize(
    "typed",
    ["yansanmu", "yan san mu", "YanSanMu", "ｙａｎｓａｎｍｕ", "yan'san'mu", "yans", "sanmu", "mu", "san mu yan"],
)
def test_pinyin_finds_a_name_with_and_without_spaces_and_before_it_is_all_typed(ledger: Connection, typed: str) -> None:
    assert "岩三木" in found(ledger, typed)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("yan mu", ["岩木"]),
        ("yan k", ["岩木"]),
        ("san mu", ["三木", "岩三木"]),
        ("mu san yan", ["木三岩"]),
        ("san yan", ["木三岩"]),
        ("mu yan", ["木三岩", "岩三木", "岩木"]),
        ("san mu yan", ["木三岩", "岩三木"]),
        ("yan banshuai", ["岩三木"]),
        ("yan bs", ["岩三木"]),
    ],
)
def test_syllables_are_one_name_if_anybody_bears_it_and_else_words(
    ledger: Connection, typed: str, names: list[str]
) -> None:
    assert found(ledger, typed) == names


def test_every_reading_is_a_syllable_and_so_is_what_one_begins_with() -> None:
    said = {reading for character in map(chr, range(0x4E00, 0x9FA6)) for reading in readings(character)}
    odd = {reading for reading in said if not are_syllables((reading, "a"))}
    assert odd == {"m", "n", "ng", "hm", "hng"}, "interjections, that no name is read as"
    begun = {reading[:end] for reading in said - odd for end in range(1, len(reading) + 1)}
    assert all(are_syllables(("a", part)) for part in begun)
    assert not any(are_syllables((initials, "a")) for initials in ("y", "ys", "bs", "bsc", "岩", "0021", "ysm"))


@pytest.mark.parametrize("typed", ["ysm", "YSM", "y", "ys", "sm", "m", "y s m"])
def test_initials_find_a_name(ledger: Connection, typed: str) -> None:
    assert "岩三木" in found(ledger, typed)


@pytest.mark.parametrize(
    ("name", "surname", "other"),
    [
        ("单永福", "shan", "dan"),
        ("仇红", "qiu", "chou"),
        ("区志强", "ou", "qu"),
        ("解文华", "xie", "jie"),
        ("查丽", "zha", "cha"),
        ("曾伟", "zeng", "ceng"),
        ("盖芳", "ge", "gai"),
        ("覃明", "qin", "tan"),
    ],
)
def test_a_polyphonic_surname_is_found_by_every_reading(
    ledger: Connection, name: str, surname: str, other: str
) -> None:
    assert found(ledger, surname)[0] == name
    assert name in found(ledger, other)


def test_the_reading_as_a_surname_comes_before_other_readings(tmp_path: Path) -> None:
    connection = new_ledger(tmp_path)
    settle(connection, (Person(name="单明", village="村"), Person(name="但明", village="村")))
    assert found(connection, "dan") == ["但明", "单明"]
    settle(connection, (Person(name="山明", village="村"),))
    assert set(found(connection, "shan")[:2]) == {"单明", "山明"}
    connection.close()


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("lvlve", "吕略"),
        ("lülüe", "吕略"),
        ("buleng", None),
        ("bule", "尼布·不勒"),
        ("nbbl", "尼布·不勒"),
        ("尼布不", "尼布·不勒"),
    ],
)
def test_spellings_of_readings(ledger: Connection, typed: str, name: str | None) -> None:
    assert found(ledger, typed) == ([name] if name else [])


@pytest.mark.parametrize("typed", ["aung", "San", "aung san", "aungsan", "as", "AS"])
def test_a_name_in_letters_is_found_by_its_words(ledger: Connection, typed: str) -> None:
    assert "Aung San" in found(ledger, typed)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("0018", ["岩三木", "三木"]),
        ("130018", ["岩三木"]),
        ("530829199209130018", ["岩三木"]),
        ("00021", ["岩三木"]),
        ("13800000021", ["岩三木"]),
        ("0021", ["岩三木", "三木"]),
        ("4567", ["三木"]),
        ("001x", ["解文华"]),
        ("001X", ["解文华"]),
        ("23456", ["Aung San"]),
        ("123456", ["Aung San"]),
        ("13800", []),
        ("9", []),
    ],
)
def test_the_tail_of_a_number_finds_whose_it_is(ledger: Connection, typed: str, names: list[str]) -> None:
    assert sorted(found(ledger, typed)) == sorted(names)


@pytest.mark.parametrize(
    "typed", ["班帅村", "班帅", "帅", "bsc", "bs", "banshuai", "班帅 三木", "三木 bs", "0018 班帅"]
)
def test_a_village_finds_who_lives_there(ledger: Connection, typed: str) -> None:
    assert found(ledger, typed) == ["岩三木"]


@pytest.mark.parametrize("typed", ["岩块", "块", "yankuai", "yk"])
def test_a_former_name_finds_its_bearer(ledger: Connection, typed: str) -> None:
    assert found(ledger, typed) == ["岩木"]


@pytest.mark.parametrize("typed", ["老木", "laomu"])
def test_an_agreed_name_finds_its_bearer(ledger: Connection, typed: str) -> None:
    assert found(ledger, typed) == ["木三岩"]


@pytest.mark.parametrize("typed", ["岩三木 李", "岩三木 0021 永广", "岩三木 4567", "zzz", "木岩"])
def test_every_word_has_to_fit(ledger: Connection, typed: str) -> None:
    assert found(ledger, typed) == []


def test_the_likeliest_come_first(ledger: Connection) -> None:
    assert found(ledger, "三木")[:2] == ["三木", "岩三木"]
    assert found(ledger, "木") == ["木三岩", *found(ledger, "木")[1:]]
    assert found(ledger, "岩木")[0] == "岩木"
    assert found(ledger, "san mu")[:2] == ["三木", "岩三木"]


@pytest.mark.parametrize("typed", ["", "  ", "\u3000"])
def test_nothing_typed_fits_everybody(ledger: Connection, typed: str) -> None:
    assert len(found(ledger, typed)) == len(PEOPLE)


def test_nobody_is_found_twice(ledger: Connection) -> None:
    for typed in ("m", "木", "y", "an", "岳", "00", "s y"):
        people = search(ledger, typed).people
        assert len(people) == len(set(people)), typed


def test_a_limit_keeps_the_likeliest_and_says_that_there_are_more(ledger: Connection) -> None:
    everybody = search(ledger, "y")
    assert not everybody.more
    for limit in range(len(everybody.people) + 2):
        some = search(ledger, "y", limit)
        assert list(some.people) == list(everybody.people[:limit])
        assert some.more is (limit < len(everybody.people))


def test_no_text_breaks_the_search_and_a_name_like_it_is_found_by_it(tmp_path: Path) -> None:
    connection = new_ledger(tmp_path)
    names = {" ".join(text.split()) for text in hostile_strings() if _can_be_stored(text)} - {""}
    settle(connection, tuple(Person(name=name, village="村") for name in sorted(names)))
    for name in names:
        assert name in found(connection, name)
    for text in set(hostile_strings()) - names:
        search(connection, text, 10)
    connection.close()


def _can_be_stored(text: str) -> bool:
    return not any(unicodedata.category(character) in {"Cc", "Cs"} for character in text)


def test_a_changed_name_is_found_and_the_old_one_no_longer(changing: Connection) -> None:
    (person,) = load(changing, Person, "WHERE name = '岩三木'")
    with unit_of_work(changing, act()) as unit:
        change(unit, person, renamed(person))
    assert found(changing, "zhasi") == ["扎四"]
    assert found(changing, "岩三木") == []
    assert found(changing, "130018") == ["扎四"]
    assert found(changing, "00021") == []
    assert found(changing, "班帅") == []
    assert found(changing, "永广 扎") == ["扎四"]


def renamed(person: Person) -> Person:
    return Person(id=person.id, uid=person.uid, name="扎四", village="永广村", id_number=person.id_number)


def test_who_is_taken_out_is_not_found_and_who_returns_is(changing: Connection) -> None:
    (person,) = load(changing, Person, "WHERE name = '单永福'")
    with unit_of_work(changing, act()) as unit:
        remove(unit, person)
    assert found(changing, "shan") == []
    with unit_of_work(changing, act()) as unit:
        restore(unit, person)
    assert found(changing, "shan") == ["单永福"]


def test_what_was_not_saved_is_not_found(changing: Connection) -> None:
    with pytest.raises(RuntimeError), unit_of_work(changing, act()) as unit:
        add(unit, [Person(name="扎四", village="村")])
        raise RuntimeError
    assert found(changing, "扎四") == []


def test_a_vault_from_before_is_made_searchable_by_the_first_search(changing: Connection) -> None:
    changing.execute("DELETE FROM person_token")
    changing.execute("DELETE FROM village_token")
    changing.execute("DELETE FROM derived")
    assert found(changing, "ysm") == ["岩三木"]
    assert found(changing, "班帅") == ["岩三木"]


def test_tokens_of_another_making_are_made_anew(changing: Connection) -> None:
    changing.execute("UPDATE derived SET version = 0")
    changing.execute("INSERT INTO person_token (token, person_id) VALUES ('0zzz', 1)")
    assert found(changing, "zzz") == []


def test_a_new_vault_has_nothing_to_rebuild(changing: Connection) -> None:
    changing.execute("DELETE FROM person_token WHERE token = '0ysm'")
    assert found(changing, "ysm") == []
