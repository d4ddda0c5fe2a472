"""A plan is kept, moved and given up; what was planned and not done comes back; and it never counts as a fact."""

import dataclasses
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from store.desk.plan import (
    PlanChanges,
    amend_plan,
    done,
    drop,
    move,
    planned,
    planned_today,
    save_changes,
    save_plan,
    undone,
)
from store.desk.records import change, load
from store.desk.undo import undo
from store.desk.undoable import last_undoable
from store.desk.worklist import worklist
from store.errors import NotFoundError, StoreError
from store.model.measure import Measure
from store.model.plan import Plan
from store.vault.cipher import Connection
from store.vault.unit_of_work import unit_of_work
from tests.desk.village import person, visited
from tests.ledger import TODAY, act, new_ledger

TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Connection]:
    connection = new_ledger(tmp_path)
    yield connection
    connection.close()


def plan(person_id: int, day: date = TOMORROW, helper: str | None = "王强") -> Plan:
    return Plan(person_id=person_id, day=day, helper=helper, contents=("见面", "谈话"))


def saved(connection: Connection, person_id: int, day: date = TOMORROW, helper: str | None = "王强") -> Plan:
    """A plan that was saved on its own day or before."""
    return save_plan(connection, act("plan", today=min(day, TODAY)), [plan(person_id, day, helper)])[0]


def test_a_plan_comes_back_as_it_was_saved(ledger: Connection) -> None:
    kept = saved(ledger, person(ledger, "岩三木"))
    assert kept.id
    assert kept.uid
    assert load(ledger, Plan) == [kept]
    visit = planned(ledger, TOMORROW, TOMORROW)[0]
    assert (visit.plan, visit.name, visit.village, visit.village_group) == (kept, "岩三木", "岳宋村", "1组")


def test_plans_stand_day_by_day_helper_by_helper_and_house_by_house(ledger: Connection) -> None:
    people = [
        ("岩块", "岳宋村", "10组"),
        ("岩惹", "岳宋村", "2组"),
        ("娜叶", "岳宋村", "2组"),
        ("艾块", "班帅村", "3组"),
    ]
    ids = {name: person(ledger, name, village, group) for name, village, group in people}
    other, nobody, late = person(ledger, "尼惹"), person(ledger, "赛倒"), person(ledger, "依空", "班帅村")
    saved(ledger, late, TOMORROW + timedelta(days=1))
    save_plan(ledger, act(), [plan(nobody, helper=None), plan(other, helper="刀明"), *map(plan, ids.values())])
    names = [visit.name for visit in planned(ledger, TODAY, TOMORROW + timedelta(days=1))]
    assert names == ["尼惹", "娜叶", "岩惹", "岩块", "艾块", "赛倒", "依空"]


def test_a_range_holds_its_first_and_its_last_day_only(ledger: Connection) -> None:
    row_id = person(ledger, "岩三木")
    days = [TODAY + timedelta(days=number) for number in range(4)]
    save_plan(ledger, act(), [plan(row_id, day) for day in days])
    assert [visit.plan.day for visit in planned(ledger, days[1], days[2])] == days[1:3]


def test_today_shows_who_is_planned_today(ledger: Connection) -> None:
    first, second = person(ledger, "岩三木"), person(ledger, "娜叶")
    today, _ = saved(ledger, first, TODAY), saved(ledger, second, TOMORROW)
    assert planned_today(ledger, TODAY) == {first: today}


def test_a_plan_satisfies_nothing(ledger: Connection) -> None:
    row_id = person(ledger, "岩三木")
    before = worklist(ledger, TODAY, within=30)
    assert before
    save_plan(ledger, act(), [plan(row_id, TODAY), plan(row_id)])
    assert worklist(ledger, TODAY, within=30) == before
    assert worklist(ledger, TOMORROW) == worklist_without_plans(ledger, TOMORROW)


def worklist_without_plans(connection: Connection, today: date) -> object:
    for visit in planned(connection, date.min, date.max):
        drop(connection, act(), visit.plan)
    return worklist(connection, today)


def test_an_empty_name_is_no_helper(ledger: Connection) -> None:
    assert saved(ledger, person(ledger, "娜叶"), helper="").helper is None
    kept = saved(ledger, person(ledger, "岩三木"))
    assert move(ledger, act(), kept, day=TOMORROW, helper="").helper is None


def test_a_plan_moves_to_another_day_and_helper(ledger: Connection) -> None:
    kept = saved(ledger, person(ledger, "岩三木"))
    moved = move(ledger, act(), kept, day=TODAY, helper="刀明")
    assert moved == dataclasses.replace(kept, day=TODAY, helper="刀明")
    assert load(ledger, Plan) == [moved]


