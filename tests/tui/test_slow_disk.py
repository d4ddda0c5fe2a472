"""Keys that come before the database thread is done with what was asked: nothing typed is lost."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event

import pytest

from store.desk.drafts import drafts
from tests.tui.office import application, reopened
from tests.tui.screen_text import SIZE, press, screen_text, send, settled, unlock, write
from tui.app import OfficeApp
from tui.requests import BatchAsked
from tui.screens.batch_entry import BatchScreen
from tui.screens.question import QuestionScreen
from tui.screens.today import TodayScreen
from tui.screens.visit_form import VisitForm

Hold = Callable[[OfficeApp], Event]


@pytest.fixture
def hold() -> Hold:
    """Keep the database thread busy until the event is set."""

    def hold(app: OfficeApp) -> Event:
        free = Event()
        app.session._thread.submit(partial(free.wait, 20))
        return free

    return hold


async def test_what_is_typed_while_a_form_still_opens_is_kept(vault_folder: Path, hold: Hold) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        free = hold(app)
        await send(pilot, "f5", *("enter",) * 4, *"家中")
        assert isinstance(app.screen, VisitForm)
        free.set()
        await settled(pilot)
        await app.put_away()
    with reopened(vault_folder) as vault:
        (draft,) = drafts(vault.connection)
    assert draft.content["地点"] == "家中"


async def test_locking_at_once_keeps_what_was_typed_last(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "f5", *("enter",) * 4)
        await send(pilot, *"家中", "f12")
        await settled(pilot)
        assert not app.session.is_open
        with reopened(vault_folder) as vault:
            (draft,) = drafts(vault.connection)
    assert draft.content["地点"] == "家中"


async def test_a_draft_is_not_replaced_before_she_has_said_whether_she_wants_it(vault_folder: Path, hold: Hold) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "f5", *("enter",) * 4)
        await write(pilot, "岩三家的火塘边")
        await app.put_away()
    again = application(vault_folder)
    async with again.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        free = hold(again)
        await send(pilot, "f5", *("enter",) * 4, "x")
        free.set()
        await settled(pilot)
        assert "上次没存完" in screen_text(again)
        await again.put_away()
    with reopened(vault_folder) as vault:
        (draft,) = drafts(vault.connection)
    assert draft.content["地点"] == "岩三家的火塘边"


async def test_a_line_typed_before_the_sheet_is_read_stands_beside_the_first_name(
    vault_folder: Path, hold: Hold
) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        free = hold(app)
        app.screen.post_message(BatchAsked())
        await pilot.pause()
        await send(pilot, "3", "space", "阴")
        assert isinstance(app.screen, BatchScreen)
        free.set()
        await settled(pilot)
        assert "李建国: 11-03 定期 尿液 阴性" in screen_text(app)


async def test_esc_waits_for_a_slow_disk_and_cannot_lose_what_is_being_saved(vault_folder: Path, hold: Hold) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "f5", "enter", "enter", "1", "enter", "enter")
        await write(pilot, "家中")
        free = hold(app)
        await send(pilot, "f2", "escape")
        while "请稍候" not in screen_text(app):
            await pilot.pause()
        free.set()
        await settled(pilot)
        if isinstance(app.screen, QuestionScreen):
            assert "离开" in app.screen.question, "Esc has waited, and asks on 今日"
            await press(pilot, "escape")
        assert isinstance(app.screen, TodayScreen)
        assert "已保存" in screen_text(app)
