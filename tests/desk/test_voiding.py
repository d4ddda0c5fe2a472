"""A wrong record leaves every table and rule with its reason; the journal keeps it, and it can come back."""

import dataclasses
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from store.desk.contacts import amend_visit, record_assessment, record_test, record_visit
from store.desk.domain_rules import DOMAIN_RULES
from store.desk.plan import save_plan
from store.desk.records import add, change, load
from store.desk.undo import undo
from store.desk.undoable import last_undoable
from store.desk.voiding import void, voided
from store.errors import NotFoundError, StoreError, UsageError
from store.model.assessment import Assessment
from store.model.assignment import Assignment
from store.model.drug_test import DrugTest
from store.model.leave import Leave
from store.model.measure import Measure
from store.model.notice import Notice
from store.model.person import Person
from store.model.plan import Plan
from store.model.support import Support
from store.model.suspension import Suspension
from store.model.visit import Visit
from store.vault.cipher import Connection
from store.vault.journal import check_chain
from store.vault.unit_of_work import unit_of_work
from tests.ledger import act, new_ledger

DAY = date(2026, 11, 20)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Connection]:
    connection = new_ledger(tmp_path)
    yield connection
    connection.close()


@pytest.fixture
def person(ledger: Connection) -> Person:
    with unit_of_work(ledger, act("register")) as unit:
        (entered,) = add(unit, [Person(name="岩三木", village="班帅村")])
        add(unit, [Measure(person_id=entered.id, category="社区戒毒", served_on=date(2026, 3, 2))])
        add(unit, [Assignment(person_id=entered.id, role="网格员", helper="王强", started_on=date(2026, 3, 2))])
        add(unit, [Assessment(person_id=entered.id, from_roster=True, day=DAY, risk="中")])
    return entered


def visit_of(person: Person, day: date = DAY) -> Visit:
    return Visit(person_id=person.id, day=day, mode="见面", contents=("见面",), result="已见到")


def test_a_wrong_visit_goes_and_the_journal_keeps_it_with_the_reason(ledger: Connection, person: Person) -> None:
    wrong = record_visit(ledger, act("visit"), visit_of(person))
    number = void(ledger, act(), wrong, " 记到别人名下 ")
    assert load(ledger, Visit) == []
    (gone,) = voided(ledger, person.id)
    assert (gone.unit, gone.operator, gone.reason, gone.record) == (number, "李敏", "记到别人名下", wrong)
    assert check_chain(ledger) is None


def test_a_wrong_test_and_assessment_go_too(ledger: Connection, person: Person) -> None:
    test = DrugTest(person_id=person.id, day=DAY, sample="尿液", kind="定期", result="阴性")
    saved_test = record_test(ledger, act("test"), test)
    saved_assessment = record_assessment(ledger, act("assessment"), Assessment(person_id=person.id, day=DAY))
    void(ledger, act(), saved_test, "样本拿错")
    void(ledger, act(), saved_assessment, "重复")
    assert load(ledger, DrugTest) == []
    assert [gone.record for gone in voided(ledger, person.id)] == [saved_test, saved_assessment]


@pytest.mark.parametrize("reason", ["", " \u3000", "长" * 201, "同上", "\x1b[2J"])
def test_without_a_reason_nothing_is_voided(ledger: Connection, person: Person, reason: str) -> None:
    saved = record_visit(ledger, act("visit"), visit_of(person))
    with pytest.raises(UsageError):
        void(ledger, act(), saved, reason)
    assert load(ledger, Visit) == [saved]


def test_a_record_that_was_changed_meanwhile_is_not_voided(ledger: Connection, person: Person) -> None:
    old = record_visit(ledger, act("visit"), visit_of(person))
    new = amend_visit(ledger, act("amend"), old, dataclasses.replace(old, needs="就学"))
    with pytest.raises(NotFoundError):
        void(ledger, act(), old, "录错")
    assert load(ledger, Visit) == [new]


def test_a_record_is_voided_once(ledger: Connection, person: Person) -> None:
    saved = record_visit(ledger, act("visit"), visit_of(person))
    void(ledger, act(), saved, "录错")
    with pytest.raises(NotFoundError):
        void(ledger, act(), saved, "录错")


def test_a_record_brought_back_is_no_longer_among_the_voided(ledger: Connection, person: Person) -> None:
    saved = record_visit(ledger, act("visit"), visit_of(person))
    undo(ledger, void(ledger, act(), saved, "录错"), act())
    assert load(ledger, Visit) == [saved]
    assert voided(ledger, person.id) == ()


def test_voided_records_are_those_of_one_person(ledger: Connection, person: Person) -> None:
    with unit_of_work(ledger, act("register")) as unit:
        (other,) = add(unit, [Person(name="娜叶", village="班帅村")])
        add(unit, [Measure(person_id=other.id, category="自愿戒毒")])
    void(ledger, act(), record_visit(ledger, act("visit"), visit_of(person)), "录错")
    assert voided(ledger, other.id) == ()


