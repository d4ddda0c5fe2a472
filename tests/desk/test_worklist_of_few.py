"""What is due of the people on one page is what the whole worklist says of them."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from store.desk.records import add, load
from store.desk.worklist import person_line, worklist
from store.errors import NotFoundError
from store.model.person import Person
from store.vault.cipher import Connection
from store.vault.unit_of_work import unit_of_work
from tests.desk.eventful import let_things_happen
from tests.ledger import TODAY, act, new_ledger
from tests.township import settle


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    connection = new_ledger(tmp_path_factory.mktemp("township"))
    settle(connection, 70, 5)
    let_things_happen(connection, 6)
    yield connection
    connection.close()


@pytest.mark.parametrize("day", [TODAY - timedelta(days=ago) for ago in (0, 1, 31, 99, 365)])
def test_a_page_says_what_the_worklist_says(ledger: Connection, day: date) -> None:
    everything = worklist(ledger, day)
    page = [person.id for person in load(ledger, Person)][10:40]
    of_page = worklist(ledger, day, people=page)
    assert of_page == tuple(item for item in everything if item.person.id in page)
    assert of_page
    assert len(of_page) < len(everything)


def test_nothing_is_due_of_nobody(ledger: Connection) -> None:
    assert worklist(ledger, TODAY, people=()) == ()


def test_a_line_of_one_person_is_that_of_the_worklist(ledger: Connection) -> None:
    for item in worklist(ledger, TODAY):
        assert person_line(ledger, item.person.id, TODAY) == item.person


def test_somebody_without_a_measure_has_a_line(tmp_path_factory: pytest.TempPathFactory) -> None:
    connection = new_ledger(tmp_path_factory.mktemp("alone"))
    with unit_of_work(connection, act()) as unit:
        (person,) = add(unit, [Person(name="三木", village="班帅村")])
    line = person_line(connection, person.id, TODAY)
    assert (line.name, line.village, line.category, line.reported_on) == ("三木", "班帅村", "", None)
    with pytest.raises(NotFoundError):
        person_line(connection, person.id + 1, TODAY)
    connection.close()
