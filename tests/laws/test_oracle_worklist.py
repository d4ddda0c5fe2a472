"""What one person owes the worklist, its levels and its order, against the second reading of the rules."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from tests.laws.as_records import missed_of, owed_items
from tests.laws.oracle.facts import current
from tests.laws.oracle.levels import items, to_be_explained, urgency
from tests.laws.people import Scene, effort, scenes


@effort()
@given(scenes(), st.sampled_from((None, 0, 1, 7, 40, 400)))
def test_the_worklist_agrees_with_the_second_reading(scene: Scene, within: int | None) -> None:
    for measure, known in scene.recorded:
        if known == current(scene.known):
            found = owed_items(scene, measure, within)
            expected = items(scene.person, scene.policies, scene.today, scene.holidays, within, only=known)
            assert Counter(found) == Counter(expected)
            assert [urgency(one) for one in found] == sorted(urgency(one) for one in found)


@effort()
@given(scenes())
def test_the_misses_to_be_explained_agree_with_the_second_reading(scene: Scene) -> None:
    for measure, known in scene.recorded:
        if known == current(scene.known):
            expected = to_be_explained(scene.person, scene.policies, scene.today)
            found = missed_of(scene, measure)
            assert Counter(found) == Counter((one.rule, one.start, one.end) for one in expected)
