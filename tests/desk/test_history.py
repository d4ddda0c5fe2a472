"""One person's history is found by that person's rows; it says the same as reading the journal of everybody."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from store.desk.contacts import amend_visit, record_test, record_visit
from store.desk.history import history
from store.desk.plan import save_plan
from store.desk.records import load
from store.desk.undo import undo
from store.desk.voiding import void
from store.model.drug_test import DrugTest
from store.model.person import Person
from store.model.plan import Plan
from store.model.visit import Visit
from store.vault.cipher import Connection
from tests.desk.village import person
from tests.ledger import TODAY, act, new_ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Connection]:
    connection = new_ledger(tmp_path)
    yield connection
    connection.close()


def visit(person_id: int, day: date = TODAY) -> Visit:
    return Visit(person_id=person_id, day=day, mode="见面", contents=("见面",), result="已见到")


def entries_about(ledger: Connection, person_id: int) -> list[int]:
    """The reference: every entry of the journal whose payload names the person."""
    found = []
    for seq, kind, record, before, after in ledger.execute("SELECT seq, kind, record, before, after FROM journal"):
        columns = json.loads(after or before)
        if columns.get("person_id") == person_id or (kind, record) == ("person", person_id):
            found.append(seq)
    return found


def busy(ledger: Connection) -> tuple[int, int]:
    """Two people with records made, corrected, voided, taken back and planned."""
    one, other = person(ledger, "岩三木"), person(ledger, "岩块")
    for owner in (one, other):
        kept = record_visit(ledger, act("visit"), visit(owner))
        amend_visit(ledger, act("amend"), kept, visit(owner, date(2026, 11, 20)))
        wrong = record_test(
            ledger, act("test"), DrugTest(person_id=owner, day=TODAY, sample="尿液", kind="定期", result="阴性")
        )
        number = void(ledger, act("void"), wrong, "记错了人")
        undo(ledger, number, act("undo"))
        void(ledger, act("void"), wrong, "还是记错了人")
        save_plan(ledger, act("plan"), [Plan(person_id=owner, day=TODAY, helper="王强", contents=("见面",))])
    return one, other


def test_history_holds_every_entry_about_the_person_and_nobody_elses(ledger: Connection) -> None:
    for owner in busy(ledger):
        (found,) = load(ledger, Person, "WHERE id = ?", (owner,))
        seqs = [change.seq for change in history(ledger, person=found)]
        assert seqs == entries_about(ledger, owner)
        assert len(seqs) >= 9


def test_a_removed_person_still_has_a_history(ledger: Connection) -> None:
    gone = person(ledger, "岩三木")
    (found,) = load(ledger, Person, "WHERE id = ?", (gone,))
    void(ledger, act("void"), found, "重复登记")
    changes = list(history(ledger, person=found))
    assert [change.after is None for change in changes] == [False, False, True, True]
    assert [change.seq for change in changes] == entries_about(ledger, gone)


def test_one_batch_of_one_person(ledger: Connection) -> None:
    one, _ = busy(ledger)
    (found,) = load(ledger, Person, "WHERE id = ?", (one,))
    everything = list(history(ledger, person=found))
    batch = everything[-1].unit
    assert list(history(ledger, person=found, batch=batch)) == [each for each in everything if each.unit == batch]


def test_a_persons_history_does_not_read_the_journal_of_everybody(ledger: Connection) -> None:
    seen: list[str] = []
    (found,) = load(ledger, Person, "WHERE id = ?", (person(ledger, "岩三木"),))
    ledger.set_trace_callback(seen.append)
    list(history(ledger, person=found))
    ledger.set_trace_callback(None)
    plan = [row[3] for row in ledger.execute(f"EXPLAIN QUERY PLAN {seen[0]}")]
    assert not [step for step in plan if step.startswith("SCAN") and ("journal" in step or "gone" in step)]
