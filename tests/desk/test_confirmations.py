"""A confirmed end asks for a new one once a suspension is recorded after it: what came first only the journal tells."""

import dataclasses
from datetime import date
from pathlib import Path

from store.desk.confirmations import overtaken
from store.desk.dossier_view import read_dossier_view
from store.desk.measure_facts import amend_measure
from store.desk.recording import amend_event, record_event
from store.desk.records import load
from store.desk.undoable import last_undoable, undo_last
from store.desk.voiding import void
from store.model.measure import Measure
from store.model.suspension import Suspension
from store.vault.cipher import Connection
from tests.desk.village import person
from tests.ledger import TODAY, act, new_ledger

FIRST, SECOND = date(2029, 1, 5), date(2029, 2, 5)


def confirmed(connection: Connection, end: date | None, today: date = TODAY) -> None:
    (measure,) = load(connection, Measure, "WHERE person_id = 1")
    amend_measure(connection, act("amend", today=today), measure, dataclasses.replace(measure, confirmed_end=end))


def suspended(connection: Connection, first: date = date(2026, 3, 1), last: date | None = None) -> Suspension:
    return record_event(connection, act("suspension"), Suspension(person_id=1, started_on=first, resumed_on=last))


def asked(connection: Connection, today: date = TODAY) -> list[tuple[date, date]]:
    """The confirmed end and the suspension of everybody who is asked, the page of the person saying the same."""
    found = overtaken(connection, today)
    shown = read_dossier_view(connection, 1, today).overtaken
    assert [shown] == list(found) if shown else not found
    return [(each.confirmed_end, each.suspension.started_on) for each in found]


def test_a_suspension_recorded_after_the_confirmation_asks_for_a_new_one(tmp_path: Path) -> None:
    connection = new_ledger(tmp_path)
    person(connection, "岩三木")
    suspended(connection, date(2026, 2, 1), date(2026, 2, 10))
    confirmed(connection, FIRST)
    assert asked(connection) == [], "the authority knew of it"
    running = suspended(connection)
    assert asked(connection) == [(FIRST, date(2026, 3, 1))]
    assert asked(connection, date(2026, 2, 20)) == [], "it had not begun then"
    confirmed(connection, SECOND)
    assert asked(connection) == [], "confirmed anew"
    amend_event(connection, act("amend"), running, dataclasses.replace(running, resumed_on=date(2026, 5, 1)))
    assert asked(connection) == [(SECOND, date(2026, 3, 1))], "its end was not known then"
    connection.close()


def test_the_same_day_is_confirmed_anew_by_recording_it_again(tmp_path: Path) -> None:
    connection = new_ledger(tmp_path)
    person(connection, "岩三木")
    confirmed(connection, FIRST)
    suspended(connection)
    confirmed(connection, None)
    assert asked(connection) == []
    confirmed(connection, FIRST)
    assert asked(connection) == []
    connection.close()


def test_taking_back_a_confirmation_asks_again(tmp_path: Path) -> None:
    connection = new_ledger(tmp_path)
    person(connection, "岩三木")
    confirmed(connection, FIRST)
    suspended(connection)
    confirmed(connection, SECOND)
    last = last_undoable(connection)
    assert last is not None
    undo_last(connection, act("undo"), expected=last.number)
    assert asked(connection) == [(FIRST, date(2026, 3, 1))]
    connection.close()


def test_what_does_not_stop_the_confirmed_term_asks_nothing(tmp_path: Path) -> None:
    connection = new_ledger(tmp_path)
    person(connection, "岩三木")
    confirmed(connection, date(2026, 6, 1))
    suspended(connection, date(2026, 7, 1))
    assert asked(connection) == [], "it began when the term was over"
    mistaken = suspended(connection, date(2026, 4, 1), date(2026, 4, 9))
    assert asked(connection) == [(date(2026, 6, 1), date(2026, 4, 1))]
    void(connection, act("void"), mistaken, "记错了人")
    assert asked(connection) == []
    connection.close()
