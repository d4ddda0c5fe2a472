"""区划网格 at 80x24 by keys: the tree, a new group, a new name, one area merged into another, a part split off."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from store.desk.records import load
from store.model.area import Area
from store.model.household import Household
from tests.tui.office import application, reopened
from tests.tui.pact_township import with_papers
from tests.tui.screen_text import SIZE, assert_snapshot, press, screen_text, unlock, write
from tui.requests import OneOfAsked
from tui.screens.area_form import AreaForm
from tui.screens.areas import AreasScreen
from tui.screens.split_form import SplitForm


@pytest.fixture
def township(vault_folder: Path) -> Path:
    return with_papers(vault_folder)


async def at_areas(pilot: Pilot[None], *keys: str) -> None:
    """Unlock, and to the tree; the cursor stands on 班帅村."""
    await unlock(pilot)
    await press(pilot, "3", "f7", "4", *keys)


def homes(folder: Path) -> dict[str, tuple[str, str | None]]:
    with reopened(folder) as vault:
        return {home.number: (home.village, home.village_group) for home in load(vault.connection, Household)}


async def test_the_tree_and_a_group_in_it(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await at_areas(pilot)
        assert isinstance(app.screen, AreasScreen)
        assert_snapshot(app, "areas")
        await press(pilot, "f7")
        assert isinstance(app.screen, AreaForm)
        await press(pilot, "enter")
        await write(pilot, "V1-3")
        await press(pilot, "enter")
        await write(pilot, "3组")
        await press(pilot, "f2")
        assert "已保存: 区划 组 3组" in screen_text(app)
        await press(pilot, "f7", "enter")
        await write(pilot, "V1-4")
        await press(pilot, "enter")
        await write(pilot, "3组")
        await press(pilot, "f2")
        assert "名称已有" in screen_text(app)
    with reopened(township) as vault:
        (new,) = load(vault.connection, Area, "WHERE code = 'V1-3'")
    assert (new.level, new.parent_code) == ("组", "V1")


async def test_a_new_name_goes_everywhere(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await at_areas(pilot, "enter", "1", "enter", "enter", "ctrl+u")
        await write(pilot, "新寨村")
        assert "所有记录里的 班帅村 都改成 新寨村" in screen_text(app)
        await press(pilot, "f2", "escape")
        assert "新寨村" in screen_text(app)
        await press(pilot, "2")
        assert "新寨村2组" in screen_text(app), "the roster too"
    assert homes(township)["B2-9"] == ("新寨村", "2组")


async def test_one_group_goes_into_another_and_comes_back(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await at_areas(pilot, "down", "down", "enter", "2")
        assert "10组 并入哪一个" in screen_text(app)
        await press(pilot, "1")
        assert "10组 的户和人都算 2组 的" in screen_text(app)
        await press(pilot, "ctrl+u")
        await write(pilot, "11.1")
        await press(pilot, "f2")
        assert "已并入: 1 户从 2026-11-01 起算 2组" in screen_text(app)
        assert "10组" not in screen_text(app)
    assert homes(township)["B10-1"] == ("班帅村", "2组")
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await at_areas(pilot, "ctrl+g", "f2")
        assert "10组" in screen_text(app)
    assert homes(township)["B10-1"] == ("班帅村", "10组")


async def test_a_part_is_split_off(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await at_areas(pilot, "down", "enter", "3")
        assert isinstance(app.screen, SplitForm)
        for text in ("5组", "V1-5", "B2-10", "B2-11"):
            await write(pilot, text)
            await press(pilot, "enter")
        assert_snapshot(app, "split_form")
        await press(pilot, "f2")
        assert "已分出: 2 户" in screen_text(app)
    assert homes(township)["B2-11"] == ("班帅村", "5组")
    assert homes(township)["B2-9"] == ("班帅村", "2组")


async def test_a_long_choice_is_scrolled_under_its_question(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await at_areas(pilot)
        app.screen.post_message(OneOfAsked("哪一个?", tuple(f"第{number}个" for number in range(40)), str))
        await press(pilot, "home")
        assert "哪一个?" in screen_text(app)
        assert "第0个" in screen_text(app)
        await press(pilot, "end")
        assert "哪一个?" in screen_text(app)
        assert "第39个" in screen_text(app)
