"""Windows and terms against the slow count of every single day."""

import ast
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from store.desk.policies import default_policies
from store.rules.schedule import schedule
from store.rules.state import State
from store.rules.windows import Window
from tests.laws.day_by_day import CountedTerm, CountedWindow, Life, counted_term, counted_windows
from tests.laws.lives import as_case, lives


def _counted(window: Window) -> CountedWindow:
    return CountedWindow(
        window.rule,
        window.start,
        window.end,
        window.ordinal,
        window.of,
        window.required,
        window.active_days,
        window.state.value,
    )


@given(lives())
def test_windows_and_term_agree_with_the_count_of_every_day(drawn: tuple[Life, date]) -> None:
    life, today = drawn
    found = schedule(as_case(life), default_policies(), today)
    assert found.term is not None
    assert CountedTerm(
        found.term.nominal_end, found.term.term_end, found.term.end, found.term.provisional
    ) == counted_term(life, today)
    assert [_counted(window) for window in found.windows] == counted_windows(life, today)


@given(lives())
def test_the_windows_of_a_series_lie_end_to_end_over_the_term(drawn: tuple[Life, date]) -> None:
    life, today = drawn
    found = schedule(as_case(life), default_policies(), today)
    assert found.term is not None
    for rule in default_policies().rules:
        laid = [window for window in found.windows if window.rule == rule]
        assert all(before.end == after.start for before, after in pairwise(laid))
        assert all(window.start < window.end for window in laid)
        if laid:
            assert (laid[0].start, laid[-1].end) == (found.term.start, found.term.end)


@given(lives(), st.integers(1, 500))
def test_a_missed_window_stays_missed_as_the_days_go_by(drawn: tuple[Life, date], days: int) -> None:
    life, today = drawn
    case = as_case(life)
    was_taken_over = {life.taken_over_on, life.transfer_decided_on} != {None}
    before = {
        (window.rule, window.ordinal): (window.start, window.end)
        for window in schedule(case, default_policies(), today).windows
        if window.state is State.MISSED
    }
    after = {
        (window.rule, window.ordinal): (window.start, window.end)
        for window in schedule(case, default_policies(), today + timedelta(days=days)).windows
        if window.state is State.MISSED or (was_taken_over and window.state is State.EXCUSED)
    }
    assert before.items() <= after.items()


@given(lives())
def test_the_record_that_satisfies_a_window_lies_in_it(drawn: tuple[Life, date]) -> None:
    life, today = drawn
    case = as_case(life)
    days = {record.uid: record.day for records in (case.visits, case.tests, case.assessments) for record in records}
    for window in schedule(case, default_policies(), today).windows:
        assert (window.by is not None) == (window.state is State.DONE)
        if window.by is not None:
            assert window.start <= days[window.by] < window.end
            assert days[window.by] <= today


def test_the_drawn_lives_reach_every_state_of_every_series() -> None:
    seen: Counter[tuple[str, State]] = Counter()

    @given(lives())
    def count(drawn: tuple[Life, date]) -> None:
        life, today = drawn
        seen.update(
            (window.rule, window.state) for window in schedule(as_case(life), default_policies(), today).windows
        )

    count()
    states = {State.DONE, State.EXCUSED, State.UPCOMING, State.DUE, State.MISSED}
    assert set(seen) == {(rule, state) for rule in default_policies().rules for state in states}


def test_the_slow_count_knows_nothing_of_the_program() -> None:
    tree = ast.parse(Path(__file__).with_name("day_by_day.py").read_text(encoding="utf-8"))
    modules = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    modules += [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    assert modules
    assert not [module for module in modules if module.split(".")[0] in ("store", "tui")]
