"""What is remembered of the worklist is what would be computed: after every change, for every day asked."""

import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from store.desk.due_memory import forget
from store.desk.kept_figures import keep_figures
from store.desk.records import add, change, load, remove
from store.desk.settings import write_settings
from store.desk.worklist import DueItem, worklist
from store.model.drug_test import DrugTest
from store.model.leave import Leave
from store.model.measure import Measure
from store.model.notice import Notice
from store.model.person import Person
from store.model.visit import Visit
from store.vault.cipher import Connection
from store.vault.unit_of_work import UnitOfWork, unit_of_work
from tests.desk.eventful import happen, let_things_happen
from tests.ledger import TODAY, act, new_ledger, opened_ledger
from tests.township import settle


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Connection]:
    connection = new_ledger(tmp_path)
    settle(connection, 30, 11)
    let_things_happen(connection, 3)
    yield connection
    connection.close()


def computed(connection: Connection, today: date = TODAY, within: int | None = None) -> tuple[DueItem, ...]:
    """The list with nothing remembered; what was remembered is put aside for good."""
    forget(connection)
    return worklist(connection, today, within=within)


def check(connection: Connection) -> None:
    remembered = worklist(connection, TODAY)
    assert remembered == computed(connection)


Change = Callable[[UnitOfWork, random.Random, Person], None]


def correct_a_name(unit: UnitOfWork, _rng: random.Random, person: Person) -> None:
    change(unit, person, replace(person, name=f"{person.name}一", village="别村"))


def close(unit: UnitOfWork, _rng: random.Random, person: Person) -> None:
    for measure in load(unit.connection, Measure, "WHERE person_id = ? AND closed_on IS NULL", (person.id,)):
        change(unit, measure, replace(measure, closed_on=TODAY, close_reason="死亡"))


def take_out(unit: UnitOfWork, _rng: random.Random, person: Person) -> None:
    for record in (Visit, DrugTest, Leave, Notice):
        for each in load(unit.connection, record, "WHERE person_id = ?", (person.id,)):
            remove(unit, each)


def hand_to_another(unit: UnitOfWork, _rng: random.Random, person: Person) -> None:
    visits = load(unit.connection, Visit, "WHERE person_id <> ? ORDER BY day DESC LIMIT 1", (person.id,))
    change(unit, visits[0], replace(visits[0], person_id=person.id))


def happens(unit: UnitOfWork, rng: random.Random, person: Person) -> None:
    happen(unit, rng, person.id, TODAY)


def register(unit: UnitOfWork, _rng: random.Random, _person: Person) -> None:
    (someone,) = add(unit, [Person(name="新来", village="岳宋村")])
    add(unit, [Measure(person_id=someone.id, category="社区戒毒", served_on=TODAY)])


CHANGES: tuple[Change, ...] = (correct_a_name, close, take_out, hand_to_another, happens, register)


@pytest.mark.parametrize("changed", CHANGES, ids=lambda changed: changed.__name__)
def test_after_any_change_the_list_is_the_one_computed_anew(ledger: Connection, changed: Change) -> None:
    rng = random.Random(1)
    before = computed(ledger)
    due = {item.person.id for item in before}
    for person in rng.sample(load(ledger, Person), 6):
        if person.id in due or changed is happens:
            with unit_of_work(ledger, act()) as unit:
                changed(unit, rng, person)
            check(ledger)
    assert computed(ledger) != before


def test_many_changes_between_two_looks_are_all_seen(ledger: Connection) -> None:
    rng = random.Random(2)
    computed(ledger)
    for number in range(12):
        with unit_of_work(ledger, act()) as unit:
            rng.choice(CHANGES)(unit, rng, rng.choice(load(ledger, Person)))
        if number % 4 == 3:
            check(ledger)


def test_each_day_and_each_look_ahead_has_its_own_list(ledger: Connection) -> None:
    asked = [(TODAY - timedelta(days=ago), within) for ago in (0, 7, 400) for within in (None, 7)]
    expected = {each: computed(ledger, *each) for each in asked}
    assert len(set(expected.values())) == len(asked)
    for _ in range(2):
        for today, within in asked:
            assert worklist(ledger, today, within=within) == expected[today, within]


def test_a_day_of_use_that_changes_makes_the_list_anew(ledger: Connection) -> None:
    before = computed(ledger)
    write_settings(ledger, act(), {"in_use_from": TODAY.isoformat()})
    assert worklist(ledger, TODAY) != before
    check(ledger)


def test_what_is_not_committed_is_seen_inside_and_never_remembered(ledger: Connection) -> None:
    before = computed(ledger)
    with suppress(KeyError), unit_of_work(ledger, act()) as unit:
        register(unit, random.Random(), load(ledger, Person)[0])
        assert len(worklist(ledger, TODAY)) == len(before) + 1
        raise KeyError
    assert worklist(ledger, TODAY) == before


def test_another_connection_remembers_nothing_of_the_first(ledger: Connection, tmp_path: Path) -> None:
    expected = computed(ledger)
    ledger.close()
    with opened_ledger(tmp_path) as again:
        assert worklist(again, TODAY) == expected


def test_figures_that_are_handed_up_leave_the_list_alone(ledger: Connection) -> None:
    before = computed(ledger)
    keep_figures(ledger, act(), TODAY, TODAY, "县禁毒办", ())
    assert worklist(ledger, TODAY) is before


def test_one_new_record_asks_for_one_person_again(ledger: Connection) -> None:
    before = computed(ledger)
    person = before[0].person.id
    with unit_of_work(ledger, act()) as unit:
        add(unit, [Leave(person_id=person, left_on=TODAY, due_back_on=TODAY)])
    kept = {id(item) for item in before if item.person.id != person}
    after = worklist(ledger, TODAY)
    assert {id(item) for item in after if item.person.id != person} == kept
    assert "return" in {item.obligation.rule for item in after if item.person.id == person}
