"""Keying in what households say, one by one: what is recorded, what takes its place, what is refused."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from store.desk.coverage import coverage
from store.desk.records import add, load
from store.desk.signing import (
    Gathering,
    SigningLine,
    found_empty,
    key_in,
    last_gathering,
    signable,
    signing_lines,
    signing_places,
)
from store.desk.undo import undo
from store.desk.undoable import last_undoable
from store.errors import StoreError
from store.model.document import Document
from store.model.household import FormerState, Household
from store.model.signature import Signature
from store.vault.cipher import Connection
from store.vault.unit_of_work import unit_of_work
from tests.ledger import TODAY, act, new_ledger
from tests.tui.pact_township import LETTER, PACT, PLEDGE, papers

DAY = date(2026, 11, 20)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Connection]:
    connection = new_ledger(tmp_path)
    papers(connection)
    yield connection
    connection.close()


def gathering(connection: Connection, village: str = "班帅村", group: str | None = "2组") -> Gathering:
    document = load(connection, Document, "WHERE version = '2026'")[0]
    return Gathering(document, village, group, DAY, "盟誓", "王强", "岩保")


def lines(connection: Connection) -> dict[str, SigningLine]:
    return {line.household.number: line for line in signing_lines(connection, gathering(connection))}


def home(connection: Connection, number: str) -> Household:
    return load(connection, Household, "WHERE number = ?", (number,))[0]


def test_the_list_is_in_walking_order_and_says_what_was_said_before(ledger: Connection) -> None:
    found = lines(ledger)
    assert list(found) == ["B2-9", "B2-10", "B2-11"]
    assert [line.last and (line.of_version, line.last.status) for line in found.values()] == [
        ("2025", "已签"), ("2025", "外出未签"), None,
    ]  # fmt: skip
    assert all(line.now is None for line in found.values())
    whole = signing_lines(ledger, gathering(ledger, group=None))
    assert [line.household.number for line in whole] == ["B2-9", "B2-10", "B2-11", "B10-1"]


def test_what_is_keyed_is_recorded_with_day_method_and_witness(ledger: Connection) -> None:
    key_in(ledger, act("x"), gathering(ledger), home(ledger, "B2-9").id, "已签")
    said = lines(ledger)["B2-9"].now
    assert said is not None
    assert (said.status, said.signed_on, said.method, said.handler, said.witness, said.note) == (
        "已签", DAY, "盟誓", "王强", "岩保", None,
    )  # fmt: skip
    assert said.signer is None, "who signed is not guessed"


def test_the_next_key_for_the_same_household_takes_the_place_of_the_first(ledger: Connection) -> None:
    where, who = gathering(ledger), home(ledger, "B2-9").id
    before = len(load(ledger, Signature))
    key_in(ledger, act("x"), where, who, "外出未签")
    first = lines(ledger)["B2-9"].now
    key_in(ledger, act("x"), where, who, "拒签", "等丈夫回来")
    second = lines(ledger)["B2-9"].now
    assert first is not None
    assert second is not None
    assert (second.uid, second.status, second.note) == (first.uid, "拒签", "等丈夫回来")
    assert len(load(ledger, Signature)) == before + 1
    last = last_undoable(ledger)
    assert last is not None
    assert "B2-9 岩块 改动签订1" in last.sentence
    undo(ledger, last.number, act("undo"))
    assert lines(ledger)["B2-9"].now == first


@pytest.mark.parametrize("note", [None, "", "  "])
def test_a_refusal_needs_its_reason(ledger: Connection, note: str | None) -> None:
    with pytest.raises(StoreError, match="拒签要写明原因"):
        key_in(ledger, act("x"), gathering(ledger), home(ledger, "B2-9").id, "拒签", note)
    assert lines(ledger)["B2-9"].now is None


@pytest.mark.parametrize(("repealed_on", "day"), [(None, date(2025, 11, 30)), (DAY, DAY), (None, date(2026, 11, 23))])
def test_days_on_which_nobody_can_sign_are_refused(ledger: Connection, repealed_on: date | None, day: date) -> None:
    where = gathering(ledger)
    where = replace(where, document=replace(where.document, repealed_on=repealed_on), day=day)
    with pytest.raises(StoreError, match="没有记下"):
        key_in(ledger, act("x"), where, home(ledger, "B2-9").id, "已签")


def test_nobody_lives_there_from_that_day_on(ledger: Connection) -> None:
    """B10-1 had no state and no day: it was there before, and still counts on earlier days."""
    where, who = gathering(ledger, group="10组"), home(ledger, "B10-1")
    required = coverage(ledger, date(2026, 11, 1), document=PLEDGE)[0].required
    key_in(ledger, act("x"), where, who.id, "已签")
    found_empty(ledger, act("x"), where, who.id)
    assert home(ledger, "B10-1") == replace(who, state="空户", state_since=DAY)
    assert [state.state for state in load(ledger, FormerState, "WHERE household_id = ?", (who.id,))] == [None]
    assert coverage(ledger, date(2026, 11, 1), document=PLEDGE)[0].required == required
    assert coverage(ledger, TODAY, document=PLEDGE)[0].required == required - 1
    assert not load(ledger, Signature, "WHERE household_id = ? AND signed_on = ?", (who.id, DAY.isoformat()))
    with pytest.raises(StoreError, match="空户"):
        key_in(ledger, act("x"), where, who.id, "已签")
    found_empty(ledger, act("x"), where, who.id)
    last = last_undoable(ledger)
    assert last is not None
    undo(ledger, last.number, act("undo"))
    assert home(ledger, "B10-1") == who
    assert load(ledger, Signature, "WHERE household_id = ? AND signed_on = ?", (who.id, DAY.isoformat()))


def test_a_state_that_is_recorded_from_that_day_on_is_not_overwritten(ledger: Connection) -> None:
    where = replace(gathering(ledger), day=date(2020, 1, 1))
    with pytest.raises(StoreError, match="户状态"):
        found_empty(ledger, act("x"), where, home(ledger, "B2-9").id)
    assert home(ledger, "B2-9").state == "常住"


def test_versions_that_can_be_signed_are_those_in_force_somewhere(ledger: Connection) -> None:
    own = Document(kind=PACT, version="班", village="班帅村", effective_on=date(2026, 1, 1))
    with unit_of_work(ledger, act("settle")) as unit:
        add(unit, [own])
    found = [(document.kind, document.version) for document in signable(ledger, TODAY)]
    assert found == [(PACT, "一"), (PACT, "班"), (PLEDGE, "2026")]
    assert (PLEDGE, "2025") in [(each.kind, each.version) for each in signable(ledger, date(2025, 6, 1))]
    assert LETTER not in [kind for kind, _ in found], "not in force yet"


def test_places_and_where_she_was_today(ledger: Connection) -> None:
    assert signing_places(ledger) == {"班帅村": {"2组": 3, "10组": 1}, "岳宋村": {"": 1, "1组": 2}}
    assert last_gathering(ledger, TODAY) is None
    where = replace(gathering(ledger), day=TODAY)
    key_in(ledger, act("x"), where, home(ledger, "B2-10").id, "外出未签")
    assert last_gathering(ledger, TODAY) == where
