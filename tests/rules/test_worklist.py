"""What can be acted on at a day, and in which order."""

from datetime import date, timedelta

from store.desk.policies import default_policies
from store.rules.case import as_of
from store.rules.state import State
from store.rules.worklist import Obligation, full_obligations, misses, obligations
from tests.rules.facts import at, case, drug_test, rehabilitation, visit

TODAY = date(2026, 11, 22)
REPORTED = date(2026, 6, 15)
VISITED = visit(date(2026, 11, 18))
FACTS = case(
    rehabilitation(REPORTED, served_on=REPORTED, agreement_on=REPORTED),
    in_use_from=date(2026, 10, 15),
    visits=(VISITED,),
    tests=(drug_test(date(2026, 11, 2), result="未到"),),
)


def _listed(within: int | None = None) -> list[Obligation]:
    return list(full_obligations(FACTS, default_policies(), TODAY, within=within))


def test_a_missed_appointment_settles_nothing_and_the_window_is_listed_with_its_misses() -> None:
    found = next(obligation for obligation in _listed() if obligation.rule == "test")
    assert found == Obligation(
        "test",
        "定期检测",
        date(2026, 11, 15),
        date(2026, 12, 15),
        date(2026, 12, 14),
        State.DUE,
        6,
        22,
        22,
        2,
        1,
        "戒毒条例 第十九条(二)",
    )


def test_what_is_settled_is_not_listed() -> None:
    assert {obligation.rule for obligation in _listed()} == {"test"}
    without = full_obligations(case(FACTS.measure, FACTS.in_use_from), default_policies(), TODAY)
    assert {obligation.rule for obligation in without} == {"test", "meeting", "talk", "home_visit"}


def test_within_adds_what_opens_from_tomorrow_through_that_day() -> None:
    assert [(o.rule, o.start, o.state) for o in _listed(1)] == [
        ("test", date(2026, 11, 15), State.DUE),
        ("meeting", date(2026, 11, 23), State.UPCOMING),
    ]
    assert date(2026, 12, 1) not in {obligation.start for obligation in _listed(8)}
    opening = {obligation.rule for obligation in _listed(9) if obligation.start == date(2026, 12, 1)}
    assert opening == {"talk", "home_visit"}


def test_within_adds_a_discharge_that_opens() -> None:
    measure = rehabilitation(TODAY - timedelta(days=3), agreement_on=TODAY, confirmed_end=TODAY + timedelta(days=37))
    for days, listed in ((6, False), (7, True)):
        found = full_obligations(case(measure), default_policies(), TODAY, within=days)
        assert found == obligations(case(measure), {}, default_policies(), TODAY, within=days)
        assert ("discharge" in {obligation.rule for obligation in found}) == listed


def test_a_closed_measure_asks_for_nothing() -> None:
    measure = rehabilitation(REPORTED, served_on=REPORTED, closed_on=TODAY, close_reason="死亡")
    assert full_obligations(case(measure), default_policies(), TODAY, within=30) == ()
    assert full_obligations(case(measure), default_policies(), TODAY - timedelta(days=1)) != ()


def test_overdue_comes_first_then_the_higher_level_then_the_earlier_day_and_the_dateless_last() -> None:
    unsigned = rehabilitation(TODAY - timedelta(days=8), served_on=TODAY - timedelta(days=9))
    found = full_obligations(case(unsigned), default_policies(), TODAY)
    assert (found[0].rule, found[0].state, found[0].days_left, found[0].level) == ("agreement", State.OVERDUE, -1, 2)
    assert [o.last_day for o in found[1:]] == sorted(o.last_day for o in found[1:] if o.last_day)
    nameless = full_obligations(case(rehabilitation(None)), default_policies(), TODAY)
    assert [(o.rule, o.start, o.last_day, o.days_left, o.level) for o in nameless] == [
        ("facts_missing", None, None, None, 1)
    ]


def test_deadlines_have_no_end_and_no_ordinal() -> None:
    found = full_obligations(case(rehabilitation(None, served_on=date(2026, 11, 16))), default_policies(), TODAY)
    assert [(o.rule, o.start, o.end, o.last_day, o.ordinal, o.of, o.days_left) for o in found] == [
        ("report_in", date(2026, 11, 16), None, date(2026, 12, 1), None, None, 9)
    ]


def test_misses_are_the_missed_windows_oldest_first() -> None:
    found = misses(at(FACTS, TODAY), FACTS.measure, default_policies(), TODAY)
    assert [(o.rule, o.start) for o in found] == [
        ("test", date(2026, 10, 15)),
        ("talk", date(2026, 10, 16)),
        ("meeting", date(2026, 10, 19)),
        ("meeting", date(2026, 10, 26)),
        ("talk", date(2026, 11, 1)),
        ("meeting", date(2026, 11, 2)),
        ("meeting", date(2026, 11, 9)),
    ]
    assert {(o.state, o.missed_in_a_row) for o in found if o.rule == "meeting"} == {(State.MISSED, 0)}


def test_the_newest_qualifying_days_are_enough_for_the_list_of_many() -> None:
    last_days = dict.fromkeys(("meeting", "talk", "home_visit", "report"), VISITED.day)
    short = obligations(FACTS, last_days, default_policies(), TODAY, within=30)
    assert short == full_obligations(FACTS, default_policies(), TODAY, within=30)


def test_a_test_of_tomorrow_is_not_there_though_its_finding_is_dated_today() -> None:
    """A tired hand wrote the days the other way round: the list of many says what the whole schedule says."""
    found = drug_test(TODAY + timedelta(days=1), result="阳性", confirmation="确认", confirmed_on=TODAY)
    facts = case(rehabilitation(TODAY), tests=(found,))
    assert as_of(facts, TODAY).tests == ()
    assert "police_report" not in {each.rule for each in obligations(facts, {}, default_policies(), TODAY)}