def test_moving_nothing_writes_nothing(ledger: Connection) -> None:
    kept = saved(ledger, person(ledger, "岩三木"))
    before = ledger.execute("SELECT count(*) FROM unit").fetchone()
    assert move(ledger, act(), kept, day=kept.day, helper=kept.helper) == kept
    assert ledger.execute("SELECT count(*) FROM unit").fetchone() == before


def test_an_amended_plan_stays_with_its_person(ledger: Connection) -> None:
    first, second = person(ledger, "岩三木"), person(ledger, "娜叶")
    kept = saved(ledger, first)
    new = Plan(person_id=second, day=TODAY, helper=None, contents=("汇报",), note="带上年货")
    assert amend_plan(ledger, act(), kept, new) == dataclasses.replace(new, id=kept.id, uid=kept.uid, person_id=first)


def test_a_dropped_plan_is_gone_and_can_be_brought_back(ledger: Connection) -> None:
    kept = saved(ledger, person(ledger, "岩三木"))
    drop(ledger, act(), kept)
    assert load(ledger, Plan) == []
    last = last_undoable(ledger)
    assert last is not None
    assert "撤下安排1" in last.sentence
    undo(ledger, last.number, act())
    assert load(ledger, Plan) == [kept]


def test_a_week_is_one_unit_of_work_and_is_taken_back_at_once(ledger: Connection) -> None:
    save_plan(ledger, act(), [plan(person(ledger, name)) for name in ("岩三木", "娜叶", "艾块")])
    last = last_undoable(ledger)
    assert last is not None
    assert "的安排: 新增安排3" in last.sentence
    assert undo(ledger, last.number, act()).reversed == 3
    assert load(ledger, Plan) == []


def test_saving_no_plan_writes_nothing(ledger: Connection) -> None:
    assert save_plan(ledger, act(), []) == []
    assert last_undoable(ledger) is None


@pytest.mark.parametrize("changed", ["moved", "dropped"])
def test_what_was_changed_meanwhile_is_not_overwritten(ledger: Connection, changed: str) -> None:
    kept = saved(ledger, person(ledger, "岩三木"))
    if changed == "moved":
        move(ledger, act(), kept, day=TODAY, helper="刀明")
    else:
        drop(ledger, act(), kept)
    before = load(ledger, Plan)
    with pytest.raises(NotFoundError):
        move(ledger, act(), kept, day=TOMORROW + timedelta(days=3), helper=None)
    with pytest.raises(NotFoundError):
        drop(ledger, act(), kept)
    assert load(ledger, Plan) == before


def test_a_refused_plan_keeps_the_whole_week_out(ledger: Connection) -> None:
    good, closed = person(ledger, "岩三木"), person(ledger, "娜叶", closed_on=TODAY)
    refused = [
        plan(good, TODAY - timedelta(days=1)),
        plan(closed, TODAY),
        plan(10_000),
    ]
    for wrong in refused:
        with pytest.raises(StoreError):
            save_plan(ledger, act(), [plan(good), wrong])
    with pytest.raises(StoreError):
        save_plan(ledger, act(), [plan(good), plan(good, helper=None)])
    assert load(ledger, Plan) == []


def test_a_person_is_planned_once_a_day(ledger: Connection) -> None:
    row_id = person(ledger, "岩三木")
    kept = saved(ledger, row_id)
    with pytest.raises(StoreError):
        saved(ledger, row_id)
    later = saved(ledger, row_id, TOMORROW + timedelta(days=1))
    with pytest.raises(StoreError):
        move(ledger, act(), later, day=TOMORROW, helper="王强")
    assert load(ledger, Plan) == [kept, later]


def test_a_plan_cannot_move_into_the_past(ledger: Connection) -> None:
    kept = saved(ledger, person(ledger, "岩三木"))
    with pytest.raises(StoreError):
        move(ledger, act(), kept, day=TODAY - timedelta(days=1), helper="王强")
    assert load(ledger, Plan) == [kept]


PLANNED = TODAY - timedelta(days=4)


def names(connection: Connection, today: date = TODAY) -> list[str]:
    return [visit.name for visit in undone(connection, today)]


def test_what_was_not_done_comes_back_the_day_after(ledger: Connection) -> None:
    saved(ledger, person(ledger, "岩三木"), PLANNED)
    assert names(ledger, PLANNED) == []
    assert names(ledger, PLANNED + timedelta(days=1)) == ["岩三木"]
    assert names(ledger) == ["岩三木"]


