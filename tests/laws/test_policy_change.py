"""Windows under policies and tiers that change, against a walk over every day."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from store.desk.policies import shipped_policy
from store.model.assessment import Assessment
from store.rules.layout import layout
from store.rules.policy import Policy, policies
from store.rules.schedule import schedule
from tests.laws.day_by_day import Life, cadence, counted_ranges, half_month, later, month, week
from tests.laws.lives import EDGES, as_case

BUCKETS: dict[str, Callable[[date], object]] = {"week": week, "half_month": half_month, "month": month}
TIERS = {"高": "week", "中": "half_month", "低": "month", None: "week"}
YUESONG, TIERED = shipped_policy("yuesong"), shipped_policy("tiered")
SILENT = Policy("silent", "无", "1", tuple(one for one in YUESONG.series if one.rule not in ("meeting", "test")))
TODAY = date(2030, 1, 1)

Change = tuple[int, Policy]
Rating = tuple[int, str | None]


@given(
    st.sampled_from(EDGES),
    st.sampled_from((YUESONG, TIERED, SILENT)),
    st.lists(st.tuples(st.integers(-20, 1200), st.sampled_from((YUESONG, TIERED, SILENT))), max_size=3),
    st.lists(st.tuples(st.integers(-20, 1200), st.sampled_from(("高", "中", "低", None))), max_size=5),
)
def test_meetings_follow_the_policy_and_the_tier_of_their_first_day(
    reported_on: date, first: Policy, changes: list[Change], ratings: list[Rating]
) -> None:
    dated = sorted(((reported_on + timedelta(days=at), policy) for at, policy in changes), key=lambda one: one[0])
    rated = [(reported_on + timedelta(days=at), f"{number:02}", risk) for number, (at, risk) in enumerate(ratings)]

    def layout_on(day: date) -> Callable[[date], object] | None:
        policy = ([first] + [policy for since, policy in dated if since <= day])[-1]
        if policy is SILENT:
            return None
        known = sorted(one for one in rated if one[0] <= day and one[2])
        return BUCKETS[TIERS[known[-1][2]]] if policy is TIERED and known else week

    case = as_case(Life("社区戒毒", 36, reported_on, date(2015, 1, 1)))
    assessments = tuple(Assessment(uid=uid, day=day, risk=risk) for day, uid, risk in rated)
    found = schedule(replace(case, assessments=assessments), policies(first, *dated), TODAY)
    laid = [window for window in found.windows if window.rule == "meeting"]
    assert [(w.start, w.end) for w in laid] == counted_ranges(reported_on, later(reported_on, 36), layout_on)
    assert [(w.ordinal, w.of) for w in laid] == [(number, len(laid)) for number in range(1, len(laid) + 1)]


@given(st.sampled_from(EDGES), st.integers(-20, 1200))
def test_a_new_cadence_is_laid_from_the_report_and_drops_what_begins_too_early(reported_on: date, days: int) -> None:
    since = reported_on + timedelta(days=days)
    old = cadence(reported_on, [1] * 12 + [2] * 6 + [3] * 4)
    half_years = tuple(replace(one, layout=layout("1x6m")) for one in YUESONG.series if one.rule == "test")
    case = as_case(Life("社区戒毒", 36, reported_on, date(2015, 1, 1)))
    found = schedule(case, policies(YUESONG, (since, Policy("new", "新", "1", half_years))), TODAY)
    half_yearly = cadence(reported_on, [6])
    expected = counted_ranges(reported_on, later(reported_on, 36), lambda day: half_yearly if since <= day else old)
    assert [(w.start, w.end) for w in found.windows if w.rule == "test"] == expected
