"""Who is responsible for whom, by keys: naming, taking over, ending; and the list of those who have nobody."""

from pathlib import Path

from store.desk.records import load
from store.model.assignment import Assignment
from tests.tui.office import application, reopened
from tests.tui.screen_text import SIZE, assert_snapshot, press, screen_text, unlock, write
from tui.screens.assignment_form import AssignmentForm
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
