"""队伍, 队员 and 值班表 at 80x24 by keys."""

from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from store.desk.records import load
from store.model.duty import Duty
from store.model.team import Team
from store.model.volunteer import Volunteer
from tests.tui.helping_township import PATROLLERS, SINGERS, with_helping
from tests.tui.office import application, reopened
from tests.tui.screen_text import SIZE, assert_snapshot, press, screen_text, unlock, write
from tui.screens.duty import DutyScreen
from tui.screens.list_sheet import ListSheetScreen
from tui.screens.team import TeamScreen
from tui.screens.team_form import TeamForm
from tui.screens.teams import TeamsScreen


@pytest.fixture
def township(vault_folder: Path) -> Path:
    return with_helping(vault_folder)


async def at_teams(pilot: Pilot[None]) -> None:
    await unlock(pilot)
    await press(pilot, "4", "f7", "5", "home")
    assert isinstance(pilot.app.screen, TeamsScreen)


async def test_every_team_and_which_groups_have_no_songs(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await at_teams(pilot)
        assert_snapshot(app, "teams")
        await press(pilot, "end", "enter")
        assert isinstance(app.screen, TeamForm)
        assert "10组歌舞队" in screen_text(app)
        await press(pilot, "f2")
        assert "已保存: 队伍 班帅村10组歌舞队" in screen_text(app)
        await press(pilot, "delete")
        await write(pilot, "还没成立")
        await press(pilot, "f2")
        assert "已作废" in screen_text(app)
        await press(pilot, "ctrl+g", "f2")
    with reopened(township) as vault:
        assert load(vault.connection, Team, "WHERE name = '班帅村10组歌舞队'")


async def test_a_team_that_volunteers_name_is_registered_and_renamed_with_them(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await at_teams(pilot)
        while SINGERS not in str(app.screen.query_one("#entry").render()):
            await press(pilot, "down")
        await press(pilot, "enter")
        assert isinstance(app.screen, TeamForm)
        await press(pilot, "f2", "f4", "ctrl+u")
        await write(pilot, "葫芦歌舞队")
        assert "队名一起改" in screen_text(app)
        await press(pilot, "f2", "enter")
        assert isinstance(app.screen, TeamScreen)
        assert "葫芦歌舞队" in screen_text(app)
        assert "[/]娜叶" in screen_text(app)
    with reopened(township) as vault:
        assert len(load(vault.connection, Volunteer, "WHERE team = '葫芦歌舞队'")) == 1


async def test_members_over_time_and_who_is_uninsured(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await at_teams(pilot)
        await press(pilot, "enter")
        assert isinstance(app.screen, TeamScreen)
        assert_snapshot(app, "team")
        await press(pilot, "f4", "escape", "enter")
        assert "志愿者 Z000" in screen_text(app)


async def test_a_team_that_is_taken_back_while_it_is_open_leads_back_to_the_list(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await at_teams(pilot)
        await press(pilot, "end", "enter", "f2", "enter")
        assert isinstance(app.screen, TeamScreen)
        await press(pilot, "ctrl+g", "f2")
        assert isinstance(app.screen, TeamsScreen)
        assert "撤下" in screen_text(app)


async def test_a_week_of_duty_one_key_a_day(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await at_teams(pilot)
        await press(pilot, "enter", "ctrl+k")
        assert isinstance(app.screen, DutyScreen)
        assert_snapshot(app, "duty")
        # Sunday the 22nd; the day after is another week, in which one insurance ends on Wednesday.
        await press(pilot, "right", "1", "right", "right", "2", "right", "3", "right", "1", "4")
        assert_snapshot(app, "duty_next_week")
        await press(pilot, "f9")
        assert isinstance(app.screen, ListSheetScreen)
        await press(pilot, "escape", "tab", "ctrl+g", "f2")
    with reopened(township) as vault:
        found = load(vault.connection, Duty, "WHERE day > '2026-11-22' ORDER BY day")
    assert [(each.day, each.shift) for each in found] == [
        (date(2026, 11, 23), "白班"),
        (date(2026, 11, 25), "夜班"),
        (date(2026, 11, 26), "全天"),
        (date(2026, 11, 27), "白班"),
    ], "what was taken off last is back"


async def test_the_duty_sheet_says_who_is_not_insured_and_nothing_more(township: Path, tmp_path: Path) -> None:
    app, target = application(township), tmp_path / "班.html"
    async with app.run_test(size=SIZE) as pilot:
        await at_teams(pilot)
        await press(pilot, "enter", "ctrl+k", "f9")
        app.screen.query_one("#target").value = str(target)  # type: ignore[attr-defined]
        await press(pilot, "f9")
    page = target.read_text(encoding="utf-8")
    for word in (PATROLLERS, "艾惹", "全!", "夜"):
        assert word in page
    for word in ("1380000", "Z0001"):
        assert word not in page
