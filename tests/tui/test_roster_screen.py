"""花名册 by keys at 80x24: found while typing, filtered, sorted, counted, and as it was when she comes back."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from threading import Event

import pytest
from textual.pilot import Pilot

from store.desk.handing_over import handed_over
from store.desk.records import load
from store.model.drug_test import DrugTest
from store.model.visit import Visit
from store.vault.cipher import Connection
from tests.tui.office import Life, application, make_vault, reopened, sketch
from tests.tui.screen_text import (
    SIZE,
    assert_snapshot,
    nothing_to_run,
    press,
    screen_lines,
    screen_text,
    settled,
    unlock,
    write,
)
from tui import roster_reading
from tui.app import OfficeApp
from tui.screens import roster as roster_screen
from tui.screens.export_ledger import ExportScreen
from tui.screens.handing import HandingScreen
from tui.screens.person import PersonScreen
from tui.screens.person_form import PersonForm
from tui.screens.roster import RosterScreen
from tui.screens.test_form import TestForm
from tui.screens.today import TodayScreen
from tui.screens.unlock import UnlockScreen
from tui.screens.visit_form import VisitForm
from tui.widgets.count_choice import CountChoice
from tui.widgets.path_entry import PathEntry
from tui.widgets.text_entry import TextEntry

FIRST, LAST = 7, 20
"""The lines of the list at 80x24."""


def listed(app: OfficeApp) -> list[str]:
    """The names on screen, from top to bottom."""
    lines = screen_lines(app)[FIRST : app.screen.size.height - 3]
    return [line[3:].split()[0] for line in lines if line[3:].strip()]


def under_cursor(app: OfficeApp) -> str:
    """The name that the cursor stands on."""
    return next(line[3:].split()[0] for line in screen_lines(app)[FIRST:] if line.startswith(">"))


async def open_roster(pilot: Pilot[None]) -> None:
    await unlock(pilot)
    await press(pilot, "2")


async def test_everybody_by_place_with_what_comes_next(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_roster(pilot)
        assert isinstance(app.screen, RosterScreen)
        assert listed(app) == ["李建国", "艾块", "娜叶", "尼惹", "岩三木"]
        assert_snapshot(app, "roster")


async def test_a_wide_screen_shows_more(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=(120, 40)) as pilot:
        await open_roster(pilot)
        assert_snapshot(app, "roster_wide")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("三木", ["岩三木"]),
        ("ysm", ["岩三木"]),
        ("yansan", ["岩三木"]),
        ("班帅", ["岩三木"]),
        ("bs", ["岩三木"]),
        ("娜", ["娜叶"]),
        ("zzz", []),
    ],
)
async def test_typing_finds_at_once(vault_folder: Path, typed: str, found: list[str]) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_roster(pilot)
        await press(pilot, "f3")
        await write(pilot, typed)
        assert listed(app) == found
        assert ("没有找到" in screen_text(app)) == (not found)


async def test_the_tail_of_a_phone_finds(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_roster(pilot)
        await press(pilot, "slash")
        await write(pilot, "0021")
        assert len(listed(app)) == 5


async def test_escape_clears_then_leaves(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_roster(pilot)
        await press(pilot, "f3")
        await write(pilot, "ysm")
        await press(pilot, "escape")
        assert len(listed(app)) == 5
        assert under_cursor(app) == "岩三木"
        await press(pilot, "escape")
        assert isinstance(app.screen, TodayScreen)


async def test_found_and_recorded_without_leaving_the_box(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_roster(pilot)
        await press(pilot, "f3")
        await write(pilot, "ysm")
        await press(pilot, "f5")
        assert isinstance(app.screen, VisitForm)
        assert app.screen.person.name == "岩三木"
        assert "[x]见面" in screen_text(app)
        await press(pilot, "f2")
        assert isinstance(app.screen, RosterScreen)
        assert listed(app) == ["岩三木"]
        await press(pilot, "f6")
        assert isinstance(app.screen, TestForm)
        assert app.screen.person.name == "岩三木"
        await press(pilot, "1", "f2")
    with reopened(vault_folder) as vault:
        assert len(load(vault.connection, Visit, "WHERE day = '2026-11-22' AND person_id = 3")) == 1
        assert len(load(vault.connection, DrugTest, "WHERE day = '2026-11-22' AND person_id = 3")) == 1


async def test_the_arrow_leads_from_the_box_into_the_list(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_roster(pilot)
        await press(pilot, "f3")
        await write(pilot, "cun")
        first, second = listed(app)[:2]
        assert under_cursor(app) == first
        await press(pilot, "down")
        assert under_cursor(app) == second
        await press(pilot, "space", "up", "up")
        assert [line[1] for line in screen_lines(app)[FIRST : FIRST + 3]] == [" ", "*", " "]


async def test_counts_and_filters_narrow_the_list(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_roster(pilot)
        assert "[全部 5] 在册 5  现有 5  新增 0  社戒 5  社康 0" in screen_text(app)
        await press(pilot, "tab", "right", "right", "right")
        assert "[新增 0]" in screen_text(app)
        assert listed(app) == []
        assert "这个筛选下没有人" in screen_text(app)
        await press(pilot, "left", "left", "left", "tab", "tab", "right", "enter")
        assert len(listed(app)) in (1, 2)
        assert "显示" in screen_text(app)
        assert "村:" in screen_text(app)


async def test_sorting_goes_through_the_columns_and_turns_round(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_roster(pilot)
        await press(pilot, "ctrl+t")
        assert "排序:姓名" in screen_text(app)
        by_name = listed(app)
        await press(pilot, "ctrl+y")
        assert "排序:姓名 倒序" in screen_text(app)
        assert listed(app) == by_name[::-1]
        for _ in range(6):
            await press(pilot, "s")
        assert "排序:剩余" in screen_text(app)
        assert listed(app)[0] == "李建国", "six days over"


async def test_it_is_as_it_was_when_she_comes_back(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_roster(pilot)
        await press(pilot, "ctrl+t", "down", "down", "space", "f3")
        await write(pilot, "cun")
        await press(pilot, "down", "down")
        before = screen_text(app)
        await press(pilot, "5")
        assert isinstance(app.screen, HandingScreen)
        await press(pilot, "1")
        assert isinstance(app.screen, TodayScreen)
        await press(pilot, "2")
        assert screen_text(app) == before


async def test_locking_forgets_the_desk_she_is_not_at(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_roster(pilot)
        roster = app.screen
        assert isinstance(roster, RosterScreen)
        await press(pilot, "1", "f12")
        assert isinstance(app.screen, UnlockScreen)
        assert roster._lines == {}
        assert roster._shown is None
        await unlock(pilot)
        await press(pilot, "2")
        assert len(listed(app)) == 5


async def test_an_empty_roster_says_what_fills_it(tmp_path: Path) -> None:
    app = application(make_vault(tmp_path / "empty"))
    async with app.run_test(size=SIZE) as pilot:
        await open_roster(pilot)
        assert "花名册还是空的" in screen_text(app)
        await press(pilot, "enter", "f5", "f6", "space", "down", "end", "tab", "right", "ctrl+t")
        assert isinstance(app.screen, RosterScreen)


async def test_a_long_list_is_read_around_the_cursor(tmp_path: Path) -> None:
    people = tuple(Life(f"三木{number:03}", "班帅村", "2组") for number in range(300))
    app = application(make_vault(tmp_path / "many", people))
    async with app.run_test(size=SIZE) as pilot:
        await open_roster(pilot)
        await press(pilot, "end")
        assert under_cursor(app) == "三木299"
        assert len(listed(app)) == LAST - FIRST + 1
        for _ in range(12):
            await press(pilot, "pageup")
        assert len(listed(app)) == LAST - FIRST + 1
        roster = app.screen
        assert isinstance(roster, RosterScreen)
        assert len(roster._lines) < 300


Hold = Callable[[str], Event]


@pytest.fixture
def hold(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hold]:
    """Let one of the readings of the roster wait in the database thread until the event is set."""
    held: list[Event] = []

    def hold(reading: str) -> Event:
        free = Event()
        held.append(free)
        read = getattr(roster_screen, reading)

        def waiting(connection: Connection, **asked: object) -> object:
            free.wait(20)
            return read(connection, **asked)

        monkeypatch.setattr(roster_screen, reading, waiting)
        return free

    yield hold
    for free in held:
        free.set()


async def until(pilot: Pilot[None], condition: Callable[[], bool]) -> None:
    """Let the application work until it is so; the test's own time limit ends what never comes."""
    while not condition():
        await pilot.pause()


