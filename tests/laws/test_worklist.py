"""The short way to the worklist of many people gives what the whole schedule gives."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.desk.policies import default_policies, shipped_policy
from store.model.assessment import Assessment
from store.model.drug_test import DrugTest
from store.model.visit import Visit
from store.rules.calendar import add_days
from store.rules.case import Case, as_of
from store.rules.in_place import Lapse, lapses, lapses_told
from store.rules.policy import Contact, Policies, policies, rating_on, tiered_rules
from store.rules.schedule import schedule
from store.rules.shortcut import UndecidedError
from store.rules.term import term
from store.rules.worklist import Obligation, at_rest, full_obligations, obligations
from tests.laws.as_records import as_case, as_policies
from tests.laws.oracle.facts import Measure, Person
from tests.laws.people import Scene, effort, scene, scenes

DECIDED: list[Policies] = []
AT_REST: list[tuple[Policies, tuple[Obligation, ...]]] = []


def _short(case: Case, today: date, within: int | None) -> tuple[Obligation, ...]:
    last_days = _last_days_of(case, today, default_policies())
    return obligations(case, last_days, default_policies(), today, within=within)


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
    assert any(tiered_rules(each) for each in DECIDED)


@effort(2)
@given(scenes(), st.sampled_from((0, 1, 7, 40)), st.integers(0, 20))
def test_who_is_at_rest_owes_nothing_but_the_ending(scene: Scene, within: int, ago: int) -> None:
    """Of somebody of whom only contacts are recorded, the newest of them ``ago`` days ago."""
    known, today = as_policies(scene.policies), scene.today
    for measure, _ in scene.recorded:
        case = _of_contacts_alone(as_case(scene.person, measure), today - timedelta(days=ago))
        rating = rating_on(case.assessments, today)
        last_days = _last_days_of(case, today, known)
        found = at_rest(case.measure, last_days, rating, known, today, add_days(today, within))
        if found is not None:
            assert found == full_obligations(case, known, today, within=within)
            AT_REST.append((known, found))


def test_some_are_at_rest_whatever_changes() -> None:
    assert any(len(each.dated) > 1 for each, _ in AT_REST)
    assert any(tiered_rules(each) for each, _ in AT_REST)
    assert {due.rule for _, found in AT_REST for due in found} == {"discharge"}


@effort(2)
@given(scenes())
def test_lapses_told_from_the_newest_days_are_those_of_the_whole_schedule(scene: Scene) -> None:
    assert all(told == whole for told, whole in _lapses(scene))


@pytest.mark.parametrize("seed", [82, 805, 161, 3242, 240, 1279])
def test_lapses_are_told_of_broken_and_ended_terms_and_under_policies_that_changed(seed: int) -> None:
    found = _lapses(scene(seed))
    assert any(told == whole != [] for told, whole in found)
    assert all(told == whole for told, whole in found)


def _lapses(scene: Scene) -> list[tuple[list[Lapse], list[Lapse]]]:
    """Of each open measure whose lapses can be told, what is told and what its whole schedule says."""
    known_policies, today = as_policies(scene.policies), scene.today
    found: list[tuple[list[Lapse], list[Lapse]]] = []
    for measure, seen in scene.recorded:
        case = as_of(as_case(scene.person, measure), today)
        known_term = term(case.measure, case.suspensions, today)
        if known_term is None or seen.closed_on is not None:
            continue
        with suppress(UndecidedError):
            told = list(
                lapses_told(case, known_term, _last_days_of(case, today, known_policies), known_policies, today)
            )
            whole = schedule(case, known_policies, today)
            found.append((sorted(told), sorted(lapses(whole, case, known_policies, today))))
    return found


def _of_contacts_alone(case: Case, day: date) -> Case:
    visit = Visit(uid="visit", day=day, mode="见面", result="已见到", contents=("见面", "谈话", "走访", "汇报"))
    test = DrugTest(uid="test", day=day, sample="尿液", kind="定期", result="阴性")
    return Case(
        measure=replace(case.measure, agreement_on=case.measure.reported_on),
        in_use_from=case.in_use_from,
        visits=(*case.visits, visit),
        tests=(test,),
        assessments=(*case.assessments, Assessment(uid="assessment", day=day)),
    )


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
