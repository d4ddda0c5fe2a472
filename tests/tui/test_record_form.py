"""One form for every kind of record: made from the declarations, for a new record and for correcting a recorded one."""

import dataclasses
from datetime import date
from functools import partial
from pathlib import Path

from textual.pilot import Pilot

from store.desk.case_events import EVENTS
from store.desk.contacts import amend_test
from store.desk.drafts import DraftKey, drafts, drop_draft
from store.desk.records import add, change, load
from store.desk.voiding import void
from store.desk.worklist import PersonLine
from store.model.assessment import Assessment
from store.model.assignment import Assignment
from store.model.drug_test import DrugTest
from store.model.inquiry import Inquiry
from store.model.measure import Measure
from store.model.plan import Plan
from store.model.visit import Visit
from store.vault.cipher import Connection
from store.vault.unit_of_work import Act, unit_of_work
from tests.tui.office import ACT, TODAY, Life, application, make_vault, reopened
from tests.tui.screen_text import SIZE, assert_snapshot, press, screen_lines, screen_text, unlock, write
from tui.app import OfficeApp
from tui.entering import record_forms
from tui.record_form import RecordForm
from tui.screens.assessment_form import AssessmentForm
from tui.screens.person import PersonScreen
from tui.screens.test_form import TestForm
from tui.screens.today import TodayScreen
from tui.screens.visit_form import VisitForm
from tui.widgets.choice_entry import ChoiceEntry
from tui.widgets.field_row import FieldRow
from tui.widgets.text_entry import TextEntry

AMEND = dataclasses.replace(ACT, action="amend")


async def open_records(pilot: Pilot[None]) -> None:
    """The records of 岩三木: a visit on 11-09 and one on 11-02, a test of 11-02 to which nobody came."""
    await unlock(pilot)
    await press(pilot, "down", "down", "enter", "right")


def go_to(app: OfficeApp, label: str) -> None:
    """Put the cursor into the field with this label."""
    app.screen.set_focus(next(row.entry for row in app.screen.query(FieldRow) if row.label == label))


def only_test(folder: Path) -> DrugTest:
    with reopened(folder) as vault:
        return load(vault.connection, DrugTest, "WHERE day = '2026-11-02'")[0]


def labels(app: OfficeApp) -> list[str]:
    return [row.label for row in app.screen.query(FieldRow)]


async def test_a_recorded_test_is_corrected_undone_and_stands_in_the_history(vault_folder: Path) -> None:
    before = only_test(vault_folder)
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_records(pilot)
        await press(pilot, "down", "down", "f4")
        assert isinstance(app.screen, TestForm)
        assert "更正检测记录    岩三木  班帅村2组    原记 11-02 检测 未到" in screen_text(app)
        assert "还没有改动" in screen_text(app)
        await press(pilot, "1")
        assert "会完成: 检测 第5次 10-15至11-14" in screen_text(app)
        assert "更正: 结果 未到 改为 阴性" in screen_text(app)
        await press(pilot, "f2")
        assert "已更正: 岩三木 11-02 检测 阴性" in screen_text(app)
        assert "> 11-02        检测 定期 尿液 阴性" in screen_text(app), "the cursor stays on what was corrected"
        await press(pilot, *["right"] * 4)
        assert "李敏  改动 2026-11-02 检测 (修改)  结果 未到 改为 阴性" in screen_text(app)
        await press(pilot, "ctrl+g")
        assert "将撤回 11-22 09:30 李敏的修改: 岩三木 改动检测1?" in screen_text(app)
        await press(pilot, "enter")
    assert only_test(vault_folder) == before


