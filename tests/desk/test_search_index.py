"""Search tokens follow the records in every way a person can be written, and ``verify`` sees when they do not."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.desk.domain_rules import DOMAIN_RULES
from store.desk.office import found_office
from store.desk.records import load
from store.desk.search import search
from store.desk.search_index import first_untrue, rebuild
from store.errors import StoreError
from store.fiction.generate import generate_ledgers
from store.handoff.importing import ImportOptions, import_files
from store.model.person import Person
from store.vault import schema
from store.vault.cipher import Connection, connect
from store.vault.unit_of_work import unit_of_work
from store.vault.vault import LEDGER
from store.vault.verify import verify
from tests.ledger import KEY, OFFICE, TODAY, act, new_ledger
from tests.township import settle


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Connection]:
    connection = new_ledger(tmp_path)
    settle(connection, 40, 3)
    yield connection
    connection.close()


def tokens(connection: Connection) -> list[tuple[str, int]]:
    return connection.execute("SELECT token, person_id FROM person_token").fetchall()  # type: ignore[no-any-return]


def test_tokens_are_those_a_rebuild_would_make(ledger: Connection) -> None:
    before = tokens(ledger)
    assert len({person for _, person in before}) == 40
    rebuild(ledger)
    assert tokens(ledger) == before


def test_verify_is_content_with_a_township(ledger: Connection) -> None:
    assert verify(ledger, DOMAIN_RULES) == []


@pytest.mark.parametrize(
    ("damage", "whose"),
    [
        ("DELETE FROM person_token WHERE person_id = 7 AND token LIKE '2%'", 7),
        ("INSERT INTO person_token (token, person_id) VALUES ('0zzz', 9)", 9),
        ("INSERT INTO person_token (token, person_id) VALUES ('0zzz', 4711)", 0),
    ],
)
def test_verify_names_whose_tokens_are_untrue(ledger: Connection, damage: str, whose: int) -> None:
    ledger.execute(damage)
    uid = load(ledger, Person, f"WHERE id = {whose}")[0].uid if whose else ""
    assert first_untrue(ledger) == uid
    (fault,) = verify(ledger, DOMAIN_RULES)
    assert fault.check == "domain"
    assert uid in fault.where


def test_a_token_that_moved_to_another_person_is_seen(ledger: Connection) -> None:
    ledger.execute("UPDATE person_token SET person_id = 2 WHERE person_id = 1 AND token LIKE '2%'")
    assert first_untrue(ledger) == load(ledger, Person, "WHERE id = 1")[0].uid


def test_tokens_of_another_making_are_not_held_against_anybody(ledger: Connection) -> None:
    ledger.execute("DELETE FROM person_token")
    ledger.execute("UPDATE derived SET version = 0")
    assert first_untrue(ledger) is None
    assert len(search(ledger, "").people) == 40
    assert len({person for _, person in tokens(ledger)}) == 40


def test_an_import_writes_the_tokens_of_new_and_changed_people(tmp_path: Path) -> None:
    connection = new_ledger(tmp_path / "vault")
    generate_ledgers(tmp_path, 30, 5, TODAY)
    ledger = tmp_path / "people.csv"
    import_files(connection, [ledger], act("import"), ImportOptions(kind="people"))
    assert first_untrue(connection) is None
    (person,) = load(connection, Person, "WHERE id = 1")
    assert 1 in search(connection, person.name).people
    moved = ledger.read_text(encoding="utf-8-sig").replace(f",{person.village},", ",岳宋新村,")
    (tmp_path / "moved.csv").write_text(moved, encoding="utf-8")
    import_files(connection, [tmp_path / "moved.csv"], act("import"), ImportOptions(kind="people"))
    assert load(connection, Person, "WHERE id = 1")[0].village == "岳宋新村"
    assert 1 in search(connection, "岳宋新").people
    assert first_untrue(connection) is None
    connection.close()


def test_a_vault_of_the_first_schema_is_made_searchable_where_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = connect(tmp_path / LEDGER, KEY, create=True)
    with monkeypatch.context() as older_program:
        older_program.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:1])
        schema.bring_up_to_date(connection)
        found_office(connection, OFFICE, act("init"))
        with unit_of_work(connection, act()) as unit:
            columns = ("id", "uid", "name", "village")
            unit.insert("person", columns, [(1, "01a20590-0000-7000-8000-000000000000", "岩三木", "班帅村")])
    schema.bring_up_to_date(connection)
    assert list(search(connection, "ysm").people) == [1]
    assert list(search(connection, "bs").people) == [1]
    assert first_untrue(connection) is None
    connection.close()


def test_tokens_that_find_no_room_are_refused_whole(ledger: Connection) -> None:
    ledger.execute("DELETE FROM person_token")
    ledger.execute("UPDATE derived SET version = 0")
    ledger.execute("VACUUM")
    (pages,) = ledger.execute("PRAGMA page_count").fetchone()
    ledger.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match="台账记录完好"):
        search(ledger, "岩")
    assert tokens(ledger) == []
    ledger.execute("PRAGMA max_page_count = 1000000")
    assert len(search(ledger, "").people) == 40
    assert first_untrue(ledger) is None
