"""The route sheet says who is visited where, and nothing from which anybody could learn why."""

import dataclasses
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from store.desk.plan import PlannedVisit, planned, save_plan
from store.desk.records import TABLES, add
from store.fields import Choice, Choices, Day, Declared, declared_fields
from store.model.assessment import Assessment
from store.model.assignment import Assignment
from store.model.drug_test import DrugTest
from store.model.measure import Measure
from store.model.person import Person
from store.model.plan import Plan
from store.model.visit import Visit
from store.sheets.called import called
from store.sheets.page import DEMO_MARK
from store.sheets.route_sheet import alike, route_sheet
from store.vault.cipher import Connection
from store.vault.unit_of_work import unit_of_work
from tests.ledger import OFFICE, TODAY, act, new_ledger

SHOWN = {"agreed_name", "village", "village_group"}
OWNED = (Measure, Visit, DrugTest, Assessment, Assignment)
SOME_DAY = date(1987, 6, 5)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Connection]:
    connection = new_ledger(tmp_path)
    yield connection
    connection.close()


def marker(record_type: type, field: Declared) -> Any:
    """A value of the field that could be found again: words where the field takes any, else a word of its list."""
    match field.type:
        case Day():
            return SOME_DAY
        case Choice(options=options):
            return options[-1]
        case Choices(options=options):
            return options
        case _:
            return f"记号[{record_type.__name__}.{field.name}]" if field.type.sql == "TEXT" else 36


def marked(record_type: Any, **values: Any) -> Any:
    """A record in which every field holds something."""
    return record_type(**{field.name: marker(record_type, field) for field in declared_fields(record_type)} | values)


def visits_of_somebody(connection: Connection, agreed_name: str | None) -> tuple[PlannedVisit, ...]:
    """One planned visit of a person about whom everything there can be is recorded."""
    with unit_of_work(connection, act()) as unit:
        person = add(unit, [marked(Person, agreed_name=agreed_name)])[0]
        for record_type in OWNED:
            add(unit, [marked(record_type, person_id=person.id, **OPEN.get(record_type, {}))])
    save_plan(connection, act(), [marked(Plan, person_id=person.id, day=TODAY, helper="王强")])
    return planned(connection, TODAY, TODAY)


OPEN: dict[type, dict[str, None]] = {Measure: {"closed_on": None, "close_reason": None}}


@pytest.mark.parametrize("agreed_name", ["记号[Person.agreed_name]", None])
def test_nothing_but_place_and_agreed_name_is_on_it(ledger: Connection, agreed_name: str | None) -> None:
    document = route_sheet(OFFICE, visits_of_somebody(ledger, agreed_name))
    found = set(re.findall(r"记号\[(\w+\.\w+)\]", document))
    assert found == {f"Person.{name}" for name in SHOWN if name != "agreed_name" or agreed_name}
    assert SOME_DAY.isoformat() not in document


def test_no_word_of_measures_tests_or_visits_is_on_it(ledger: Connection) -> None:
    document = route_sheet(OFFICE, visits_of_somebody(ledger, "三木"))
    fields = [field for record_type in TABLES for field in declared_fields(record_type)]
    words = {word for field in fields if isinstance(field.type, Choice | Choices) for word in field.type.options}
    words = {word for word in words if len(word) > 1} | {"毒", "检测", "措施", "社区"}
    assert len(words) > 60
    # The title says that somebody is visited; which visits are owed, it does not say.
    assert {word for word in words if word in document.replace("走访路线单", "").replace("走访人", "")} <= {"走访"}
    rows = document.split("<tbody>")[1].split("</tbody>")[0]
    assert [word for word in words if word in rows] == []


def test_neither_ids_nor_uids_are_on_it(ledger: Connection) -> None:
    visits = visits_of_somebody(ledger, "三木")
    document = route_sheet(OFFICE, visits)
    uids = [uid for table in ("person", "plan", "measure") for (uid,) in ledger.execute(f"SELECT uid FROM {table}")]
    assert len(uids) == 3
    assert not any(uid in document for uid in uids)


def visit(
    name: str = "岩三木",
    *,
    agreed_name: str | None = None,
    village: str = "岳宋村",
    group: str | None = "1组",
    day: date = TODAY,
    helper: str | None = "王强",
) -> PlannedVisit:
    return PlannedVisit(Plan(day=day, helper=helper, contents=("见面",)), name, agreed_name, village, group)


def lines(document: str) -> list[list[str]]:
    """The cells of every line, over all sheets."""
    return [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in re.findall(r"<tr><td.*?</tr>", document)]


def test_lines_stand_in_walking_order_with_room_for_time_and_notes() -> None:
    visits = [visit("岩块", group="10组"), visit("娜叶", group="2组"), visit("艾块", village="班帅村", group=None)]
    assert lines(route_sheet(OFFICE, visits)) == [
        ["1", "娜某", "岳宋村2组", "", ""],
        ["2", "岩某", "岳宋村10组", "", ""],
        ["3", "艾某", "班帅村", "", ""],
    ]


def test_each_helper_and_day_has_a_sheet() -> None:
    tomorrow = TODAY + timedelta(days=1)
    visits = [visit(helper=None), visit(day=tomorrow), visit(helper="刀明"), visit(), visit("娜叶")]
    sheets = route_sheet(OFFICE, visits).split("<section>")[1:]
    assert [len(lines(sheet)) for sheet in sheets] == [1, 2, 1, 1]
    heads = [re.findall(r"<span>(.*?)</span>", sheet) for sheet in sheets]
    assert heads[1] == ["岳宋乡", "2026-11-22 周日", "走访人 王强", "共 2 处"]
    assert [head[2] for head in heads] == ["走访人 刀明", "走访人 王强", "走访人 ____________", "走访人 王强"]
    assert [head[1] for head in heads] == [*["2026-11-22 周日"] * 3, "2026-11-23 周一"]


def test_no_visit_is_no_sheet() -> None:
    assert "<section>" not in route_sheet(OFFICE, [])


def test_the_sheet_of_a_demo_township_says_so() -> None:
    assert DEMO_MARK in route_sheet(dataclasses.replace(OFFICE, demo=True), [visit()])
    assert DEMO_MARK not in route_sheet(OFFICE, [visit()])


@pytest.mark.parametrize(
    ("name", "agreed_name", "expected"),
    [
        ("岩三木", "三木哥", "三木哥"),
        ("岩三木", None, "岩某"),
        ("岩三木", "", "岩某"),
        ("岩三木", "  ", "岩某"),
        ("欧阳修", None, "欧阳某"),
        ("欧阳", None, "欧某"),
        ("单文华", None, "单某"),
        ("阿卜杜·热合曼", None, "阿某"),
        ("𠮷田", None, "𠮷某"),
        ("岩", None, "岩某"),
    ],
)
def test_who_has_no_agreed_name_is_called_by_the_surname(name: str, agreed_name: str | None, expected: str) -> None:
    assert called(name, agreed_name) == expected


def test_people_whose_lines_read_the_same_are_named_before_printing() -> None:
    same = [visit("岩三木"), visit("岩块")]
    others = [visit("岩惹", group="2组"), visit("岩嘎", helper="刀明"), visit("岩保", agreed_name="保哥")]
    assert {each.name for each in alike([*same, *others])} == {"岩三木", "岩块"}
    assert alike(others) == ()
