"""A fact dated after today counts as not recorded; a suspension belongs to one measure."""

from datetime import date, timedelta
from typing import Any

import pytest

from store.model.assessment import Assessment
from store.model.drug_test import DrugTest
from store.model.leave import Leave
from store.model.measure import Measure
from store.rules.case import as_of, own_suspensions, positive_on
from store.rules.ownership import owner
from tests.rules.facts import case, drug_test, leave, notice, rehabilitation, suspension, visit

TODAY = date(2026, 11, 22)
TOMORROW = TODAY + timedelta(days=1)


def test_every_fact_of_tomorrow_is_left_out_and_planned_days_stay() -> None:
    facts = case(
        rehabilitation(
            TOMORROW,
            served_on=TOMORROW,
            agreement_on=TOMORROW,
            taken_over_on=TOMORROW,
            confirmed_end=TOMORROW,
            closed_on=TOMORROW,
            close_reason="死亡",
        ),
        suspensions=(suspension(TOMORROW), suspension(TODAY, TOMORROW)),
        leaves=(
            Leave(left_on=TOMORROW, due_back_on=TOMORROW),
            Leave(left_on=TODAY, due_back_on=TOMORROW, returned_on=TOMORROW),
        ),
        visits=(visit(TOMORROW),),
        tests=(drug_test(TOMORROW),),
        assessments=(Assessment(day=TOMORROW),),
        notices=(notice(TOMORROW, "转入决定"), notice(TOMORROW, "正当理由认定")),
    )
    assert as_of(facts, TODAY) == case(
        rehabilitation(None, confirmed_end=TOMORROW),
        suspensions=(suspension(TODAY),),
        leaves=(Leave(left_on=TODAY, due_back_on=TOMORROW),),
    )
    assert as_of(facts, TOMORROW) == facts


@pytest.mark.parametrize("finding", ["确认", "排除"])
def test_a_finding_of_tomorrow_leaves_the_test_at_its_first_screening(finding: str) -> None:
    positive = drug_test(TODAY, result="阳性", confirmation=finding, confirmed_on=TOMORROW)
    facts = case(rehabilitation(TODAY), tests=(positive,))
    assert as_of(facts, TODAY).tests == (drug_test(TODAY, result="阳性"),)
    assert as_of(facts, TOMORROW).tests == (positive,)


def test_a_positive_counts_from_its_finding_else_from_its_own_day_and_only_when_confirmed() -> None:
    def positive(**finding: Any) -> DrugTest:
        return drug_test(TODAY, result="阳性", **finding)

    assert positive_on(positive(confirmation="确认", confirmed_on=TOMORROW)) == TOMORROW
    assert positive_on(positive(confirmation="确认")) == TODAY
    for finding in (None, "初筛", "排除"):
        assert positive_on(positive(confirmation=finding)) is None
    assert positive_on(drug_test(TODAY, confirmation="确认")) is None


def test_every_event_belongs_to_the_newest_measure_begun_by_its_day_else_to_the_first() -> None:
    first = Measure(id=1, category="社区戒毒", served_on=date(2020, 1, 1), closed_on=date(2021, 1, 1))
    second = Measure(id=2, category="社区康复", decided_on=date(2023, 1, 1), served_on=date(2023, 1, 9))
    for day, expected in (
        (date(2019, 1, 1), first),
        (date(2022, 12, 31), first),
        (date(2023, 1, 1), second),
        (date(2025, 1, 1), second),
    ):
        assert owner((second, first), day) is expected
        for measure, other in ((first, second), (second, first)):
            facts = case(
                measure,
                others=(other,),
                tests=(drug_test(day),),
                leaves=(leave(day, day),),
                notices=(notice(day, "其他"),),
            )
            owned = (facts.own_tests, facts.own_leaves, facts.own_notices)
            assert [len(records) for records in owned] == [measure is expected] * 3


def test_an_open_suspension_of_a_closed_measure_does_not_stop_its_successor() -> None:
    first = Measure(uid="1", category="社区戒毒", served_on=date(2020, 1, 1), closed_on=date(2021, 1, 1))
    second = Measure(uid="2", category="社区康复", served_on=date(2023, 1, 1))
    left_open, own = suspension(date(2020, 6, 1)), suspension(date(2024, 1, 1), date(2024, 2, 1))
    assert own_suspensions(first, (second,), (left_open, own)) == (left_open,)
    assert own_suspensions(second, (first,), (left_open, own)) == (own,)


def test_the_only_measure_has_every_suspension() -> None:
    only = rehabilitation(date(2024, 1, 31))
    early = suspension(date(2023, 1, 1), date(2024, 3, 1))
    assert own_suspensions(only, (), (early,)) == (early,)
