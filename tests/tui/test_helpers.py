"""Who is responsible for whom, by keys: naming, taking over, ending; and the list of those who have nobody."""

from pathlib import Path

from textual.pilot import Pilot

from store.desk.records import load
from store.model.assignment import Assignment
from tests.tui.office import application, reopened
from tests.tui.screen_text import SIZE, assert_snapshot, press, screen_text, unlock, write
from tui.screens.assignment_form import AssignmentForm
from tui.screens.handover_form import HandoverForm
from tui.screens.helpers import HelpersScreen
from tui.screens.list_sheet import ListSheetScreen
from tui.screens.person import PersonScreen
from tui.screens.unhelped import UnhelpedScreen


async def test_a_main_helper_is_named_and_the_next_one_takes_over(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "enter", "f7", "7")
        assert isinstance(app.screen, AssignmentForm)
        await press(pilot, "1", "enter")
        await write(pilot, "李芳")
        await press(pilot, "enter", "enter", "enter", "ctrl+u")
        await write(pilot, "11.20")
        await press(pilot, "f2")
        assert isinstance(app.screen, PersonScreen)
        assert "主帮教人 李芳" in screen_text(app)
        await press(pilot, "f7", "7", "1", "enter")
        await write(pilot, "王强")
        assert "原主帮教人 李芳 到 11-22 为止" in screen_text(app)
        assert_snapshot(app, "assignment_form")
        await press(pilot, "f2")
    with reopened(vault_folder) as vault:
        held = [each for each in load(vault.connection, Assignment, "ORDER BY id") if each.role == "主帮教人"]
    assert [(each.helper, str(each.started_on), str(each.ended_on)) for each in held] == [
        ("李芳", "2026-11-20", "2026-11-22"), ("王强", "2026-11-22", "None"),
    ]  # fmt: skip


async def test_whoever_has_nobody_stands_on_today_and_in_a_list(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        before = int(screen_text(app).split("缺主帮教人 ")[1].split()[0])
        await press(pilot, "ctrl+u", "home", *["down"] * 9, "enter")
        assert isinstance(app.screen, UnhelpedScreen)
        assert_snapshot(app, "unhelped")
        await press(pilot, "enter", "1")
        assert isinstance(app.screen, AssignmentForm)
        await press(pilot, "1", "enter")
        await write(pilot, "李芳")
        await press(pilot, "f2")
        assert isinstance(app.screen, UnhelpedScreen)
        assert "李芳" in screen_text(app)
        await press(pilot, "escape", "escape")
        assert f"缺主帮教人 {before - 1}" in screen_text(app)


async def test_ending_it_on_the_page_of_the_person(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "enter", "f7", "7", "9", "enter")
        await write(pilot, "岩保")
        await press(pilot, "f2", "right", "right", "end", "f4")
        assert isinstance(app.screen, AssignmentForm)
        app.screen.set_focus(app.screen.entries["ended_on"])
        await write(pilot, "今天")
        await press(pilot, "f2")
        assert "已更正" in screen_text(app)
    with reopened(vault_folder) as vault:
        (one,) = [each for each in load(vault.connection, Assignment) if each.helper == "岩保"]
    assert str(one.ended_on) == "2026-11-22"


async def named(pilot: Pilot[None], helper: str) -> None:
    """On the page of a person: a main helper."""
    await press(pilot, "f7", "7", "1", "enter")
    await write(pilot, helper)
    await press(pilot, "f2")


async def at_helpers(pilot: Pilot[None], *keys: str) -> None:
    await press(pilot, "ctrl+u", "home", *["down"] * 10, "enter", *keys)


async def test_all_people_of_one_go_to_another_in_one_step_and_come_back(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "enter")
        await named(pilot, "李[/]芳")
        await press(pilot, "escape", "down", "enter")
        await named(pilot, "李[/]芳")
        await press(pilot, "escape")
        await at_helpers(pilot)
        assert isinstance(app.screen, HelpersScreen)
        assert_snapshot(app, "helpers")
        await press(pilot, "f7")
        assert isinstance(app.screen, HandoverForm)
        await write(pilot, "李[/]芳")
        await press(pilot, "f2")
        assert "同一个人" in screen_text(app)
        await press(pilot, "enter", "home", *["delete"] * 6)
        await write(pilot, "王强")
        assert_snapshot(app, "handover_form")
        await press(pilot, "f2")
        assert "已移交: 2 人从 2026-11-22 起由 王强 负责" in screen_text(app)
        assert isinstance(app.screen, HelpersScreen)
        await press(pilot, "ctrl+g", "f2")
        assert "李[/]芳" in screen_text(app)
    with reopened(vault_folder) as vault:
        held = load(vault.connection, Assignment)
    assert {(each.helper, each.ended_on) for each in held} == {("李[/]芳", None)}


async def test_the_handover_sheet_tells_what_people_are_called_and_where_and_nothing_else(
    vault_folder: Path, tmp_path: Path
) -> None:
    app, target = application(vault_folder), tmp_path / "单.html"
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "enter")
        await named(pilot, "李芳")
        await press(pilot, "escape")
        await at_helpers(pilot, "f9")
        assert isinstance(app.screen, ListSheetScreen)
        app.screen.query_one("#target").value = str(target)  # type: ignore[attr-defined]
        await press(pilot, "f9")
    page = target.read_text(encoding="utf-8")
    assert "<td>李某</td>" in page
    assert "<td>岳宋村1组</td>" in page
    for told in ("李建国", "社区戒毒", "检测", "报到", "1990"):
        assert told not in page.split("<table>")[1].split("</table>")[0], told


async def test_who_is_with_one_helper(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await at_helpers(pilot, "f7", "f9")
        assert "没有可以打印的" in screen_text(app)
        await press(pilot, "escape", "escape", "enter")
        await named(pilot, "李芳")
        await press(pilot, "escape")
        await at_helpers(pilot, "enter")
        assert "李芳 带 1 人" in screen_text(app)
        assert "李建国" in screen_text(app)
