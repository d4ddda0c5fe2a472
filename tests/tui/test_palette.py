"""The palette: what works here, found by name, pinyin or initials, and done as its key would do it."""

from pathlib import Path

import pytest
from textual.screen import Screen

from tests.tui.office import application
from tests.tui.screen_text import SIZE, assert_snapshot, press, screen_lines, screen_text, unlock, write
from tests.tui.test_actions import actions_of, screens
from tui.actions import ACTIONS
from tui.office_screen import OfficeScreen
from tui.palette import entries, matching, reachable
from tui.screens.palette import PaletteScreen
from tui.screens.question import QuestionScreen
from tui.screens.roster import RosterScreen
from tui.screens.today import TodayScreen
from tui.screens.unlock import UnlockScreen
from tui.screens.visit_form import VisitForm
from tui.widgets.desk_line import DESKS


def found(typed: str, *names: str) -> list[str]:
    return [entry.action.id for entry in matching(entries(names or ACTIONS), typed)]


@pytest.mark.parametrize("typed", ["走访", "访", "zoufang", "zf", "ZF", "fang"])
def test_a_command_is_found_by_name_pinyin_and_initials(typed: str) -> None:
    assert "visit" in found(typed)
    assert "lock" not in found(typed)


def test_what_begins_with_the_word_stands_first() -> None:
    assert found("报送", "help", "handing")[0] == "handing"
    assert found("", "help", "visit") == ["help", "visit"]
    assert found("没有这个") == []


@pytest.mark.parametrize("screen", screens(), ids=lambda screen: screen.__name__)
def test_it_lists_every_visible_action_of_every_screen(screen: type[Screen[object]]) -> None:
    listed = {entry.action.id for entry in entries(reachable(screen))}
    assert listed >= {name for name in actions_of(screen) if ACTIONS[name].visible}
    if issubclass(screen, OfficeScreen):
        assert "lock" in listed


async def test_it_opens_everywhere_and_does_what_is_chosen(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "ctrl+p")
        assert_snapshot(app, "palette")
        await write(pilot, "hmc")
        await press(pilot, "enter")
        assert isinstance(app.screen, RosterScreen)
        await press(pilot, "down", "down", "ctrl+p")
        await write(pilot, "zf")
        await press(pilot, "enter")
        assert isinstance(app.screen, VisitForm)
        await press(pilot, "ctrl+p")
        await write(pilot, "baocun")
        await press(pilot, "enter")
        assert isinstance(app.screen, RosterScreen)
        assert "已保存" in screen_text(app)


async def test_arrows_choose_while_she_types_and_escape_changes_nothing(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "ctrl+p", "down", "down")
        assert screen_lines(app)[5].startswith("> 走访")
        await press(pilot, "ctrl+p")
        assert isinstance(app.screen, PaletteScreen), "no palette of the palette"
        await write(pilot, "zzz")
        assert "没有这样的命令" in screen_text(app)
        await press(pilot, "enter", "escape")
        assert isinstance(app.screen, TodayScreen)


async def test_leaving_and_locking_by_name(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "ctrl+p")
        await write(pilot, "退出")
        await press(pilot, "enter")
        assert isinstance(app.screen, QuestionScreen)
        await press(pilot, "ctrl+p", "escape", "ctrl+p")
        await write(pilot, "suoding")
        await press(pilot, "enter")
        assert isinstance(app.screen, UnlockScreen)


async def test_the_desks_are_named_with_their_digits(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        for desk in DESKS[::-1]:
            await press(pilot, ACTIONS[desk].keys[0])
            line = screen_lines(app)[1]
            assert [name in line for name in (ACTIONS[each].footer for each in DESKS)] == [True] * len(DESKS)
            reversed_ = [
                segment.text.strip()
                for segment in app.screen._compositor.render_strips()[1]
                if segment.style and segment.style.reverse
            ]
            assert reversed_ == [ACTIONS[desk].footer]
