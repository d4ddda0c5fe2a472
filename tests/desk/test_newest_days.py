"""The newest qualifying days are found however far back they lie, whether many or few are behind."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

import pytest

from store.desk.newest_days import newest_days, newest_days_of_few
from store.desk.policies import default_policies, shipped_policy
from store.desk.ratings import ratings
from store.desk.records import add, load, remove
from store.model.assessment import Assessment
from store.model.drug_test import DrugTest
from store.model.person import Person
from store.model.visit import Visit
from store.rules.policy import Contact, Policies, policies, rating_on
from store.vault.cipher import Connection
from store.vault.unit_of_work import unit_of_work
from tests.desk.eventful import let_things_happen
from tests.ledger import TODAY, act, new_ledger
from tests.township import settle

TIERED = policies(shipped_policy("yuesong"), (date(2026, 1, 1), shipped_policy("tiered")))


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    connection = new_ledger(tmp_path_factory.mktemp("township"))
    settle(connection, 40, 7)
    let_things_happen(connection, 7)
    forget_a_year_of_a_few(connection)
    yield connection
    connection.close()


def forget_a_year_of_a_few(connection: Connection) -> None:
    """So that what is newest of them lies far behind that of everybody else."""
    with unit_of_work(connection, act()) as unit:
        for person in load(connection, Person)[:3]:
            for record in (Visit, DrugTest, Assessment):
                lately = "WHERE person_id = ? AND day > '2025-10-01'"
                for each in load(connection, record, lately, (person.id,)):
                    remove(unit, each)


def expected(connection: Connection, known: Policies, today: date) -> dict[int, dict[str, date]]:
    """Read off every record there is."""
    found: dict[int, dict[str, date]] = {person.id: {} for person in load(connection, Person)}
    qualifying = {series.rule: series.qualifying for _, policy in known.dated for series in policy.series}
    records: list[Contact] = [*load(connection, Visit), *load(connection, DrugTest), *load(connection, Assessment)]
    for record in records:
        for rule in (rule for rule, each in qualifying.items() if each.accepts(record) and record.day <= today):
            days = found[record.person_id]
            days[rule] = max(record.day, days.get(rule, date.min))
    return found


@pytest.mark.parametrize("known", [default_policies(), TIERED])
@pytest.mark.parametrize("days", [-3000, -700, -1, 0, 20, 50, 120, 300, 2000])
def test_every_newest_day_is_found(ledger: Connection, days: int, known: Policies) -> None:
    today = TODAY + timedelta(days=days)
    wanted = {person.id: known.rules for person in load(ledger, Person)}
    assert newest_days(ledger, wanted, known, today) == expected(ledger, known, today)
    few = dict(list(wanted.items())[:7])
    found = expected(ledger, known, today)
    assert newest_days_of_few(ledger, few, known, today) == {person: found[person] for person in few}


def test_what_is_not_wanted_need_not_be_there(ledger: Connection) -> None:
    people = [person.id for person in load(ledger, Person)]
    wanted: Mapping[int, tuple[str, ...]] = {people[0]: ("report",), people[-1]: ("meeting", "test")}
    found, whole = newest_days(ledger, wanted, default_policies(), TODAY), expected(ledger, default_policies(), TODAY)
    assert found.keys() == wanted.keys()
    for person, rules in wanted.items():
        assert {rule: found[person].get(rule) for rule in rules} == {rule: whole[person].get(rule) for rule in rules}


def test_ratings_stand_in_the_order_in_which_they_came_to_hold(ledger: Connection) -> None:
    people = load(ledger, Person)
    twice = date(2026, 11, 3)
    with unit_of_work(ledger, act()) as unit:
        given = [Assessment(person_id=people[5].id, day=twice, risk=risk) for risk in ("低", "高", "中", None)]
        kept = add(unit, given)
    for today in (TODAY, twice, twice - timedelta(days=1), date(2025, 1, 1)):
        found = ratings(ledger, today)
        for person in people:
            recorded = load(ledger, Assessment, "WHERE person_id = ?", (person.id,))
            newest = found.get(person.id, [None])[-1]
            assert newest == rating_on(recorded, today)
            assert [each.day for each in found.get(person.id, ())] == sorted(
                each.day for each in recorded if each.risk and each.day <= today
            )
    assert ratings(ledger, TODAY, [people[5].id]) == {people[5].id: ratings(ledger, TODAY)[people[5].id]}
    with unit_of_work(ledger, act()) as unit:
        for each in kept:
            remove(unit, each)
