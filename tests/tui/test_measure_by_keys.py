"""A measure closed, reopened, taken over and handed on by keys on the person's page."""

from datetime import date
from pathlib import Path

from textual.pilot import Pilot

from store.desk.records import load
from store.model.measure import Measure
from store.model.notice import Notice
from tests.tui.office import TODAY, application, reopened
from tests.tui.screen_text import SIZE, press, screen_lines, screen_text, unlock, write
from tests.tui.test_record_form import go_to
from tests.tui.test_settling import AGREED, vault_of
from tui.app import OfficeApp
from tui.screens.person import PersonScreen


async def open_page(pilot: Pilot[None]) -> None:
    """The page of the only person, from the roster."""
    await unlock(pilot)
    await press(pilot, "2", "enter")


def owed(app: OfficeApp) -> list[str]:
    """The months and what is due, as the page shows them."""
    lines = screen_lines(app)
    until = next(number for number, line in enumerate(lines) if "最近记录" in line)
    return [line.replace(">", " ") for line in lines[4:until] if "概况" not in line]


async def test_closed_and_reopened_everything_is_owed_as_before(tmp_path: Path) -> None:
    app = application(vault_of(tmp_path, AGREED))
    async with app.run_test(size=(80, 40)) as pilot:
        await open_page(pilot)
        before = owed(app)
        await press(pilot, "f4")
        go_to(app, "结束日期")
        await write(pilot, "11.20")
        go_to(app, "结束原因")
        await press(pilot, "4", "f2")
        assert isinstance(app.screen, PersonScreen), screen_text(app)
        assert "2026-11-20 已结束 变更执行地" in screen_text(app)
        assert "现在没有应办的事" in screen_text(app)
        await press(pilot, "f7", "4", *["right"] * 8, "f2")
        assert "已保存: 岩三木 11-22 转出" in screen_text(app), "what follows a closing may be recorded"
        await press(pilot, "f4")
        go_to(app, "结束原因")
        await press(pilot, "4")
        go_to(app, "结束日期")
        await press(pilot, "ctrl+u", "f2")
        assert isinstance(app.screen, PersonScreen), screen_text(app)
        assert owed(app) == before
    with reopened(tmp_path / "vault") as vault:
        (measure,) = load(vault.connection, Measure)
        assert (measure.closed_on, measure.close_reason) == (None, None)
        assert [each.matter for each in load(vault.connection, Notice)] == ["转出"]


async def test_taken_over_by_keys(tmp_path: Path) -> None:
    decided = Notice(day=date(2026, 11, 10), matter="转入决定")
    app = application(vault_of(tmp_path, AGREED, decided))
    async with app.run_test(size=SIZE) as pilot:
        await open_page(pilot)
        assert "转入报到" in screen_text(app)
        await press(pilot, "ctrl+x", "f2")
        assert "已更正: 岩三木 转入日期 11-22" in screen_text(app)
        assert "转入报到" not in screen_text(app)
    with reopened(tmp_path / "vault") as vault:
        assert load(vault.connection, Measure)[0].taken_over_on == TODAY
