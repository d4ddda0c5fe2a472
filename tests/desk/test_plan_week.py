"""A week proposed from what is due: nobody due is left out, nobody comes twice, neighbours are visited together."""

import dataclasses
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from store.desk.ledger_rows import group_order
from store.desk.plan import drop, move, planned, save_plan
from store.desk.plan_week import Proposal, WeekProposal, propose_week, tick_of, with_helper
from store.desk.policies import default_policies
from store.desk.worklist import DueItem, worklist
from store.errors import StoreError
from store.model.plan import Plan
from store.model.visit import CONTENTS
from store.rules.calendar import Holidays
from store.rules.policy import Policies, policies
from store.vault.cipher import Connection
from tests.desk.village import grid_worker, person, visited
from tests.ledger import TODAY, act, new_ledger
from tests.township import settle

MONDAY = TODAY + timedelta(days=1)
TICKS = {"meeting": "见面", "talk": "谈话", "home_visit": "走访", "report": "汇报"}
"""The obligations that one visit in person settles (rules.md 3), and what is ticked for each."""
WEEKS = [
    pytest.param(TODAY, MONDAY, id="next week, planned on Sunday"),
    pytest.param(TODAY, TODAY, id="only Sunday is left of this week"),
    pytest.param(date(2026, 11, 9), date(2026, 11, 9), id="the half month ends with this week"),
    pytest.param(date(2026, 11, 11), date(2026, 11, 9), id="this week from Wednesday on"),
    pytest.param(date(2026, 9, 28), date(2026, 9, 28), id="month, half month and quarter end on Wednesday"),
    pytest.param(date(2026, 10, 2), date(2026, 10, 19), id="the week after next but one"),
    pytest.param(date(2026, 2, 28), date(2026, 3, 2), id="the first week of a month"),
]


@pytest.fixture(scope="module")
def township(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    connection = new_ledger(tmp_path_factory.mktemp("township"))
    settle(connection, 90, 5)
    yield connection
    connection.close()


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Connection]:
    connection = new_ledger(tmp_path)
    yield connection
    connection.close()


def due_in(connection: Connection, week: WeekProposal, today: date) -> list[DueItem]:
    """Every obligation that can be met in the week."""
    items = worklist(connection, today, within=(week.last - today).days)
    return [item for item in items if item.obligation.end is None or item.obligation.end > week.first]


@pytest.mark.parametrize(("today", "monday"), WEEKS)
def test_nobody_due_is_left_out_and_nobody_comes_twice(township: Connection, today: date, monday: date) -> None:
    week = propose_week(township, monday, today)
    must = {
        item.person.uid
        for item in due_in(township, week, today)
        if item.obligation.rule in TICKS and item.obligation.last_day and item.obligation.last_day <= week.last
    }
    proposed = [visit.person.uid for visit in week.visits]
    assert len(must) > 10
    assert must <= set(proposed)
    assert len(proposed) == len(set(proposed))


@pytest.mark.parametrize(("today", "monday"), WEEKS)
def test_all_that_is_due_is_either_met_or_named_beside(township: Connection, today: date, monday: date) -> None:
    week = propose_week(township, monday, today)
    met = [(visit.person.uid, obligation) for visit in week.visits for obligation in visit.meets]
    beside = [(item.person.uid, item.obligation) for item in week.beyond]
    due = [(item.person.uid, item.obligation) for item in due_in(township, week, today)]
    assert Counter(met + beside) == Counter(due)
    assert all(obligation.rule in TICKS for _, obligation in met)


@pytest.mark.parametrize(("today", "monday"), WEEKS)
def test_a_visit_is_ticked_for_what_is_open_on_its_day(township: Connection, today: date, monday: date) -> None:
    for visit in propose_week(township, monday, today).visits:
        assert visit.meets
        assert all(due.start and due.end and due.start <= visit.plan.day < due.end for due in visit.meets)
        ticks = {TICKS[due.rule] for due in visit.meets}
        assert visit.plan.contents == tuple(tick for tick in CONTENTS if tick in ticks)
        assert visit.plan.person_id == visit.person.id


