"""The worked examples of the rules, put to the second reading alone: what judges others must first be right itself."""

import ast
from datetime import date
from pathlib import Path

from tests.laws.oracle.days import Holidays
from tests.laws.oracle.deadlines import Deadline, deadlines
from tests.laws.oracle.facts import Measure, Notice, Person, Sample, Suspension, Visit, known_on
from tests.laws.oracle.levels import deadline_level, level_of
from tests.laws.oracle.policy import YUESONG, Policies
from tests.laws.oracle.term import term
from tests.laws.oracle.windows import Window, windows

POLICIES = Policies(YUESONG)
OPENED = date(2020, 1, 1)


def reported(day: date, **facts: object) -> Measure:
    return Measure(reported_on=day, **facts)  # type: ignore[arg-type]


def laid(person: Person, today: date, rule: str) -> list[Window]:
    known = known_on(person, today)
    return [one for one in windows(known, known.measures[-1], POLICIES, today) if one.rule == rule]


def spans(found: list[Window]) -> list[tuple[date, date]]:
    return [(one.start, one.end) for one in found]


def test_example_1_anchors_never_chain() -> None:
    person = Person((reported(date(2024, 1, 31)),), OPENED)
    found = laid(person, date(2024, 2, 1), "test")
    assert spans(found)[:3] == [
        (date(2024, 1, 31), date(2024, 2, 29)),
        (date(2024, 2, 29), date(2024, 3, 31)),
        (date(2024, 3, 31), date(2024, 4, 30)),
    ]
    assert spans(found)[12] == (date(2025, 1, 31), date(2025, 3, 31))
    assert spans(found)[21] == (date(2026, 10, 31), date(2027, 1, 31))
    assert [one.of for one in found] == [22] * 22


def test_example_2_a_suspension_lengthens_the_term_and_excuses_windows() -> None:
    suspended = (Suspension(date(2024, 3, 10), date(2024, 5, 20)),)
    person = Person((reported(date(2024, 1, 31)),), OPENED, suspensions=suspended)
    today = date(2027, 4, 20)
    found_term = term(person, person.measures[0], today)
    assert found_term
    assert found_term.term_end == date(2027, 4, 12)
    found = laid(person, today, "test")
    assert [(one.active_days, one.required) for one in found[1:5]] == [(10, False), (0, False), (11, False), (30, True)]
    assert (found[22].start, found[22].end) == (date(2027, 1, 31), date(2027, 4, 12))
    assert (found[22].active_days, found[22].required, found[22].ordinal, found[22].of) == (71, True, 23, 22)


def test_example_3_the_first_week_is_owed_when_half_of_it_is_left() -> None:
    wednesday, friday = date(2026, 1, 7), date(2026, 1, 9)
    first = laid(Person((reported(wednesday),), OPENED), wednesday, "meeting")[0]
    assert (first.start, first.end, first.required) == (wednesday, date(2026, 1, 12), True)
    assert not laid(Person((reported(friday),), OPENED), friday, "meeting")[0].required


def _report_in(served_on: date, today: date) -> tuple[Deadline, int]:
    person = known_on(Person((Measure(served_on=served_on),), OPENED), today)
    (found,) = [one for one in deadlines(person, person.measures[0], today, Holidays()) if one.rule == "report_in"]
    return found, deadline_level(found.last_day, today)


def test_example_4_reporting_becomes_overdue_the_day_after() -> None:
    march = {day: _report_in(date(2026, 3, 2), date(2026, 3, day)) for day in range(2, 32)}
    assert march[2][0].last_day == date(2026, 3, 17)
    assert [day for day, (found, _) in march.items() if found.state == "due"] == list(range(2, 18))
    assert [level for _, level in march.values()] == [1] * 16 + [2] * 3 + [3] * 11
    assert _report_in(date(2026, 3, 2), date(2026, 4, 1))[1] == 4
    assert _report_in(date(2026, 3, 6), date(2026, 3, 6))[0].last_day == date(2026, 3, 23)


