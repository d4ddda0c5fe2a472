"""The short way to the worklist of many people gives what the whole schedule gives."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.desk.policies import default_policies, shipped_policy
from store.rules.case import Case, as_of
from store.rules.policy import Contact, Policies, owed, policies
from store.rules.shortcut import UndecidedError
from store.rules.term import term_months
from store.rules.worklist import Obligation, full_obligations, obligations
from tests.laws.as_records import as_case, as_policies
from tests.laws.oracle.facts import Measure, Person
from tests.laws.people import Scene, effort, scenes

DECIDED: list[Policies] = []


def _last_days(case: Case, today: date) -> Mapping[str, date]:
    known = as_of(case, today)
    records: tuple[Contact, ...] = (*known.visits, *known.tests, *known.assessments)
    found: dict[str, date] = {}
    for series in owed(default_policies(), case.measure.category, term_months(case.measure)):
        days = [record.day for record in records if series.qualifying.accepts(record)]
        if days:
            found[series.rule] = max(days)
    return found


def _short(case: Case, today: date, within: int | None) -> tuple[Obligation, ...]:
    return obligations(case, _last_days(case, today), default_policies(), today, within=within)


@effort()
@given(scenes(), st.sampled_from((None, 0, 1, 7, 40, 200)))
def test_the_short_way_agrees_with_the_whole_schedule(scene: Scene, within: int | None) -> None:
    for measure, _ in scene.recorded:
        case, today = as_case(scene.person, measure), scene.today
        assert _short(case, today, within) == full_obligations(case, default_policies(), today, within=within)


@effort()
@given(scenes(), st.integers(-40, 40))
def test_the_short_way_agrees_for_measures_not_reported_or_without_a_fact(scene: Scene, shift: int) -> None:
    whole, today = as_case(scene.person, scene.person.measures[0]), scene.today
    earlier = date.fromordinal(whole.measure.served_on.toordinal() + shift) if whole.measure.served_on else today
    for measure in (
        replace(whole.measure, reported_on=None),
        replace(whole.measure, reported_on=None, served_on=None),
        replace(whole.measure, term_months=None),
        replace(whole.measure, agreement_on=whole.measure.reported_on),
        replace(whole.measure, category="自愿戒毒"),
    ):
        case = replace(whole, measure=measure)
        assert _short(case, earlier, 7) == full_obligations(case, default_policies(), earlier, within=7)
        assert _short(case, today, 7) == full_obligations(case, default_policies(), today, within=7)


@effort(2)
@given(scenes(), st.sampled_from((None, 0, 1, 7, 40, 200)))
def test_the_short_way_agrees_under_policies_and_tiers_that_change(scene: Scene, within: int | None) -> None:
    """Where the newest day falls between two layouts it says so, and nothing else."""
    known = as_policies(scene.policies)
    for measure, _ in scene.recorded:
        case, today = as_case(scene.person, measure), scene.today
        last_days = _last_days_of(case, today, known)
        with suppress(UndecidedError):
            found = obligations(case, last_days, known, today, within=within)
            assert found == full_obligations(case, known, today, within=within)
            DECIDED.append(known)


def test_most_are_decided_the_short_way() -> None:
    assert any(len(each.dated) > 1 for each in DECIDED)
    assert any(each.have_tiers for each in DECIDED)


def _last_days_of(case: Case, today: date, known: Policies) -> Mapping[str, date]:
    """The newest day per rule of what meets any of its series, as the ledger is asked for it."""
    seen = as_of(case, today)
    records: tuple[Contact, ...] = (*seen.visits, *seen.tests, *seen.assessments)
    found: dict[str, date] = {}
    for _, policy in known.dated:
        for series in policy.series:
            days = [record.day for record in records if series.qualifying.accepts(record)]
            if days:
                found[series.rule] = max(*days, found.get(series.rule, date.min))
    return found


def test_the_short_way_refuses_what_it_cannot_know(today: date) -> None:
    measure = Measure(reported_on=date(2026, 1, 7))
    case = as_case(Person((measure,), date(2020, 1, 1)), measure)
    yuesong = shipped_policy("yuesong")
    by_phone = replace(yuesong.series[3], qualifying=replace(yuesong.series[3].qualifying, modes=("电话",)))
    changed = policies(yuesong, (today, replace(yuesong, series=(by_phone,))))
    with pytest.raises(ValueError, match="full schedule"):
        obligations(case, {}, changed, today)