@pytest.mark.parametrize(("today", "monday"), WEEKS)
def test_visits_stand_in_walking_order(township: Connection, today: date, monday: date) -> None:
    week = propose_week(township, monday, today)
    keys = [walking(visit) for visit in week.visits]
    assert keys == sorted(keys)
    assert len({visit.plan.helper for visit in week.visits}) > 3


def walking(visit: Proposal) -> tuple[object, ...]:
    plan, who = visit.plan, visit.person
    return plan.day, plan.helper is None, plan.helper or "", who.village, group_order(who.village_group), who.name


@pytest.mark.parametrize(("today", "monday"), WEEKS)
def test_visits_are_on_working_days_while_there_are_any(township: Connection, today: date, monday: date) -> None:
    week = propose_week(township, monday, today)
    assert all(week.first <= visit.plan.day <= week.last for visit in week.visits)
    assert week.first == max(today, monday)
    assert week.last.weekday() == 6
    if week.first.weekday() < 5:
        assert {visit.plan.day.weekday() for visit in week.visits} <= set(range(5))


def test_no_helper_walks_more_on_one_day_than_on_all_if_nothing_ends_early(ledger: Connection) -> None:
    for number in range(23):
        grid_worker(ledger, person(ledger, f"岩{number:02}"), "王强")
    days = Counter(visit.plan.day for visit in propose_week(ledger, MONDAY, TODAY).visits)
    assert days == {MONDAY + timedelta(days=number): count for number, count in enumerate((5, 5, 5, 5, 3))}


def test_a_holiday_is_not_worked(township: Connection) -> None:
    holidays = Holidays(days_off={MONDAY, MONDAY + timedelta(days=1)})
    days = {visit.plan.day for visit in propose_week(township, MONDAY, TODAY, holidays).visits}
    assert min(days) == MONDAY + timedelta(days=2)
    assert len(propose_week(township, MONDAY, TODAY, holidays).visits) == len(
        propose_week(township, MONDAY, TODAY).visits
    )


@pytest.mark.parametrize("offset", range(7))
def test_any_day_names_its_week(township: Connection, offset: int) -> None:
    assert propose_week(township, MONDAY + timedelta(days=offset), TODAY) == propose_week(township, MONDAY, TODAY)


def test_a_week_that_is_over_is_not_planned(township: Connection) -> None:
    with pytest.raises(StoreError):
        propose_week(township, TODAY - timedelta(days=7), TODAY)


def helper_of(connection: Connection, row_id: int) -> str | None:
    return {visit.person.id: visit.plan.helper for visit in propose_week(connection, MONDAY, TODAY).visits}[row_id]


def test_the_main_helper_goes_else_the_grid_worker_else_who_went_last(ledger: Connection) -> None:
    row_id = person(ledger, "岩三木")
    visited(ledger, row_id, date(2026, 10, 1), visitors="刀明")
    assert helper_of(ledger, row_id) == "刀明"
    grid_worker(ledger, row_id, "王强")
    assert helper_of(ledger, row_id) == "王强"
    grid_worker(ledger, row_id, "李敏", role="主帮教人")
    assert helper_of(ledger, row_id) == "李敏"


@pytest.mark.parametrize(
    ("started_on", "ended_on", "goes"),
    [
        (TODAY, None, True),
        (TODAY + timedelta(days=1), None, False),
        (date(2026, 2, 1), TODAY, False),
        (date(2026, 2, 1), TODAY + timedelta(days=1), True),
    ],
)
def test_a_grid_worker_goes_while_responsible(
    ledger: Connection, started_on: date, ended_on: date | None, goes: bool
) -> None:
    row_id = person(ledger, "岩三木")
    grid_worker(ledger, row_id, "王强", started_on, ended_on)
    assert helper_of(ledger, row_id) == ("王强" if goes else None)


