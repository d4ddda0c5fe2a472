"""Unlocking, locking, failing and leaving."""

from pathlib import Path

from textual.pilot import Pilot

from store.errors import StoreError, VaultOpenElsewhereError
from store.vault.vault import LEDGER, open_vault
from tests.tui.office import PASSPHRASE, application, invocation
from tests.tui.screen_text import SIZE, press, screen_text, settled, unlock, write
from tui.app import OfficeApp
from tui.requests import Failed
from tui.screens.notice import NoticeScreen
from tui.screens.today import TodayScreen
from tui.screens.unlock import UnlockScreen
from tui.screens.visit_form import VisitForm
from tui.widgets.text_entry import TextEntry


async def type_passphrase(pilot: Pilot[None], passphrase: str) -> None:
    await settled(pilot)
    pilot.app.screen.query_one("#passphrase", TextEntry).value = passphrase
    await press(pilot, "enter")


def is_open_elsewhere(folder: Path) -> bool:
    """Whether the application holds the vault now."""
    try:
        open_vault(folder, PASSPHRASE).close()
    except VaultOpenElsewhereError:
        return True
    return False


async def test_the_passphrase_is_not_shown(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await write(pilot, "geheim")
        assert "geheim" not in screen_text(app)
        assert "******" in screen_text(app)


async def test_a_wrong_passphrase_is_said_and_can_be_typed_again(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await type_passphrase(pilot, "wrong-passphrase")
        assert "口令不对" in screen_text(app)
        assert app.screen.query_one("#passphrase", TextEntry).value == ""
        await unlock(pilot)
        assert isinstance(app.screen, TodayScreen)


async def test_a_vault_that_is_gone_meanwhile_is_said(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        (vault_folder / LEDGER).unlink()
        await type_passphrase(pilot, PASSPHRASE)
        assert "没有找到台账" in screen_text(app)


async def test_a_vault_open_elsewhere_is_said(vault_folder: Path) -> None:
    app = application(vault_folder)
    with open_vault(vault_folder, PASSPHRASE):
        async with app.run_test(size=SIZE) as pilot:
            await type_passphrase(pilot, PASSPHRASE)
            assert isinstance(app.screen, UnlockScreen)
            assert "请先" in screen_text(app)


async def test_locking_closes_the_vault_and_forgets_what_was_read(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        assert is_open_elsewhere(vault_folder)
        await press(pilot, "f12")
        assert isinstance(app.screen, UnlockScreen)
        assert not is_open_elsewhere(vault_folder)
        assert not app.session.is_open
        assert "李建国" not in screen_text(app)
        assert app.screen_stack[-2]._items == ()  # type: ignore[attr-defined]
        await type_passphrase(pilot, "wrong-passphrase")
        assert isinstance(app.screen, UnlockScreen)
        await unlock(pilot)
        assert isinstance(app.screen, TodayScreen)
        assert "李建国" in screen_text(app)


async def test_a_half_written_form_survives_locking_even_while_typing(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "down", "f5", "enter", "enter", "enter", "enter")
        await write(pilot, "家中")
        await press(pilot, "ctrl+l")
        assert "家中" not in screen_text(app)
        await unlock(pilot)
        assert isinstance(app.screen, VisitForm)
        assert "家中" in screen_text(app)
        await press(pilot, "f2")
        assert isinstance(app.screen, TodayScreen)
        assert "已保存" in screen_text(app)


async def test_leaving_asks_once(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "escape")
        assert "离开岳宋台账?" in screen_text(app)
        assert "李建国" in screen_text(app), "what she was looking at stays in view"
        await press(pilot, "escape")
        assert isinstance(app.screen, TodayScreen)
        await press(pilot, "escape", "f2")
        assert not app.is_running
    assert not is_open_elsewhere(vault_folder)


async def test_a_failure_is_shown_in_its_own_words_and_can_be_closed(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        app.post_message(Failed(StoreError("磁盘已满", "磁盘没有空间,\x1b[2J这次没有保存。")))
        await settled(pilot)
        assert isinstance(app.screen, NoticeScreen)
        assert "磁盘没有空间,?[2J这次没有保存。" in screen_text(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, TodayScreen)


async def test_the_passphrase_can_come_from_a_file(vault_folder: Path, tmp_path: Path) -> None:
    from dataclasses import replace

    file = tmp_path / "passphrase"
    file.write_text(PASSPHRASE + "\n", encoding="utf-8")
    app = OfficeApp(replace(invocation(vault_folder), passphrase_file=file))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await settled(pilot)
        assert isinstance(app.screen, TodayScreen)


async def test_help_names_the_screen_the_field_and_every_key(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "question_mark")
        said = screen_text(app)
        for word in ("帮助: 今日", "F5 v", "F6 t", "F8 w", "Ctrl+O o"):
            assert word in said
        await press(pilot, "end")
        assert "F12 Ctrl+L" in screen_text(app)
        await press(pilot, "escape", "f5", "f1")
        assert "帮助: 走访谈话记录" in screen_text(app)
        assert "日期: 写 今天、昨天、-2" in screen_text(app)