@pytest.fixture
def many(tmp_path: Path) -> OfficeApp:
    people = tuple(Life(f"三木{number:03}", "班帅村", "2组") for number in range(300))
    return application(make_vault(tmp_path / "many", people))


async def test_the_first_lines_stand_there_before_everybody_is_listed(many: OfficeApp, hold: Hold) -> None:
    async with many.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        free = hold("read_listing")
        await pilot.press("2")
        await until(pilot, lambda: isinstance(many.screen, RosterScreen) and under_cursor(many) == "三木000")
        assert len(listed(many)) == LAST - FIRST + 1
        assert "显示" not in screen_text(many), "not yet known"
        await pilot.press("space", "end")
        free.set()
        await settled(pilot)
        assert under_cursor(many) == "三木299", "not the last of those that stood there when the key was pressed"
        assert "勾选 1  显示 300 人" in screen_text(many)


async def test_who_is_handed_out_is_everybody_also_before_everybody_is_listed(many: OfficeApp, hold: Hold) -> None:
    async with many.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        free = hold("read_listing")
        await pilot.press("2")
        await until(pilot, lambda: isinstance(many.screen, RosterScreen) and under_cursor(many) == "三木000")
        await pilot.press("f9")
        free.set()
        await settled(pilot)
        assert isinstance(many.screen, ExportScreen)
        assert "只导 300 人的" in screen_text(many)


