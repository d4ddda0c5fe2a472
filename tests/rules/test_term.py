"""The term: three years or what was decided, less what counts toward it, plus what was suspended."""

from datetime import date, timedelta

import pytest

from store.model.measure import Measure
from store.rules.term import Term, term
from tests.rules.facts import at, case, rehabilitation, suspension

TODAY = date(2026, 11, 22)
REPORTED = date(2024, 1, 31)


def _term(**facts: object) -> Term:
    found = at(case(rehabilitation(REPORTED, **facts)), TODAY).term
    assert found is not None
    return found


def test_rehabilitation_lasts_three_years_from_the_report() -> None:
    assert _term() == Term(REPORTED, date(2027, 1, 31), date(2027, 1, 31), date(2027, 1, 31), False)


def test_offset_days_shorten_it() -> None:
    assert _term(offset_days=31).nominal_end == date(2026, 12, 31)


def test_recovery_lasts_as_long_as_was_decided() -> None:
    measure = Measure(category="社区康复", reported_on=REPORTED, term_months=18)
    found = term(measure, (), TODAY)
    assert found is not None
    assert found.end == date(2025, 7, 31)


@pytest.mark.parametrize(
    "measure",
    [
        rehabilitation(None, served_on=REPORTED),
        rehabilitation(TODAY + timedelta(days=1)),
        Measure(category="社区康复", reported_on=REPORTED),
        Measure(category="自愿戒毒", reported_on=REPORTED, term_months=12),
        Measure(category="药物维持治疗", reported_on=REPORTED),
        Measure(category="社会面管理", reported_on=REPORTED),
    ],
)
def test_without_a_report_or_a_length_there_is_no_term_and_no_window(measure: Measure) -> None:
    found = at(case(measure), TODAY)
    assert found.term is None
    assert found.windows == ()


def test_worked_example_2_a_suspension_pushes_the_end_by_its_days() -> None:
    found = at(case(rehabilitation(REPORTED), suspensions=(suspension(date(2024, 3, 10), date(2024, 5, 20)),)), TODAY)
    assert found.term == Term(REPORTED, date(2027, 1, 31), date(2027, 4, 12), date(2027, 4, 12), False)


@pytest.mark.parametrize(
    ("suspensions", "pushed"),
    [
        ([(date(2024, 3, 1), date(2024, 3, 11)), (date(2024, 3, 6), date(2024, 3, 16))], 15),
        ([(date(2024, 3, 1), date(2024, 3, 11)), (date(2024, 3, 11), date(2024, 3, 16))], 15),
        ([(date(2024, 1, 21), date(2024, 2, 5))], 5),
        ([(date(2024, 1, 1), date(2024, 1, 31))], 0),
        ([(date(2024, 3, 1), date(2024, 3, 1))], 0),
        ([(date(2027, 1, 31), date(2027, 3, 1))], 0),
    ],
)
def test_suspended_days_count_once_and_only_inside_the_term(suspensions: list[tuple[date, date]], pushed: int) -> None:
    records = tuple(suspension(*span) for span in suspensions)
    found = at(case(rehabilitation(REPORTED), suspensions=records), date(2028, 1, 1)).term
    assert found is not None
    assert found.term_end == date(2027, 1, 31) + timedelta(days=pushed)
    assert not found.provisional


def test_a_suspension_that_lies_in_the_pushed_part_pushes_further() -> None:
    records = (suspension(date(2024, 3, 1), date(2024, 3, 11)), suspension(date(2027, 2, 5), date(2027, 2, 8)))
    found = at(case(rehabilitation(REPORTED), suspensions=records), date(2028, 1, 1)).term
    assert found is not None
    assert found.term_end == date(2027, 2, 13)


def test_an_open_suspension_ends_today_for_the_count_and_makes_the_end_provisional() -> None:
    facts = case(rehabilitation(REPORTED), suspensions=(suspension(date(2026, 11, 12)),))
    found = at(facts, TODAY).term
    assert found == Term(REPORTED, date(2027, 1, 31), date(2027, 2, 10), date(2027, 2, 10), True)
    tomorrow = at(facts, TODAY + timedelta(days=1)).term
    assert tomorrow is not None
    assert tomorrow.term_end == date(2027, 2, 11)


def test_a_suspension_that_ends_tomorrow_is_open_today() -> None:
    closed = case(rehabilitation(REPORTED), suspensions=(suspension(date(2026, 11, 12), date(2026, 11, 23)),))
    still_open = case(rehabilitation(REPORTED), suspensions=(suspension(date(2026, 11, 12)),))
    assert at(closed, TODAY) == at(still_open, TODAY)
    assert at(closed, TODAY + timedelta(days=1)) != at(still_open, TODAY + timedelta(days=1))


def test_an_open_suspension_from_the_end_on_changes_nothing() -> None:
    facts = case(rehabilitation(REPORTED), suspensions=(suspension(date(2027, 1, 31)),))
    found = at(facts, date(2027, 6, 1)).term
    assert found == Term(REPORTED, date(2027, 1, 31), date(2027, 1, 31), date(2027, 1, 31), False)


def test_an_end_confirmed_in_writing_rules_and_is_never_provisional() -> None:
    facts = case(
        rehabilitation(REPORTED, confirmed_end=date(2027, 3, 1)), suspensions=(suspension(date(2026, 11, 12)),)
    )
    assert at(facts, TODAY).term == Term(REPORTED, date(2027, 1, 31), date(2027, 3, 1), date(2027, 3, 1), False)


def test_a_closing_ends_the_term_early_and_reopening_brings_everything_back() -> None:
    closed = case(rehabilitation(REPORTED, closed_on=date(2026, 6, 20), close_reason="死亡"))
    found = at(closed, TODAY).term
    assert found is not None
    assert (found.term_end, found.end) == (date(2027, 1, 31), date(2026, 6, 20))
    assert at(closed, date(2026, 6, 19)) == at(case(rehabilitation(REPORTED)), date(2026, 6, 19))


def test_a_closing_after_the_end_changes_nothing() -> None:
    assert _term(closed_on=date(2026, 11, 1), offset_days=200).end == date(2026, 7, 15)


def test_where_nothing_of_the_term_is_left_it_ends_where_it_starts() -> None:
    found = at(case(rehabilitation(REPORTED, offset_days=1096)), TODAY)
    assert found.term == Term(REPORTED, date(2027, 1, 31) - timedelta(days=1096), REPORTED, REPORTED, False)
    assert found.windows == ()
    confirmed = at(case(rehabilitation(REPORTED, offset_days=1096, confirmed_end=date(2027, 1, 1))), TODAY)
    assert (confirmed.term, confirmed.windows) == (found.term, ())


def test_an_absurd_end_does_not_stop_the_schedule() -> None:
    facts = case(rehabilitation(date(9990, 1, 1), confirmed_end=date.max))
    assert at(facts, date.max).windows[-1].end == date.max
