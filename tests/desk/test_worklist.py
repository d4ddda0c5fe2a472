"""The worklist read from a ledger is the one the whole schedules say, for everybody, on any day."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from store.desk.cases import load_case, measure_at, measures_of
from store.desk.contacts import record_visit
from store.desk.due_item import ordered
from store.desk.due_memory import forget
from store.desk.holidays import shipped_holidays
from store.desk.lives import spans
from store.desk.policies import default_policies
from store.desk.records import add, change, load
from store.desk.schedule import schedule_of
from store.desk.worklist import DueItem, unexplained_misses, worklist
from store.errors import NotFoundError
from store.model.drug_test import DrugTest
from store.model.leave import Leave
from store.model.measure import Measure
from store.model.notice import Notice
from store.model.person import Person
from store.model.visit import Visit
from store.rules.explanation import window_name
from store.rules.ownership import is_open
from store.rules.state import State
from store.rules.worklist import Obligation, full_obligations
from store.vault.cipher import Connection
from store.vault.unit_of_work import unit_of_work
from tests.desk.eventful import let_things_happen
from tests.ledger import OFFICE, TODAY, act, new_ledger
from tests.township import settle


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    connection = new_ledger(tmp_path_factory.mktemp("township"))
    settle(connection, 70, 5)
    let_things_happen(connection, 5)
    yield connection
    connection.close()


def slow_worklist(connection: Connection, today: date, within: int | None) -> list[tuple[str, Obligation]]:
    """Every person's whole schedules, one after the other: of the measure that counts and of every closed one."""
    found: list[tuple[str, Obligation]] = []
    for person in load(connection, Person):
        measures = measures_of(connection, person.id)
        for measure in measures:
            if measure is measure_at(measures, today) or not is_open(measure, today):
                case = load_case(connection, measure, OFFICE.in_use_from)
                due = full_obligations(case, default_policies(), today, shipped_holidays(), within)
                found += [(person.uid, obligation) for obligation in due]
    return found


def keyed(item: tuple[str, Obligation]) -> tuple[str, str, str]:
    return item[0], item[1].rule, str(item[1].start)


@pytest.mark.parametrize("days_ago", [0, 1, 6, 30, 31, 99, 365, 1000])
@pytest.mark.parametrize("within", [None, 7])
def test_it_is_what_the_whole_schedules_say(ledger: Connection, days_ago: int, within: int | None) -> None:
    today = TODAY - timedelta(days=days_ago)
    fast = [(item.person.uid, item.obligation) for item in worklist(ledger, today, within=within)]
    assert sorted(fast, key=keyed) == sorted(slow_worklist(ledger, today, within), key=keyed)


def test_the_most_urgent_stands_first(ledger: Connection) -> None:
    items = worklist(ledger, TODAY, within=7)
    keys = [
        (
            item.obligation.state is not State.OVERDUE,
            -item.obligation.level,
            item.obligation.last_day or date.max,
            item.person.village,
            item.person.name,
        )
        for item in items
    ]
    assert len(keys) > 20
    assert keys == sorted(keys)


def test_it_holds_only_what_can_be_acted_on(ledger: Connection) -> None:
    assert {item.obligation.state for item in worklist(ledger, TODAY)} == {State.DUE, State.OVERDUE}
    states = {item.obligation.state for item in worklist(ledger, TODAY, within=7)}
    assert states == {State.DUE, State.OVERDUE, State.UPCOMING}


def test_filters_leave_out_and_add_nothing(ledger: Connection) -> None:
    everything = worklist(ledger, TODAY)
    for level in (1, 2, 3, 4):
        expected = tuple(item for item in everything if item.obligation.level == level)
        assert worklist(ledger, TODAY, level=level) == expected
    villages = {item.person.village for item in everything}
    by_village = [item for village in villages for item in worklist(ledger, TODAY, village=village)]
    assert len(by_village) == len(everything)
    assert worklist(ledger, TODAY, village="没有的村") == ()


def test_misses_are_missed_windows_of_people_whose_measure_is_open(ledger: Connection) -> None:
    items = unexplained_misses(ledger, TODAY)
    assert items
    assert {item.obligation.state for item in items} == {State.MISSED}
    item = items[0]
    schedule = schedule_of(ledger, item.person.id, TODAY).schedule
    missed = [window for window in schedule.windows if window.state is State.MISSED]
    assert sum(each.person.id == item.person.id for each in items) == len(missed)


def test_misses_are_found_in_portions_as_at_once(ledger: Connection) -> None:
    portions = [unexplained_misses(ledger, TODAY, people=people) for people in spans(ledger, 3)]
    assert len(portions) > 1
    assert ordered(item for portion in portions for item in portion) == unexplained_misses(ledger, TODAY)


def test_an_explained_miss_leaves_the_list(ledger: Connection) -> None:
    before = unexplained_misses(ledger, TODAY)
    item = next(each for each in before if each.obligation.rule == "meeting" and each.obligation.start)
    person, start = item.person.id, item.obligation.start
    assert start is not None
    explained = Notice(person_id=person, day=TODAY, matter="漏项说明", document_number=window_name("见面", start))
    with unit_of_work(ledger, act()) as unit:
        (kept,) = add(unit, [explained])
    left = unexplained_misses(ledger, TODAY)
    assert set(before) - set(left) == {item}
    assert len(left) == len(before) - 1
    with unit_of_work(ledger, act()) as unit:
        change(unit, kept, replace(kept, document_number=None))
    assert person not in {each.person.id for each in unexplained_misses(ledger, TODAY)}
    assert unexplained_misses(ledger, TODAY - timedelta(days=1)) != ()


