"""A year of rates looked back on from its end is the same as every month reckoned on its own."""

from datetime import timedelta

from hypothesis import given

from store.rules.rates import RATES, fractions
from store.rules.reckoning import Hindsight, Life, period_day, reckon
from tests.laws.as_records import as_case, as_holidays, as_policies
from tests.laws.people import Scene, effort, scenes

MONTHS = 13
READ_OFF: list[bool] = []


@effort()
@given(scenes())
def test_hindsight_changes_no_figure(scene: Scene) -> None:
    policies, holidays, today = as_policies(scene.policies), as_holidays(scene.holidays), scene.today
    periods = [
        (today - timedelta(days=30 * back + 12), today - timedelta(days=30 * back - 18)) for back in range(MONTHS)
    ]
    life = Life(tuple(as_case(scene.person, measure) for measure in scene.person.measures))
    seen = Hindsight(policies, max(period_day(end, today) for _, end in periods), today, holidays)
    for start, end in periods:
        looked_back = reckon(life, policies, start, end, today, holidays, seen)
        alone = reckon(life, policies, start, end, today, holidays)
        assert fractions(looked_back) == fractions(alone), (start, end)
        for ours, theirs in zip(looked_back.schedules, alone.schedules, strict=True):
            begun = [window for window in theirs.windows if window.start <= looked_back.day]
            assert [(w.rule, w.ordinal, w.state) for w in ours.windows if w.start <= looked_back.day] == [
                (w.rule, w.ordinal, w.state) for w in begun
            ]
            READ_OFF.append(len(ours.windows) < len(theirs.windows))


def test_some_figures_were_read_off() -> None:
    assert any(READ_OFF), "else the law above compared the plain way with itself"
    assert len(RATES) == 11
