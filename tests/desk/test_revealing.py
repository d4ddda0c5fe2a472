"""Numbers in full: for a purpose, journalled first, found again under the person."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.desk.records import load
from store.desk.revealing import note_reveal, reveals_of
from store.desk.undoable import last_undoable
from store.errors import UsageError
from store.model.person import Person
from store.vault.cipher import Connection
from store.vault.journal import check_chain
from tests.desk.village import person
from tests.ledger import act, new_ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Connection]:
    connection = new_ledger(tmp_path)
    yield connection
    connection.close()


def somebody(ledger: Connection, name: str) -> Person:
    return load(ledger, Person, "WHERE id = ?", (person(ledger, name),))[0]


def test_who_saw_whose_numbers_and_why_is_journalled(ledger: Connection) -> None:
    one, other = somebody(ledger, "岩三木"), somebody(ledger, "岩块")
    note_reveal(ledger, act(), one, " 填写协议 ")
    note_reveal(ledger, act(), other, "联系本人")
    note_reveal(ledger, act(), one, "核对(证件)")
    assert [(each.operator, each.purpose) for each in reveals_of(ledger, one)] == [
        ("李敏", "填写协议"),
        ("李敏", "核对(证件)"),
    ]
    assert check_chain(ledger) is None


@pytest.mark.parametrize("purpose", ["", "  \u3000", "两\n行", "\x1b[2J", "长" * 201, "同上"])
def test_without_a_purpose_nothing_is_shown_and_nothing_written(ledger: Connection, purpose: str) -> None:
    one = somebody(ledger, "岩三木")
    with pytest.raises(UsageError) as refused:
        note_reveal(ledger, act(), one, purpose)
    assert "没有显示" in refused.value.message
    assert reveals_of(ledger, one) == ()


def test_a_reveal_is_nothing_to_take_back(ledger: Connection) -> None:
    one = somebody(ledger, "岩三木")
    before = last_undoable(ledger)
    note_reveal(ledger, act(), one, "填写协议")
    assert last_undoable(ledger) == before
