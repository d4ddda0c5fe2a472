"""A township in a real ledger: its worklist, its order and its misses, against the second reading of the rules."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from store.desk.dossier_view import read_dossier_view
from store.desk.due_memory import forget
from store.desk.next_due import next_due
from store.desk.rates import rates
from store.desk.worklist import DueItem, unexplained_misses, worklist
from store.rules.state import State
from store.vault.cipher import Connection
from tests.conftest import PROFILE
from tests.laws.as_ledger import holidays_of, ledger_of
from tests.laws.as_records import item_of
from tests.laws.oracle import levels
from tests.laws.oracle.facts import Person, current, known_on
from tests.laws.oracle.policy import Policies
from tests.laws.oracle.rates import rates as second_rates
from tests.laws.people import EDGES, person

IN_USE_FROM = date(2024, 3, 6)
VILLAGES = ("岳宋村", "曼亨村", "班帅村")


@dataclass(frozen=True)
class Township:
    """``seed`` stands first: a law that fails shows it."""

    seed: int
    connection: Connection
    people: Sequence[Person]
    days: Sequence[date]


@pytest.fixture(scope="module")
def township(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Township]:
    """Two dozen people, every life of its own, and the days on which each is worth a look."""
    seed = random.SystemRandom().randrange(2**32) if PROFILE == "soak" else 4
    rng = random.Random(seed)
    drawn = [person(rng, rng.choice(EDGES), f"人{number:02}", rng.choice(VILLAGES)) for number in range(24)]
    people = [replace(one, in_use_from=IN_USE_FROM) for one, _ in drawn]
    connection = ledger_of(tmp_path_factory.mktemp("township"), people, IN_USE_FROM, date(2026, 11, 22))
    yield Township(seed, connection, people, sorted({day for _, day in drawn})[::5])
    connection.close()


def shown(items: Sequence[DueItem]) -> list[levels.Item]:
    named = [Person((), IN_USE_FROM, name=one.person.name, village=one.person.village) for one in items]
    return [item_of(one.obligation, who) for one, who in zip(items, named, strict=True)]


@pytest.mark.parametrize("within", [None, 0, 7])
def test_the_worklist_of_a_township_agrees_with_the_second_reading(township: Township, within: int | None) -> None:
    """Of everybody whose measure had begun; whether one of tomorrow lacks a fact today the rules leave open."""
    holidays = holidays_of(township.connection)
    for today in township.days:
        begun = {one.name for one in township.people if known_on(one, today).measures}
        found = [one for one in shown(worklist(township.connection, today, within=within)) if one.name in begun]
        expected = levels.worklist(list(township.people), Policies(), today, holidays, within)
        assert Counter(found) == Counter(expected), today
        assert [levels.urgency(one) for one in found] == [levels.urgency(one) for one in expected]


def test_the_misses_to_be_explained_agree_with_the_second_reading(township: Township) -> None:
    """Those of measures that are open."""
    for today in township.days:
        found = [
            (one.person.name, one.obligation.rule, one.obligation.start)
            for one in unexplained_misses(township.connection, today)
        ]
        expected = [
            (one.name, window.rule, window.start)
            for one in township.people
            if (measure := current(known_on(one, today))) and measure.closed_on is None
            for window in levels.to_be_explained(one, Policies(), today)
        ]
        assert Counter(found) == Counter(expected), today


def test_the_rates_of_a_township_agree_with_the_second_reading(township: Township) -> None:
    """Past periods, one that ends today, one still running and one to come; for all and village by village."""
    holidays = holidays_of(township.connection)
    for today in township.days[::2]:
        for first, end in ((-300, -100), (-30, 0), (-90, 1), (-20, 40), (5, 20)):
            start, end_day = today + timedelta(days=first), today + timedelta(days=end)
            found = {
                (one.rate, one.area, part): number
                for one in rates(township.connection, start, end_day, today, by_village=True)
                for part, number in enumerate((one.numerator, one.denominator))
            }
            expected: Counter[tuple[str, str | None, int]] = Counter()
            for area in VILLAGES:
                here = [one for one in township.people if one.village == area]
                for rate, fraction in second_rates(here, Policies(), start, end_day, today, holidays).items():
                    for part, number in enumerate(fraction):
                        expected[rate, area, part] += number
                        expected[rate, None, part] += number
            # What is nothing is nothing in both: a village in which nobody is known yet has no rows at all.
            assert Counter(found) == expected, (start, end_day, today)


def test_forgetting_the_worklist_changes_nothing(township: Township) -> None:
    for today in township.days:
        for within in (None, 7):
            remembered = worklist(township.connection, today, within=within)
            assert worklist(township.connection, today, within=within) == remembered
            forget(township.connection)
            assert worklist(township.connection, today, within=within) == remembered


def test_what_is_missed_is_never_due_again_as_the_days_go_by(township: Township) -> None:
    for today in township.days:
        missed = {
            (one.person.uid, one.obligation.rule, one.obligation.start)
            for one in unexplained_misses(township.connection, today)
        }
        for days in (1, 30, 400):
            later = worklist(township.connection, today + timedelta(days=days), within=7)
            assert not missed & {(one.person.uid, one.obligation.rule, one.obligation.start) for one in later}


def test_what_is_due_today_is_overdue_nowhere(township: Township) -> None:
    """The worklist, the person's page, the whole schedule and the roster say the same, and say due to the last day."""
    seen = 0
    for last_day in _last_days(township):
        listed = worklist(township.connection, last_day)
        roster = next_due(township.connection, last_day)
        assert all(one.state is State.DUE for one in roster.values() if one.last_day == last_day)
        for person_id in {one.person.id for one in listed if one.obligation.last_day == last_day}:
            view = read_dossier_view(township.connection, person_id, last_day)
            assert view.schedule
            mine = [one.obligation for one in listed if one.person.id == person_id]
            assert [one for one in view.obligations if one.state in (State.DUE, State.OVERDUE)] == mine
            last = [one for one in mine if one.last_day == last_day]
            last_windows = [one for one in view.schedule.windows if one.end - timedelta(days=1) == last_day]
            last_deadlines = [one for one in view.schedule.deadlines if one.last_day == last_day]
            states = {one.state for one in last} | {one.state for one in last_windows}
            states |= {one.state for one in last_deadlines}
            assert State.DUE in states
            assert states <= {State.DUE, State.DONE, State.VOID, State.EXCUSED}
            seen += 1
    assert seen > 10


def _last_days(township: Township) -> list[date]:
    """The last days of what is due on the days of looking."""
    found = {
        one.obligation.last_day
        for today in township.days
        for one in worklist(township.connection, today)
        if one.obligation.last_day and one.obligation.last_day >= today
    }
    return sorted(found)[::3]
