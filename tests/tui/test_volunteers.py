"""志愿者 at 80x24 by keys: the list, a registration, a correction, leaving; the same whoever is on the roster."""

from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from store.desk.records import add, load
from store.model.certificate import Certificate
from store.model.service import Service
from store.model.volunteer import LEFT, Volunteer
from store.vault.unit_of_work import unit_of_work
from tests.tui.office import ACT, application, make_vault, reopened
from tests.tui.screen_text import SIZE, assert_snapshot, press, screen_lines, screen_text, unlock, write
from tui.screens.certificate import CertificateScreen
from tui.screens.certificates import CertificatesScreen
from tui.screens.list_sheet import ListSheetScreen
from tui.screens.service_form import ServiceForm
from tui.screens.volunteer_form import VolunteerForm
from tui.screens.volunteers import VolunteersScreen

JOINED = date(2025, 1, 1)
HELPERS = (
    # number, name, village, group, team, state, insured until
    ("Z0001", "岩保", "班帅村", "2组", "班帅村联防巡逻队", "在册", date(2026, 12, 31)),
    ("Z0002", "[/]娜叶", "班帅村", "10组", "宣讲团", None, None),
    ("Z0003", "艾惹", "岳宋村", None, "岳宋村联防巡逻队", "在册", date(2026, 11, 1)),
    ("Z0004", "刘一", None, None, None, LEFT, None),
)


def with_helpers(folder: Path) -> Path:
    with reopened(folder) as vault, unit_of_work(vault.connection, ACT) as unit:
        made = [
            Volunteer(
                number=number, name=name, phone=f"1380000111{place}", village=village, village_group=group, team=team,
                state=state, insured_until=insured, joined_on=JOINED, consent_on=JOINED,
                left_on=date(2026, 3, 1) if state == LEFT else None,
            )
            for place, (number, name, village, group, team, state, insured) in enumerate(HELPERS)
        ]  # fmt: skip
        first, second, *_ = add(unit, made)
        for volunteer, day, minutes in (
            (first, date(2026, 5, 1), 90),
            (first, date(2026, 6, 26), 45),
            (second, JOINED, 30),
        ):
            add(unit, [Service(volunteer_id=volunteer.id, day=day, minutes=minutes, content="宣讲")])
    return folder


@pytest.fixture
def township(vault_folder: Path) -> Path:
    return with_helpers(vault_folder)


async def at_volunteers(pilot: Pilot[None], *keys: str) -> None:
    await unlock(pilot)
    await press(pilot, "4", *keys)