@pytest.mark.parametrize(("days_after", "is_done"), [(-1, False), (0, True), (3, True), (4, True), (5, False)])
def test_it_is_done_by_a_visit_from_the_planned_day_up_to_today(
    ledger: Connection, days_after: int, is_done: bool
) -> None:
    row_id, other = person(ledger, "岩三木"), person(ledger, "娜叶")
    kept = saved(ledger, row_id, PLANNED)
    visited(ledger, row_id, PLANNED + timedelta(days=days_after))
    visited(ledger, other, PLANNED)
    assert names(ledger) == ([] if is_done else ["岩三木"])
    assert done(ledger, PLANNED, PLANNED, TODAY) == ({kept.id} if is_done else set())


def test_done_plans_are_those_of_the_days_asked_for(ledger: Connection) -> None:
    days = [PLANNED + timedelta(days=number) for number in range(4)]
    kept = [saved(ledger, person(ledger, f"岩{day.day}"), day) for day in days]
    for plan_kept in kept:
        visited(ledger, plan_kept.person_id, plan_kept.day)
    assert done(ledger, days[1], days[2], TODAY) == {kept[1].id, kept[2].id}


def test_a_visit_that_met_nobody_does_not_do_it(ledger: Connection) -> None:
    row_id = person(ledger, "岩三木")
    saved(ledger, row_id, PLANNED)
    visited(ledger, row_id, PLANNED, result="未见到")
    assert names(ledger) == ["岩三木"]


def test_who_is_planned_anew_comes_back_once(ledger: Connection) -> None:
    row_id = person(ledger, "岩三木")
    saved(ledger, row_id, PLANNED)
    later = saved(ledger, row_id, PLANNED + timedelta(days=2))
    assert [visit.plan for visit in undone(ledger, TODAY)] == [later]
    move(ledger, act(), later, day=TOMORROW, helper="王强")
    assert names(ledger) == []
    assert names(ledger, TOMORROW + timedelta(days=1)) == ["岩三木"]


def test_whose_measure_was_closed_does_not_come_back(ledger: Connection) -> None:
    row_id = person(ledger, "岩三木")
    saved(ledger, row_id, PLANNED)
    measure = load(ledger, Measure, "WHERE person_id = ?", (row_id,))[0]
    closed = dataclasses.replace(measure, closed_on=TODAY, close_reason="死亡")
    with unit_of_work(ledger, act()) as unit:
        change(unit, measure, closed)
    assert names(ledger, TODAY - timedelta(days=1)) == ["岩三木"]
    assert names(ledger) == []


def test_a_week_is_worked_out_at_once_or_not_at_all(ledger: Connection) -> None:
    first, second, third = (person(ledger, name) for name in ("岩三木", "娜叶", "尼惹"))
    stays, goes = saved(ledger, first), saved(ledger, second)
    moved = dataclasses.replace(stays, day=TOMORROW + timedelta(days=1), helper="刀明")
    save_changes(ledger, act(), PlanChanges((plan(third, helper=""),), ((stays, moved),), (goes,)))
    kept = load(ledger, Plan, "ORDER BY day")
    assert [(each.person_id, each.day, each.helper) for each in kept] == [
        (third, TOMORROW, None),
        (first, TOMORROW + timedelta(days=1), "刀明"),
    ]
    last = last_undoable(ledger)
    assert last
    undo(ledger, last.number, act())
    assert load(ledger, Plan, "ORDER BY id") == [stays, goes]


def test_a_week_with_one_wrong_visit_changes_nothing_and_names_the_person(ledger: Connection) -> None:
    first, second = person(ledger, "岩三木"), person(ledger, "娜叶")
    stays, goes = saved(ledger, first), saved(ledger, second)
    moved = dataclasses.replace(stays, helper="刀明")
    wrong = (
        PlanChanges((plan(second), plan(second)), ((stays, moved),), (goes,)),
        PlanChanges((plan(second, TODAY - timedelta(days=1)),), ((stays, moved),), (goes,)),
        PlanChanges((), (), (goes, goes)),
    )
    for changes in wrong:
        with pytest.raises(StoreError, match="娜叶"):
            save_changes(ledger, act(), changes)
        assert load(ledger, Plan, "ORDER BY id") == [stays, goes]


def test_a_day_given_up_is_free_for_another_visit_in_the_same_week(ledger: Connection) -> None:
    row_id = person(ledger, "岩三木")
    old = saved(ledger, row_id)
    save_changes(ledger, act(), PlanChanges((plan(row_id, helper="刀明"),), (), (old,)))
    assert [each.helper for each in load(ledger, Plan)] == ["刀明"]
