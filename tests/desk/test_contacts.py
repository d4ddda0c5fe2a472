"""Correcting what was recorded: the same days are refused, and nobody's record becomes another person's."""

import dataclasses
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from store.desk.contacts import amend_assessment, amend_test, amend_visit, record_assessment, record_test, record_visit
from store.desk.drafts import draft_of, keep_draft
from store.desk.records import add, load
from store.errors import NotFoundError, StoreError
from store.model.assessment import Assessment
from store.model.drug_test import DrugTest
from store.model.measure import Measure
from store.model.person import Person
from store.model.visit import Visit
from store.vault.cipher import Connection
from store.vault.unit_of_work import unit_of_work
from tests.ledger import NOW, act, new_ledger

DAY = date(2026, 8, 20)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Connection]:
    connection = new_ledger(tmp_path)
    yield connection
    connection.close()


@pytest.fixture
def visit(ledger: Connection) -> Visit:
    """A visit to a person born in 1990 whose measure was closed on 2026-09-01."""
    with unit_of_work(ledger, act()) as unit:
        people = [Person(name=name, village="班帅村", birth_date=date(1990, 5, 1)) for name in ("岩三木", "娜叶")]
        person, _ = add(unit, people)
        closed = date(2026, 9, 1)
        add(unit, [Measure(person_id=person.id, category="社区戒毒", served_on=date(2026, 3, 2), closed_on=closed)])
    day = Visit(person_id=person.id, day=DAY, mode="见面", contents=("见面",), result="已见到")
    return record_visit(ledger, act("visit"), day)


def test_a_visit_is_corrected_in_place(ledger: Connection, visit: Visit) -> None:
    new = dataclasses.replace(visit, day=date(2026, 8, 19), result="未见到", needs="想学修车")
    assert amend_visit(ledger, act("amend"), visit, new) == new
    assert load(ledger, Visit) == [new]


def test_a_test_is_confirmed_later(ledger: Connection, visit: Visit) -> None:
    test = DrugTest(person_id=visit.person_id, day=DAY, sample="尿液", kind="定期", result="阳性", confirmation="初筛")
    saved = record_test(ledger, act("test"), test)
    confirmed = dataclasses.replace(saved, confirmation="确认", confirmed_on=date(2026, 8, 22))
    amend_test(ledger, act("amend"), saved, confirmed)
    assert load(ledger, DrugTest) == [confirmed]


def test_an_assessment_is_recorded_and_corrected(ledger: Connection, visit: Visit) -> None:
    saved = record_assessment(ledger, act("assessment"), Assessment(person_id=visit.person_id, day=DAY, risk="高"))
    amend_assessment(ledger, act("amend"), saved, dataclasses.replace(saved, risk="中"))
    assert [assessment.risk for assessment in load(ledger, Assessment)] == ["中"]


@pytest.mark.parametrize("day", [date(2026, 11, 23), date(2026, 9, 1), date(1990, 4, 30)])
def test_a_day_that_cannot_be_recorded_cannot_be_corrected_to(ledger: Connection, visit: Visit, day: date) -> None:
    with pytest.raises(StoreError):
        amend_visit(ledger, act("amend"), visit, dataclasses.replace(visit, day=day))
    assert load(ledger, Visit) == [visit]


def test_a_correction_never_moves_a_record_to_another_person(ledger: Connection, visit: Visit) -> None:
    stolen = dataclasses.replace(visit, person_id=visit.person_id + 1, uid="x", needs="就学")
    assert amend_visit(ledger, act("amend"), visit, stolen) == dataclasses.replace(visit, needs="就学")


def test_only_what_is_still_recorded_is_corrected(ledger: Connection, visit: Visit) -> None:
    first = amend_visit(ledger, act("amend"), visit, dataclasses.replace(visit, needs="就学"))
    with pytest.raises(NotFoundError):
        amend_visit(ledger, act("amend"), visit, dataclasses.replace(visit, needs="就医"))
    assert load(ledger, Visit) == [first]


def test_nothing_changed_is_no_unit_of_work(ledger: Connection, visit: Visit) -> None:
    units = ledger.execute("SELECT count(*) FROM unit").fetchone()
    amend_visit(ledger, act("amend"), visit, visit)
    assert ledger.execute("SELECT count(*) FROM unit").fetchone() == units


def test_the_draft_goes_with_the_visit_and_stays_when_it_is_refused(ledger: Connection, visit: Visit) -> None:
    keep_draft(ledger, "visit", "one", {"place": "家中"}, NOW)
    late = dataclasses.replace(visit, id=0, uid="", day=date(2026, 11, 23))
    with pytest.raises(StoreError):
        record_visit(ledger, act("visit"), late, draft=("visit", "one"))
    assert draft_of(ledger, "visit", "one") is not None
    record_visit(ledger, act("visit"), dataclasses.replace(late, day=DAY), draft=("visit", "one"))
    assert draft_of(ledger, "visit", "one") is None


def test_nobody_is_visited_who_was_taken_off(ledger: Connection, visit: Visit) -> None:
    with pytest.raises(NotFoundError):
        record_visit(ledger, act("visit"), dataclasses.replace(visit, id=0, uid="", person_id=999))


def test_the_draft_of_a_correction_goes_with_it_and_stays_when_it_is_refused(ledger: Connection, visit: Visit) -> None:
    key = ("visit", visit.uid)
    keep_draft(ledger, *key, {"地点": "家中"}, NOW)
    new = amend_visit(ledger, act("amend"), visit, dataclasses.replace(visit, place="家中"), draft=key)
    assert draft_of(ledger, *key) is None
    keep_draft(ledger, *key, {"地点": "村委会"}, NOW)
    with pytest.raises(NotFoundError):
        amend_visit(ledger, act("amend"), visit, dataclasses.replace(visit, place="村委会"), draft=key)
    assert draft_of(ledger, *key) is not None
    amend_visit(ledger, act("amend"), new, new, draft=key)
    assert draft_of(ledger, *key) is None
