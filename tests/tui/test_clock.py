"""A clock that cannot be right: the day is asked for once, work goes on under it, and what is recorded shows it."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from store.desk.records import load
from store.model.visit import Visit
from tests.tui.office import invocation, reopened
from tests.tui.screen_text import SIZE, assert_snapshot, press, screen_text, unlock, write
from tui.app import OfficeApp
from tui.screens.clock import ClockScreen
from tui.screens.today import TodayScreen
from tui.screens.unlock import UnlockScreen


def application_on(folder: Path, day: date, *, today: date | None = None) -> OfficeApp:
    """The application on a computer that believes in ``day``."""
    clock = datetime(day.year, day.month, day.day, 9, 30, tzinfo=UTC)
    return OfficeApp(invocation(folder, today=today), clock=lambda: clock)


async def test_a_clock_ten_years_back_is_asked_about_and_work_goes_on_under_the_true_day(vault_folder: Path) -> None:
    app = application_on(vault_folder, date(2016, 11, 22))
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        assert isinstance(app.screen, ClockScreen)
        assert_snapshot(app, "clock_asked")
        app.screen.query_one("#today").value = ""  # type: ignore[attr-defined]
        await write(pilot, "明年")
        assert "看不懂这个日期" in screen_text(app)
        await press(pilot, "f2")
        assert "还没有保存" in screen_text(app)
        app.screen.query_one("#today").value = ""  # type: ignore[attr-defined]
        await write(pilot, "20261122")
        await press(pilot, "f2")
        assert isinstance(app.screen, TodayScreen)
        assert "假定今天 2026-11-22 周日" in screen_text(app)
        assert "今天到期" in screen_text(app)
        await press(pilot, "down", "f5", "f2")
        assert "已保存" in screen_text(app)
    with reopened(vault_folder) as vault:
        (unit,) = vault.connection.execute("SELECT at, today FROM unit WHERE action = 'visit'").fetchall()
        assert unit[0].startswith("2016-11-22")
        assert unit[1] == "2026-11-22"
        assert date(2026, 11, 22) in {visit.day for visit in load(vault.connection, Visit)}


@pytest.mark.parametrize("computer", [date(2016, 11, 22), date(2036, 3, 1)])
async def test_a_day_without_its_year_is_read_from_the_last_use_on(vault_folder: Path, computer: date) -> None:
    app = application_on(vault_folder, computer)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        app.screen.query_one("#today").value = ""  # type: ignore[attr-defined]
        await write(pilot, "11.25")
        assert "2026-11-25 周三" in screen_text(app)
        await press(pilot, "f2")
        assert "假定今天 2026-11-25 周三" in screen_text(app)


@pytest.mark.parametrize("day", [date(2036, 11, 22), date(2027, 1, 2)])
async def test_long_after_the_last_use_one_key_says_that_the_computer_is_right(vault_folder: Path, day: date) -> None:
    app = application_on(vault_folder, day)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        assert isinstance(app.screen, ClockScreen)
        await press(pilot, "f2")
        assert isinstance(app.screen, TodayScreen)
        assert "假定今天" not in screen_text(app)
        await press(pilot, "f12")
        await unlock(pilot)
        assert isinstance(app.screen, TodayScreen), "asked once"


async def test_who_does_not_know_the_day_can_only_lock(vault_folder: Path) -> None:
    app = application_on(vault_folder, date(2016, 11, 22))
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "escape")
        assert isinstance(app.screen, UnlockScreen)
        assert not app.session.is_open
        await unlock(pilot)
        assert isinstance(app.screen, ClockScreen), "asked again, once"
        await press(pilot, "f2")
        assert "之后记的都会当作还没有" in screen_text(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, ClockScreen), "one key too many changes nothing"
        await press(pilot, "f2", "f2")
        assert isinstance(app.screen, TodayScreen)


async def test_a_given_day_is_never_asked_about(vault_folder: Path) -> None:
    app = application_on(vault_folder, date(2016, 11, 22), today=date(2026, 11, 22))
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        assert isinstance(app.screen, TodayScreen)
