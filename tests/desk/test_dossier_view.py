"""One person's page in one reading: what counts on the day, what is recorded, what was voided."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from store.desk.case_events import day_of
from store.desk.contacts import record_assessment
from store.desk.dossier_view import read_dossier_view
from store.desk.records import add, load
from store.desk.schedule import schedule_of
from store.desk.voiding import void
from store.desk.worklist import worklist
from store.errors import NotFoundError
from store.model.assessment import Assessment
from store.model.person import Person
from store.vault.cipher import Connection
from store.vault.unit_of_work import unit_of_work
from tests.desk.village import grid_worker, person, visited
from tests.ledger import TODAY, act, new_ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Connection]:
    connection = new_ledger(tmp_path)
    yield connection
    connection.close()


def test_records_come_newest_first_the_later_entered_before_the_earlier(ledger: Connection) -> None:
    someone = person(ledger, "岩三木")
    for day in (date(2026, 11, 2), date(2026, 11, 20), date(2026, 11, 2)):
        visited(ledger, someone, day)
    found = read_dossier_view(ledger, someone, TODAY).events
    assert [(day_of(event).day, event.id) for event in found] == [(20, 2), (2, 3), (2, 1)]


def test_what_is_due_is_what_today_says(ledger: Connection) -> None:
    someone = person(ledger, "岩三木")
    visited(ledger, someone, date(2026, 11, 20))
    view = read_dossier_view(ledger, someone, TODAY)
    assert view.obligations == tuple(item.obligation for item in worklist(ledger, TODAY))
    assert view.line == worklist(ledger, TODAY)[0].person
    assert view.schedule == schedule_of(ledger, someone, TODAY).schedule


def test_facts_of_later_days_are_shown_and_do_not_count(ledger: Connection) -> None:
    someone = person(ledger, "岩三木")
    visited(ledger, someone, TODAY)
    record_assessment(ledger, act(), Assessment(person_id=someone, day=TODAY, risk="高"))
    earlier = read_dossier_view(ledger, someone, date(2026, 1, 1))
    assert earlier.measure is not None
    assert earlier.measure.reported_on is None, "reported on 5 January"
    assert earlier.schedule is not None
    assert earlier.schedule.term is None
    assert (len(earlier.events), earlier.risk) == (2, None)
    assert read_dossier_view(ledger, someone, TODAY).risk == "高"


def test_helpers_who_help_now_come_first(ledger: Connection) -> None:
    someone = person(ledger, "岩三木")
    grid_worker(ledger, someone, "王强", ended_on=date(2026, 6, 1))
    grid_worker(ledger, someone, "李二")
    assert [held.helper for held in read_dossier_view(ledger, someone, TODAY).assignments] == ["李二", "王强"]


def test_voided_records_are_told_apart(ledger: Connection) -> None:
    someone = person(ledger, "岩三木")
    visited(ledger, someone, TODAY)
    (contact,) = read_dossier_view(ledger, someone, TODAY).events
    void(ledger, act(), contact, "记错了人")
    view = read_dossier_view(ledger, someone, TODAY)
    assert view.events == ()
    assert [gone.record for gone in view.voided] == [contact]


def test_a_person_without_a_measure_has_a_page_too(ledger: Connection) -> None:
    with unit_of_work(ledger, act()) as unit:
        (alone,) = add(unit, [Person(name="岩三木", village="岳宋村")])
    view = read_dossier_view(ledger, alone.id, TODAY)
    assert (view.measure, view.schedule, view.obligations, view.line.category) == (None, None, (), "")


def test_who_is_not_on_the_roster_any_more_is_not_found(ledger: Connection) -> None:
    someone = person(ledger, "岩三木")
    void(ledger, act(), load(ledger, Person, "WHERE id = ?", (someone,))[0], "重复登记")
    with pytest.raises(NotFoundError, match="登记已经撤下"):
        read_dossier_view(ledger, someone, TODAY)
