"""Rules, model and fields know nothing of SQL, files or the clock; SQL lives in vault and desk; migrations are text."""

from pathlib import Path

import pytest

from tests.architecture.house import ROOT, read_house
from tests.architecture.purity import clock_readers, impure, stray_sql
from tests.architecture.synthetic import house_of

MIGRATIONS = ROOT / "store" / "vault" / "migrations"


def test_the_pure_rooms_touch_nothing_outside() -> None:
    assert list(impure(read_house(ROOT))) == []


def test_below_the_front_ends_the_clock_is_an_argument() -> None:
    assert list(clock_readers(read_house(ROOT))) == []


def test_sql_text_lives_in_vault_and_desk() -> None:
    assert list(stray_sql(read_house(ROOT))) == []


def test_migrations_are_plain_sql_and_so_import_nothing_of_todays_declarations() -> None:
    assert {path.suffix for path in MIGRATIONS.iterdir() if path.name != "__pycache__"} == {".sql"}


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("store/rules/term.py", "import sqlite3"),
        ("store/rules/term.py", "from pathlib import Path"),
        ("store/model/person.py", "def late() -> None:\n    import os"),
        ("store/fields/day.py", "from importlib.resources import files"),
        ("store/fields/uid.py", "import io"),
        ("store/rules/policy.py", "text = open('policy.json').read()"),
    ],
)
def test_a_pure_room_that_reaches_outside_is_found(tmp_path: Path, path: str, source: str) -> None:
    assert len(list(impure(house_of(tmp_path, {path: source})))) == 1


@pytest.mark.parametrize(
    "source",
    [
        "from datetime import date\nday = date.today()",
        "import datetime\nnow = datetime.datetime.now(datetime.UTC)",
        "import time\nstamp = time.time_ns()",
        "from datetime import date\ndef due(clock=date.today): ...",
    ],
)
@pytest.mark.parametrize("room", ["rules", "desk", "handoff", "vault", "fiction"])
def test_a_reading_of_the_clock_is_found(tmp_path: Path, room: str, source: str) -> None:
    assert len(list(clock_readers(house_of(tmp_path, {f"store/{room}/new.py": source})))) == 1


def test_the_front_ends_read_the_clock(tmp_path: Path) -> None:
    source = "from datetime import date\nday = date.today()"
    assert list(clock_readers(house_of(tmp_path, {"store/command/today.py": source, "tui/app.py": source}))) == []


@pytest.mark.parametrize(
    "source",
    [
        "TEXT = 'SELECT name FROM person'",
        "TEXT = '''\n  INSERT INTO person (name) VALUES (1)'''",
        "TEXT = f'UPDATE {1} SET x'\nOTHER = 'UPDATE person SET name = 1'",
        "TEXT = 'PRAGMA key'",
        "TEXT = 'BEGIN IMMEDIATE'",
        "people = load(where_sql='person_id = ?')",
        "TEXT = 'village IN (?, ?)'",
        "rows = connection.execute(text)",
    ],
)
@pytest.mark.parametrize("path", ["store/handoff/match.py", "store/command/due.py", "tui/session.py"])
def test_stray_sql_is_found(tmp_path: Path, path: str, source: str) -> None:
    assert len(list(stray_sql(house_of(tmp_path, {path: source})))) == 1


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("store/desk/records.py", "TEXT = 'SELECT name FROM person'"),
        ("store/vault/journal.py", "connection.execute('COMMIT')"),
        ("store/handoff/match.py", '"""SELECT nothing FROM here."""\nSAID = "is this so?"\nsql = "TEXT"'),
        ("store/fields/day.py", 'FORM = r"(?P<year>(?:19|20)?\\d\\d)(?:年)?"'),
    ],
)
def test_sql_in_its_place_and_plain_words_pass(tmp_path: Path, path: str, source: str) -> None:
    assert list(stray_sql(house_of(tmp_path, {path: source}))) == []
