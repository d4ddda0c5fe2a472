"""The sheets of the four levels: what the village may read, and what it never does."""

import dataclasses
import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from store.desk.contacts import record_test
from store.desk.escalated import escalated
from store.desk.office import load_office
from store.desk.records import add, change, load
from store.model.assignment import Assignment
from store.model.drug_test import DrugTest
from store.model.measure import Measure
from store.model.person import Person
from store.model.supervision import Supervision
from store.rules.worklist import Obligation
from store.sheets.level_sheet import TASKS, alike, supervision_sheet, task_sheet, tasks
from store.vault.cipher import Connection
from store.vault.unit_of_work import unit_of_work
from tests.ledger import OFFICE, TODAY, act, new_ledger

REPORTED = date(2026, 6, 15)
HEALTH_WORDS = (
    "毒", "社戒", "社康", "康复", "检测", "尿检", "毛发", "阳性", "阴性", "吸", "措施", "复检", "评估", "风险", "公安",
    "解除",
)  # fmt: skip


def settled(connection: Connection, name: str, category: str, **facts: object) -> Person:
    """Somebody under a measure since June whom nobody has seen for two whole weeks."""
    from store.model.visit import Visit

    with unit_of_work(connection, act("settle")) as unit:
        person = add(unit, [Person(name=name, village="岳宋村", village_group="1组", phone="13800001111")])[0]
        term = {"term_months": 36} if category == "社区康复" else {}
        measure = Measure(
            person_id=person.id, category=category, served_on=REPORTED, reported_on=REPORTED, agreement_on=REPORTED,
            **{**term, **facts},  # type: ignore[arg-type]  # facts of the test
        )  # fmt: skip
        add(unit, [measure])
        days = [REPORTED + timedelta(days=7 * week) for week in range(20)]
        add(
            unit,
            [
                Visit(
                    person_id=person.id,
                    day=day,
                    mode="见面",
                    contents=("见面", "谈话", "走访", "汇报"),
                    result="已见到",
                )
                for day in days
            ],
        )
        add(unit, [Assignment(person_id=person.id, role="网格员", helper="王强", started_on=REPORTED)])
    return person


def took_tests(connection: Connection, person: Person, *results: tuple[date, str]) -> None:
    for day, result in results:
        test = DrugTest(person_id=person.id, day=day, sample="毛发", kind="定期", result=result)
        if result == "阳性":
            test = dataclasses.replace(test, confirmation="确认", confirmed_on=day)
        record_test(connection, act("test"), test)


def sheets(connection: Connection) -> dict[int, str]:
    office = load_office(connection)
    return {level: task_sheet(office, escalated(connection, TODAY, level), TODAY) for level in (1, 2)}


def lives() -> list[tuple[str, tuple[tuple[date, str], ...]]]:
    """Measures and tests of every result, due, missed and refused."""
    autumn = (date(2026, 9, 20), date(2026, 10, 20))
    return [
        ("社区戒毒", ()),
        ("社区康复", ()),
        ("社区戒毒", tuple((day, "阴性") for day in (*autumn, date(2026, 11, 18)))),
        ("社区康复", tuple((day, "阳性") for day in autumn)),
        ("社区戒毒", ((date(2026, 11, 21), "阳性"),)),
        ("社区康复", tuple((day, result) for day in autumn for result in ("拒检", "逃避"))),
        ("社区戒毒", ((date(2026, 11, 2), "未到"),)),
    ]


def test_people_who_differ_in_measure_and_tests_have_the_same_sheet_byte_for_byte(tmp_path: Path) -> None:
    found = set()
    for number, (category, results) in enumerate(lives()):
        connection = new_ledger(tmp_path / str(number))
        took_tests(connection, settled(connection, "岩三木", category), *results)
        found.add(tuple(sheets(connection).items()))
        connection.close()
    assert len(found) == 1
    assert "见面" in dict(found.pop())[2]


def test_no_health_word_no_number_and_no_full_name_stands_on_them(tmp_path: Path) -> None:
    connection = new_ledger(tmp_path)
    for number, (category, results) in enumerate(lives()):
        took_tests(connection, settled(connection, f"岩三{'甲乙丙丁戊己庚'[number]}", category), *results)
    with unit_of_work(connection, act("settle")) as unit:
        person = add(
            unit, [Person(name="李建国", village="岳宋村", id_number="532522199003040026", phone="13800001111")]
        )[0]
        add(unit, [Measure(person_id=person.id, category="社区戒毒", served_on=date(2026, 11, 18))])
    for page in sheets(connection).values():
        text = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
        assert [word for word in HEALTH_WORDS if word in text] == []
        assert [each.name for each in load(connection, Person) if each.name in text] == []
        assert re.findall(r"\d{5,}", text) == []
    assert "请到乡镇" in sheets(connection)[1], "who has to report in is asked to come"
    connection.close()


def test_an_agreed_name_is_what_the_sheet_says(tmp_path: Path) -> None:
    connection = new_ledger(tmp_path)
    first, second = (settled(connection, name, "社区戒毒") for name in ("岩三木", "岩三块"))
    assert {each.person.name for each in alike(escalated(connection, TODAY, 2))} == {"岩三木", "岩三块"}
    with unit_of_work(connection, act("amend")) as unit:
        change(unit, first, dataclasses.replace(first, agreed_name="大岩"))
    page = sheets(connection)[2]
    assert "大岩" in page
    assert "岩某" in page
    assert alike(escalated(connection, TODAY, 2)) == ()
    assert second.name not in page
    connection.close()


@pytest.mark.parametrize(
    "rule", ["test", "recheck", "police_report", "assessment", "discharge", "seal", "facts_missing"]
)
def test_what_hangs_on_a_measure_or_a_test_is_no_task_for_the_village(rule: str) -> None:
    assert rule not in TASKS


def test_several_obligations_make_each_task_once() -> None:
    from store.rules.state import State

    due = [
        Obligation(rule, rule, TODAY, None, TODAY, State.DUE, None, None, 0, 1, 0, "")
        for rule in ("meeting", "talk", "test", "home_visit")
    ]
    assert tasks(due) == ("见面", "走访")


def test_a_paper_of_the_upper_levels_says_by_when_to_reply() -> None:
    paper = Supervision(
        issued_on=TODAY, level="四级", village="岳宋村", addressee="岳宋乡", items="李某  报到\n岩某  <b>见面",
        reply_due=date(2026, 11, 29),
    )  # fmt: skip
    page = supervision_sheet(OFFICE, paper)
    assert "请在 2026-11-29 前书面回复" in page
    assert "岩某  &lt;b&gt;见面" in page
    assert page.count("<section>") == 1
