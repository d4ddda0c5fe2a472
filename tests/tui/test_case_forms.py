"""What happens in a case, keyed in by hand on a person's page: recorded, read, found, corrected, voided, taken back."""

from datetime import date
from pathlib import Path

from textual.pilot import Pilot

from store.desk.records import load
from store.model.leave import Leave
from store.model.notice import Notice
from store.model.support import Support
from store.model.suspension import Suspension
from tests.tui.office import TODAY, Life, application, make_vault, reopened
from tests.tui.screen_text import SIZE, assert_snapshot, press, screen_lines, screen_text, unlock, write
from tui.app import OfficeApp
from tui.screens.leave_form import LeaveForm
from tui.screens.notice_form import NoticeForm
from tui.screens.person import PersonScreen
from tui.screens.support_form import SupportForm
from tui.screens.suspension_form import SuspensionForm


async def open_person(pilot: Pilot[None]) -> None:
    """The page of 岩三木, third on 今日."""
    await unlock(pilot)
    await press(pilot, "down", "down", "enter")


def line_with(app: OfficeApp, text: str) -> str:
    """The first line in which a text stands."""
    return next(line for line in screen_lines(app) if text in line)


async def test_f7_offers_every_kind(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_person(pilot)
        await press(pilot, "f7")
        assert_snapshot(app, "person_new")


async def test_a_suspension_is_recorded_said_in_the_head_and_ended(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_person(pilot)
        await press(pilot, "f7", "2")
        assert isinstance(app.screen, SuspensionForm)
        await write(pilot, "11.10")
        await press(pilot, "enter")
        await write(pilot, "行政拘留")
        assert "会免" in screen_text(app), "what standing still excuses is said before it is saved"
        assert_snapshot(app, "suspension_form")
        await press(pilot, "f2")
        assert "已保存: 岩三木 11-10 中止" in screen_text(app)
        assert "中止中 11-10 起" in screen_lines(app)[3]
        await press(pilot, "right", "home")
        assert "11-10" in line_with(app, "还没有恢复 行政拘留")
        while ">" not in line_with(app, "还没有恢复 行政拘留"):
            await press(pilot, "down")
        await press(pilot, "f4", "enter", "enter")
        await write(pilot, "11.20")
        await press(pilot, "f2")
        assert "已更正: 岩三木 11-10 中止" in screen_text(app)
        assert "中止中" not in screen_text(app)
    with reopened(vault_folder) as vault:
        (saved,) = load(vault.connection, Suspension)
    assert (saved.started_on, saved.resumed_on, saved.reason) == (date(2026, 11, 10), date(2026, 11, 20), "行政拘留")


async def test_two_suspensions_that_share_days_are_refused_and_nothing_is_lost(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_person(pilot)
        await press(pilot, "f7", "2", "f2", "f7", "2", "f2")
        assert "中止重叠" in screen_text(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, SuspensionForm)


async def test_a_leave_is_recorded_and_the_absent_person_is_told(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_person(pilot)
        await press(pilot, "f7", "3")
        assert isinstance(app.screen, LeaveForm)
        await write(pilot, "12.5")
        await press(pilot, "enter")
        await write(pilot, "11.20")
        await press(pilot, "enter")
        await write(pilot, "景洪")
        assert_snapshot(app, "leave_form")
        await press(pilot, "f2")
        assert "外出中 11-20 起 应返 12-05" in screen_text(app)
    with reopened(vault_folder) as vault:
        (saved,) = load(vault.connection, Leave)
    assert (saved.due_back_on, saved.destination, saved.reported) == (date(2026, 12, 5), "景洪", "是")


async def test_a_notice_is_recorded_read_searched_voided_and_taken_back(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_person(pilot)
        await press(pilot, "f7", "4")
        assert isinstance(app.screen, NoticeForm)
        await press(pilot, "4", "f2")
        assert "内容" in screen_lines(app)[-2], "a report to the police says why"
        await write(pilot, "三次拒检")
        await press(pilot, "enter")
        await write(pilot, "岳宋派出所")
        assert_snapshot(app, "notice_form")
        await press(pilot, "f2")
        assert "已保存: 岩三木 11-22 报告公安" in screen_text(app)
        await press(pilot, "right", "right", "right", "right")
        assert "[文书 1]" in screen_text(app)
        assert "报告公安 岳宋派出所 李敏 「三次拒检」" in screen_text(app)
        assert_snapshot(app, "person_notices")
        await press(pilot, "f3")
        await write(pilot, "派出所")
        assert "[记录 1/28]" in screen_text(app)
        await press(pilot, "enter", "delete")
        await write(pilot, "记重了")
        await press(pilot, "f2")
        assert "已作废: 岩三木 11-22 事项文书 报告公安" in screen_text(app)
        await press(pilot, "ctrl+g", "enter")
        assert "文书 1" in screen_text(app)
        await press(pilot, "escape", "f7", "4", "4")
        assert isinstance(app.screen, NoticeForm)
    with reopened(vault_folder) as vault:
        (saved,) = load(vault.connection, Notice)
    assert (saved.day, saved.matter, saved.handler, saved.content) == (TODAY, "报告公安", "李敏", "三次拒检")


async def test_support_is_recorded_and_stands_on_its_page(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_person(pilot)
        await press(pilot, "f7", "5")
        assert isinstance(app.screen, SupportForm)
        await press(pilot, "9", "enter", "enter")
        await write(pilot, "300")
        await press(pilot, "enter")
        await write(pilot, "米油")
        assert_snapshot(app, "support_form")
        await press(pilot, "f2", "right", "right", "right")
        assert "[帮扶 1]" in screen_text(app)
        assert "帮扶 慰问 300元 米油 李敏" in screen_text(app)
    with reopened(vault_folder) as vault:
        assert [(each.category, each.amount) for each in load(vault.connection, Support)] == [("慰问", 30_000)]


async def test_a_half_written_form_comes_back_as_a_draft(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_person(pilot)
        await press(pilot, "f7", "2", "enter")
        await write(pilot, "住院")
        await press(pilot, "f12")
        await unlock(pilot)
        assert "住院" in screen_text(app)
        await press(pilot, "f2")
        assert isinstance(app.screen, PersonScreen)


async def test_what_a_closed_measure_cannot_have_is_refused(tmp_path: Path) -> None:
    life = Life(
        "岩三木", "班帅村", "2组", reported_on=date(2026, 6, 15), closed_on=date(2026, 9, 1), close_reason="死亡"
    )
    app = application(make_vault(tmp_path / "vault", (life,)))
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "2", "enter", "f7", "3")
        await write(pilot, "12.5")
        await press(pilot, "f2")
        assert "措施已结束" in screen_text(app)
