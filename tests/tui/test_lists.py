"""清单 by keys: the menu, each list, what Enter leads to, and what is printed."""

from pathlib import Path

from tests.tui.office import application
from tests.tui.screen_text import SIZE, assert_snapshot, press, screen_text, unlock
from tui.app import OfficeApp
from tui.screens.lists import ListsScreen
from tui.screens.one_of import OneOfScreen
from tui.screens.person import PersonScreen
from tui.screens.person_form import PersonForm
from tui.screens.staff_form import StaffFormScreen
from tui.screens.test_form import TestForm


def names_of_list(app: OfficeApp) -> list[str]:
    """The names down the list, in order."""
    from tui.widgets.record_list import RecordList

    source = app.screen.query_one(RecordList)._source
    return [str(row.cells[1]) for row in source.rows(0, source.count())]


async def test_the_menu_opens_from_today(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "ctrl+x")
        assert isinstance(app.screen, ListsScreen)
        assert_snapshot(app, "lists")
        await press(pilot, "escape", "x")
        assert isinstance(app.screen, ListsScreen)


async def test_five_in_place(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "ctrl+x", "enter")
        assert_snapshot(app, "in_place")
        await press(pilot, "f1")
        assert "五个到位" in screen_text(app)
        await press(pilot, "escape", "tab", "right", "enter")
        assert names_of_list(app)


async def test_enter_leads_to_what_closes_the_gap(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "ctrl+x", "enter", "home", "enter")
        assert isinstance(app.screen, OneOfScreen)
        await press(pilot, "1")
        assert isinstance(app.screen, PersonForm | TestForm | StaffFormScreen | PersonScreen)


async def test_a_list_is_printed_as_it_stands(vault_folder: Path, tmp_path: Path) -> None:
    app = application(vault_folder)
    target = tmp_path / "list.html"
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "ctrl+x", "enter", "tab", "right", "enter", "f9")
        app.screen.query_one("#target").value = str(target)  # type: ignore[attr-defined]
        await press(pilot, "f9")
        assert "清单已写好" in screen_text(app)
    page = target.read_text(encoding="utf-8")
    assert "岳宋村" in page
    assert "娜叶" not in page, "the filter holds on paper"
