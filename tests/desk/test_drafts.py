"""Drafts outlive the program, are never records, and are readable in no file."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from store.desk.drafts import MOST_CHARACTERS, draft_of, drafts, drop_draft, keep_draft
from store.desk.records import add
from store.errors import StoreError
from store.model.person import Person
from store.vault.cipher import Connection
from store.vault.journal import check_chain
from store.vault.unit_of_work import unit_of_work
from tests.hostile import hostile_strings
from tests.ledger import NOW, act, new_ledger, opened_ledger

TYPED = {"situation": "找工作,想学修车", "contents": ["见面", "谈话"], "place": ""}


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Connection]:
    connection = new_ledger(tmp_path)
    yield connection
    connection.close()


def test_what_was_typed_is_there_after_the_program_died(tmp_path: Path) -> None:
    connection = new_ledger(tmp_path)
    keep_draft(connection, "visit", "someone", TYPED, NOW)
    connection.close()
    with opened_ledger(tmp_path) as again:
        draft = draft_of(again, "visit", "someone")
    assert draft is not None
    assert (draft.content, draft.saved_at) == (TYPED, NOW)


def test_a_form_about_somebody_has_one_draft_the_newest(ledger: Connection) -> None:
    keep_draft(ledger, "visit", "someone", TYPED, NOW)
    keep_draft(ledger, "visit", "someone", {"place": "家中"}, NOW + timedelta(seconds=5))
    assert [draft.content for draft in drafts(ledger)] == [{"place": "家中"}]


def test_forms_and_people_do_not_share_drafts(ledger: Connection) -> None:
    keep_draft(ledger, "visit", "one", {"place": "1"}, NOW)
    keep_draft(ledger, "visit", "two", {"place": "2"}, NOW + timedelta(seconds=1))
    keep_draft(ledger, "test", "one", {"place": "3"}, NOW + timedelta(seconds=2))
    assert [draft.content["place"] for draft in drafts(ledger)] == ["3", "2", "1"]


def test_a_dropped_draft_is_gone_and_dropping_again_is_nothing(ledger: Connection) -> None:
    keep_draft(ledger, "visit", "one", TYPED, NOW)
    for _ in range(2):
        drop_draft(ledger, "visit", "one")
        assert draft_of(ledger, "visit", "one") is None


def test_a_draft_goes_only_with_the_record_it_became(ledger: Connection) -> None:
    keep_draft(ledger, "register", "", TYPED, NOW)
    with pytest.raises(LookupError), unit_of_work(ledger, act()):
        drop_draft(ledger, "register", "")
        raise LookupError
    assert draft_of(ledger, "register", "") is not None
    with unit_of_work(ledger, act()) as unit:
        add(unit, [Person(name="岩三木", village="班帅村")])
        drop_draft(ledger, "register", "")
    assert draft_of(ledger, "register", "") is None


def test_a_draft_is_no_entry_in_the_journal(ledger: Connection) -> None:
    before = ledger.execute("SELECT (SELECT count(*) FROM unit), (SELECT count(*) FROM journal)").fetchone()
    keep_draft(ledger, "visit", "one", TYPED, NOW)
    assert ledger.execute("SELECT (SELECT count(*) FROM unit), (SELECT count(*) FROM journal)").fetchone() == before
    assert check_chain(ledger) is None


def test_whatever_was_typed_comes_back_exactly(ledger: Connection) -> None:
    typed = {f"field {number}": text for number, text in enumerate(hostile_strings())}
    keep_draft(ledger, "visit", "one", typed, NOW)
    draft = draft_of(ledger, "visit", "one")
    assert draft is not None
    assert draft.content == typed


def test_a_draft_longer_than_any_form_is_refused_and_the_former_stays(ledger: Connection) -> None:
    keep_draft(ledger, "visit", "one", TYPED, NOW)
    with pytest.raises(StoreError, match="太长"):
        keep_draft(ledger, "visit", "one", {"situation": "x" * MOST_CHARACTERS}, NOW)
    draft = draft_of(ledger, "visit", "one")
    assert draft is not None
    assert draft.content == TYPED


def test_no_file_shows_what_was_typed(tmp_path: Path) -> None:
    connection = new_ledger(tmp_path)
    keep_draft(connection, "visit", "one", {"situation": "PLAINTEXT-MARKER"}, NOW)
    connection.close()
    held = b"".join(file.read_bytes() for file in tmp_path.iterdir() if file.is_file())
    assert len(held) > 4096
    assert b"PLAINTEXT-MARKER" not in held