def test_example_5_a_test_counts_for_the_window_it_lies_in() -> None:
    measure = reported(date(2024, 1, 31))
    for day, states in (
        (date(2024, 2, 28), ["done", "missed"]),
        (date(2024, 2, 29), ["missed", "done"]),
        (date(2024, 1, 30), ["missed", "missed"]),
    ):
        person = Person((measure,), OPENED, tests=(Sample(day),))
        assert [one.state for one in laid(person, date(2024, 4, 1), "test")[:2]] == states


def test_example_6_nothing_is_asked_from_before_the_program_was_in_use() -> None:
    person = Person((reported(date(2026, 1, 7)),), date(2026, 6, 1))
    for today, june in ((date(2026, 6, 30), "due"), (date(2026, 7, 1), "missed")):
        found = {one.start: one.state for one in laid(person, today, "home_visit")}
        assert (found[date(2026, 5, 1)], found[date(2026, 6, 1)]) == ("excused", june)


def test_example_7_a_death_ends_everything() -> None:
    measure = reported(date(2025, 1, 10), closed_on=date(2026, 6, 20), close_reason="死亡")
    today = date(2026, 7, 1)
    june = laid(Person((measure,), OPENED), today, "home_visit")[-1]
    assert (june.start, june.end, june.state) == (date(2026, 6, 1), date(2026, 6, 20), "excused")
    visited = Person((measure,), OPENED, visits=(Visit(date(2026, 6, 5), ticks=("走访",)),))
    assert laid(visited, today, "home_visit")[-1].state == "done"
    person = known_on(visited, today)
    found = {one.rule: one.state for one in deadlines(person, person.measures[0], today, Holidays())}
    assert found["discharge"] == "void"


def test_example_8_weeks_missed_in_a_row() -> None:
    # Weeks from Monday 2026-10-05: done, missed, missed, missed, excused (the suspension), missed; then this week.
    visits = (Visit(date(2026, 10, 6)),)
    suspended = (Suspension(date(2026, 11, 2), date(2026, 11, 8)),)
    today = date(2026, 11, 18)
    for more, expected in (((), (4, 3)), ((Visit(today),), (0, 1))):
        person = Person((reported(date(2026, 10, 5)),), OPENED, visits=visits + more, suspensions=suspended)
        found = laid(person, today, "meeting")
        assert [one.state for one in found[:6]] == ["done", "missed", "missed", "missed", "excused", "missed"]
        assert level_of("meeting", person.measures[0], found, POLICIES, today) == expected


def test_holidays_move_a_last_day_and_make_up_days_hold_it() -> None:
    served_on = date(2026, 9, 20)
    person = Person((Measure(served_on=served_on),), OPENED)
    off = frozenset(date(2026, 10, day) for day in range(1, 8))
    for holidays, last_day in ((Holidays(), date(2026, 10, 5)), (Holidays(off), date(2026, 10, 8))):
        (found,) = [
            one for one in deadlines(person, person.measures[0], served_on, holidays) if one.rule == "report_in"
        ]
        assert found.last_day == last_day
    saturday = Person((Measure(served_on=date(2026, 9, 25)),), OPENED)
    made_up = Holidays(off, frozenset({date(2026, 10, 10)}))
    (found,) = [one for one in deadlines(saturday, saturday.measures[0], served_on, made_up) if one.rule == "report_in"]
    assert found.last_day == date(2026, 10, 10)


def test_an_accepted_reason_gives_fifteen_more_days() -> None:
    notices = (Notice(date(2026, 3, 17), "正当理由认定"),)
    person = Person((Measure(served_on=date(2026, 3, 2)),), OPENED, notices=notices)
    (found,) = [
        one for one in deadlines(person, person.measures[0], date(2026, 3, 20), Holidays()) if one.rule == "report_in"
    ]
    assert (found.last_day, found.state) == (date(2026, 4, 1), "due")


def test_the_second_reading_imports_nothing_of_the_program() -> None:
    files = sorted((Path(__file__).parent / "oracle").glob("*.py"))
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in files]
    modules = [one.module or "" for tree in trees for one in ast.walk(tree) if isinstance(one, ast.ImportFrom)]
    modules += [
        name.name for tree in trees for one in ast.walk(tree) if isinstance(one, ast.Import) for name in one.names
    ]
    assert len(modules) > 10
    assert not [module for module in modules if module.split(".")[0] in ("store", "tui")]
