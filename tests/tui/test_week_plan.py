"""The table of a week, without a screen: nobody is lost from it, nothing moves into the past, saving says it all."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.desk.plan import PlannedVisit
from store.model.plan import Plan
from tui.week_plan import (
    WEEKS_AHEAD,
    Entry,
    Stage,
    WeekTable,
    changes,
    in_order,
    monday_of,
    moved,
    replaced,
    toggled,
    week_after,
    week_to_plan,
    with_helper,
)
from tui.week_rows import listed

TODAY = date(2026, 11, 25)  # a Wednesday
MONDAY = date(2026, 11, 23)


def visit(person: int, day: date, helper: str | None = "王强", row_id: int = 0) -> PlannedVisit:
    plan = Plan(id=row_id, person_id=person, day=day, helper=helper, contents=("见面",))
    return PlannedVisit(plan, f"岩{person}", None, "岳宋村", f"{person}组")


def entry(stage: Stage, person: int, days: int) -> Entry:
    """An entry ``days`` from today; all but proposals are saved."""
    if stage is Stage.PROPOSED:
        return Entry(stage, visit(person, TODAY + timedelta(days=days)))
    planned = visit(person, TODAY + timedelta(days=days), row_id=100 + person)
    return Entry(stage, planned, planned.plan)


def table(*entries: Entry) -> WeekTable:
    return WeekTable(MONDAY, TODAY, in_order(entries))


PROPOSED, PLANNED, MISSED = entry(Stage.PROPOSED, 1, 0), entry(Stage.PLANNED, 2, 1), entry(Stage.MISSED, 3, -5)
WEEK = table(PROPOSED, PLANNED, MISSED, entry(Stage.DONE, 4, 0))


def test_what_is_proposed_is_saved_and_nothing_else() -> None:
    done = changes(WEEK.entries)
    assert (done.new, done.amended, done.dropped) == ((PROPOSED.plan,), (), ())


def test_a_saved_plan_is_amended_when_it_was_changed_and_dropped_when_it_is_left_out() -> None:
    given_away = with_helper(PLANNED, "刀明")
    assert changes([given_away]).amended == ((PLANNED.saved, given_away.plan),)
    assert changes([toggled(given_away)]).dropped == (PLANNED.saved,)
    assert changes([toggled(given_away)]).amended == ()
    assert changes([with_helper(given_away, "王强")]) == changes([])


def test_nobody_yet_is_no_empty_name() -> None:
    assert with_helper(PLANNED, "").plan.helper is None


def test_what_was_not_done_is_planned_anew_beside_the_old_plan() -> None:
    again = moved(WEEK, MISSED, 1)
    assert again
    assert again.plan.day == TODAY
    (plan,) = changes([again]).new
    assert (plan.id, plan.uid, plan.person_id, plan.day) == (0, "", 3, TODAY)
    assert changes([again]).dropped == ()
    assert toggled(again) == MISSED
    assert changes([toggled(MISSED)]).dropped == (MISSED.saved,)


def test_no_day_before_today_and_none_after_the_next_week() -> None:
    assert moved(WEEK, PROPOSED, -1) is None
    last = replace(PROPOSED, visit=visit(1, WEEK.last + timedelta(days=7)))
    assert moved(WEEK, last, 1) is None
    assert moved(WEEK, last, -1)


def test_a_day_on_which_the_person_is_planned_already_is_passed_over() -> None:
    other = replace(entry(Stage.PLANNED, 1, 1), visit=visit(1, TODAY + timedelta(days=1), row_id=101))
    one = moved(table(PROPOSED, other), PROPOSED, 1)
    assert one
    assert one.plan.day == TODAY + timedelta(days=2)
    left_out = moved(table(PROPOSED, toggled(other)), PROPOSED, 1)
    assert left_out
    assert left_out.plan.day == TODAY + timedelta(days=1)


@pytest.mark.parametrize(("today", "monday"), [(23, 23), (27, 23), (28, 30), (29, 30)])
def test_on_the_weekend_one_plans_the_coming_week(today: int, monday: int) -> None:
    assert week_to_plan(date(2026, 11, today)) == date(2026, 11, monday)


def test_the_weeks_go_round() -> None:
    monday, seen = MONDAY, []
    for _ in range(WEEKS_AHEAD):
        seen.append(monday)
        monday = week_after(monday, TODAY)
    assert monday == MONDAY
    assert seen == [MONDAY + timedelta(days=7 * number) for number in range(WEEKS_AHEAD)]
    assert all(day == monday_of(day) for day in seen)


KEYS = st.lists(st.tuples(st.integers(0, 5), st.sampled_from(["left", "right", "space", "nobody", "helper"])))
STAGES = st.lists(st.sampled_from([Stage.PROPOSED, Stage.PLANNED, Stage.MISSED]), min_size=1, max_size=6)


@given(STAGES, KEYS)
def test_whatever_keys_are_pressed_everybody_stays_on_the_table_once(
    stages: list[Stage], keys: list[tuple[int, str]]
) -> None:
    before = table(
        *(entry(stage, number, -3 if stage is Stage.MISSED else number % 4) for number, stage in enumerate(stages))
    )
    week = before
    for number, key in keys:
        one = week.entry(before.entries[number % len(stages)].key)
        assert one
        steps = {"left": -1, "right": 1}
        new = moved(week, one, steps[key]) if key in steps else toggled(one) if key == "space" else None
        if key in ("nobody", "helper"):
            new = with_helper(one, "刀明" if key == "helper" else "")
        week = replaced(week, one, new) if new else week
    assert sorted(one.key for one in week.entries) == sorted(one.key for one in before.entries)
    shown = [row.key for row in listed(week, beyond_open=True).listed if not row.heading]
    assert shown == [one.key for one in week.entries]
    saving = changes(week.entries)
    assert all(plan.day >= TODAY for plan in (*saving.new, *(new for _, new in saving.amended)))
    told = len(saving.new) + len(saving.amended) + len(saving.dropped)
    assert told <= len(stages)