async def test_a_correction_says_what_it_unsettles(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_records(pilot)
        await press(pilot, "f4", "enter", "enter", "enter", "2")
        assert isinstance(app.screen, VisitForm)
        assert "不再算完成: 见面 11-09至11-15(已漏)" in screen_text(app)
        assert_snapshot(app, "correction")


async def test_a_correction_is_checked_as_a_new_record_is(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_records(pilot)
        await press(pilot, "f4")
        day = app.focused
        assert isinstance(day, TextEntry)
        for typed, said in (("2026-11-23", "还没到"), ("2.30", "看不懂这个日期")):
            day.value = typed
            await press(pilot, "f2")
            assert isinstance(app.screen, VisitForm)
            assert said in screen_text(app)
        day.value = "1990-01-01"
        await press(pilot, "f2")
        assert "日期早于出生" in screen_text(app)


async def test_nothing_changed_is_said_and_no_unit_of_work(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_records(pilot)
        await press(pilot, "f4", "f2")
        assert "没有改动: 岩三木 11-09" in screen_text(app)
        await press(pilot, "f4", "escape")
        assert isinstance(app.screen, PersonScreen), "nothing was typed, nothing is asked"


async def test_what_was_changed_or_voided_meanwhile_is_refused_in_words(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_records(pilot)
        await press(pilot, "down", "down", "f4", "1")
        test = only_test_in(app)
        other = dataclasses.replace(test, note="未接电话")
        await app.session.write(partial(amend_test, act=AMEND, old=test, new=other))
        await press(pilot, "f2")
        assert "记录已变" in screen_text(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, TestForm), "what was typed is still there"
        await app.session.write(partial(void, act=AMEND, record=other, reason="记重了"))
        await press(pilot, "f2")
        assert "记录已变" in screen_text(app)
    with reopened(vault_folder) as vault:
        assert load(vault.connection, DrugTest, "WHERE day = '2026-11-02'") == []


def only_test_in(app: OfficeApp) -> DrugTest:
    """The record that the form on the screen corrects."""
    assert isinstance(app.screen, RecordForm)
    record = app.screen._recorded
    assert isinstance(record, DrugTest)
    return record


async def test_a_voided_record_is_not_corrected(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_records(pilot)
        await press(pilot, "delete")
        await write(pilot, "记重了")
        await press(pilot, "f2", "end", "f4")
        assert isinstance(app.screen, PersonScreen)
        assert "已作废的只留底,不能更正" in screen_text(app)


async def test_what_is_not_touched_stays_exactly_as_it_came_in(tmp_path: Path) -> None:
    odd = {"place": "家中\n后院", "note": "一\n\n二 ", "situation": "\u202e岩"}
    life = Life("岩三木", "班帅村", "2组").visited(date(2026, 11, 9), "见面", **odd)
    folder = make_vault(tmp_path / "vault", (life,))
    app = application(folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "enter", "right", "f4")
        assert labels(app)[-1] == "备注", "what a new visit need not ask for can be corrected too"
        await press(pilot, "enter", "2", "f2")
    with reopened(folder) as vault:
        (visit,) = load(vault.connection, Visit)
    assert {name: getattr(visit, name) for name in odd} == odd
    assert visit.mode == "电话"


async def test_the_draft_of_a_correction_holds_only_what_was_changed(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_records(pilot)
        await press(pilot, "f4")
        go_to(app, "地点")
        await write(pilot, "家中")
        await press(pilot, "enter")
        kept = await app.session.read(drafts)
        assert [draft.content for draft in kept] == [{"地点": "家中"}]
        record = app.screen._recorded if isinstance(app.screen, RecordForm) else None
        assert isinstance(record, Visit)
        assert kept[0].subject == record.uid


async def test_an_assessment_that_is_due_is_recorded_from_today(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "down", "down", "ctrl+e")
        assert isinstance(app.screen, AssessmentForm)
        assert labels(app) == ["风险等级", "日期", "结论", "评估人", "备注"]
        await press(pilot, "2", "enter", "enter")
        await write(pilot, "情绪稳定")
        await press(pilot, "enter")
        await write(pilot, "李敏")
        assert "会完成: 评估 06-15至12-14" in screen_text(app)
        assert_snapshot(app, "assessment_form")
        await press(pilot, "f2")
        assert isinstance(app.screen, TodayScreen)
        assert "已保存: 岩三木 11-22 评估 风险中" in screen_text(app)
    with reopened(vault_folder) as vault:
        (saved,) = load(vault.connection, Assessment)
    assert (saved.day, saved.risk, saved.conclusion, saved.assessor) == (TODAY, "中", "情绪稳定", "李敏")


async def test_f7_asks_what_to_add_and_the_last_assessor_is_remembered(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "down", "down", "enter", "f7", "enter")
        go_to(app, "评估人")
        await write(pilot, "李敏")
        await press(pilot, "f2", "f7", "1")
        assert isinstance(app.screen, AssessmentForm)
        assert "[李敏 " in screen_text(app)
        assert "上次: 11-22 评估" in screen_text(app)
        tier = app.focused
        assert isinstance(tier, ChoiceEntry)
        assert tier.chosen is None, "a tier is never guessed"
        await press(pilot, "escape", "f7", "escape")
        assert isinstance(app.screen, PersonScreen)


async def test_an_assessment_is_corrected(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_records(pilot)
        await press(pilot, "ctrl+e", "2", "f2", "home", "f4")
        assert "更正评估记录" in screen_text(app)
        await press(pilot, "1")
        assert "应办的事不因这次更正改变" in screen_text(app)
        await press(pilot, "f2")
        assert "已更正: 岩三木 11-22 评估 风险高" in screen_text(app)
        assert "风险 高" in screen_text(app)


async def test_a_new_person_is_registered_from_today(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        assert "F7新增" in screen_lines(app)[-1]
        await press(pilot, "f7")
        assert "登记新人" in screen_text(app)


async def test_a_form_that_was_left_while_it_read_ends_quietly(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_records(pilot)
        await press(pilot, "f4")
        form = app.screen
        assert isinstance(form, RecordForm)
        await press(pilot, "escape")
        await form.remove()

        async def read() -> None:
            form.say("读好了")

        await form._guarded(read)
        assert isinstance(app.screen, PersonScreen)


def record_plan(connection: Connection, act: Act, record: Plan, *, draft: DraftKey) -> Plan:
    """As the office would save another kind of record, draft and all."""
    with unit_of_work(connection, act) as unit:
        drop_draft(connection, *draft)
        return add(unit, [record])[0]


def amend_plan(connection: Connection, act: Act, old: Plan, new: Plan, *, draft: DraftKey) -> Plan:
    with unit_of_work(connection, act) as unit:
        change(unit, old, new)
    return new


class PlanForm(RecordForm[Plan]):
    """All that a new kind needs for its form."""

    NAME = "安排"
    RECORD = Plan
    DRAFT = "plan"
    ENTER = staticmethod(record_plan)
    AMEND = staticmethod(amend_plan)


async def test_another_kind_gets_its_form_from_its_declaration(vault_folder: Path) -> None:
    app = application(vault_folder)
    person = PersonLine(3, "uid", "岩三木", None, None, None, None, "班帅村", "2组", None, "社区戒毒", None)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        app.push_screen(PlanForm(app.workplace, person))
        await press(pilot, "f2")
        assert labels(app) == ["安排日期", "走访人", "内容", "备注"]
        assert "还没有保存: 安排日期" in screen_text(app)
        await write(pilot, "12.5")
        assert "2026-12-05 周六" in screen_text(app), "a planned day lies ahead"
        await press(pilot, "enter", "enter", "1", "f2")
        (plan,) = await app.session.read(partial(load, record_type=Plan))
        assert (plan.day, plan.contents, plan.helper) == (date(2026, 12, 5), ("见面",), None)
        app.push_screen(PlanForm(app.workplace, person, recorded=plan))
        await press(pilot, "enter")
        await write(pilot, "李敏")
        assert "更正: 走访人 (空) 改为 李敏" in screen_text(app)
        await press(pilot, "f2")
        assert await app.session.read(partial(load, record_type=Plan)) == [dataclasses.replace(plan, helper="李敏")]


def test_what_is_recorded_of_a_person_has_a_form() -> None:
    assert {form.RECORD for form in record_forms()} == {*EVENTS, Measure, Inquiry, Assignment}