async def test_keys_typed_before_everybody_is_listed_find_counts_and_filters(many: OfficeApp, hold: Hold) -> None:
    async with many.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        free = hold("read_listing")
        await pilot.press("2", "f3", "7")
        free.set()
        await settled(pilot)
        assert "[全部 300]" in screen_text(many)
        await press(pilot, "escape", "tab", "tab", "tab", "right")
        assert "村:班帅村" in screen_text(many)


async def test_no_number_is_shown_before_all_are_counted(
    many: OfficeApp, hold: Hold, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roster_reading, "COUNTED_AT_ONCE", 40)
    async with many.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        free = hold("read_counts")
        await pilot.press("2")
        await until(pilot, lambda: "显示 300 人" in screen_text(many))
        assert "[全部] 在册  现有  新增  社戒  社康" in screen_text(many)
        await pilot.press("down", "pagedown")
        assert under_cursor(many) == "三木014"
        free.set()
        await settled(pilot)
        assert "[全部 300] 在册 300  现有 300  新增 0  社戒 300  社康 0" in screen_text(many)


async def test_what_was_counted_before_a_change_goes_while_many_are_counted_anew(
    many: OfficeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roster_reading, "COUNTED_AT_ONCE", 40)
    async with many.run_test(size=SIZE) as pilot:
        await open_roster(pilot)
        roster = many.screen
        assert isinstance(roster, RosterScreen)
        shown: list[dict[str, int]] = []
        counts = roster.query_one("#counted", CountChoice)
        count = counts.count

        def noted(numbers: dict[str, int]) -> None:
            shown.append({**numbers})
            count(numbers)

        monkeypatch.setattr(counts, "count", noted)
        many.session.revision += 1
        roster.on_screen_resume()
        await settled(pilot)
        assert shown[:-1] == [{}] * (300 // 40)
        assert shown[-1]["全部"] == shown[-1]["在册"] == 300


async def test_locking_while_people_are_counted_says_nothing_of_it(
    many: OfficeApp, hold: Hold, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roster_reading, "COUNTED_AT_ONCE", 40)
    async with many.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        free = hold("read_counts")
        await pilot.press("2")
        await until(pilot, lambda: "显示 300 人" in screen_text(many))
        # The key waits for the reading that is held back: it is let go as soon as the key has been sent.
        locking = asyncio.create_task(pilot.press("f12"))
        await nothing_to_run()
        free.set()
        await locking
        await until(pilot, lambda: not many.session.is_open)
        await settled(pilot)
        assert isinstance(many.screen, UnlockScreen)
        await unlock(pilot)
        assert "[全部 300] 在册 300" in screen_text(many)


async def test_hostile_names_stay_text(tmp_path: Path) -> None:
    life = Life("[red]三木\x1b[2J", "[/]村", "2组", reported_on=date(2026, 6, 15))
    app = application(make_vault(tmp_path / "hostile", (life, *sketch())))
    async with app.run_test(size=SIZE) as pilot:
        await open_roster(pilot)
        await settled(pilot)
        assert "\x1b" not in screen_text(app)
        assert any("[red]" in name for name in listed(app))


async def test_only_the_ticked_are_handed_out(vault_folder: Path, tmp_path: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_roster(pilot)
        await press(pilot, "down", "space", "space")
        assert "勾选 2" in screen_text(app)
        await press(pilot, "f9")
        assert "只导 2 人的" in screen_text(app)
        screen = app.screen
        assert isinstance(screen, ExportScreen)
        screen.query_one("#target", PathEntry).fill(str(tmp_path / "out"))
        for entry, said in zip(screen.query(TextEntry).results(), ("", "县禁毒办", "文件 3 号", "核对"), strict=True):
            entry.value = said or entry.value
        await press(pilot, "f2")
        assert isinstance(app.screen, RosterScreen)
    lines = (tmp_path / "out" / "people.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 3
    assert "艾块" in lines[1]
    assert "娜叶" in lines[2]
    with reopened(vault_folder) as vault:
        assert handed_over(vault.connection)[0].terms.purpose == "核对(只含 2 人)"


async def test_a_new_person_and_a_correction_are_one_key_away(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_roster(pilot)
        for key in ("f7", "f4"):
            await press(pilot, key)
            assert isinstance(app.screen, PersonForm)
            await press(pilot, "escape")
            assert isinstance(app.screen, RosterScreen)
        await press(pilot, "enter")
        assert isinstance(app.screen, PersonScreen)
        await press(pilot, "escape")
        assert isinstance(app.screen, RosterScreen)
