"""The worklist as 今日 shows it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from store.desk.worklist import DueItem, PersonLine
from store.rules.state import State
from store.rules.worklist import Obligation
from tui.person_line import person_line
from tui.today_list import (
    LATER_KEY,
    Section,
    by_person,
    chip,
    counts,
    listed,
    matching,
    one_by_one,
    section_of,
)

TODAY = date(2026, 11, 22)
PERSON = PersonLine(
    1, "u1", "岩三木", "男", date(1992, 3, 4), "530897199203040018", "13800000021", "班帅村", "2组", "B07",
    "社区戒毒", date(2026, 6, 15),
)  # fmt: skip


def due(days: int | None, rule: str = "meeting", label: str = "见面", level: int = 1, missed: int = 0) -> Obligation:
    """An obligation whose last day is ``days`` from today."""
    last_day = None if days is None else TODAY + timedelta(days=days)
    state = State.OVERDUE if days is not None and days < 0 else State.DUE
    return Obligation(rule, label, None, None, last_day, state, 6, 22, days, level, missed, "依据")


@pytest.mark.parametrize(
    ("days", "section"),
    [
        (-1, Section.OVERDUE),
        (0, Section.TODAY),
        (1, Section.SOON),
        (7, Section.SOON),
        (8, Section.LATER),
        (None, Section.UNDATED),
    ],
)
def test_headings(days: int | None, section: Section) -> None:
    assert section_of(due(days), TODAY) is section


def test_one_line_a_person_most_urgent_first() -> None:
    items = [DueItem(PERSON, due(8, "talk", "谈话", level=3)), DueItem(PERSON, due(0)), DueItem(PERSON, due(-2))]
    (line,) = by_person(items, TODAY)
    assert [o.last_day for o in line.obligations] == [TODAY + timedelta(days=days) for days in (-2, 0, 8)]
    assert (line.section, line.level) == (Section.OVERDUE, 3)


def test_within_a_heading_the_higher_level_then_the_earlier_day_comes_first() -> None:
    people = [replace(PERSON, id=number, name=name) for number, name in enumerate(("甲", "乙", "丙"), 1)]
    items = [DueItem(people[0], due(5)), DueItem(people[1], due(3)), DueItem(people[2], due(6, level=2))]
    assert [line.person.name for line in by_person(items, TODAY)] == ["丙", "乙", "甲"]


def test_nobody_is_lost_between_headings() -> None:
    people = [replace(PERSON, id=number) for number in range(40)]
    items = [DueItem(person, due(None if person.id == 7 else person.id - 5)) for person in people]
    lines = by_person(items, TODAY)
    assert sorted(line.person.id for line in lines) == list(range(40))
    opened = listed(lines, TODAY, later_open=True)
    assert sum(not row.heading for row in opened.listed) == 40
    assert sum(counts(lines).values()) == 40


def test_later_is_folded_and_says_how_many() -> None:
    lines = by_person([DueItem(PERSON, due(20)), DueItem(replace(PERSON, id=2), due(30))], TODAY)
    (fold,) = listed(lines, TODAY, later_open=False).listed
    assert (fold.key, fold.selectable, fold.cells) == (LATER_KEY, True, ("以后 (2)  Enter 展开",))
    assert len(listed(lines, TODAY, later_open=True).listed) == 3


def test_one_by_one_gives_each_obligation_its_own_level() -> None:
    lines = one_by_one([DueItem(PERSON, due(0)), DueItem(PERSON, due(2, "talk", "谈话", level=2))], TODAY)
    assert [(line.key, line.level) for line in lines] == [((1, "meeting"), 1), ((1, "talk"), 2)]


def test_filters_by_village_and_level() -> None:
    lines = by_person(
        [DueItem(PERSON, due(0)), DueItem(replace(PERSON, id=2, village="岳宋村"), due(0, level=2))], TODAY
    )
    assert [line.person.id for line in matching(lines, "班帅村", None)] == [1]
    assert [line.person.id for line in matching(lines, None, 2)] == [2]
    assert len(matching(lines, None, None)) == 2
    assert matching(lines, "班帅村", 2) == ()


@pytest.mark.parametrize(
    ("obligation", "words"),
    [
        (due(-6, "report_in", "报到"), "报到 逾期6天 11-16止"),
        (due(0, missed=4), "见面 连漏4 今天止"),
        (due(22, "test", "定期检测", missed=1), "检测 6/22 连漏1 12-14"),
        (due(8, "talk", "谈话"), "谈话 11-30"),
        (due(60, "assessment", "评估"), "评估 2027-01-21"),
        (due(None, "facts_missing", "缺要素"), "缺要素"),
    ],
)
def test_chips(obligation: Obligation, words: str) -> None:
    assert chip(obligation, TODAY) == words


def test_the_line_of_a_person_shows_no_number_in_full() -> None:
    line = person_line(PERSON, None, TODAY)
    assert line == "岩三木 男 34岁 社区戒毒 第1年 网格 B07 电话尾号 0021 未检测过"
    assert "13800000021" not in line
    assert "530897" not in line


def test_the_year_of_the_measure_turns_on_its_day() -> None:
    assert "第1年" in person_line(PERSON, None, date(2027, 6, 14))
    assert "第2年" in person_line(PERSON, None, date(2027, 6, 15))
    assert "未报到" in person_line(replace(PERSON, reported_on=None), None, TODAY)
    of_society = replace(PERSON, reported_on=None, category="社会面管理")
    assert "未报到" not in person_line(of_society, None, TODAY), "nobody asks for a report"
