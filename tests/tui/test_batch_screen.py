"""A paper sheet keyed in by keys: lines, the check before saving, one unit of work, a draft that survives."""

from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from store.desk.drafts import drafts
from store.desk.records import load
from store.model.drug_test import DrugTest
from tests.tui.office import application, reopened
from tests.tui.screen_text import SIZE, assert_snapshot, burst, press, screen_text, settled, unlock, write
from tui.requests import BatchAsked
from tui.screens.batch_entry import BatchScreen
from tui.screens.today import TodayScreen
from tui.widgets.text_entry import TextEntry


async def open_sheet(pilot: Pilot[None]) -> None:
    """The screen over 今日, at 岳宋村 (two people: 李建国 of 1组, 艾块 of 3组)."""
    await unlock(pilot)
    pilot.app.screen.post_message(BatchAsked())
    await settled(pilot)
    choice = pilot.app.screen.query_one("#village")
    choice.focus()
    while "村:岳宋村" not in screen_text(pilot.app):  # type: ignore[arg-type]
        await press(pilot, "right")
    await press(pilot, "enter")


def written(folder: Path, since: int) -> list[DrugTest]:
    """The tests with a higher row id than ``since``."""
    with reopened(folder) as vault:
        return load(vault.connection, DrugTest, "WHERE id > ? ORDER BY id", (since,))


def newest_test(folder: Path) -> int:
    """The highest row id of a test."""
    with reopened(folder) as vault:
        return load(vault.connection, DrugTest, "ORDER BY id DESC LIMIT 1")[0].id


async def test_a_sheet_of_tests_is_checked_and_saved_as_one(vault_folder: Path) -> None:
    before = newest_test(vault_folder)
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_sheet(pilot)
        await write(pilot, "3 阴")
        assert "李建国: 11-03 定期 尿液 阴性" in screen_text(app)
        await press(pilot, "enter")
        await write(pilot, "5 未到 打工")
        await press(pilot, "f2")
        assert "要保存 2 条" in screen_text(app)
        await press(pilot, "f2")
        assert isinstance(app.screen, TodayScreen)
        assert "补录 2 条" in screen_text(app)
    first, second = written(vault_folder, before)
    assert (first.day, first.result, second.day, second.result, second.note) == (
        date(2026, 11, 3), "阴性", date(2026, 11, 5), "未到", "打工",
    )  # fmt: skip
    with reopened(vault_folder) as vault:
        units = vault.connection.execute(
            "SELECT count(DISTINCT unit) FROM journal WHERE kind = 'drug_test' AND unit > 2"
        ).fetchone()
        assert units == (1,)
        assert drafts(vault.connection) == ()


async def test_one_wrong_line_keeps_the_sheet_and_leads_to_it(vault_folder: Path) -> None:
    before = newest_test(vault_folder)
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_sheet(pilot)
        await write(pilot, "3 阴")
        await press(pilot, "enter")
        await write(pilot, "5 晴")
        await press(pilot, "f2", "f2")
        assert isinstance(app.screen, BatchScreen), "nothing is saved while a line is wrong"
        assert "晴 不是检测结果" in screen_text(app)
        await press(pilot, "enter")
        line = app.screen.query_one("#line", TextEntry)
        assert (app.focused, line.value) == (line, "5 晴")
        await press(pilot, "backspace")
        await write(pilot, "阴")
        await press(pilot, "f2", "f2")
        assert isinstance(app.screen, TodayScreen)
    assert [test.result for test in written(vault_folder, before)] == ["阴性", "阴性"]


async def test_lines_that_arrive_in_one_burst_are_all_there(vault_folder: Path) -> None:
    before = newest_test(vault_folder)
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_sheet(pilot)
        await burst(pilot, *"3 阴", "enter", *"5 未到 打工", "up", *"; 18 阳", "f2")
        assert "要保存 3 条" in screen_text(app)
        await press(pilot, "f2")
        assert isinstance(app.screen, TodayScreen)
    assert [(test.day.day, test.result) for test in written(vault_folder, before)] == [
        (3, "阴性"), (18, "阳性"), (5, "未到"),
    ]  # fmt: skip


async def test_the_screen_opens_from_today_too(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "ctrl+b")
        assert isinstance(app.screen, BatchScreen)
        await press(pilot, "escape")
        assert isinstance(app.screen, TodayScreen)


async def test_a_visit_that_is_there_already_is_said_before_saving(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_sheet(pilot)
        app.screen.query_one("#about").focus()
        await press(pilot, "right", "enter", "down")
        await write(pilot, "22 见到")
        await press(pilot, "f2")
        assert "台账里这一天已有" in screen_text(app)


async def test_lines_survive_a_killed_terminal(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_sheet(pilot)
        await write(pilot, "3 阴")
        await press(pilot, "enter")
    again = application(vault_folder)
    async with again.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        again.screen.post_message(BatchAsked())
        await settled(pilot)
        assert "上次没存完" in screen_text(again)
        await press(pilot, "enter", "f2")
        assert "要保存 1 条" in screen_text(again)
        assert "李建国" in screen_text(again)


async def test_escape_asks_only_when_lines_would_be_lost(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_sheet(pilot)
        await press(pilot, "escape")
        assert isinstance(app.screen, TodayScreen)
        app.screen.post_message(BatchAsked())
        await settled(pilot)
        await write(pilot, "3 阴")
        await press(pilot, "enter", "escape")
        assert "已写的各行会丢掉" in screen_text(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, TodayScreen)
    with reopened(vault_folder) as vault:
        assert drafts(vault.connection) == ()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_sheet_half_written(vault_folder: Path, size: tuple[int, int]) -> None:
    app = application(vault_folder)
    async with app.run_test(size=size) as pilot:
        await open_sheet(pilot)
        await write(pilot, "3 阴; 18 未到 打工")
        await press(pilot, "enter")
        await write(pilot, "5 晴")
        assert_snapshot(app, f"batch_{size[0]}")


async def test_the_check_as_it_is_read(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_sheet(pilot)
        await write(pilot, "3 阴; 18 未到 打工")
        await press(pilot, "enter")
        await write(pilot, "5 晴")
        await press(pilot, "f2")
        assert_snapshot(app, "batch_check")
