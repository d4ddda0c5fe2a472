"""A date that a tired hand wrote, however absurd, gives an answer: it must not take the list from everybody else."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from store.desk.policies import default_policies
from store.model.leave import Leave
from store.model.measure import CATEGORIES, Measure
from store.model.notice import MATTERS
from store.rules.calendar import add_days
from store.rules.case import Case
from store.rules.schedule import schedule
from store.rules.worklist import full_obligations, obligations
from tests.rules.facts import drug_test, notice, suspension, visit

CENTRES = st.sampled_from((date.min, date.max, date(2026, 11, 22), date(2024, 2, 29)))
DAYS = st.builds(add_days, CENTRES, st.integers(-400, 400))
MAYBE = st.none() | DAYS


@st.composite
def _measures(draw: st.DrawFn) -> Measure:
    reported_on = draw(MAYBE)
    # An end thousands of years away is laid out in full; here only its order is absurd, not its length.
    confirmed_end = (
        add_days(reported_on, draw(st.integers(-2000, 2000))) if reported_on and draw(st.booleans()) else None
    )
    return Measure(
        category=draw(st.sampled_from(CATEGORIES)),
        served_on=draw(MAYBE),
        reported_on=reported_on,
        agreement_on=draw(MAYBE),
        term_months=draw(st.sampled_from((None, 6, 36))),
        offset_days=draw(st.sampled_from((None, 0, 1095))),
        taken_over_on=draw(MAYBE),
        confirmed_end=confirmed_end,
        closed_on=draw(MAYBE),
    )


@given(_measures(), DAYS, DAYS, st.lists(st.tuples(DAYS, MAYBE), max_size=2), st.sampled_from((None, 0, 7, 10_000)))
def test_absurd_dates_are_answered_and_both_ways_agree(
    measure: Measure, today: date, in_use_from: date, suspended: list[tuple[date, date | None]], within: int | None
) -> None:
    suspensions = tuple(suspension(*span) for span in suspended if (today - span[0]) < timedelta(days=3000))
    case = Case(measure=measure, in_use_from=in_use_from, suspensions=suspensions)
    short = obligations(case, {}, default_policies(), today, within=within)
    assert short == full_obligations(case, default_policies(), today, within=within)


@given(
    _measures(), st.none() | _measures(), DAYS, DAYS, DAYS, MAYBE, st.lists(st.tuples(st.sampled_from(MATTERS), DAYS))
)
def test_absurd_records_are_answered(
    measure: Measure,
    other: Measure | None,
    today: date,
    day: date,
    due_back_on: date,
    returned_on: date | None,
    matters: list[tuple[str, date]],
) -> None:
    leaves = tuple(
        Leave(left_on=day, due_back_on=due_back_on, returned_on=returned_on, reported=reported)
        for reported in ("是", "否")
    )
    positive = drug_test(day, result="阳性", confirmation="确认", confirmed_on=returned_on)
    records = Case(
        measure=measure,
        in_use_from=date.min,
        others=(other,) if other else (),
        leaves=leaves,
        visits=(visit(day),),
        tests=(positive, *(drug_test(due_back_on, result="拒检") for _ in range(3))),
        notices=tuple(notice(on, matter) for matter, on in matters),
    )
    found = schedule(records, default_policies(), today)
    assert all(window.start < window.end for window in found.windows)
    last_days = {"test": day} if measure.reported_on and measure.reported_on <= day <= today else {}
    short = obligations(replace(records, visits=()), last_days, default_policies(), today)
    assert [each for each in short if each.end is None] == [
        each for each in full_obligations(records, default_policies(), today) if each.end is None
    ]
