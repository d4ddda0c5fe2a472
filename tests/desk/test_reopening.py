"""A measure closed, reopened, taken over and handed on: what was owed before is owed again, to the day."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from store.desk.measure_facts import amend_measure
from store.desk.recording import record_event
from store.desk.records import add, load
from store.desk.schedule import schedule_of
from store.desk.undoable import last_undoable, undo_last
from store.desk.voiding import void
from store.desk.worklist import worklist
from store.errors import StoreError
from store.model.leave import Leave
from store.model.measure import Measure
from store.model.notice import Notice
from store.model.person import Person
from store.model.suspension import Suspension
from store.model.visit import Visit
from store.rules.schedule import Schedule
from store.vault.cipher import Connection
from store.vault.unit_of_work import unit_of_work
from tests.ledger import TODAY, act, new_ledger

CLOSED = date(2026, 11, 20)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Connection]:
    """One person, reported on 15 June, with a visit, a suspension that is over and a leave that is not."""
    connection = new_ledger(tmp_path)
    with unit_of_work(connection, act()) as unit:
        (person,) = add(unit, [Person(name="岩三木", village="班帅村")])
        days = {"served_on": date(2026, 6, 10), "reported_on": date(2026, 6, 15)}
        add(unit, [Measure(person_id=person.id, category="社区戒毒", **days)])  # type: ignore[arg-type]
        met = {"mode": "见面", "contents": ("见面",), "result": "已见到"}
        add(unit, [Visit(person_id=person.id, day=date(2026, 11, 10), **met)])  # type: ignore[arg-type]
        add(unit, [Suspension(person_id=person.id, started_on=date(2026, 8, 1), resumed_on=date(2026, 9, 1))])
        add(unit, [Leave(person_id=person.id, left_on=date(2026, 11, 1), due_back_on=date(2026, 11, 10))])
    yield connection
    connection.close()


def owed(connection: Connection) -> tuple[object, Schedule]:
    """The worklist and the whole schedule of the person."""
    return worklist(connection, TODAY), schedule_of(connection, 1, TODAY).schedule


def measure(connection: Connection) -> Measure:
    return load(connection, Measure)[0]


def test_reopening_brings_every_obligation_back_exactly(ledger: Connection) -> None:
    before = owed(ledger)
    closed = replace(measure(ledger), closed_on=CLOSED, close_reason="转强制隔离戒毒")
    amend_measure(ledger, act("amend"), measure(ledger), closed)
    assert worklist(ledger, TODAY) == ()
    assert owed(ledger) != before
    reopened = replace(measure(ledger), closed_on=None, close_reason=None)
    amend_measure(ledger, act("amend"), measure(ledger), reopened)
    assert owed(ledger) == before


def test_taking_the_closing_back_brings_them_back_too(ledger: Connection) -> None:
    before = owed(ledger)
    amend_measure(ledger, act("amend"), measure(ledger), replace(measure(ledger), closed_on=CLOSED))
    last = last_undoable(ledger)
    assert last is not None
    undo_last(ledger, act("undo"), expected=last.number)
    assert owed(ledger) == before


def test_a_transfer_in_suspends_nothing_once_it_is_taken_back(ledger: Connection) -> None:
    before = owed(ledger)
    record_event(ledger, act("notice"), Notice(person_id=1, day=date(2026, 11, 12), matter="转入决定"))
    rules = {item.obligation.rule for item in worklist(ledger, TODAY)}
    assert "transfer_in" in rules
    assert "meeting" not in rules, "until it is taken over another office answers"
    taken = replace(measure(ledger), taken_over_on=date(2026, 11, 16))
    amend_measure(ledger, act("amend"), measure(ledger), taken)
    rules = {item.obligation.rule for item in worklist(ledger, TODAY)}
    assert "transfer_in" not in rules
    assert "meeting" in rules, "a window that begins on the day it was taken over is ours"
    amend_measure(ledger, act("amend"), measure(ledger), replace(measure(ledger), taken_over_on=None))
    (notice,) = load(ledger, Notice)
    void(ledger, act("void"), notice, "记错了")
    assert owed(ledger) == before


def test_a_transfer_out_closes_and_what_lies_behind_it_is_refused(ledger: Connection) -> None:
    handed_on = replace(measure(ledger), closed_on=date(2026, 11, 5), close_reason="变更执行地")
    with pytest.raises(StoreError, match="结束日期"):
        amend_measure(ledger, act("amend"), measure(ledger), handed_on)
    handed_on = replace(handed_on, closed_on=TODAY)
    amend_measure(ledger, act("amend"), measure(ledger), handed_on)
    record_event(ledger, act("notice"), Notice(person_id=1, day=TODAY, matter="转出", counterpart="勐梭镇禁毒办"))
    assert worklist(ledger, TODAY) == ()


def test_a_correction_of_something_else_meanwhile_is_refused(ledger: Connection) -> None:
    old = measure(ledger)
    amend_measure(ledger, act("amend"), old, replace(old, agreement_on=date(2026, 6, 17)))
    with pytest.raises(StoreError, match="重新打开"):
        amend_measure(ledger, act("amend"), old, replace(old, agreement_on=date(2026, 6, 18)))
