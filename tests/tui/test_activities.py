"""活动日历, 记到场 and the sums at 80x24 by keys; the same whoever is on the roster."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from store.desk.records import load
from store.model.activity import Activity
from store.model.service import Service
from store.model.volunteer_event import VolunteerEvent
from tests.tui.helping_township import with_helping
from tests.tui.office import application, make_vault, reopened
from tests.tui.screen_text import SIZE, WIDE, assert_snapshot, burst, press, screen_lines, screen_text, unlock, write
from tui.screens.activities import ActivitiesScreen
from tui.screens.activity_form import ActivityForm
from tui.screens.attendance import AttendanceScreen
from tui.screens.attendance_form import AttendanceForm
from tui.screens.certificates import CertificatesScreen
from tui.screens.list_sheet import ListSheetScreen
from tui.screens.publicity import PublicityScreen
from tui.screens.reporters import ReportersScreen
from tui.screens.service_hours import ServiceHoursScreen
from tui.screens.volunteers import VolunteersScreen


@pytest.fixture
def township(vault_folder: Path) -> Path:
    return with_helping(vault_folder)


async def at(pilot: Pilot[None], choice: str) -> None:
    await unlock(pilot)
    await press(pilot, "4", "f7", choice)


async def test_a_month_and_the_days_of_it(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await at(pilot, "4")
        assert isinstance(app.screen, ActivitiesScreen)
        assert_snapshot(app, "activities")
        await press(pilot, "left", "left")
        assert "HD0002 夜间巡逻" in screen_text(app)
        assert "到场 1 人 1小时35分" in screen_text(app)
        assert "HD0003 集市宣传" in screen_text(app)
        await press(pilot, "enter")
        assert "记哪一次的到场?" in screen_text(app)
        await press(pilot, "escape", *["pageup"] * 5, "right", "right", "right", "right", "right", "right")
        assert "2026-06" in screen_text(app)
        assert "受众 120" in screen_text(app)
        await press(pilot, "home", "f9")
        assert isinstance(app.screen, ListSheetScreen)


async def test_the_cursor_keeps_to_days_that_there_are(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await at(pilot, "4")
        await press(pilot, "down", *["pageup"] * 9)
        assert "活动日历  2026-02" in screen_text(app)
        assert "[28]" in screen_text(app)
        await press(pilot, *["pageup"] * 30)
        assert "活动日历  2023-08" in screen_text(app)


async def test_planned_held_and_reported(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await at(pilot, "4")
        await press(pilot, "left", "f7")
        assert isinstance(app.screen, ActivityForm)
        await write(pilot, "[/]赶集宣传")
        assert_snapshot(app, "activity_form")
        await press(pilot, "f2")
        assert "! HD0005 [/]赶集宣传 待小结" in screen_text(app)
        await press(pilot, "f4")
        form = app.screen
        assert isinstance(form, ActivityForm)
        form.set_focus(form.entries["audience"])
        await write(pilot, "35")
        await press(pilot, "f2")
        assert "已小结" in screen_text(app)
        await press(pilot, "delete")
        await write(pilot, "重复")
        await press(pilot, "f2", "ctrl+g", "f2")
    with reopened(township) as vault:
        (new,) = load(vault.connection, Activity, "WHERE number = 'HD0005'")
    assert (str(new.day), new.audience) == ("2026-11-21", 35)


async def test_a_list_is_read_out_and_keyed_in(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await at(pilot, "4")
        await press(pilot, "left", "left", "enter", "1")
        assert isinstance(app.screen, AttendanceForm)
        assert "95" in screen_text(app), "what was noted of somebody is proposed"
        await press(pilot, "ctrl+u")
        await write(pilot, "130")
        await press(pilot, "f2")
        assert "分钟多于起止时间" in screen_text(app)
        await press(pilot, "ctrl+u")
        await write(pilot, "90")
        await press(pilot, "f2")
        assert isinstance(app.screen, AttendanceScreen)
        for letters in ("ar", "ny 45", "Z0004"):
            await write(pilot, letters)
            await press(pilot, "enter")
        assert_snapshot(app, "attendance")
        await write(pilot, "yb")
        await press(pilot, "enter")
        assert "已经记过到场" in screen_text(app)
        await press(pilot, "escape")
        await write(pilot, "没有的人")
        await press(pilot, "enter")
        assert "先在 4 志愿者 登记" in screen_text(app)
        await press(pilot, "escape", "ctrl+g", "f2")
        assert "到场 3 人" in screen_text(app)
        await press(pilot, "down", "up", "pagedown", "pageup", "f9")
        assert isinstance(app.screen, ListSheetScreen)
        await press(pilot, "escape", "escape")
    with reopened(township) as vault:
        found = load(vault.connection, Service, "WHERE activity_number = 'HD0002' ORDER BY id")
    assert [(each.volunteer_id, each.minutes) for each in found] == [(1, 95), (2, 90), (3, 45)]


async def test_a_word_for_nothing_is_no_number_of_minutes(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await at(pilot, "4")
        await press(pilot, "left", "left", "enter", "2")
        await write(pilot, "不详")
        await press(pilot, "f2")
        assert "还没有保存: 服务分钟" in screen_text(app)
        assert isinstance(app.screen, AttendanceForm)


async def test_who_is_on_the_list_is_told_by_keys_faster_than_the_screen_follows(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await at(pilot, "4")
        await press(pilot, "left", "left", "enter", "2")
        await write(pilot, "30")
        await press(pilot, "f2")
        await burst(pilot, "y", "b", "enter", "a", "r", "space", "2", "0", "enter", "d", "j", "enter")
    with reopened(township) as vault:
        found = load(vault.connection, Service, "WHERE activity_number = 'HD0003' ORDER BY id")
    assert [(each.volunteer_id, each.minutes) for each in found] == [(1, 30), (2, 20), (4, 30)]


async def test_hours_by_year_month_team_and_person(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await at(pilot, "7")
        assert isinstance(app.screen, ServiceHoursScreen)
        assert_snapshot(app, "service_hours")
        await press(pilot, "tab", "right", "right", "right", "tab", "right", "right")
        assert "按:队伍" in screen_text(app)
        assert "2 次  2小时20分" in screen_text(app)


async def test_publicity_as_it_is_reported(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await at(pilot, "8")
        assert isinstance(app.screen, PublicityScreen)
        assert_snapshot(app, "publicity")


async def test_today_tells_of_contact_that_is_due(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=WIDE) as pilot:
        await unlock(pilot)
        assert "信息员该联系 1" in screen_text(app)


async def test_contact_is_kept_with_those_far_away(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await at(pilot, "6")
        assert isinstance(app.screen, ReportersScreen)
        assert_snapshot(app, "reporters")
        await press(pilot, "f7")
        await write(pilot, "电话,回来过年")
        await press(pilot, "enter", "enter", "enter")
        await write(pilot, "+30")
        await press(pilot, "f2")
        assert "该联系 0" in screen_text(app)
        await press(pilot, "enter")
        assert "志愿者 Z0004" in screen_text(app)
    with reopened(township) as vault:
        assert str(load(vault.connection, VolunteerEvent)[-1].next_on) == "2026-12-22"


WALK = (
    "4", "enter", "end", "escape", "f7", "4", "left", "left", "enter", "2", "9", "f2", "y", "escape", "escape", "f4",
    "escape", "f7", "escape", "pageup", "escape", "f7", "5", "end", "enter", "escape", "home", "enter", "ctrl+k",
    "left", "escape", "f4", "escape", "escape", "escape", "f7", "6", "enter", "escape", "f7", "escape", "escape", "f7",
    "7", "tab", "right", "tab", "tab", "escape", "f7", "8", "escape", "f7", "3", "escape", "f7", "2", "escape", "f1",
    "escape",
)  # fmt: skip
PRINTED = (("f7", "4"), ("f7", "5"), ("f7", "5", "home", "enter"), ("f7", "5", "home", "enter", "ctrl+k"), ("f7", "6"),
           ("f7", "7"), ("f7", "8"), ("down", "down", "enter"), ())  # fmt: skip


async def test_screens_and_papers_are_the_same_whoever_is_on_the_roster(tmp_path: Path, vault_folder: Path) -> None:
    seen: list[list[str]] = []
    for folder in (with_helping(vault_folder), with_helping(make_vault(tmp_path / "bare", ()))):
        app, pages = application(folder), list[str]()
        async with app.run_test(size=SIZE) as pilot:
            await unlock(pilot)
            for key in WALK:
                await press(pilot, key)
                # Below the title and the desks: the newest backup of each vault has its own day.
                pages.append("\n".join(screen_lines(app)[2:]))
            for number, keys in enumerate(PRINTED):
                target = tmp_path / f"{len(seen)}-{number}.html"
                await press(pilot, "home", *keys, "f9")
                app.screen.query_one("#target").value = str(target)  # type: ignore[attr-defined]
                await press(pilot, "f9")
                pages.append(target.read_text(encoding="utf-8"))
                while not isinstance(app.screen, VolunteersScreen):
                    await press(pilot, "escape")
            await press(pilot, "1", "ctrl+u", "home", *["down"] * 11, "enter")
            assert isinstance(app.screen, CertificatesScreen)
            pages.append("\n".join(screen_lines(app)[1:]))
            await press(pilot, "f9")
            app.screen.query_one("#target").value = str(tmp_path / f"{len(seen)}-register.html")  # type: ignore[attr-defined]
            await press(pilot, "f9")
            pages.append((tmp_path / f"{len(seen)}-register.html").read_text(encoding="utf-8"))
        seen.append(pages)
    assert seen[0] == seen[1]
    assert sum("岩保" in page for page in seen[0]) > 20
