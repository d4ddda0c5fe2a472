"""设置 at 80x24 by keys: what the office decides about itself, saved as its own units of work."""

from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from store.desk.office import load_office
from store.desk.office_form import in_use_from_reason
from store.desk.operators import operators
from store.desk.settings import load_settings
from store.desk.staff import staff_list
from store.errors import WrongPassphraseError
from store.vault.vault import open_vault
from tests.tui.office import application, reopened
from tests.tui.screen_text import SIZE, WIDE, assert_snapshot, press, screen_text, unlock, write
from tests.tui.test_first_start import copy_down, printed_code
from tui.app import OfficeApp
from tui.screens.office_details import OfficeDetailsScreen
from tui.screens.operator_form import OperatorFormScreen
from tui.screens.program_form import ProgramFormScreen
from tui.screens.recovery_code import RecoveryCodeScreen
from tui.screens.settings import SettingsScreen
from tui.screens.staff_form import StaffFormScreen
from tui.widgets.text_entry import TextEntry


async def at_settings(pilot: Pilot[None]) -> OfficeApp:
    """Unlock and open 设置."""
    app = pilot.app
    assert isinstance(app, OfficeApp)
    await unlock(pilot)
    await press(pilot, "7")
    assert isinstance(app.screen, SettingsScreen)
    return app


async def to_row(pilot: Pilot[None], word: str) -> None:
    """Move the cursor down to the line that holds ``word``."""
    app = pilot.app
    assert isinstance(app, OfficeApp)
    await press(pilot, "home")
    for _ in range(30):
        if any(line.startswith(">") and word in line for line in screen_text(app).splitlines()):
            return
        await press(pilot, "down")
    raise AssertionError(screen_text(app))


async def retype(pilot: Pilot[None], selector: str, text: str) -> None:
    """Replace what stands in an entry."""
    entry = pilot.app.screen.query_one(selector, TextEntry)
    entry.focus()
    entry.value = ""
    await write(pilot, text)


