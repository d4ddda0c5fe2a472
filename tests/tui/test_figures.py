"""统计 by keys: this month beside the last, the line of a year, the people behind a figure, and what is handed up."""

from datetime import date
from pathlib import Path

import pytest

from store.desk.kept_figures import kept_figures
from store.desk.records import load, remove
from store.model.visit import Visit
from store.vault.cipher import Connection
from store.vault.unit_of_work import unit_of_work
from tests.tui.office import ACT, application, reopened
from tests.tui.screen_text import SIZE, assert_snapshot, press, screen_lines, screen_text, settled, unlock, write
from tui.app import OfficeApp
from tui.screens.notice import NoticeScreen
from tui.screens.person import PersonScreen
from tui.widgets.trend_chart import chart_lines


def row_of(app: OfficeApp, rate: str) -> list[str]:
    """The line of a rate, word by word, without the cursor."""
    return next(words for line in screen_lines(app) if (words := line.lstrip("> ").split()) and words[0] == rate)


async def test_the_month_its_line_and_the_people_behind_it(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "6", "down", "down")
        assert "11月" in screen_lines(app)[-3], "the months stand below their line"
        assert_snapshot(app, "figures")
        await press(pilot, "enter")
        assert_snapshot(app, "figure_people")
        await press(pilot, "enter")
        assert isinstance(app.screen, PersonScreen)
        assert "娜叶" in screen_text(app)
        await press(pilot, "escape", "escape", "tab", "right", "enter")
        assert "村:岳宋村" in screen_text(app)
        assert row_of(app, "见面率")[1:3] == ["4/4", "100.0%"]


async def test_the_people_behind_a_figure_are_reckoned_anew_after_a_record_and_after_the_lock(
    vault_folder: Path,
) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "6", "down", "down", "enter")
        assert "见面率  11/16" in screen_text(app)
        await press(pilot, "enter")
        assert "娜叶" in screen_text(app)
        await press(pilot, "f5")
        await press(pilot, *["backspace"] * 12)
        await write(pilot, "11-12")
        await press(pilot, "f2", "escape")
        await settled(pilot)
        assert "见面率  12/16" in screen_text(app)
        await press(pilot, "f12")
        await unlock(pilot)
        await settled(pilot)
        assert "见面率  12/16" in screen_text(app)
        assert "没有人" not in screen_text(app)


async def test_nobody_lacks_a_relapse(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "6", *["down"] * 9, "enter")
        assert "复吸率  0/" in screen_text(app)
        assert "未计" in screen_text(app)
        assert "还缺" not in screen_text(app)


async def test_a_new_record_changes_the_figure_at_once(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "6")
        assert row_of(app, "见面率")[1] == "11/16"
        await press(pilot, "1", "down", "f5", "f2", "6")
        await settled(pilot)
        assert row_of(app, "见面率")[1] == "12/16"


async def test_what_is_handed_up_is_kept_as_it_stood(vault_folder: Path, tmp_path: Path) -> None:
    app = application(vault_folder)
    target = tmp_path / "figures.html"
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "6", "f9", "f9")
        assert "还没有写明 报送 给哪个单位" in screen_text(app)
        await write(pilot, "县禁毒办")
        app.screen.query_one("#target").value = str(target)  # type: ignore[attr-defined]
        await press(pilot, "f9")
        assert "统计表已写好" in screen_text(app)
        await press(pilot, "f9")
        assert_snapshot(app, "figure_sheet", hidden=" 写到")
    page = target.read_text(encoding="utf-8")
    assert "见面率" in page
    assert "16/16" in page
    assert not [name for name in ("李建国", "娜叶", "岩三木", "尼惹", "艾块") if name in page], "numbers only"
    with reopened(vault_folder) as vault:
        (kept,) = kept_figures(vault.connection, date(2026, 10, 1), date(2026, 11, 1))
        head = vault.connection.execute("SELECT hex(head) FROM unit ORDER BY number DESC LIMIT 1 OFFSET 1").fetchone()
    assert (kept.recipient, kept.day) == ("县禁毒办", date(2026, 11, 22))
    assert kept.head.upper() == head[0]
    assert kept.head in page
    assert {(row.rate, row.numerator, row.denominator) for row in kept.rows if row.area is None} >= {("见面率", 16, 16)}


def lose_a_meeting(connection: Connection) -> None:
    visit = load(connection, Visit, "WHERE day BETWEEN '2026-10-05' AND '2026-10-11' ORDER BY id LIMIT 1")[0]
    with unit_of_work(connection, ACT) as unit:
        remove(unit, visit)


async def test_figures_older_than_the_ledger_are_not_handed_up(vault_folder: Path, tmp_path: Path) -> None:
    app = application(vault_folder)
    target = tmp_path / "figures.html"
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "6", "f9", "f9")
        await write(pilot, "县禁毒办")
        app.screen.query_one("#target").value = str(target)  # type: ignore[attr-defined]
        await app.session.write(lose_a_meeting)
        await press(pilot, "f9")
        await settled(pilot)
        assert not target.exists()
        await press(pilot, "f9")
        assert "统计表已写好" in screen_text(app)
    with reopened(vault_folder) as vault:
        (kept,) = kept_figures(vault.connection, date(2026, 10, 1), date(2026, 11, 1))
    assert ("见面率", None, 15, 16) in {(row.rate, row.area, row.numerator, row.denominator) for row in kept.rows}
    assert "15/16" in target.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["nowhere/figures.html", "岩\ud800.html"])
async def test_a_sheet_that_cannot_be_written_is_not_kept_as_handed_up(
    vault_folder: Path, tmp_path: Path, name: str
) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "6", "f9", "enter")
        await write(pilot, "县禁毒办")
        app.screen.query_one("#target").value = str(tmp_path / name)  # type: ignore[attr-defined]
        await press(pilot, "f9")
        assert isinstance(app.screen, NoticeScreen)
    with reopened(vault_folder) as vault:
        assert kept_figures(vault.connection, date(2026, 10, 1), date(2026, 11, 1)) == ()


@pytest.mark.parametrize("width", [80, 120])
def test_a_month_without_anything_to_do_is_no_zero(width: int) -> None:
    lines = chart_lines((None, 0.0, 49.0, 100.0), ("8月", "9月", "10月", "11月"), width)
    assert [line[:4] for line in lines] == ["100%", " 67%", " 33%", "  0%", "    "]
    assert "*100" in lines[0]
    assert "*49" in lines[2]
    assert "-" in lines[3]
    assert "*0" in lines[3]
    assert max(map(len, lines)) <= width
