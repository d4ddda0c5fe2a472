"""Keys that come in one burst, as they do over a slow line: a screen ends once, and never in the place of another."""

import asyncio
from pathlib import Path

from textual.pilot import Pilot

from store.desk.records import load
from store.model.drug_test import DrugTest
from tests.tui.office import application, reopened
from tests.tui.screen_text import SIZE, press, screen_text, settled, unlock, write
from tests.tui.strokes import key_event
from tui.app import OfficeApp
from tui.screens.assessment_form import AssessmentForm
from tui.screens.help import HelpScreen
from tui.screens.question import QuestionScreen
from tui.screens.test_form import TestForm
from tui.screens.today import TodayScreen
from tui.widgets.day_entry import DayEntry
from tui.widgets.path_entry import PathEntry


def send(app: OfficeApp, *keys: str) -> None:
    """Send all of them at once."""
    for key in keys:
        app.post_message(key_event(key).set_sender(app))


async def burst(pilot: Pilot[None], *keys: str) -> None:
    """Send all of them at once, then let them have their effect."""
    assert isinstance(pilot.app, OfficeApp)
    send(pilot.app, *keys)
    for _ in range(3):
        await settled(pilot)


async def test_a_question_asked_twice_ends_the_form_once(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "f5", "enter", "enter", "enter", "enter")
        await write(pilot, "ab")
        await burst(pilot, "escape", "escape")
        await press(pilot, *["f2"] * sum(isinstance(screen, QuestionScreen) for screen in app.screen_stack))
        assert isinstance(app.screen, TodayScreen)


async def test_a_key_pressed_twice_asks_once(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "f5", "enter", "enter", "enter", "enter")
        await write(pilot, "ab")
        await burst(pilot, "escape", "escape")
        assert [isinstance(screen, QuestionScreen) for screen in app.screen_stack[-2:]] == [False, True]


async def test_a_form_that_is_saved_below_the_help_ends_when_the_help_is_closed(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "f6", "1")
        await burst(pilot, "f2", "f1")
        if isinstance(app.screen, HelpScreen):
            await press(pilot, "escape")
        assert isinstance(app.screen, TodayScreen)
        assert "已保存" in screen_text(app)
    with reopened(vault_folder) as vault:
        newest = next(iter(load(vault.connection, DrugTest, "ORDER BY id DESC LIMIT 1")))
    assert newest.result == "阴性"


async def test_a_day_emptied_between_f2_and_the_saving_is_asked_for(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "ctrl+e", "1")
        form = app.screen
        assert isinstance(form, AssessmentForm)
        form.action_save()
        day = form.entries["day"]
        assert isinstance(day, DayEntry)
        day.value = ""
        await settled(pilot)
        assert app.screen is form
        assert "还缺: 日期" in screen_text(app)


async def test_a_key_for_an_entry_below_another_screen_is_carried_out_by_nobody(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "5", "home", "enter")
        entry = app.screen.query_one(PathEntry)
        await press(pilot, "ctrl+p")
        palette = app.screen
        entry.post_message(key_event("down"))
        await settled(pilot)
        assert app.screen is palette


async def test_a_screen_asked_to_end_below_another_waits_for_it(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "f6")
        form = app.screen
        assert isinstance(form, TestForm)
        await press(pilot, "f1")
        form.dismiss("已保存: 一条")
        form.dismiss("已保存: 又一条")
        await settled(pilot)
        assert isinstance(app.screen, HelpScreen), "what she reads is not taken away"
        await press(pilot, "escape")
        await settled(pilot)
        assert isinstance(app.screen, TodayScreen)
        assert "已保存" in screen_text(app)


async def test_a_key_right_behind_the_one_that_opens_a_screen_finds_it_there(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await burst(pilot, "ctrl+p", "down", "enter")
        assert isinstance(app.screen, TodayScreen)
        assert app.focused is app.screen.query_one("#village"), "the second command, 筛选, was carried out"


async def test_no_key_opens_a_screen_in_a_program_that_is_being_left(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "escape")
        send(app, "enter", "ctrl+f", "escape", "7", "enter", "1")
        while app.is_running:
            await asyncio.sleep(0.01)
    assert app.return_code == 0