def test_the_newest_of_several_grid_workers_goes(ledger: Connection) -> None:
    row_id = person(ledger, "岩三木")
    grid_worker(ledger, row_id, "李敏", date(2026, 6, 1))
    grid_worker(ledger, row_id, "王强", date(2026, 2, 1))
    assert helper_of(ledger, row_id) == "李敏"


@pytest.mark.parametrize(
    ("visitors", "helper"),
    [
        ("刀明", "刀明"),
        ("刀明、王强", "刀明"),
        ("刀明, 王强", "刀明"),
        (None, "王强"),
        ("长" * 101, None),
        ("、", None),
    ],
)
def test_without_a_grid_worker_whoever_went_last_goes(
    ledger: Connection, visitors: str | None, helper: str | None
) -> None:
    row_id = person(ledger, "岩三木")
    visited(ledger, row_id, date(2026, 9, 1), visitors="王强")
    visited(ledger, row_id, TODAY, visitors=visitors)
    assert helper_of(ledger, row_id) == helper


def test_only_what_a_visit_in_person_settles_is_ticked(ledger: Connection) -> None:
    person(ledger, "岩三木")
    known = default_policies()
    due = {item.obligation.rule: item.obligation for item in worklist(ledger, TODAY)}
    assert {rule: tick_of(obligation, known) for rule, obligation in due.items()} == {
        rule: TICKS.get(rule) for rule in due
    }
    assert tick_of(due["report"], by_phone_only(known)) is None


def by_phone_only(known: Policies) -> Policies:
    """The same policy, except that only a call counts as 汇报."""
    policy = known.on(TODAY)
    series = tuple(
        dataclasses.replace(each, qualifying=dataclasses.replace(each.qualifying, modes=("电话",)))
        if each.rule == "report"
        else each
        for each in policy.series
    )
    return policies(dataclasses.replace(policy, series=series))


def test_another_helper_is_named_before_saving(ledger: Connection) -> None:
    person(ledger, "岩三木")
    proposal = propose_week(ledger, MONDAY, TODAY).visits[0]
    assert with_helper(proposal, "刀明").plan == dataclasses.replace(proposal.plan, helper="刀明")
    assert with_helper(proposal, "") == proposal


def test_a_helper_of_two_villages_has_one_week(ledger: Connection) -> None:
    for village in ("班帅村", "岳宋村"):
        for number in range(2):
            grid_worker(ledger, person(ledger, f"岩{number}", village), "王强")
    days = [visit.plan.day - MONDAY for visit in propose_week(ledger, MONDAY, TODAY).visits]
    assert [day.days for day in days] == [0, 0, 0, 1]


def test_what_a_helper_is_planned_for_already_counts(ledger: Connection) -> None:
    people = [person(ledger, f"岩{number}") for number in range(5)]
    for row_id in people:
        grid_worker(ledger, row_id, "王强")
    everything = tuple(TICKS.values())
    save_plan(
        ledger, act(), [Plan(person_id=row_id, day=MONDAY, helper="王强", contents=everything) for row_id in people[:3]]
    )
    assert {visit.plan.day for visit in propose_week(ledger, MONDAY, TODAY).visits} == {MONDAY + timedelta(days=1)}


def test_what_an_earlier_plan_means_to_settle_is_not_planned_again(ledger: Connection) -> None:
    wednesday, row_id = date(2026, 11, 18), person(ledger, "岩三木")
    plan = Plan(person_id=row_id, day=date(2026, 11, 20), helper=None, contents=tuple(TICKS.values()))
    save_plan(ledger, act(today=wednesday), [plan])
    proposal = propose_week(ledger, MONDAY, wednesday).visits[0]
    assert proposal.plan.contents == ("见面",)


