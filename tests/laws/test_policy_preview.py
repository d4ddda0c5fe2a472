"""The preview of a policy names exactly what changes, and never anything that has begun, in any life."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from store.desk.policy_change import compare
from store.rules.schedule import schedule
from store.rules.windows import Window
from tests.laws.as_records import as_case, as_holidays, as_policies
from tests.laws.oracle.policy import Policies, Policy
from tests.laws.people import POLICIES, Scene, effort, scenes


@effort()
@given(scenes(), st.integers(1, 400), st.sampled_from(POLICIES))
def test_a_preview_adds_up_and_leaves_what_has_begun(scene: Scene, ahead: int, policy: Policy) -> None:
    """As ``add_policy`` has it: the first day of force lies after today and after that of every other policy."""
    since = max([scene.today, *(day for day, _ in scene.policies.later)]) + timedelta(days=ahead)
    changed = Policies(scene.policies.first, (*scene.policies.later, (since, policy)))
    before, after = as_policies(scene.policies), as_policies(changed)
    holidays = as_holidays(scene.holidays)
    for measure, _ in scene.recorded:
        case = as_case(scene.person, measure)
        told = {one.label: one for one in compare(case, before, after, scene.today)}
        old, new = (schedule(case, known, scene.today, holidays).windows for known in (before, after))
        assert all(one.first >= since for one in told.values())
        assert {one.label for one in old} ^ {one.label for one in new} <= told.keys()
        for label, one in told.items():
            mine, theirs = (days_of(label, windows) for windows in (old, new))
            assert one.appearing == len(theirs - mine)
            assert one.vanishing == len(mine - theirs)
        untold = [one for one in old if one.label not in told]
        assert [facts_of(one) for one in untold] == [facts_of(one) for one in new if one.label not in told]


def days_of(label: str, windows: tuple[Window, ...]) -> set[object]:
    return {(one.start, one.end) for one in windows if one.label == label}


def facts_of(window: Window) -> tuple[object, ...]:
    return window.label, window.start, window.end, window.required, window.state
