"""Recording what happens in a case: what the import refuses is refused here too, and corrected by the same door."""

from collections.abc import Iterator
from dataclasses import replace as replaced
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from store.desk.case_events import CaseEvent, events_of
from store.desk.drafts import draft_of, keep_draft
from store.desk.notices import last_notice
from store.desk.record_checks import check_record
from store.desk.recording import amend_event, record_event
from store.desk.records import add, load
from store.desk.undo import undo
from store.desk.undoable import last_undoable
from store.desk.voiding import void
from store.errors import NotFoundError, StoreError
from store.model.leave import Leave
from store.model.measure import Measure
from store.model.notice import Notice
from store.model.person import Person
from store.model.support import Support
from store.model.suspension import Suspension
from store.vault.cipher import Connection
from store.vault.unit_of_work import unit_of_work
from tests.ledger import NOW, TODAY, act, new_ledger

replace: Any = replaced  # of a record whose kind is not known beforehand
CLOSED = date(2026, 9, 1)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Connection]:
    connection = new_ledger(tmp_path)
    yield connection
    connection.close()


@pytest.fixture
def someone(ledger: Connection) -> int:
    """Born in 1990; the measure was closed on 2026-09-01."""
    with unit_of_work(ledger, act()) as unit:
        (person,) = add(unit, [Person(name="岩三木", village="班帅村", birth_date=date(1990, 5, 1))])
        served = {"category": "社区戒毒", "served_on": date(2026, 3, 2)}
        add(unit, [Measure(person_id=person.id, closed_on=CLOSED, **served)])  # type: ignore[arg-type]
    return person.id


def events(person_id: int, day: date) -> tuple[CaseEvent, ...]:
    """One of each of the four kinds on a day."""
    return (
        Suspension(person_id=person_id, started_on=day, reason="住院"),
        Leave(person_id=person_id, left_on=day, due_back_on=date(2026, 12, 1), reported="是"),
        Notice(person_id=person_id, day=day, matter="责令报到通知"),
        Support(person_id=person_id, day=day, category="慰问", amount=30_000),
    )


def test_each_kind_is_recorded_corrected_voided_and_taken_back(ledger: Connection, someone: int) -> None:
    for event in events(someone, date(2026, 8, 1)):
        keep_draft(ledger, "form", "subject", {"原因": "x"}, NOW)
        saved = record_event(ledger, act("record"), event, draft=("form", "subject"))
        assert draft_of(ledger, "form", "subject") is None
        field = next(each for each in ("reason", "content") if hasattr(saved, each))
        changed = replace(saved, **{field: "改过"})
        assert amend_event(ledger, act("amend"), saved, changed) == changed
        number = void(ledger, act("void"), changed, "记错了")
        assert changed not in events_of(ledger, someone)
        undo(ledger, number, act("undo"))
        assert changed in events_of(ledger, someone)


@pytest.mark.parametrize("day", [date(2026, 11, 23), CLOSED, date(1990, 4, 30)])
def test_a_day_that_cannot_be_is_refused(ledger: Connection, someone: int, day: date) -> None:
    for event in events(someone, day)[:3]:
        with pytest.raises(StoreError):
            record_event(ledger, act("record"), event)
    assert events_of(ledger, someone) == []


def test_what_may_follow_the_closing_is_taken(ledger: Connection, someone: int) -> None:
    notice = Notice(person_id=someone, day=date(2026, 9, 10), matter="解除通知书")
    saved = record_event(ledger, act("record"), notice)
    with pytest.raises(StoreError, match="措施已经结束"):
        amend_event(ledger, act("amend"), saved, replace(saved, matter="中止核实"))


def test_other_days_of_a_record_are_not_before_birth_either(ledger: Connection, someone: int) -> None:
    leave = Leave(person_id=someone, left_on=date(2026, 8, 1), due_back_on=date(1980, 1, 1))
    with pytest.raises(StoreError, match="出生"):
        record_event(ledger, act("record"), leave)


def test_suspensions_that_share_days_are_refused_and_name_the_other(ledger: Connection, someone: int) -> None:
    first = Suspension(person_id=someone, started_on=date(2026, 5, 1), resumed_on=date(2026, 6, 1))
    record_event(ledger, act("record"), first)
    with pytest.raises(StoreError, match="2026-05-01 至 2026-06-01"):
        record_event(ledger, act("record"), Suspension(person_id=someone, started_on=date(2026, 5, 20)))
    later = record_event(ledger, act("record"), Suspension(person_id=someone, started_on=date(2026, 6, 1)))
    with pytest.raises(StoreError, match="重叠"):
        amend_event(ledger, act("amend"), later, replace(later, started_on=date(2026, 5, 31)))
    ended = amend_event(ledger, act("amend"), later, replace(later, resumed_on=date(2026, 7, 1)))
    assert load(ledger, Suspension, "WHERE id = ?", (ended.id,)) == [ended]


def test_only_what_is_still_recorded_is_corrected(ledger: Connection, someone: int) -> None:
    saved = record_event(ledger, act("record"), events(someone, date(2026, 8, 1))[1])
    amend_event(ledger, act("amend"), saved, replace(saved, destination="景洪"))
    with pytest.raises(NotFoundError):
        amend_event(ledger, act("amend"), saved, replace(saved, destination="勐海"))


def test_what_is_taken_back_is_named(ledger: Connection, someone: int) -> None:
    for word, event in zip(("中止", "请假外出", "事项文书", "帮扶"), events(someone, date(2026, 8, 1)), strict=True):
        record_event(ledger, act("leave"), event)
        last = last_undoable(ledger)
        assert last is not None
        assert f"岩三木 新增{word}1" in last.sentence


def test_papers_of_a_kind_go_where_the_last_one_went(ledger: Connection, someone: int) -> None:
    for day, counterpart in ((2, "岳宋派出所"), (9, "勐梭派出所"), (10, None)):
        facts = {"day": date(2026, 9, day), "matter": "报告公安", "counterpart": counterpart, "content": "x"}
        record_event(ledger, act("notice"), Notice(person_id=someone, **facts))  # type: ignore[arg-type]
    found = last_notice(ledger, "报告公安")
    assert found is not None
    assert found.counterpart == "勐梭派出所"
    assert last_notice(ledger, "告诫书") is None


def test_a_finding_that_is_keyed_in_says_its_reason_and_an_old_one_may_stay_without() -> None:
    typed = {"day": "2026-11-20", "matter": "擅自离开认定"}
    assert [fault.field for fault in check_record(Notice, typed, TODAY).faults] == ["content"]
    assert not check_record(Notice, {**typed, "content": "三次电话联系不上"}, TODAY).faults
    assert not check_record(Notice, {**typed, "matter": "告诫书"}, TODAY).faults
    recorded = {"day": date(2026, 11, 20), "matter": "报告公安", "content": None}
    assert not check_record(Notice, {"receipt_on": "2026-11-21"}, TODAY, recorded).faults
    assert check_record(Notice, {"receipt_on": "2026-11-19"}, TODAY, recorded).faults[0].code == "date-order"