def test_the_only_measure_is_not_voided(ledger: Connection, person: Person) -> None:
    (measure,) = load(ledger, Measure)
    with pytest.raises(StoreError, match="从名单上消失"):
        void(ledger, act(), measure, "录错")
    assert load(ledger, Measure) == [measure]


def _second_measure(ledger: Connection, person: Person) -> Measure:
    (first,) = load(ledger, Measure)
    with unit_of_work(ledger, act("amend")) as unit:
        change(unit, first, dataclasses.replace(first, closed_on=date(2026, 9, 1), close_reason="其他"))
        (second,) = add(
            unit,
            [Measure(person_id=person.id, category="社区康复", term_months=36, served_on=date(2026, 9, 2))],
        )
    return second


def test_a_measure_beside_others_goes(ledger: Connection, person: Person) -> None:
    undone = load(ledger, Assessment)[0]
    void(ledger, act(), undone, "录错")
    second = _second_measure(ledger, person)
    void(ledger, act(), second, "没有这项决定")
    assert second not in load(ledger, Measure)


def test_a_measure_that_carries_visits_stays(ledger: Connection, person: Person) -> None:
    second = _second_measure(ledger, person)
    record_visit(ledger, act("visit"), visit_of(person))
    with pytest.raises(StoreError, match="措施下有记录"):
        void(ledger, act(), second, "没有这项决定")
    assert second in load(ledger, Measure)


def test_a_person_on_whom_nothing_hangs_goes_with_the_registration(ledger: Connection, person: Person) -> None:
    save_plan(ledger, act(), [Plan(person_id=person.id, day=date(2026, 11, 24), contents=("见面",))])
    number = void(ledger, act(), person, "重复登记")
    gone = {type(voided_record.record) for voided_record in voided(ledger, person.id)}
    assert gone == {Person, Measure, Assignment, Assessment, Plan}
    assert [load(ledger, record_type) for record_type in gone] == [[]] * 5
    undo(ledger, number, act())
    assert load(ledger, Person) == [person]
    assert [rule(ledger) for rule in DOMAIN_RULES if rule(ledger)] == []


def test_a_person_with_a_visit_stays(ledger: Connection, person: Person) -> None:
    record_visit(ledger, act("visit"), visit_of(person))
    with pytest.raises(StoreError, match="名下有记录"):
        void(ledger, act(), person, "重复登记")
    assert load(ledger, Person) == [person]
    assert len(load(ledger, Measure)) == 1


@pytest.mark.parametrize(
    ("event", "word"),
    [
        (Suspension(started_on=DAY), "中止"),
        (Leave(left_on=DAY, due_back_on=DAY), "请假外出"),
        (Notice(day=DAY, matter="告诫书"), "事项文书"),
        (Support(day=DAY, category="慰问"), "帮扶"),
    ],
)
def test_every_event_of_a_case_can_be_voided_and_brought_back(
    ledger: Connection, person: Person, event: Suspension | Leave | Notice | Support, word: str
) -> None:
    with unit_of_work(ledger, act()) as unit:
        (saved,) = add(unit, [dataclasses.replace(event, person_id=person.id)])
    number = void(ledger, act(), saved, "录错")
    assert load(ledger, type(event)) == []
    assert [gone.record for gone in voided(ledger, person.id)] == [saved]
    last = last_undoable(ledger)
    assert last is not None
    assert f"撤下{word}1" in last.sentence
    undo(ledger, number, act())
    assert load(ledger, type(event)) == [saved]


def test_a_measure_whose_leaves_would_lie_after_a_closing_stays(ledger: Connection, person: Person) -> None:
    with unit_of_work(ledger, act()) as unit:
        past = Measure(
            person_id=person.id, category="自愿戒毒", decided_on=date(2020, 1, 1), closed_on=date(2021, 1, 1)
        )
        add(unit, [past])
        add(unit, [Leave(person_id=person.id, left_on=DAY, due_back_on=DAY)])
    current = next(measure for measure in load(ledger, Measure) if measure.closed_on is None)
    with pytest.raises(StoreError, match="落在已结束的措施之后"):
        void(ledger, act(), current, "录错")


def test_a_measure_that_keeps_two_suspensions_apart_stays(ledger: Connection, person: Person) -> None:
    """The first suspension ended with the measure that was closed; with the measure gone it would have no end."""
    with unit_of_work(ledger, act()) as unit:
        past = Measure(
            person_id=person.id, category="自愿戒毒", decided_on=date(2020, 1, 1), closed_on=date(2026, 2, 1)
        )
        (past,) = add(unit, [past])
        add(unit, [Suspension(person_id=person.id, started_on=date(2020, 5, 1))])
        add(unit, [Suspension(person_id=person.id, started_on=date(2026, 5, 1))])
    assert [fault for rule in DOMAIN_RULES if (fault := rule(ledger))] == []
    with pytest.raises(StoreError, match="重叠"):
        void(ledger, act(), past, "录错")
