"""A year of rates looked back on from its end is the same as every month reckoned on its own."""

from datetime import date, timedelta

from hypothesis import given

from store.desk.policies import default_policies
from store.model.measure import Measure
from store.rules.case import Case
from store.rules.rates import fractions
from store.rules.reckoning import Hindsight, Life, period_day, reckon
from store.rules.schedule import schedule
from tests.laws.as_records import as_case, as_holidays, as_policies
from tests.laws.people import Scene, effort, scenes

PERIODS = 5


@effort()
@given(scenes())
def test_hindsight_changes_no_figure(scene: Scene) -> None:
    policies, holidays, today = as_policies(scene.policies), as_holidays(scene.holidays), scene.today
    periods = [
        (today - timedelta(days=77 * back + 12), today - timedelta(days=77 * back - 18)) for back in range(PERIODS)
    ]
    life = Life(tuple(as_case(scene.person, measure) for measure in scene.person.measures))
    seen = Hindsight(policies, [period_day(end, today) for _, end in periods], today, holidays)
    for start, end in periods:
        looked_back = reckon(life, policies, start, end, today, holidays, seen)
        alone = reckon(life, policies, start, end, today, holidays)
        assert fractions(looked_back) == fractions(alone), (start, end)
        for ours, theirs in zip(looked_back.schedules, alone.schedules, strict=True):
            begun = [window for window in theirs.windows if window.start <= looked_back.day]
            assert [(w.rule, w.ordinal, w.state) for w in ours.windows if w.start <= looked_back.day] == [
                (w.rule, w.ordinal, w.state) for w in begun
            ]


def test_an_unbroken_course_is_read_off_the_last_schedule() -> None:
    measure = Measure(category="社区戒毒", reported_on=date(2025, 1, 6))
    case = Case(measure=measure, in_use_from=date(2020, 1, 1))
    day = date(2026, 6, 1)
    seen = Hindsight(default_policies(), (day, date(2026, 11, 23)), date(2026, 11, 22))
    whole = schedule(case, default_policies(), day)
    read_off = seen.schedule(case, day)
    # What had not begun is not laid at all: that is what is saved, and how it shows.
    assert read_off.windows == tuple(window for window in whole.windows if window.start <= day)
    assert len(read_off.windows) < len(whole.windows)
    assert read_off.deadlines == whole.deadlines
