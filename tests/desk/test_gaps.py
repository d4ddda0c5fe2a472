"""Whose teams lack somebody: counted by portions as the whole is, and only when something has changed."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from store.desk.gaps import IncompleteTeams, helper_gaps, incomplete_teams, still_incomplete
from store.desk.journal_rows import newest_entry
from store.desk.lives import spans
from store.desk.records import add
from store.model.assignment import Assignment
from store.vault.cipher import Connection
from store.vault.unit_of_work import unit_of_work
from tests.desk.village import person, visited
from tests.ledger import TODAY, act, new_ledger
from tests.township import settle


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    connection = new_ledger(tmp_path)
    yield connection
    connection.close()


def test_portions_add_up_to_what_the_command_says(connection: Connection) -> None:
    settle(connection, 60, 3)
    whole = len({each.person for each in helper_gaps(connection, TODAY).missing_roles})
    assert whole > 0
    for size in (1, 7, 500):
        assert sum(incomplete_teams(connection, TODAY, people) for people in spans(connection, size)) == whole


def test_it_is_counted_anew_only_when_something_it_is_about_has_changed(connection: Connection) -> None:
    someone = person(connection, "岩三木")
    known = IncompleteTeams(1, TODAY, newest_entry(connection))
    visited(connection, someone, TODAY)
    assert still_incomplete(connection, TODAY, known) == IncompleteTeams(1, TODAY, newest_entry(connection))
    assert still_incomplete(connection, TODAY + timedelta(days=1), known) is None
    with unit_of_work(connection, act("assignment")) as unit:
        add(unit, [Assignment(person_id=someone, role="网格员", helper="王强", started_on=TODAY)])
    assert still_incomplete(connection, TODAY, known) is None
