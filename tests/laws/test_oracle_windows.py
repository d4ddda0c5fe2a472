"""Terms and windows of any life under any policies, against the second reading of the rules."""

from collections import Counter
from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from store.rules.state import State
from tests.laws.as_records import scheduled, term_of, windows_of
from tests.laws.oracle.days import Holidays
from tests.laws.oracle.policy import Policies
from tests.laws.oracle.term import term
from tests.laws.oracle.windows import Window, windows
from tests.laws.people import POLICIES, Scene, effort, scenes

RULES = ("test", "meeting", "talk", "home_visit", "report", "assessment")


@effort()
@given(scenes())
def test_terms_and_windows_agree_with_the_second_reading(scene: Scene) -> None:
    for measure, known in scene.recorded:
        found = scheduled(scene.person, measure, scene.policies, scene.today, scene.holidays)
        assert term_of(found) == term(scene.known, known, scene.today)
        expected = windows(scene.known, known, scene.policies, scene.today)
        assert by_rule(windows_of(found)) == by_rule(expected)


def by_rule(found: list[Window]) -> list[Window]:
    """The windows rule by rule, each in its own order."""
    return sorted(found, key=lambda one: RULES.index(one.rule))


@effort()
@given(scenes())
def test_the_windows_of_a_series_lie_end_to_end_while_the_policy_stays(scene: Scene) -> None:
    for measure, _ in scene.recorded:
        found = scheduled(scene.person, measure, Policies(), scene.today, scene.holidays)
        for rule in RULES:
            laid = [window for window in found.windows if window.rule == rule]
            assert all(before.end == after.start for before, after in pairwise(laid))
            assert all(window.start < window.end for window in laid)
            if laid and found.term:
                assert (laid[0].start, laid[-1].end) == (found.term.start, found.term.end)


@effort()
@given(scenes())
def test_the_record_that_satisfies_a_window_lies_in_it(scene: Scene) -> None:
    person = scene.person
    days = {f"v{at:03}": one.day for at, one in enumerate(person.visits)}
    days |= {f"t{at:03}": one.day for at, one in enumerate(person.tests)}
    days |= {f"a{at:03}": one.day for at, one in enumerate(person.assessments)}
    for measure, _ in scene.recorded:
        for window in scheduled(person, measure, scene.policies, scene.today, scene.holidays).windows:
            assert (window.by is not None) == (window.state is State.DONE)
            assert window.by is None or window.start <= days[window.by] < window.end
            assert window.by is None or days[window.by] <= scene.today


@effort()
@given(scenes(), st.integers(1, 500))
def test_what_is_missed_is_never_due_again_as_the_days_go_by(scene: Scene, days: int) -> None:
    """It stays missed, unless a transfer recorded since excuses what lay before it."""
    later = scene.today + timedelta(days=days)
    for measure, _ in scene.recorded:
        before = windows_of(scheduled(scene.person, measure, scene.policies, scene.today, Holidays()))
        after = windows_of(scheduled(scene.person, measure, scene.policies, later, Holidays()))
        moved = measure.taken_over_on or [one for one in scene.person.notices if one.matter == "转入决定"]
        stays = {(one.rule, one.start, one.end) for one in after if one.state == "missed"}
        stays |= {(one.rule, one.start, one.end) for one in after if one.state == "excused" and moved}
        assert {(one.rule, one.start, one.end) for one in before if one.state == "missed"} <= stays


@effort()
@given(scenes(), st.integers(0, 400), st.sampled_from(POLICIES))
def test_a_change_of_policy_leaves_every_window_begun_before_it(scene: Scene, ago: int, policy: tuple[()]) -> None:
    """Only the number of windows the whole term will have had may change: it counts those to come as well."""
    since = scene.today - timedelta(days=ago)
    kept = tuple(one for one in scene.policies.later if one[0] < since)
    changed = Policies(scene.policies.first, (*kept, (since, policy)))
    unchanged = Policies(scene.policies.first, kept)
    for measure, _ in scene.recorded:
        before, after = (
            [
                (one.rule, one.ordinal, one.start, one.end, one.required, one.active_days, one.state)
                for one in windows_of(scheduled(scene.person, measure, policies, scene.today, scene.holidays))
                if one.start < since
            ]
            for policies in (unchanged, changed)
        )
        assert sorted(before) == sorted(after)


def test_the_drawn_lives_reach_every_state_of_every_series() -> None:
    seen: Counter[tuple[str, str]] = Counter()

    @effort()
    @given(scenes())
    def count(scene: Scene) -> None:
        for _, known in scene.recorded:
            seen.update((one.rule, one.state) for one in windows(scene.known, known, scene.policies, scene.today))

    count()
    assert set(seen) == {(rule, state) for rule in RULES for state in ("done", "excused", "upcoming", "due", "missed")}