def test_a_closed_measure_still_owes_what_outlives_it(tmp_path_factory: pytest.TempPathFactory) -> None:
    connection = new_ledger(tmp_path_factory.mktemp("closed"))
    with unit_of_work(connection, act()) as unit:
        people = add(unit, [Person(name=name, village="岳宋村") for name in ("甲", "乙", "丙")])
        for person, closed_on, following in zip(people, (2023, 2026, 2026), (False, False, True), strict=True):
            closing = date(closed_on, 6, 1)
            add(unit, [_completed(person.id, closing)])
            if following:
                add(unit, [Measure(person_id=person.id, category="社会面管理", decided_on=date(2026, 7, 1))])
        tests = (("乙", "阳性", None), ("丙", "阳性", "确认"))
        taken = {person.name: person.id for person in people}
        add(unit, [_positive(taken[name], result, finding) for name, result, finding in tests])
    found = [(item.person.name, item.obligation.rule) for item in worklist(connection, TODAY)]
    assert sorted(found) == [("丙", "police_report"), ("乙", "recheck"), ("甲", "seal")]
    assert [item.person.category for item in worklist(connection, TODAY) if item.person.name == "丙"] == ["社会面管理"]
    connection.close()


def _completed(person: int, closed_on: date) -> Measure:
    reported_on = closed_on - timedelta(days=1096)
    return Measure(
        person_id=person,
        category="社区戒毒",
        served_on=reported_on,
        reported_on=reported_on,
        agreement_on=reported_on,
        closed_on=closed_on,
        close_reason="期满解除",
    )


def _positive(person: int, result: str, finding: str | None) -> DrugTest:
    day = date(2026, 5, 20)
    return DrugTest(person_id=person, day=day, sample="尿液", kind="定期", result=result, confirmation=finding)


def of_person(items: tuple[DueItem, ...], person: int, rule: str) -> list[Obligation]:
    return [item.obligation for item in items if item.person.id == person and item.obligation.rule == rule]


def test_a_recorded_visit_takes_the_obligation_off_the_list(tmp_path_factory: pytest.TempPathFactory) -> None:
    connection = new_ledger(tmp_path_factory.mktemp("one"))
    settle(connection, 30, 9)
    item = next(item for item in worklist(connection, TODAY) if item.obligation.rule == "meeting")
    person = item.person.id
    reached = Visit(person_id=person, day=TODAY, mode="见面", contents=("见面",), result="未见到")
    record_visit(connection, act("visit"), reached)
    assert of_person(worklist(connection, TODAY), person, "meeting") == [item.obligation]
    record_visit(
        connection, act("visit"), Visit(person_id=person, day=TODAY, mode="见面", contents=("见面",), result="已见到")
    )
    assert of_person(worklist(connection, TODAY), person, "meeting") == []
    connection.close()


def test_a_call_before_a_leave_counts_in_the_window_that_the_leave_half_covers(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    connection = new_ledger(tmp_path_factory.mktemp("away"))
    month, first = timedelta(days=31), TODAY.replace(day=1)
    with unit_of_work(connection, act()) as unit:
        (person,) = add(unit, [Person(name="甲", village="岳宋村")])
        begun = first - 3 * month
        add(unit, [Measure(person_id=person.id, category="社区戒毒", reported_on=begun, agreement_on=begun)])
        left_on = first + timedelta(days=5)
        add(unit, [Leave(person_id=person.id, left_on=left_on, due_back_on=first + 2 * month, reported="是")])
        add(unit, [Visit(person_id=person.id, day=first, mode="电话", contents=("走访",), result="已见到")])
    assert left_on <= TODAY
    assert of_person(worklist(connection, TODAY), person.id, "home_visit") == []
    fast = [(item.person.uid, item.obligation) for item in worklist(connection, TODAY)]
    assert sorted(fast, key=keyed) == sorted(slow_worklist(connection, TODAY, None), key=keyed)
    connection.close()


def test_a_schedule_of_nobody_is_not_found(ledger: Connection) -> None:
    with pytest.raises(NotFoundError):
        schedule_of(ledger, 10_000, TODAY)
    with pytest.raises(NotFoundError):
        schedule_of(ledger, 1, TODAY, "01a20590-0000-7000-8000-000000000000")


def test_the_list_of_everybody_goes_through_no_table_of_records(ledger: Connection) -> None:
    """What is many is found by an index: an office holds hundreds of thousands of tests, and few of them tell."""
    asked: list[str] = []
    forget(ledger)
    ledger.set_trace_callback(asked.append)
    worklist(ledger, TODAY)
    ledger.set_trace_callback(None)
    plans = {
        detail
        for query in asked
        if "FROM drug_test" in query or "FROM visit" in query
        for *_, detail in ledger.execute(f"EXPLAIN QUERY PLAN {query}")
    }
    assert any("drug_test_telling" in plan for plan in plans)
    assert any("drug_test_recent" in plan for plan in plans)
    assert not [plan for plan in plans if plan.startswith("SCAN")]
