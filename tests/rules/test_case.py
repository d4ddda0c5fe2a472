"""A fact dated after today counts as not recorded; a suspension belongs to one measure."""

from datetime import date, timedelta

from store.model.assessment import Assessment
from store.model.leave import Leave
from store.model.measure import Measure
from store.rules.case import as_of, own_suspensions
from tests.rules.facts import case, drug_test, notice, rehabilitation, suspension, visit

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