async def test_who_helps_and_for_how_long(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await at_volunteers(pilot)
        assert isinstance(app.screen, VolunteersScreen)
        assert_snapshot(app, "volunteers")
        await press(pilot, "tab", "tab", "tab", "tab", "right", "right")
        assert "保险:过期" in screen_text(app)
        assert "艾惹" in screen_text(app)
        assert "岩保" not in screen_text(app)


async def test_a_volunteer_is_registered_only_with_a_day_of_consent(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await at_volunteers(pilot, "f7", "2")
        assert isinstance(app.screen, VolunteerForm)
        assert_snapshot(app, "volunteer_form")
        await write(pilot, "岩三")
        await press(pilot, "enter")
        await write(pilot, "13800009999")
        await press(pilot, "f2")
        assert "还没有保存: 同意日期" in screen_text(app)
        await write(pilot, "11.20")
        await press(pilot, "f2")
        assert "已保存: 志愿者 岩三" in screen_text(app)
        assert isinstance(app.screen, VolunteersScreen)
    with reopened(township) as vault:
        (new,) = load(vault.connection, Volunteer, "WHERE name = '岩三'")
    assert (new.number, new.joined_on, new.consent_on) == ("Z0005", date(2026, 11, 22), date(2026, 11, 20))


async def test_whoever_is_there_already_is_not_registered_again_and_the_form_stays(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await at_volunteers(pilot, "f7", "2")
        await write(pilot, "岩保")
        await press(pilot, "enter")
        await write(pilot, "13800001110")
        await press(pilot, "f2")
        await write(pilot, "11.20")
        await press(pilot, "f2")
        assert "已经登记过" in screen_text(app)
        assert "Z0001" in screen_text(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, VolunteerForm)
        assert "11.20" in screen_text(app)


async def test_leaving_is_a_correction_and_can_be_taken_back(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await at_volunteers(pilot, "down", "f4")
        assert isinstance(app.screen, VolunteerForm)
        assert "13800001111" not in screen_text(app), "a recorded phone is not shown whole"
        form = app.screen
        form.set_focus(form.entries["state"])
        await press(pilot, "2", "f2")
        assert "已更正" in screen_text(app)
        assert "退出" in screen_text(app)
        await press(pilot, "ctrl+g", "f2")
    with reopened(township) as vault:
        assert sum(each.state == LEFT for each in load(vault.connection, Volunteer)) == 1


async def test_desk_and_paper_are_the_same_whoever_is_on_the_roster(
    township: Path, tmp_path: Path, vault_folder: Path
) -> None:
    seen: list[list[str]] = []
    for folder in (township, with_helpers(make_vault(tmp_path / "bare", ()))):
        app, pages = application(folder), list[str]()
        target = tmp_path / f"单{len(seen)}.html"
        async with app.run_test(size=SIZE) as pilot:
            await at_volunteers(pilot)
            for key in (
                "f1",
                "escape",
                "down",
                "enter",
                "escape",
                "f7",
                "enter",
                "enter",
                "enter",
                "b",
                "escape",
                "f2",
            ):
                await press(pilot, key)
                # Below the title and the desks: the newest backup of each vault has its own day.
                pages.append("\n".join(screen_lines(app)[2:]))
            assert isinstance(app.screen, VolunteersScreen)
            await press(pilot, "f9")
            assert isinstance(app.screen, ListSheetScreen)
            app.screen.query_one("#target").value = str(target)
            await press(pilot, "f9")
            pages.append(target.read_text(encoding="utf-8"))
        seen.append(pages)
    assert seen[0] == seen[1]
    assert any("岩保" in page for page in seen[0])


async def test_an_empty_desk_says_what_would_fill_it(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_volunteers(pilot, "enter", "f9")
        assert "还没有志愿者" in screen_text(app)
        assert "没有可以打印的" in screen_text(app)


async def test_a_service_is_recorded_to_the_minute(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await at_volunteers(pilot, "home", "down", "f7", "1")
        assert isinstance(app.screen, ServiceForm)
        await press(pilot, "enter")
        await write(pilot, "95")
        await press(pilot, "enter")
        await write(pilot, "[/]进寨宣讲")
        await press(pilot, "enter")
        await write(pilot, "下午2点")
        await press(pilot, "enter")
        await write(pilot, "15:30")
        assert_snapshot(app, "service_form")
        await press(pilot, "f2")
        assert "分钟多于起止时间" in screen_text(app)
        await press(pilot, "enter", "backspace", "5", "f2")
        assert "服务 1小时35分" in screen_text(app)
        assert isinstance(app.screen, VolunteersScreen)
        await press(pilot, "f7", "1", "enter")
        await write(pilot, "10")
        await press(pilot, "enter")
        await write(pilot, "劝导")
        await press(pilot, "enter")
        await write(pilot, "15:00")
        await press(pilot, "enter")
        await write(pilot, "16:00")
        await press(pilot, "f2")
        assert "时间重叠" in screen_text(app)
    with reopened(township) as vault:
        (new,) = load(vault.connection, Service, "WHERE content = '[/]进寨宣讲'")
    assert (new.minutes, new.started_at, new.ended_at, new.recorder) == (95, "14:00", "15:35", "李敏")


async def test_a_certificate_is_printed_once_asked_for_and_stands_in_the_register(
    township: Path, tmp_path: Path
) -> None:
    app, target = application(township), tmp_path / "证.html"
    async with app.run_test(size=SIZE) as pilot:
        await at_volunteers(pilot, "down", "f7", "3")
        assert isinstance(app.screen, CertificateScreen)
        app.screen.query_one("#target").value = "证明.html"  # type: ignore[attr-defined]
        assert_snapshot(app, "certificate")
        app.screen.query_one("#target").value = str(target)  # type: ignore[attr-defined]
        await press(pilot, "f9")
        assert "服务证明已写好" in screen_text(app)
        await press(pilot, "f7", "3")
        assert "FW2026-0002" in app.screen.query_one("#target").value  # type: ignore[attr-defined]
        await press(pilot, "escape", "1", "ctrl+u", "home", *["down"] * 11, "enter")
        assert isinstance(app.screen, CertificatesScreen)
        assert_snapshot(app, "certificates")
        await press(pilot, "enter")
        assert "岳宋乡禁毒办" in screen_text(app)
    page = target.read_text(encoding="utf-8")
    assert "编号 FW2026-0001" in page
    assert "自 2026-01-01 至 2026-11-22 参加禁毒志愿服务 2 次,服务时间 2小时15分" in page


async def test_nothing_served_is_nothing_certified(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await at_volunteers(pilot, "home", "f7", "3", "f9")
        assert "没有服务记录,不能出证明" in screen_text(app)
        await press(pilot, "escape", "f2")
    with reopened(township) as vault:
        assert load(vault.connection, Certificate) == []
