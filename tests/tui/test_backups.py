"""Backups that nobody has to think of, as the application makes them."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from store.desk.settings import save_settings
from store.vault.backup import inspect
from tests.tui.office import ACT, NOW, PASSPHRASE, application, reopened
from tests.tui.screen_text import SIZE, press, screen_text, settled, unlock
from tui.app import OfficeApp
from tui.backups import BackupState


@pytest.fixture
def vault_folder(vault_folder: Path) -> Path:
    """The vault without the backup of today that spares the other tests the making of one."""
    shutil.rmtree(vault_folder / "backups")
    return vault_folder


def backups_in(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir()) if folder.is_dir() else []


async def open_and_leave(app: OfficeApp, *keys: str) -> str:
    """Unlock, press keys, leave; what 今日 said last."""
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, *keys)
        said = screen_text(app)
        await pilot.press("escape", "f2")
        await pilot.pause()
    return said


async def test_the_first_unlock_of_a_day_makes_one_and_says_so(vault_folder: Path) -> None:
    said = await open_and_leave(application(vault_folder))
    assert "备份 今天" in said
    assert backups_in(vault_folder / "backups") == ["yuesong-2026-11-22.yuesong"]
    inspect(vault_folder / "backups" / "yuesong-2026-11-22.yuesong")


async def test_nothing_new_makes_no_second_one(vault_folder: Path) -> None:
    await open_and_leave(application(vault_folder))
    said = await open_and_leave(application(vault_folder))
    assert "备份 今天" in said
    assert len(backups_in(vault_folder / "backups")) == 1


async def test_leaving_after_a_record_makes_another(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        with_one = backups_in(vault_folder / "backups")
        assert len(with_one) == 1
        await press(pilot, "down", "f5", "f2")
        await press(pilot, "escape", "f2")
        await settled(pilot)
        assert not app.is_running
    assert len(backups_in(vault_folder / "backups")) == 2
    with reopened(vault_folder) as vault:
        (visits,) = vault.connection.execute("SELECT count(*) FROM visit WHERE day = '2026-11-22'").fetchone()
    assert visits > 0


async def test_the_office_s_own_folder_is_used_and_a_missing_one_is_said(vault_folder: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with reopened(vault_folder) as vault:
        assert save_settings(vault.connection, ACT, {"backup_folder": str(stick)}) == ()
    assert "备份 今天" in await open_and_leave(application(vault_folder))
    assert len(backups_in(stick)) == 1
    for file in stick.iterdir():
        file.unlink()
    stick.rmdir()
    said = await open_and_leave(application(vault_folder))
    assert "备份 失败" in said
    assert not stick.exists()
    assert backups_in(vault_folder / "backups") == []


async def test_leaving_works_when_the_backup_fails(vault_folder: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with reopened(vault_folder) as vault:
        assert save_settings(vault.connection, ACT, {"backup_folder": str(stick)}) == ()
    stick.rmdir()
    app = application(vault_folder)
    await open_and_leave(app)
    assert not app.is_running
    with reopened(vault_folder):
        pass


async def test_locking_while_a_backup_is_proven_loses_neither(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        from tui.widgets.text_entry import TextEntry

        app.screen.query_one("#passphrase", TextEntry).value = PASSPHRASE
        await pilot.press("enter")
        while not app.session.is_open:
            await pilot.pause()
        await press(pilot, "f12")
        await settled(pilot)
        assert not app.session.is_open
        await unlock(pilot)
        assert "备份 今天" in screen_text(app)
    assert len(backups_in(vault_folder / "backups")) == 1


def test_the_status_says_when_in_few_words() -> None:
    today = NOW.date()
    assert BackupState().text(today) == "备份 没有"
    assert BackupState(today).text(today) == "备份 今天"
    assert BackupState(today - timedelta(days=2)).text(today) == "备份 11-20"
    assert BackupState(today.replace(year=2025)).text(today) == "备份 2025-11-22"
