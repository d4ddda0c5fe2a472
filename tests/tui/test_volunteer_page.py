"""The page of one volunteer at 80x24: what is recorded, correcting, voiding, and what is recorded beside service."""

from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from store.desk.records import add, load
from store.model.service import Service
from store.model.volunteer import Volunteer
from store.model.volunteer_event import VolunteerEvent
from store.vault.unit_of_work import unit_of_work
from tests.tui.helping_township import with_helping
from tests.tui.office import ACT, application, reopened
from tests.tui.screen_text import SIZE, assert_snapshot, press, screen_text, unlock, write
from tui.screens.service_form import ServiceForm
from tui.screens.volunteer import VolunteerScreen
from tui.screens.volunteer_event_form import VolunteerEventForm
from tui.screens.volunteer_form import VolunteerForm
from tui.widgets.record_list import RecordList


@pytest.fixture
def township(vault_folder: Path) -> Path:
    return with_helping(vault_folder)


async def at_page(pilot: Pilot[None]) -> None:
    """The page of 岩保, the second of the desk."""
    await unlock(pilot)
    await press(pilot, "4", "home")
    while "岩保" not in str(pilot.app.screen.query_one("#entry").render()):
        await press(pilot, "down")
    await press(pilot, "enter")
    assert isinstance(pilot.app.screen, VolunteerScreen)


async def to_line(pilot: Pilot[None], text: str) -> None:
    """Down to the line that says so."""
    entries = pilot.app.screen.query_one("#entries", RecordList)
    await press(pilot, "home")
    while entries.current and text not in " ".join(str(cell) for cell in entries.current.cells):
        place = entries.place
        await press(pilot, "down")
        assert entries.place != place, f"{text} is not there"


async def test_everything_that_is_recorded_stands_there(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await at_page(pilot)
        assert_snapshot(app, "volunteer")
        await press(pilot, "end")
        assert_snapshot(app, "volunteer_end")
        await to_line(pilot, "急救培训")
        await press(pilot, "enter")
        assert "县禁毒办" in screen_text(app)


async def test_a_service_is_corrected_and_voided_where_it_stands(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await at_page(pilot)
        await to_line(pilot, "夜间巡逻")
        await press(pilot, "f4")
        assert isinstance(app.screen, ServiceForm)
        form = app.screen
        form.set_focus(form.entries["minutes"])
        await press(pilot, "ctrl+u")
        await write(pilot, "121")
        await press(pilot, "f2")
        assert "分钟多于起止时间" in screen_text(app)
        await press(pilot, "enter", "backspace", "0", "f2")
        assert "已更正" in screen_text(app)
        assert isinstance(app.screen, VolunteerScreen)
        await press(pilot, "delete")
        await write(pilot, "记错人了")
        await press(pilot, "f2")
        assert "已作废" in screen_text(app)
        assert "服务 1 次  0小时45分" in screen_text(app)
        await press(pilot, "ctrl+g", "f2")
    with reopened(township) as vault:
        assert load(vault.connection, Service, "WHERE content = '夜间巡逻'")[0].minutes == 120


async def test_a_day_of_more_than_sixteen_hours_is_doubted_where_it_stands(township: Path) -> None:
    with reopened(township) as vault, unit_of_work(vault.connection, ACT) as unit:
        add(unit, [Service(volunteer_id=1, day=date(2026, 11, 20), minutes=900, content="值守")])
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await at_page(pilot)
        await press(pilot, "end")
        assert screen_text(app).count("这一天超过16小时,请核对") == 2


async def test_training_is_recorded_in_few_keys_and_corrected(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await at_page(pilot)
        await press(pilot, "f7", "2")
        assert isinstance(app.screen, VolunteerEventForm)
        await write(pilot, "[/]双语宣讲")
        assert_snapshot(app, "volunteer_event_form")
        await press(pilot, "f2")
        assert "11-22 培训" in screen_text(app)
        await to_line(pilot, "双语宣讲")
        await press(pilot, "f4")
        form = app.screen
        assert isinstance(form, VolunteerEventForm)
        form.set_focus(form.entries["next_on"])
        await write(pilot, "+9")
        await press(pilot, "f2")
        assert "只有 通联 写 下次联系" in screen_text(app)
        await press(pilot, "enter", "escape")
        await press(pilot, "f2")
    with reopened(township) as vault:
        (new,) = load(vault.connection, VolunteerEvent, "WHERE content = '[/]双语宣讲'")
    assert (new.day, new.next_on) == (date(2026, 11, 22), None)


async def test_another_team_is_a_move_of_today_and_says_so(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await at_page(pilot)
        await press(pilot, "f4")
        form = app.screen
        assert isinstance(form, VolunteerForm)
        form.set_focus(form.entries["team"])
        await press(pilot, "ctrl+u")
        await write(pilot, "宣讲团")
        assert "从今天起算" in screen_text(app)
        await press(pilot, "f2")
        await to_line(pilot, "到 2026-11-22 班帅村联防巡逻队")
    with reopened(township) as vault:
        assert load(vault.connection, Volunteer, "WHERE number = 'Z0001'")[0].team_since == date(2026, 11, 22)


async def test_a_volunteer_with_records_is_not_voided(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await at_page(pilot)
        await press(pilot, "home", "delete")
        await write(pilot, "登记错了")
        await press(pilot, "f2")
        assert "没有作废" in screen_text(app)
        await press(pilot, "enter", "escape", "f2")
        await to_line(pilot, "- 队伍 -")
        await press(pilot, "delete")
        assert "再按 Del" in screen_text(app)
