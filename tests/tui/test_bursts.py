"""Keys that come in one burst, as they do over a slow line: a screen ends once, and never in the place of another."""

import asyncio
import shutil
from pathlib import Path

import pytest
from textual.pilot import Pilot

from store.desk.records import load
from store.model.drug_test import DrugTest
from tests.tui.office import PASSPHRASE, application, reopened
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

Keys = tuple[str, ...]


def send(app: OfficeApp, *keys: str) -> None:
    """Send all of them at once."""
    for key in keys:
        app.post_message(key_event(key).set_sender(app))


async def burst(pilot: Pilot[None], *keys: str) -> None:
    """Send all of them at once, then let them have their effect."""
    assert isinstance(pilot.app, OfficeApp)
    send(pilot.app, *keys)
    await settled(pilot)


TYPED_AHEAD: dict[str, tuple[str, ...]] = {
    "a form, its fields and what is written": (
        "f5", "enter", "enter", "enter", "enter", "h", "ctrl+n", "backspace", "a", "b", "left", "x",
    ),
    "a form saved, the desk exchanged, somebody sought": (
        "f6", "1", "f2", "2", "slash", "a", "b", "backspace", "down", "enter", "tab",
    ),
    "desks and their screens": ("3", "2", "f3", "escape", "4", "1", "5", "escape", "6", "2", "down", "enter", "f8"),
    "help, palette and back": ("f1", "escape", "ctrl+p", "down", "down", "enter", "escape", "down", "down", "enter"),
    "a reason for taking something out": ("enter", "down", "delete", "a", "b", "c", "left", "d"),
    "the key card over the lists": ("ctrl+u", "down", "enter", "escape", "escape", "f1", "escape", "7"),
    "locked, and the passphrase typed at once": ("f12", *PASSPHRASE, "enter", "2", "down"),
}  # fmt: skip


@pytest.mark.parametrize("keys", TYPED_AHEAD.values(), ids=TYPED_AHEAD)
async def test_keys_typed_ahead_do_what_they_do_one_by_one(tmp_path: Path, vault_folder: Path, keys: Keys) -> None:
    copied = Path(shutil.copytree(vault_folder, tmp_path / "copied"))
    shown = []
    for folder, do in ((vault_folder, press), (copied, burst)):
        app = application(folder)
        async with app.run_test(size=SIZE) as pilot:
            await unlock(pilot)
            await do(pilot, *keys)
            shown.append((type(app.screen), app.focused and app.focused.id, screen_text(app)))
    assert shown[0] == shown[1]


async def test_what_she_has_not_read_yet_is_not_answered_by_the_keys_typed_ahead(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "f6", "1")
        await burst(pilot, "f2", "ctrl+g", "f2", "f2", "escape")
        assert isinstance(app.screen, QuestionScreen), "the test is not taken back by keys typed before the question"
    with reopened(vault_folder) as vault:
        newest = next(iter(load(vault.connection, DrugTest, "ORDER BY id DESC LIMIT 1")))
    assert newest.result == "阴性"


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