async def test_everything_is_on_one_list(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_settings(pilot)
        assert_snapshot(app, "settings")


async def test_a_wide_terminal_is_used(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=WIDE) as pilot:
        await at_settings(pilot)
        assert_snapshot(app, "settings_wide")


async def test_another_start_needs_its_reason_and_the_earliest_record_is_named(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_settings(pilot)
        await to_row(pilot, "启用日期")
        await press(pilot, "f4")
        assert isinstance(app.screen, OfficeDetailsScreen)
        await retype(pilot, "#in_use_from", "2026-07-01")
        await press(pilot, "f2")
        assert "请写明原因" in screen_text(app)
        await write(pilot, "从试点结束算起")
        await press(pilot, "f2")
        assert isinstance(app.screen, SettingsScreen)
        assert "2026-07-01" in screen_text(app)
        assert "最早的记录是 2026-06-15" in screen_text(app)
    with reopened(vault_folder) as vault:
        assert load_office(vault.connection).in_use_from == date(2026, 7, 1)
        assert in_use_from_reason(vault.connection) == "从试点结束算起"


async def test_the_name_of_the_office_changes_in_the_title_at_once(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_settings(pilot)
        await to_row(pilot, "岳宋乡")
        await press(pilot, "enter")
        await retype(pilot, "#name", "")
        await press(pilot, "f2")
        assert "乡镇名称应是1至40个字" in screen_text(app)
        await write(pilot, "勐梭镇")
        await press(pilot, "f2")
        assert screen_text(app).splitlines()[0].startswith("岳宋台账  勐梭镇")


async def test_operators_come_and_go_but_never_the_one_who_acts(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_settings(pilot)
        await to_row(pilot, "增加操作员")
        await press(pilot, "f7")
        assert isinstance(app.screen, OperatorFormScreen)
        await write(pilot, "李敏")
        await press(pilot, "f2")
        assert "已经是操作员" in screen_text(app)
        await retype(pilot, "#name", "岩英")
        await press(pilot, "f2")
        assert "已增加操作员 岩英" in screen_text(app)
        await to_row(pilot, "岩英")
        await press(pilot, "delete")
        assert "去掉操作员 岩英" in screen_text(app)
        await press(pilot, "escape")
        await to_row(pilot, "正在操作")
        await press(pilot, "delete", "f2")
        assert "您正以这个名字操作" in screen_text(app)
        await press(pilot, "escape")
    with reopened(vault_folder) as vault:
        assert operators(vault.connection) == ("李敏", "岩英")


async def test_an_operator_who_left_is_taken_off(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_settings(pilot)
        await to_row(pilot, "增加操作员")
        await press(pilot, "enter")
        await write(pilot, "岩英")
        await press(pilot, "f2")
        await to_row(pilot, "岩英")
        await press(pilot, "delete", "f2")
        assert "已去掉操作员 岩英" in screen_text(app)
    with reopened(vault_folder) as vault:
        assert operators(vault.connection) == ("李敏",)


async def test_a_post_is_entered_corrected_and_taken_off(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_settings(pilot)
        await to_row(pilot, "增加一人")
        await press(pilot, "enter")
        assert isinstance(app.screen, StaffFormScreen)
        await press(pilot, "f2")
        assert "必填" in screen_text(app)
        for text in ("王强", "13800000021", "岳宋村"):
            await write(pilot, text)
            await press(pilot, "enter")
        await press(pilot, "f2")
        assert "已保存 禁毒专干 王强" in screen_text(app)
        await to_row(pilot, "王强")
        assert "尾号 0021" in screen_text(app)
        assert "13800000021" not in screen_text(app)
        await press(pilot, "enter")
        await retype(pilot, "#ended_on", "2026-11-01")
        await press(pilot, "f2")
        assert "结束日期" in screen_text(app), "it would end before it began"
        await retype(pilot, "#started_on", "2026-01-01")
        await press(pilot, "f2")
        assert "不在任" in screen_text(app)
    with reopened(vault_folder) as vault:
        (post,) = staff_list(vault.connection)
    assert (post.role, post.name, post.village) == ("禁毒专干", "王强", "岳宋村")
    assert (post.started_on, post.ended_on) == (date(2026, 1, 1), date(2026, 11, 1))


async def test_a_post_entered_by_mistake_is_taken_off(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_settings(pilot)
        await press(pilot, "f7")
        await press(pilot, "3", "enter")
        await write(pilot, "王强")
        await press(pilot, "f2")
        await to_row(pilot, "王强")
        assert "网格员" in screen_text(app)
        await press(pilot, "delete", "f2")
        assert "已从名单上去掉 王强" in screen_text(app)
    with reopened(vault_folder) as vault:
        assert staff_list(vault.connection) == []


async def test_the_form_opens_on_the_setting_she_came_from(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_settings(pilot)
        await to_row(pilot, "慢线路")
        await press(pilot, "enter")
        assert app.focused is app.screen.query_one("#low_bandwidth")


async def test_the_lock_time_counts_at_once_and_a_missing_folder_is_refused(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_settings(pilot)
        await to_row(pilot, "自动锁定")
        await press(pilot, "enter")
        assert isinstance(app.screen, ProgramFormScreen)
        assert_snapshot(app, "program_form")
        await retype(pilot, "#lock_minutes", "99")
        await press(pilot, "f2")
        assert "1至60的整数" in screen_text(app)
        await retype(pilot, "#lock_minutes", "15")
        await retype(pilot, "#backup_folder", str(vault_folder / "nowhere"))
        await press(pilot, "f2")
        assert "备份文件夹要写完整的路径" in screen_text(app)
        await retype(pilot, "#backup_folder", "")
        await press(pilot, "f2")
        assert isinstance(app.screen, SettingsScreen)
        assert "15 分钟没有按键" in screen_text(app)
        limit = app._idle._limit
        assert limit is not None
        assert limit.total_seconds() == 900
    with reopened(vault_folder) as vault:
        assert load_settings(vault.connection).lock_minutes == 15


async def test_escape_asks_only_for_typed_text(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_settings(pilot)
        await to_row(pilot, "自动锁定")
        await press(pilot, "enter", "escape")
        assert isinstance(app.screen, SettingsScreen)
        await press(pilot, "enter")
        await retype(pilot, "#lock_minutes", "7")
        await press(pilot, "escape")
        assert "已输入的文字会丢掉" in screen_text(app)


async def test_nothing_of_it_stays_on_the_screen_of_a_locked_desk(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_settings(pilot)
        await press(pilot, "f12")
        assert "530829107" not in screen_text(app)
        await unlock(pilot)
        assert isinstance(app.screen, SettingsScreen)
        assert "530829107" in screen_text(app)


async def test_a_new_recovery_code_takes_the_place_of_the_old_one_once_it_was_typed_back(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_settings(pilot)
        await to_row(pilot, "恢复码")
        await press(pilot, "enter")
        assert isinstance(app.screen, RecoveryCodeScreen)
        first = "-".join(printed_code(screen_text(app)))
        await press(pilot, "escape")
        assert "没有换,旧的恢复码照旧有效" in screen_text(app)
        await press(pilot, "enter")
        second = await copy_down(pilot)
        assert isinstance(app.screen, SettingsScreen)
        assert "恢复码已换成新的" in screen_text(app)
    assert first != second
    with pytest.raises(WrongPassphraseError):
        open_vault(vault_folder, first)
    with open_vault(vault_folder, second) as vault:
        assert vault.connection.execute("SELECT action FROM unit ORDER BY number DESC").fetchone() == ("recovery-code",)
