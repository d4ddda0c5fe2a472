"""One day of the office at 80x24: unlock, today, why, record, and the line goes. Real vault, real keys."""

from datetime import date
from pathlib import Path

from store.desk.worklist import worklist
from tests.tui.office import TODAY, application, reopened
from tests.tui.screen_text import SIZE, WIDE, assert_snapshot, press, screen_lines, screen_text, settled, unlock, write


def line_of(lines: list[str], name: str) -> str | None:
    """The line of the list that bears a name."""
    return next((line for line in lines if line[1:].lstrip("! ").startswith(name) and "级" in line), None)


async def test_a_day(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert_snapshot(app, "unlock", hidden=str(vault_folder))
        await unlock(pilot)
        assert_snapshot(app, "today")

        # The tester's line first: why is it due, and what does a record settle?
        await press(pilot, "down", "down", "f8")
        assert_snapshot(app, "why_meeting")
        await press(pilot, "down")
        assert_snapshot(app, "why_test")
        await press(pilot, "f6")
        assert_snapshot(app, "test_form")
        await press(pilot, "1", "f2")
        await press(pilot, "escape")
        assert "检测" not in (line_of(screen_lines(app), "岩三木") or "")

        await press(pilot, "f5")
        assert_snapshot(app, "visit_form")
        await press(pilot, "f2")
        assert_snapshot(app, "today_after")
        assert line_of(screen_lines(app), "岩三木") is None

    with reopened(vault_folder) as vault:
        left = {item.obligation.label for item in worklist(vault.connection, TODAY) if item.person.name == "岩三木"}
    assert left == {"谈话", "评估"}


async def test_today_on_a_wide_terminal(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=WIDE) as pilot:
        await unlock(pilot)
        assert_snapshot(app, "today_wide")


async def test_the_operator_is_where_she_was(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "down", "f5", "f2")
        lines = screen_lines(app)
        assert any(line.startswith(">") and "岩三木" in line for line in lines), "the next line takes the place"
        assert "已保存: 娜叶 11-22 见面 已见到" in lines[-2]


async def test_a_record_for_another_day_settles_that_day(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "down", "f5")
        await write(pilot, "11.12")
        assert "会完成: 见面 11-09至11-15 补记" in screen_text(app)
        await press(pilot, "f2")
        assert "见面" in (line_of(screen_lines(app), "娜叶") or ""), "this week is still open"


async def test_single_obligations_can_be_chosen_and_registered(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "ctrl+o")
        assert_snapshot(app, "today_single")
        await press(pilot, "end", "enter")
        assert_snapshot(app, "today_single_later")
        await press(pilot, "down", "down", "down", "f5")
        assert "[x]谈话" in screen_text(app)
        assert "会完成: 谈话 11-16至11-30" in screen_text(app)


async def test_filters_are_kept_when_she_comes_back(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "tab", "right", "right", "enter")
        assert "村:曼亨村" in screen_text(app)
        assert "1 / 5 人" in screen_text(app)
        await press(pilot, "f8", "escape")
        assert "村:曼亨村" in screen_text(app)
        await press(pilot, "tab", "tab", "right", "enter")
        assert "这个筛选下没有人" in screen_text(app)


async def test_what_was_said_at_a_desk_is_not_said_again_when_she_comes_back(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "f6", "1", "f2")
        assert "已保存" in screen_text(app)
        await press(pilot, "2", "1")
        assert "已保存" not in screen_text(app)


async def test_a_presumed_day_stands_on_every_screen_in_reverse(vault_folder: Path) -> None:
    app = application(vault_folder, today=date(2026, 12, 1))
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        for keys in ((), ("f1",), ("escape", "f8"), ("escape", "f5"), ("escape", "f6")):
            await press(pilot, *keys)
            title = app.screen._compositor.render_strips()[0]
            said = [segment for segment in title if "假定今天 2026-12-01 周二" in segment.text]
            assert [segment.style is not None and segment.style.reverse for segment in said] == [True]
