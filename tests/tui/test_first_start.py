"""The first minutes by keys: from an empty folder to the import, from a backup to 今日, from the demo to a vault."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from store.command.invocation import default_vault
from store.desk.office import load_office
from store.desk.office_form import in_use_from_reason
from store.vault.backup import backup
from store.vault.vault import LEDGER, open_vault
from store.vault.verify import verify
from tests.tui.office import NOW, PASSPHRASE, TODAY, application, invocation, make_vault, sketch
from tests.tui.screen_text import SIZE, WIDE, assert_snapshot, press, screen_text, settled, write
from tui.app import OfficeApp
from tui.screens.first_start import FirstStartScreen
from tui.screens.found_vault import FoundVaultScreen
from tui.screens.recovery_code import RecoveryCodeScreen
from tui.screens.restore_vault import RestoreVaultScreen
from tui.screens.today import TodayScreen
from tui.screens.unlock import UnlockScreen
from tui.vault_place import holds_vault
from tui.widgets.path_entry import PathEntry
from tui.widgets.text_entry import TextEntry


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "office"


async def fill(pilot: Pilot[None], *texts: str) -> None:
    """Type into one field after the other; an empty text leaves what is there."""
    for text in texts:
        await write(pilot, text)
        await press(pilot, "enter")


async def found(pilot: Pilot[None]) -> RecoveryCodeScreen:
    """Fill in the whole form and save it."""
    await settled(pilot)
    await press(pilot, "1")
    await fill(pilot, "530829107", "岳宋乡", "李敏", "", "", PASSPHRASE)
    await write(pilot, PASSPHRASE)
    await press(pilot, "f2")
    assert isinstance(pilot.app.screen, RecoveryCodeScreen), screen_text(app_of(pilot))
    return pilot.app.screen


def app_of(pilot: Pilot[None]) -> OfficeApp:
    assert isinstance(pilot.app, OfficeApp)
    return pilot.app


def printed_code(text: str) -> tuple[str, ...]:
    """The groups as they stand on the screen, read as she reads them."""
    lines = text.splitlines()
    rows = [lines[number + 1] for number, line in enumerate(lines) if "第" in line and line.strip().endswith("组")]
    return tuple("".join(row.split()[start : start + 5]) for row in rows for start in range(0, len(row.split()), 5))


def asked_groups(text: str) -> list[int]:
    """Which groups are asked for."""
    return [int(line.split()[1]) for line in text.splitlines() if "组" in line and "[" in line]


async def copy_down(pilot: Pilot[None]) -> str:
    """Read the code off the screen and type back what is asked; the code."""
    groups = printed_code(screen_text(app_of(pilot)))
    await press(pilot, "enter")
    for number in asked_groups(screen_text(app_of(pilot))):
        await write(pilot, groups[number - 1].lower())
        await press(pilot, "enter")
    return "-".join(groups)


async def test_three_ways_to_begin_and_nothing_written_yet(folder: Path) -> None:
    app = application(folder)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert isinstance(app.screen, FirstStartScreen)
        assert_snapshot(app, "first_start", hidden=str(folder))
        await press(pilot, "down", "enter")
        assert isinstance(app.screen, RestoreVaultScreen)
        await press(pilot, "escape", "up", "enter")
        assert isinstance(app.screen, FoundVaultScreen)
        assert_snapshot(app, "found_vault")
        await press(pilot, "escape")
        assert isinstance(app.screen, FirstStartScreen), "nothing was typed: no question"
        await press(pilot, "escape")
    assert not folder.exists()


async def test_the_first_screens_use_a_wide_terminal(folder: Path) -> None:
    app = application(folder)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        assert_snapshot(app, "first_start_wide", hidden=str(folder))
        await press(pilot, "1")
        assert_snapshot(app, "found_vault_wide")


async def test_a_new_vault_by_keys_up_to_the_import(folder: Path) -> None:
    app = application(folder)
    async with app.run_test(size=SIZE) as pilot:
        await found(pilot)
        code = await copy_down(pilot)
        assert "恢复码核对无误" in screen_text(app)
        await press(pilot, "enter")
        assert "导入台账" in screen_text(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, TodayScreen)
        assert "岳宋乡" in screen_text(app)
        assert "操作员 李敏" in screen_text(app)
    with open_vault(folder, PASSPHRASE) as vault:
        office = load_office(vault.connection)
        assert (office.township_code, office.name, office.operators) == ("530829107", "岳宋乡", ("李敏",))
        assert office.in_use_from == TODAY
        assert in_use_from_reason(vault.connection) == "从这一天起使用本台账"
        assert verify(vault.connection, ()) == []
    open_vault(folder, code).close()


async def test_the_code_is_out_of_sight_while_it_is_typed_back_and_can_be_seen_again(folder: Path) -> None:
    app = application(folder)
    async with app.run_test(size=SIZE) as pilot:
        await found(pilot)
        groups = printed_code(screen_text(app))
        assert len(groups) == 7
        await press(pilot, "enter")
        assert not any(" ".join(group) in screen_text(app) for group in groups)
        first, second = asked_groups(screen_text(app))
        await write(pilot, groups[first - 1])
        await press(pilot, "enter")
        await write(pilot, "22222")
        await press(pilot, "enter")
        assert f"第 {second} 组和恢复码不一样" in screen_text(app)
        assert f"第 {first} 组和恢复码不一样" not in screen_text(app)
        await press(pilot, "escape")
        assert printed_code(screen_text(app)) == groups
        await press(pilot, "escape")
        assert "再也看不到" in screen_text(app)
        await press(pilot, "f2")
        assert isinstance(app.screen, TodayScreen)


async def test_the_code_is_not_seen_while_the_desk_is_locked(folder: Path) -> None:
    app = application(folder)
    async with app.run_test(size=SIZE) as pilot:
        await found(pilot)
        groups = printed_code(screen_text(app))
        await press(pilot, "f12")
        assert isinstance(app.screen, UnlockScreen)
        assert not any(" ".join(group) in screen_text(app) for group in groups)
        app.screen.query_one("#passphrase", TextEntry).value = PASSPHRASE
        await press(pilot, "enter")
        assert printed_code(screen_text(app)) == groups, "it can still be written down"


def put_in(app: OfficeApp, **texts: str) -> None:
    """Every field of the form anew: these texts, and nothing in the others."""
    for field in app.screen.query(TextEntry):
        field.value = texts.get(field.id or "", "")


OFFICE = {"township_code": "530829107", "name": "岳宋乡", "operator": "李敏", "in_use_from": "今天", "reason": "开始"}


async def test_a_weak_or_mistyped_passphrase_is_refused_in_words(folder: Path) -> None:
    app = application(folder)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "1")
        for passphrase, again, said in (
            ("1234567890", "1234567890", "口令太常见"),
            ("short", "short", "口令太短"),
            ("岳宋乡530829107", "岳宋乡530829107", "口令太常见"),
            (PASSPHRASE, "", "口令还要再输一次"),
            (PASSPHRASE, PASSPHRASE + "x", "两次输入的口令不一样"),
        ):
            assert said not in screen_text(app)
            put_in(app, **OFFICE, passphrase=passphrase, again=again)
            await press(pilot, "f2")
            assert isinstance(app.screen, FoundVaultScreen)
            assert said in screen_text(app)
            assert passphrase not in screen_text(app)
    assert not folder.exists()


async def test_what_is_missing_is_named_and_the_cursor_stands_there(folder: Path) -> None:
    app = application(folder)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "1")
        for field, text, said in (
            ("township_code", "岳宋", "乡镇代码应是6至12位数字"),
            ("name", "", "乡镇名称应是1至40个字"),
            ("operator", "", "操作员请写姓名"),
            ("in_use_from", "x", "启用日期看不懂"),
        ):
            put_in(app, **OFFICE | {field: text})
            await press(pilot, "f2")
            assert said in screen_text(app)
            assert app.screen.focused is app.screen.query_one(f"#{field}", TextEntry)
        await press(pilot, "escape")
        assert "不建台账就离开" in screen_text(app)
    assert not folder.exists()


async def test_an_earlier_start_is_taken_as_typed(folder: Path) -> None:
    app = application(folder)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "1")
        await fill(pilot, "530829107", "岳宋乡", "李敏")
        await fill(pilot, "20260105", "", PASSPHRASE)
        await write(pilot, PASSPHRASE)
        await press(pilot, "f2")
        assert isinstance(app.screen, RecoveryCodeScreen)
    with open_vault(folder, PASSPHRASE) as vault:
        assert load_office(vault.connection).in_use_from == date(2026, 1, 5)


@pytest.fixture
def backup_file(made_vault: Path, tmp_path: Path) -> Path:
    file = tmp_path / "stick" / "yuesong-2026-11-21.yuesong"
    file.parent.mkdir()
    source = make_vault(tmp_path / "source", sketch())
    with open_vault(source, PASSPHRASE) as vault:
        backup(vault, file)
    return file


async def test_a_backup_becomes_the_vault_of_this_computer(folder: Path, backup_file: Path) -> None:
    before = backup_file.read_bytes()
    app = application(folder)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "2")
        app.screen.query_one("#file", PathEntry).fill(str(backup_file.parent) + "/yue")
        await press(pilot, "tab")
        assert app.screen.query_one("#file", PathEntry).value == str(backup_file)
        await press(pilot, "enter")
        await write(pilot, "wrong-passphrase")
        await press(pilot, "f2")
        assert "口令不对" in screen_text(app)
        assert not holds_vault(folder)
        await press(pilot, "escape")
        await write(pilot, PASSPHRASE)
        await press(pilot, "f2")
        assert isinstance(app.screen, TodayScreen)
        assert "李建国" in screen_text(app)
    assert backup_file.read_bytes() == before


async def test_what_is_no_backup_is_refused_and_nothing_is_put_in_place(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "x.yuesong"
    file.write_bytes(b"no backup")
    app = application(folder)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "2", "f2")
        assert "还没有写备份文件" in screen_text(app)
        app.screen.query_one("#file", PathEntry).fill(str(file))
        await press(pilot, "f2")
        assert "还没有输入口令" in screen_text(app)
        await write(pilot, PASSPHRASE)
        await press(pilot, "f2", "escape")
        assert isinstance(app.screen, RestoreVaultScreen)
    assert not holds_vault(folder)


async def test_the_demo_is_one_key_away_and_from_it_ones_own_vault(folder: Path) -> None:
    app = application(folder)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "3")
        await settled(pilot)
        assert isinstance(app.screen, TodayScreen)
        assert " 演示 " in screen_text(app)
        demo = app.workplace.invocation.vault
        assert demo.is_dir()
        assert app.workplace.demo_stands_in
        from tui.requests import FirstStartAsked

        app.post_message(FirstStartAsked())
        await settled(pilot)
        assert isinstance(app.screen, FirstStartScreen)
        assert not demo.exists()
        await found(pilot)
    assert holds_vault(folder)


async def test_a_missing_ledger_beside_its_keys_is_not_replaced_by_a_new_one(vault_folder: Path) -> None:
    (vault_folder / LEDGER).unlink()
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert "台账本身不见了" in screen_text(app)
        await press(pilot, "1")
        assert isinstance(app.screen, FirstStartScreen)
        assert "没有新建" in screen_text(app)


async def test_where_a_vault_is_its_passphrase_is_asked_for(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert isinstance(app.screen, UnlockScreen)


HOSTILE = ("[/]", "[red]x", "\x1b[31m岩", "岩\x00", "\ud800岩", "\u202e三", "岩" * 400, "同上")


async def test_hostile_text_is_refused_or_kept_and_never_acts(folder: Path) -> None:
    app = application(folder)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "1")
        for name in ("township_code", "name", "operator", "in_use_from", "reason", "passphrase"):
            field = app.screen.query_one(f"#{name}", TextEntry)
            for text in HOSTILE:
                field.value = text
                await press(pilot, "f2")
                assert isinstance(app.screen, FoundVaultScreen), (name, ascii(text))
                assert "\x1b" not in screen_text(app), (name, ascii(text))
            field.value = ""
    assert not folder.exists()


Start = Callable[[Path], OfficeApp]


async def test_a_folder_that_cannot_be_written_is_said_and_the_form_stays(tmp_path: Path) -> None:
    (tmp_path / "taken").write_bytes(b"a file")
    app = application(tmp_path / "taken" / "below")
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "1")
        await fill(pilot, "530829107", "岳宋乡", "李敏", "", "", PASSPHRASE)
        await write(pilot, PASSPHRASE)
        await press(pilot, "f2", "escape")
        assert isinstance(app.screen, FoundVaultScreen)
        assert app.screen.query_one("#name", TextEntry).value == "岳宋乡"


def test_the_light_check_knows_the_name_of_the_ledger(vault_folder: Path) -> None:
    assert holds_vault(vault_folder)
    (vault_folder / LEDGER).rename(vault_folder / "other")
    assert not holds_vault(vault_folder)


async def test_the_demo_command_leaves_the_usual_place_alone() -> None:
    app = OfficeApp(replace(invocation(default_vault()), demo=True), clock=lambda: NOW)
    assert app.workplace.given_vault == default_vault()
