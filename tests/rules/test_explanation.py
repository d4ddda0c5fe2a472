"""漏项说明: an explained miss leaves the list to be explained, and still counts in a row."""

from datetime import date

import pytest

from store.desk.policies import default_policies
from store.model.notice import Notice
from store.rules.explanation import window_name
from store.rules.worklist import misses
from tests.rules.facts import at, case, notice, rehabilitation

TODAY = date(2026, 11, 22)
MEASURE = rehabilitation(date(2026, 6, 15))
FACTS = case(MEASURE, in_use_from=date(2026, 11, 1))
MEETINGS = [date(2026, 11, 2), date(2026, 11, 9)]


def unexplained(*notices: Notice, today: date = TODAY) -> list[tuple[str, date | None]]:
    found = misses(at(FACTS, today), MEASURE, default_policies(), today, notices)
    return [(each.rule, each.start) for each in found]


ALL = unexplained()


def test_without_an_explanation_every_miss_is_listed() -> None:
    assert [("talk", date(2026, 11, 1)), *(("meeting", day) for day in MEETINGS)] == ALL


@pytest.mark.parametrize("number", ["见面 2026-11-09", " 见面  2026-11-09 "])
def test_a_number_that_names_a_window_explains_that_window_alone(number: str) -> None:
    assert unexplained(notice(TODAY, "漏项说明", document_number=number)) == ALL[:-1]


@pytest.mark.parametrize("number", ["见面 2026-11-10", "走访 2026-11-09", "谈话 2026-11-31"])
def test_a_name_no_miss_bears_explains_nothing(number: str) -> None:
    assert unexplained(notice(TODAY, "漏项说明", document_number=number)) == ALL


# The half month and the week of the 9th both end with the 15th: on that day they still run.
@pytest.mark.parametrize("number", [None, "岳禁〔2026〕7号", "说明 2026-11-09"])
@pytest.mark.parametrize(("day", "left"), [(8, ALL), (9, [ALL[0], ALL[2]]), (15, [ALL[0], ALL[2]]), (16, [])])
def test_any_other_explains_all_that_was_over_on_its_day(
    number: str | None, day: int, left: list[tuple[str, date | None]]
) -> None:
    assert unexplained(notice(date(2026, 11, day), "漏项说明", document_number=number)) == left


def test_other_matters_and_an_explanation_of_tomorrow_explain_nothing() -> None:
    assert unexplained(notice(TODAY, "其他")) == ALL
    assert unexplained(notice(date(2026, 11, 23), "漏项说明")) == ALL


def test_an_explained_miss_still_counts_in_a_row() -> None:
    explained = notice(TODAY, "漏项说明", document_number=window_name("见面", MEETINGS[1]))
    found = misses(at(FACTS, TODAY), MEASURE, default_policies(), TODAY, (explained,))
    assert {each.missed_in_a_row for each in found if each.rule == "meeting"} == {2}