def test_villages_without_a_helper_are_each_spread_on_their_own(ledger: Connection) -> None:
    for village in ("岳宋村", "班帅村"):
        for number in range(3):
            person(ledger, f"岩{number}", village)
    assert {visit.plan.day for visit in propose_week(ledger, MONDAY, TODAY).visits} == {MONDAY}


def test_what_is_planned_is_not_proposed_again(tmp_path: Path) -> None:
    connection = new_ledger(tmp_path)
    settle(connection, 60, 8)
    week = propose_week(connection, MONDAY, TODAY)
    save_plan(connection, act(), [visit.plan for visit in week.visits])
    again = propose_week(connection, MONDAY, TODAY)
    assert again.visits == ()
    assert again.beyond == week.beyond
    given_up = planned(connection, MONDAY, week.last)[0].plan
    drop(connection, act(), given_up)
    assert [visit.person.id for visit in propose_week(connection, MONDAY, TODAY).visits] == [given_up.person_id]
    connection.close()


def test_a_plan_that_lacks_a_tick_that_ends_is_made_up_for_on_another_day(ledger: Connection) -> None:
    row_id, monday = person(ledger, "岩三木"), date(2026, 11, 9)
    plan = Plan(person_id=row_id, day=monday, helper=None, contents=("见面",))
    save_plan(ledger, act(today=monday), [plan])
    proposal = propose_week(ledger, monday, monday).visits[0]
    assert proposal.plan.day != monday
    assert "谈话" in proposal.plan.contents


def test_a_plan_after_the_end_of_a_window_does_not_cover_it(ledger: Connection) -> None:
    row_id, monday = person(ledger, "岩三木"), date(2026, 9, 28)
    visit = propose_week(ledger, monday, monday).visits[0]
    assert visit.plan.day <= date(2026, 9, 30)
    kept = save_plan(ledger, act(today=monday), [visit.plan])[0]
    move(ledger, act(today=monday), kept, day=date(2026, 10, 2), helper=None)
    again = propose_week(ledger, monday, monday).visits
    assert [each.plan.person_id for each in again] == [row_id]
    assert again[0].plan.day <= date(2026, 9, 30)


def test_what_stays_open_is_left_to_a_plan_that_stands(ledger: Connection) -> None:
    plan = Plan(person_id=person(ledger, "岩三木"), day=MONDAY, helper=None, contents=("见面",))
    save_plan(ledger, act(), [plan])
    assert propose_week(ledger, date(2026, 11, 23), TODAY).visits == ()


def test_who_was_visited_is_not_proposed(ledger: Connection) -> None:
    row_id, wednesday = person(ledger, "岩三木"), date(2026, 11, 11)
    assert len(propose_week(ledger, wednesday, wednesday).visits) == 1
    visited(ledger, row_id, wednesday)
    assert propose_week(ledger, wednesday, wednesday).visits == ()


def test_who_was_planned_and_not_met_is_proposed_again(ledger: Connection) -> None:
    monday, tuesday = date(2026, 11, 9), date(2026, 11, 10)
    row_id = person(ledger, "岩三木")
    save_plan(ledger, act(today=monday), [propose_week(ledger, monday, monday).visits[0].plan])
    assert propose_week(ledger, monday, monday).visits == ()
    visited(ledger, row_id, monday, result="未见到")
    assert [visit.plan.day for visit in propose_week(ledger, monday, tuesday).visits] == [tuesday]


def test_what_a_visit_does_not_settle_is_no_reason_for_one(ledger: Connection) -> None:
    week = propose_week(ledger, MONDAY, TODAY)
    assert (week.visits, week.beyond) == ((), ())
    row_id = person(ledger, "岩三木")
    visited(ledger, row_id, TODAY)
    week = propose_week(ledger, TODAY, TODAY)
    assert week.visits == ()
    assert {item.obligation.rule for item in week.beyond} == {"test", "assessment"}
