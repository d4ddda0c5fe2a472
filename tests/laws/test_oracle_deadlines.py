"""Every deadline that comes once and every threshold, for any life, against the second reading of the rules."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given

from tests.laws.as_records import as_case, counts_of, deadlines_of, scheduled
from tests.laws.oracle.days import days
from tests.laws.oracle.deadlines import Deadline, deadlines
from tests.laws.oracle.thresholds import counts, reached_on
from tests.laws.people import Scene, effort, scenes


@effort(3)
@given(scenes())
def test_deadlines_agree_with_the_second_reading(scene: Scene) -> None:
    for measure, known in scene.recorded:
        found = deadlines_of(scheduled(scene.person, measure, scene.policies, scene.today, scene.holidays))
        expected = deadlines(scene.known, known, scene.today, scene.holidays)
        assert sorted(found, key=by_day) == sorted(expected, key=by_day)


def by_day(one: Deadline) -> tuple[str, date, date, str, date]:
    return one.rule, one.opens or date.min, one.last_day or date.min, one.state, one.done_on or date.min


@effort(3)
@given(scenes())
def test_thresholds_agree_with_the_second_reading(scene: Scene) -> None:
    for measure, known in scene.recorded:
        expected = counts(scene.known, known, scene.today)
        numbers = {"refusals": expected.refusals, "absences": expected.absences, "days": expected.absent_days}
        reached = reached_on(scene.known, known, scene.today)
        found = counts_of(as_case(scene.person, measure), scene.today)
        assert found == (numbers, expected.warnings(), reached)


@effort()
@given(scenes())
def test_counts_and_warnings_agree_on_every_day_of_two_months(scene: Scene) -> None:
    cases = {measure: as_case(scene.person, measure) for measure, _ in scene.recorded}
    for today in days(scene.today - timedelta(days=60), scene.today):
        then = replace(scene, today=today)
        person = then.known
        for measure, known in then.recorded:
            expected = counts(person, known, today)
            numbers = {"refusals": expected.refusals, "absences": expected.absences, "days": expected.absent_days}
            assert counts_of(cases[measure], today)[:2] == (numbers, expected.warnings()), today


def test_the_drawn_lives_reach_every_deadline_in_every_state_and_every_threshold() -> None:
    seen: Counter[object] = Counter()

    @effort(3)
    @given(scenes())
    def count(scene: Scene) -> None:
        for _, known in scene.recorded:
            seen.update((one.rule, one.state) for one in deadlines(scene.known, known, scene.today, scene.holidays))
            numbers = counts(scene.known, known, scene.today)
            seen.update([*(f"near {one}" for one in numbers.warnings()), *numbers.reached()])

    count()
    undone = {"due", "overdue", "done"}
    states = {
        "report_in": undone | {"void"},
        "agreement": undone | {"void"},
        "return": undone | {"void", "upcoming"},
        "police_report": undone,
        "discharge": undone | {"void", "upcoming"},
        "transfer_in": undone | {"void"},
        "recheck": undone,
        "seal": undone | {"upcoming"},
        "suspension_check": undone | {"void", "upcoming"},
        "facts_missing": {"due", "void"},
    }
    wanted: set[object] = {(rule, state) for rule, several in states.items() for state in several}
    wanted |= {"refusals", "absences", "days", "near refusals", "near absences", "near days"}
    assert set(seen) == wanted
