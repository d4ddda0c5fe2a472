"""The fictional township: sixty people show every state there is, and nothing in it contradicts itself."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise

import pytest
from stdnum.cn import ric

from store.desk.case_events import overlapping, stranded
from store.desk.policies import default_policies
from store.fiction.life import Life, records_since
from store.fiction.papers import UNASSIGNED_PREFIXES
from store.fiction.rows import rows_of
from store.fiction.township import township
from store.model.assessment import RISK_TIERS
from store.model.drug_test import CONFIRMATIONS, SAMPLES, TEST_KINDS, TEST_RESULTS
from store.model.ledgers import LEDGERS, OF_PEOPLE
from store.model.measure import CATEGORIES, CLOSE_REASONS, RECOVERY
from store.model.notice import MATTERS
from store.model.person import RESIDENT_ID
from store.model.support import SUPPORT_KINDS
from store.model.visit import CONTENTS, MODES, VISIT_RESULTS
from store.rules.calendar import add_years
from store.rules.case import Case, own_suspensions
from store.rules.escalation import missed_in_a_row, series_level
from store.rules.schedule import Schedule, schedule

TODAY = date(2026, 11, 22)
OTHER_DAYS = (date(2024, 2, 29), date(2026, 1, 1), date(2027, 6, 30))
SEEDS = (0, 1, 2, 7, 2026)
SERIES = ("test", "meeting", "talk", "home_visit", "report", "assessment")


@cache
def lives(seed: int, people: int = 60, today: date = TODAY) -> tuple[Life, ...]:
    return tuple(township(people, seed, today).lives())


def schedule_of(life: Life, today: date = TODAY) -> Schedule:
    case = Case(
        measure=life.measure,
        others=tuple(each for each in life.measures if each is not life.measure),
        in_use_from=records_since(today, 3),
        suspensions=own_suspensions(
            life.measure, [each for each in life.measures if each is not life.measure], life.suspensions
        ),
        leaves=life.leaves,
        visits=life.visits,
        tests=life.tests,
        assessments=life.assessments,
        notices=life.notices,
    )
    return schedule(case, default_policies(), today)


@cache
def schedules(seed: int, today: date = TODAY) -> tuple[Schedule, ...]:
    return tuple(schedule_of(life, today) for life in lives(seed, 60, today))


every_seed = pytest.mark.parametrize("seed", SEEDS)


@every_seed
@pytest.mark.parametrize("rule", SERIES)
def test_sixty_people_show_every_state_of_every_series(seed: int, rule: str) -> None:
    states = Counter(str(w.state) for found in schedules(seed) for w in found.windows if w.rule == rule)
    assert set(states) == {"done", "excused", "upcoming", "due", "missed"}, states


@every_seed
@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        # A late report would be a warning on import (reported-late), and fiction is imported without any.
        ("report_in", {"done", "due", "overdue", "void"}),
        ("agreement", {"done", "done late", "due", "overdue", "void"}),
        ("discharge", {"done", "done late", "upcoming", "due", "overdue", "void"}),
        ("facts_missing", {"due", "void"}),
    ],
)
def test_sixty_people_show_every_state_of_every_deadline(seed: int, rule: str, expected: set[str]) -> None:
    deadlines = [d for found in schedules(seed) for d in found.deadlines if d.rule == rule]
    assert {f"{d.state}{' late' if d.late else ''}" for d in deadlines} == expected


@every_seed
@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("return", {"upcoming", "due", "overdue", "done", "done late"}),
        ("transfer_in", {"due", "done"}),
        ("suspension_check", {"upcoming", "due", "done", "void"}),
        ("recheck", {"overdue", "done"}),
        ("police_report", {"overdue", "done"}),
        ("seal", {"upcoming", "done"}),
    ],
)
def test_sixty_people_show_what_follows_from_what_befell_them(seed: int, rule: str, expected: set[str]) -> None:
    deadlines = [d for found in schedules(seed) for d in found.deadlines if d.rule == rule]
    assert {f"{d.state}{' late' if d.late else ''}" for d in deadlines} >= expected


@every_seed
@pytest.mark.parametrize("rule", SERIES)
def test_sixty_people_reach_every_level_of_every_series(seed: int, rule: str) -> None:
    levels = set()
    for life, found in zip(lives(seed), schedules(seed), strict=True):
        series = default_policies().on(TODAY).series_for(rule, life.measure.category, life.measure.term_months)
        if series is not None and life.measure.closed_on is None:
            missed = missed_in_a_row(w for w in found.windows if w.rule == rule)
            levels.add(series_level(missed, series.thresholds))
    assert levels == {1, 2, 3, 4}


@pytest.mark.parametrize("today", OTHER_DAYS)
@pytest.mark.parametrize("rule", SERIES)
def test_other_days_show_every_state_of_every_series_too(today: date, rule: str) -> None:
    states = {str(w.state) for found in schedules(3, today) for w in found.windows if w.rule == rule}
    assert states == {"done", "excused", "upcoming", "due", "missed"}


@every_seed
def test_every_choice_that_an_office_meets_occurs(seed: int) -> None:
    measures = [measure for life in lives(seed) for measure in life.measures]
    visits = [visit for life in lives(seed) for visit in life.visits]
    tests = [test for life in lives(seed) for test in life.tests]
    assert {measure.category for measure in measures} == set(CATEGORIES)
    assert {measure.close_reason for measure in measures} == {None, *CLOSE_REASONS}
    assert {m.term_months for m in measures if m.category == RECOVERY} >= {12, 18, 24, 30, 36}
    assert max(len(life.measures) for life in lives(seed)) >= 3
    assert {visit.mode for visit in visits} == set(MODES)
    assert {visit.result for visit in visits} == set(VISIT_RESULTS)
    assert {content for visit in visits for content in visit.contents} == set(CONTENTS)
    assert {test.sample for test in tests} == set(SAMPLES)
    assert {test.kind for test in tests} == set(TEST_KINDS)
    assert {test.result for test in tests} == set(TEST_RESULTS)
    assert {test.confirmation for test in tests} == {None, *CONFIRMATIONS}
    assert {a.risk for life in lives(seed) for a in life.assessments} == set(RISK_TIERS)
    assert any(m.offset_days for m in measures)
    assert any(m.taken_over_on for m in measures)
    assert any(m.confirmed_end for m in measures)


@every_seed
def test_every_matter_and_every_kind_of_help_occurs(seed: int) -> None:
    notices = [notice for life in lives(seed) for notice in life.notices]
    assert {notice.matter for notice in notices} == set(MATTERS)
    assert {bool(notice.receipt_on) for notice in notices} == {True, False}
    helped = {(support.category, support.amount is not None) for life in lives(seed) for support in life.supports}
    assert helped == {(category, with_money) for category in SUPPORT_KINDS for with_money in (True, False)}


@every_seed
def test_suspensions_and_leaves_occur_in_every_state(seed: int) -> None:
    under_way = [life for life in lives(seed) if life.measure.closed_on is None]
    assert {bool(spell.resumed_on) for life in under_way for spell in life.suspensions} == {True, False}
    assert any(len(life.suspensions) > 1 for life in under_way)
    left_behind = [life for life in lives(seed) if life.measure.closed_on and life.suspensions]
    assert any(life.suspensions[-1].resumed_on is None for life in left_behind)
    leaves = [leave for life in lives(seed) for leave in life.leaves]
    states = Counter(
        (
            leave.reported,
            "away" if leave.returned_on is None else "late" if leave.returned_on > leave.due_back_on else "back",
        )
        for leave in leaves
    )
    assert set(states) == {("是", "back"), ("是", "late"), ("是", "away"), ("否", "back"), ("否", "away")}
    away = [leave for leave in leaves if leave.returned_on is None]
    assert {leave.due_back_on < TODAY for leave in away} == {True, False}
    assert max((leave.due_back_on - leave.left_on).days for leave in leaves) > 180


@every_seed
def test_what_is_explained_was_missed(seed: int) -> None:
    explained = 0
    for life, found in zip(lives(seed), schedules(seed), strict=True):
        missed = {f"{window.label} {window.start}": window.end for window in found.windows if window.state == "missed"}
        for notice in life.notices:
            if notice.matter == "漏项说明":
                explained += 1
                assert missed[notice.document_number or ""] <= notice.day
    assert explained


@every_seed
def test_no_contact_lies_in_a_suspension_or_away_from_home(seed: int) -> None:
    for life in lives(seed, 300):
        contacts = [record.day for records in (life.visits, life.tests, life.assessments) for record in records]
        for spell in life.suspensions:
            assert not any(spell.started_on <= day < (spell.resumed_on or date.max) for day in contacts)
        for leave in life.leaves:
            ended = leave.returned_on or TODAY
            met = [v.day for v in life.visits if v.mode == "见面" and v.result == "已见到"]
            assert not any(leave.left_on <= day <= ended for day in met)
            assert not any(leave.left_on <= t.day <= ended for t in life.tests if t.kind == "定期")


@every_seed
@pytest.mark.parametrize("today", [TODAY, *OTHER_DAYS])
def test_nothing_that_befell_anybody_contradicts_the_measures(seed: int, today: date) -> None:
    for life in lives(seed, 120, today):
        assert overlapping(life.suspensions, life.measures) == []
        assert stranded([*life.suspensions, *life.leaves, *life.notices, *life.supports], life.measures) == []
        for spell in life.suspensions:
            assert spell.resumed_on is None or spell.started_on < spell.resumed_on
        for leave in life.leaves:
            assert leave.left_on <= min(leave.due_back_on, leave.returned_on or date.max)


@every_seed
def test_papers_are_nobodys_and_agree_with_the_person(seed: int) -> None:
    people = [life.person for life in lives(seed, 300)]
    numbers = [p.id_number for p in people if p.id_type == RESIDENT_ID and p.id_number]
    assert len(numbers) == len(set(numbers)) > 200
    for person in people:
        if person.id_type != RESIDENT_ID:
            continue
        number = person.id_number or ""
        assert number.startswith(UNASSIGNED_PREFIXES)
        assert ric.calc_check_digit(number) == number[17]
        assert not number.endswith("000")
        assert person.birth_date == date.fromisoformat(number[6:14])
        assert person.sex == ("男" if int(number[16]) % 2 else "女")
    assert any(p.id_number is None for p in people)
    assert any(p.id_number and p.id_type != RESIDENT_ID for p in people)


def test_every_people_of_the_border_is_there() -> None:
    people = [life.person for life in lives(1, 1000)]
    assert {p.name[0] for p in people} >= set("岩艾尼叶安娜扎玉刀单仇区解查曾盖覃")
    villages = {p.village: {q.village_group for q in people if q.village == p.village} for p in people}
    assert len(villages) == 7
    assert all(6 <= len(groups) <= 9 for groups in villages.values())


def days(life: Life) -> Iterator[date]:
    for measure in life.measures:
        yield from filter(None, (measure.decided_on, measure.served_on, measure.reported_on, measure.agreement_on))
        yield from filter(None, (measure.taken_over_on, measure.closed_on))
    yield from (visit.day for visit in life.visits)
    yield from (day for test in life.tests for day in (test.day, test.confirmed_on) if day)
    yield from (assessment.day for assessment in life.assessments)
    yield from (day for spell in life.suspensions for day in (spell.started_on, spell.resumed_on) if day)
    yield from (day for leave in life.leaves for day in (leave.left_on, leave.returned_on) if day)
    yield from (day for notice in life.notices for day in (notice.day, notice.receipt_on) if day)
    yield from (support.day for support in life.supports)


@every_seed
@pytest.mark.parametrize("today", [TODAY, *OTHER_DAYS])
def test_nothing_lies_after_today_or_before_adulthood(seed: int, today: date) -> None:
    for life in lives(seed, 120, today):
        assert life.person.birth_date is not None
        assert max(days(life)) <= today
        assert min(days(life)) >= add_years(life.person.birth_date, 18)


@every_seed
def test_the_dates_of_each_measure_are_in_order(seed: int) -> None:
    for life in lives(seed, 300):
        for measure in life.measures:
            facts = (measure.decided_on, measure.served_on, measure.reported_on, measure.agreement_on)
            known = [day for day in (*facts, measure.closed_on) if day]
            assert known == sorted(known)
            if measure.served_on and measure.reported_on:
                assert (measure.reported_on - measure.served_on).days <= 15
        for earlier, later in pairwise(life.measures):
            assert earlier.closed_on is not None
            assert later.decided_on is not None
            assert earlier.closed_on < later.decided_on


@every_seed
def test_records_lie_inside_the_measure_and_never_twice_on_a_day(seed: int) -> None:
    for life in lives(seed, 300):
        measure = life.measure
        began = measure.reported_on or measure.served_on or measure.decided_on
        assert began is not None
        for records in (life.visits, life.tests, life.assessments):
            recorded = [record.day for record in records]
            assert len(set(recorded)) == len(recorded)
            assert recorded == sorted(recorded)
            assert all(began <= day < (measure.closed_on or date.max) for day in recorded)


@every_seed
def test_every_cell_reads_back_as_the_value_it_was_written_from(seed: int) -> None:
    for kind in OF_PEOPLE:
        ledger = LEDGERS[kind]
        for life in lives(seed):
            for row in rows_of(life, kind):
                for cell, column in zip(row, ledger.columns, strict=True):
                    papers = column.field.name in ("id_number",) and life.person.id_type != RESIDENT_ID
                    if not cell or papers:
                        assert not column.required
                        continue
                    checked = column.field.type.clean(cell, TODAY)
                    assert checked.codes == (), (kind, column.header, cell)
                    assert column.field.type.format(checked.value) == cell


def test_identifiers_are_never_given_twice() -> None:
    uids = [life.person.uid for life in lives(1, 300)]
    for life in lives(1, 300):
        uids += [r.uid for records in (life.measures, life.visits, life.tests, life.assessments) for r in records]
        uids += [r.uid for records in (life.suspensions, life.leaves, life.notices, life.supports) for r in records]
    assert len(set(uids)) == len(uids)


@every_seed
def test_the_roster_runs_village_by_village_and_group_by_group(seed: int) -> None:
    homes = [(life.person.village, life.person.village_group) for life in lives(seed, 300)]
    assert len(list(dict.fromkeys(homes))) == 1 + sum(a != b for a, b in pairwise(homes))


@pytest.mark.parametrize("people", [1, 2, 7, 61])
def test_any_number_of_people_can_be_told(people: int) -> None:
    assert len(lives(5, people)) == people


def test_a_full_township_has_a_record_for_every_week_of_three_years() -> None:
    told = tuple(township(40, 1, TODAY, density="full").lives())
    assert sum(len(life.visits) for life in told) / len(told) > 140
    assert all(life.measure.closed_on is None for life in told)
