"""公约 at 80x24 by keys: the matrix, down to group and household, an earlier day beside today, paper."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from store.desk.coverage import CoverageRow
from tests.tui.office import application, make_vault
from tests.tui.pact_township import HOMES, with_papers
from tests.tui.screen_text import SIZE, assert_snapshot, burst, press, screen_lines, screen_text, unlock
from tui.pact_matrix import BEFORE, bar, earlier_day
from tui.screens.household import HouseholdScreen
from tui.screens.list_sheet import ListSheetScreen
from tui.screens.pact_groups import PactGroupsScreen
from tui.screens.pact_households import PactHouseholdsScreen
from tui.screens.pacts import PactsScreen
from tui.screens.renewals import RenewalsScreen


@pytest.fixture
def township(vault_folder: Path) -> Path:
    return with_papers(vault_folder)


async def at_pacts(pilot: Pilot[None], *keys: str) -> None:
    """Unlock, go to the desk, press some keys there."""
    await unlock(pilot)
    await press(pilot, "3", *keys)


async def test_the_matrix_of_villages_and_documents(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await at_pacts(pilot)
        assert isinstance(app.screen, PactsScreen)
        assert_snapshot(app, "pacts")
        await press(pilot, "enter")
        assert "先选一个村" in screen_text(app)
        await press(pilot, "tab", "right", "right", "enter")
        assert_snapshot(app, "pacts_of_one_kind")


async def test_a_wide_screen_has_longer_bars(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=(120, 40)) as pilot:
        await at_pacts(pilot)
        assert_snapshot(app, "pacts_120x40")


async def test_an_earlier_day_stands_beside_today(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await at_pacts(pilot, "tab", "tab", "left", "left", "enter")
        assert "对比:去年底" in screen_text(app)
        assert "对比 2025-12-31" in screen_text(app)
        assert_snapshot(app, "pacts_compared")


async def test_down_to_the_group_and_the_household_and_back_to_where_she_was(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await at_pacts(pilot, "tab", "right", "right", "enter", "down", "down", "enter")
        assert isinstance(app.screen, PactGroupsScreen)
        assert_snapshot(app, "pact_groups")
        await press(pilot, "down", "enter")
        assert isinstance(app.screen, PactHouseholdsScreen)
        assert "班帅村2组  禁毒承诺书 2026版" in screen_lines(app)[1]
        assert_snapshot(app, "pact_households")
        await press(pilot, "enter")
        assert isinstance(app.screen, HouseholdScreen)
        assert "2025-11-03     禁毒承诺书 2025版 已签" in screen_text(app)
        await press(pilot, "escape", "escape", "escape")
        assert isinstance(app.screen, PactsScreen)
        assert screen_lines(app)[7].startswith("> 班帅村")


async def test_a_day_that_she_writes_stands_beside_today(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await at_pacts(pilot, "tab", "tab", "left")
        assert "Enter 写哪一天" in screen_text(app)
        await press(pilot, "enter", "f2")
        assert "哪一天" in screen_text(app), "an empty entry is no day"
        await press(pilot, *"2099-1-1", "f2")
        assert "还没到" in screen_text(app)
        await press(pilot, *["backspace"] * 8, *"2025-11-10", "f2")
        assert isinstance(app.screen, PactsScreen)
        assert "对比 2025-11-10" in screen_text(app)
        assert "升" in screen_text(app)
        # The same day by one of the fixed words says the same.
        app.screen._typed_day = date(2025, 11, 22)
        await press(pilot, "tab", "tab", "right", "left", "down")
        typed = screen_lines(app)[6:20]
        await press(pilot, "tab", "tab", "left", "left", "down")
        assert screen_lines(app)[6:20] == typed


async def test_only_those_who_have_not_signed_go_on_paper_in_walking_order(township: Path, tmp_path: Path) -> None:
    app, target = application(township), tmp_path / "单.html"
    async with app.run_test(size=SIZE) as pilot:
        await at_pacts(pilot, "tab", "right", "right", "enter", "down", "down", "enter", "enter")
        await press(pilot, "tab", "right", "enter", "f9")
        assert isinstance(app.screen, ListSheetScreen)
        app.screen.query_one("#target").value = str(target)  # type: ignore[attr-defined]
        await press(pilot, "f9")
        assert "清单已写好" in screen_text(app)
    page = target.read_text(encoding="utf-8")
    places = [page.find(f"<td>{number}</td>") for number in ("B2-9", "B2-10")]
    assert 0 < places[0] < places[1]
    assert "B2-11" not in page, "nobody lives there"
    assert "B10-1" not in page, "has signed"


async def test_the_table_is_printed_with_every_number(township: Path, tmp_path: Path) -> None:
    app, target = application(township), tmp_path / "表.html"
    async with app.run_test(size=SIZE) as pilot:
        await at_pacts(pilot, "f9")
        app.screen.query_one("#target").value = str(target)  # type: ignore[attr-defined]
        await press(pilot, "f9")
    page = target.read_text(encoding="utf-8")
    assert "公约签订情况" in page
    assert "<td>班帅村</td>" in page


async def test_every_page_is_the_same_whoever_is_on_the_roster(
    township: Path, tmp_path: Path, vault_folder: Path
) -> None:
    keys = ("f1", "escape", "tab", "right", "right", "enter", "down", "down", "enter", "enter", "enter")
    seen: list[list[str]] = []
    for folder in (township, with_papers(make_vault(tmp_path / "bare", ()))):
        app, pages = application(folder), list[str]()
        async with app.run_test(size=SIZE) as pilot:
            await at_pacts(pilot)
            for key in keys:
                await press(pilot, key)
                # Below the title and the desks: the newest backup of each vault has its own day.
                pages.append("\n".join(screen_lines(app)[2:]))
        seen.append(pages)
    assert seen[0] == seen[1]
    assert any(HOMES[0][0] in page for page in seen[0])


async def test_an_empty_desk_says_what_would_fill_it(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_pacts(pilot, "enter", "f9")
        assert "还没有要签的" in screen_text(app)
        assert "没有可以打印的" in screen_text(app)


def test_earlier_days() -> None:
    days = [earlier_day(word, date(2028, 2, 29)).isoformat() for word in BEFORE]
    assert days == ["2028-01-31", "2027-11-29", "2027-08-29", "2027-02-28", "2027-12-31"]


def test_a_bar_is_full_only_when_everybody_signed() -> None:
    def of(signed: int, required: int) -> str:
        row = CoverageRow("", "", None, required, 0, required, signed, 0, 0, 0, required - signed)
        return bar([row], 5)

    assert [of(0, 900), of(1, 900), of(899, 900), of(900, 900), of(0, 0)] == [".....", "#....", "####.", "#####", ""]


async def test_keys_typed_ahead_do_at_the_desk_what_they_do_one_by_one(township: Path, tmp_path: Path) -> None:
    copied = Path(shutil.copytree(township, tmp_path / "copied"))
    shown = []
    for folder, do in ((township, press), (copied, burst)):
        app = application(folder)
        async with app.run_test(size=SIZE) as pilot:
            await unlock(pilot)
            await do(pilot, "3", "down", "down", "f7", "1", "1", "enter", "f2", "1", "2", "4", "escape", "tab", "right")
            shown.append((type(app.screen), app.focused and app.focused.id, screen_text(app)))
    assert shown[0] == shown[1]


async def test_who_has_to_sign_again_stands_on_today_and_in_a_list(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        assert "公约重签 2户" in screen_text(app), "one signed the year before, one's year is over in eight days"
        await press(pilot, "ctrl+u", "end", "up", "up", "up", "enter")
        assert isinstance(app.screen, RenewalsScreen)
        assert_snapshot(app, "renewals")
        await press(pilot, "tab", "tab", "tab", "right", "enter")
        assert "B2-9" in screen_text(app)
        assert "Y1-2" not in screen_text(app)
        await press(pilot, "f7", "1", "f2")
        assert "已保存: B2-9 岩块" in screen_text(app)
        await press(pilot, "escape", "escape")
        assert "公约重签 1户" in screen_text(app)


async def test_the_signing_rate_stands_beside_the_others_and_leads_to_the_desk(township: Path, tmp_path: Path) -> None:
    app, target = application(township), tmp_path / "表.html"
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "6", "end")
        assert_snapshot(app, "figures_with_signing")
        await press(pilot, "tab", "right", "enter")
        assert "2/6" in screen_text(app), "two documents, three households of 岳宋村"
        await press(pilot, "enter")
        assert isinstance(app.screen, PactsScreen)
        await press(pilot, "6", "f9", "1")
        app.screen.query_one("#target").value = str(target)  # type: ignore[attr-defined]
        app.screen.query_one("#recipient").value = "县禁毒办"  # type: ignore[attr-defined]
        await press(pilot, "f9")
    page = target.read_text(encoding="utf-8")
    assert '<td class="rate">签订率</td><td class="number">4/12</td>' in page
