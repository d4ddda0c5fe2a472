"""The forms: keys, checks, what is asked before text is lost, and what ends up in the vault."""

from datetime import date
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from store.desk.records import load
from store.model.drug_test import DrugTest
from store.model.visit import Visit
from tests.tui.office import TODAY, application, reopened
from tests.tui.screen_text import SIZE, press, screen_text, settled, unlock, write
from tui.app import OfficeApp
from tui.screens.test_form import TestForm
from tui.screens.today import TodayScreen
from tui.screens.visit_form import VisitForm
from tui.widgets.choice_entry import ChoiceEntry, TickEntry
from tui.widgets.day_entry import DayEntry
from tui.widgets.field_row import FieldRow
from tui.widgets.long_entry import LongEntry
from tui.widgets.text_entry import TextEntry


def entry(app: OfficeApp, label: str) -> TextEntry | LongEntry | ChoiceEntry | TickEntry:
    """The entry of the field with this label."""
    found = next(row.entry for row in app.screen.query(FieldRow) if row.label == label)
    assert isinstance(found, TextEntry | LongEntry | ChoiceEntry | TickEntry)
    return found


async def open_visit(pilot: Pilot[None]) -> None:
    """The visit form of the second person of 今日."""
    await unlock(pilot)
    await press(pilot, "down", "f5")


def newest(folder: Path, record_type: type[Visit] | type[DrugTest]) -> Visit | DrugTest:
    """The record that was saved last."""
    with reopened(folder) as vault:
        found: list[Visit | DrugTest] = [*load(vault.connection, record_type, "ORDER BY id DESC LIMIT 1")]
    return found[0]


async def test_enter_goes_through_every_field_and_stops_at_the_last(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_visit(pilot)
        passed = []
        for _ in range(9):
            passed.append(next(row.label for row in app.screen.query(FieldRow) if row.entry is app.focused))
            await press(pilot, "enter")
        assert passed == ["日期", "方式", "内容", "结果", "地点", "走访人", "情况", "困难诉求", "困难诉求"]
        assert "按 F2 保存" in screen_text(app)


async def test_a_visit_is_kept_as_it_was_typed(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_visit(pilot)
        await write(pilot, "11.20")
        await press(pilot, "enter", "2", "enter", "2", "3", "enter", "enter")
        await write(pilot, "家中")
        await press(pilot, "enter", "enter")
        await write(pilot, "找工作")
        await press(pilot, "ctrl+n")
        await write(pilot, "想学修车")
        await press(pilot, "enter")
        await write(pilot, "缺路费")
        await press(pilot, "f2")
        assert isinstance(app.screen, TodayScreen)
    visit = newest(vault_folder, Visit)
    assert isinstance(visit, Visit)
    assert (visit.day, visit.mode, visit.contents) == (date(2026, 11, 20), "电话", ("见面", "谈话", "走访"))
    assert (visit.result, visit.place, visit.visitors) == ("已见到", "家中", "王强")
    assert (visit.situation, visit.needs) == ("找工作\n想学修车", "缺路费")


async def test_a_visit_and_a_test_take_few_keys(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "down", "f5", "f2")
        await press(pilot, "f6", "1", "f2")
        assert isinstance(app.screen, TodayScreen)
    test = newest(vault_folder, DrugTest)
    assert isinstance(test, DrugTest)
    assert (test.day, test.kind, test.sample, test.result) == (TODAY, "定期", "尿液", "阴性")
    assert (test.testers, test.laboratory) == ("王强", "县中心")


async def test_a_result_is_never_filled_in_beforehand(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "down", "f6", "f2")
        assert isinstance(app.screen, TestForm), "nothing is saved without a result"
        assert "还没有保存: 结果" in screen_text(app)
        assert app.focused is entry(app, "结果")


async def test_what_is_missing_is_named_and_gets_the_focus(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_visit(pilot)
        await press(pilot, "enter", "enter", "1")
        assert "还缺: 内容" in screen_text(app)
        await press(pilot, "enter", "f2")
        assert isinstance(app.screen, VisitForm)
        assert app.focused is entry(app, "内容")


@pytest.mark.parametrize(("typed", "said"), [("2.30", "看不懂这个日期"), ("2026-11-23", "还没到")])
async def test_a_day_that_cannot_be_is_said_while_typing_and_not_saved(
    vault_folder: Path, typed: str, said: str
) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_visit(pilot)
        await write(pilot, typed)
        assert said in screen_text(app)
        await press(pilot, "f2")
        assert isinstance(app.screen, VisitForm)


async def test_escape_asks_only_when_typed_text_would_be_lost(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_visit(pilot)
        await press(pilot, "enter", "2", "escape")
        assert isinstance(app.screen, TodayScreen), "choices are no typed text"
        await press(pilot, "f5", "enter", "enter", "enter", "enter")
        await write(pilot, "家")
        await press(pilot, "escape")
        assert "已输入的文字会丢掉" in screen_text(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, VisitForm)
        assert entry(app, "地点").value == "家"
        await press(pilot, "escape", "f2")
        assert isinstance(app.screen, TodayScreen)


async def test_long_text_leaves_function_keys_to_the_form(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_visit(pilot)
        long = entry(app, "情况")
        assert isinstance(long, LongEntry)
        long.focus()
        await write(pilot, "字")
        await press(pilot, "f6", "f7", "ctrl+z")
        assert (long.text, long.selected_text) == ("字", "")


async def test_digits_and_space_tick_and_a_confirmation_can_be_taken_back(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_visit(pilot)
        await press(pilot, "enter", "right", "enter", "1", "right", "space")
        ticks, mode = entry(app, "内容"), entry(app, "方式")
        assert isinstance(ticks, TickEntry)
        assert isinstance(mode, ChoiceEntry)
        assert (mode.chosen, ticks.ticked) == ("电话", ("谈话",))
        await press(pilot, "escape", "f6", "1")
        confirmation = entry(app, "认定")
        assert isinstance(confirmation, ChoiceEntry)
        confirmation.focus()
        await press(pilot, "2")
        assert "只有阳性才有认定" in screen_text(app)
        await press(pilot, "2")
        assert confirmation.chosen is None


async def test_the_caret_is_reported_where_the_text_is(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_visit(pilot)
        day = entry(app, "日期")
        assert isinstance(day, DayEntry)
        assert app.cursor_position == day.cursor_screen_offset
        assert app.cursor_position == (15, 3)
        await write(pilot, "3.5")
        assert app.cursor_position == (14, 3)
        visitors = entry(app, "走访人")
        assert isinstance(visitors, TextEntry)
        visitors.value = "王强、李敏"
        await settled(pilot)
        assert app.cursor_position == (14, 3), "another field may be filled in meanwhile"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("同上", "地点不能写 同上"),
        ("〔清空〕", "不能写 〔清空〕"),
        ("岩" * 201, "地点太长"),
        ("岩\x1b三", "看不见的控制字符"),
    ],
)
async def test_what_a_ledger_would_refuse_a_form_refuses(vault_folder: Path, typed: str, said: str) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_visit(pilot)
        place = entry(app, "地点")
        assert isinstance(place, TextEntry)
        place.value = typed
        await settled(pilot)
        await press(pilot, "f2")
        assert isinstance(app.screen, VisitForm)
        assert said in screen_text(app)


async def test_a_refused_save_keeps_the_form(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_visit(pilot)
        await app.session.lock()
        await press(pilot, "f2")
        assert "台账已锁定" in screen_text(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, VisitForm)


async def test_a_burst_of_keys_lands_in_the_right_fields(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_visit(pilot)
        for key in (
            "enter",
            "2",
            "enter",
            "2",
            "enter",
            "tab",
            "家",
            "中",
            "backspace",
            "里",
            "tab",
            "tab",
            "病",
            "ctrl+n",
            "了",
        ):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await settled(pilot)
        place, mode = entry(app, "地点"), entry(app, "方式")
        assert isinstance(place, TextEntry)
        assert isinstance(mode, ChoiceEntry)
        assert (mode.chosen, place.value) == ("电话", "家里")
        situation = entry(app, "情况")
        assert isinstance(situation, LongEntry)
        assert situation.text == "病\n了"
