"""集体签订 at 80x24: one key a household, each on disk at once, killed in the middle and gone on with."""

import signal
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from textual.pilot import Pilot

from store.desk.domain_rules import DOMAIN_RULES
from store.desk.records import add, load
from store.desk.undo import undo
from store.desk.undoable import last_undoable
from store.model.document import Document
from store.model.household import Household
from store.model.signature import Signature
from store.vault.unit_of_work import unit_of_work
from store.vault.verify import verify
from tests.tui.office import ACT, PASSPHRASE, TODAY, application, make_vault, reopened
from tests.tui.pact_township import HOMES, with_papers
from tests.tui.screen_text import SIZE, assert_snapshot, burst, press, screen_lines, screen_text, unlock, write
from tui.app import OfficeApp
from tui.screens.assembly import AssemblyScreen
from tui.screens.gathering_form import GatheringForm
from tui.screens.pacts import PactsScreen
from tui.screens.refusal import RefusalScreen
from tui.screens.returned_sheet import ReturnedSheetScreen
from tui.screens.sign_sheet import SignSheetScreen
from tui.widgets.path_entry import PathEntry

PLEDGE_2026 = "2"
MANY = 60


@pytest.fixture
def township(vault_folder: Path) -> Path:
    return with_papers(vault_folder)


async def called(pilot: Pilot[None], *keys: str) -> OfficeApp:
    """Unlock, and to the list of 班帅村2组 for the pledge of 2026, 岩保 witnessing."""
    await unlock(pilot)
    await press(pilot, "3", "down", "down", "enter", "down", "f7", "1", PLEDGE_2026, *["enter"] * 5)
    await write(pilot, "岩保")
    await press(pilot, "f2", *keys)
    assert isinstance(pilot.app, OfficeApp)
    return pilot.app


def said(folder: Path) -> dict[str, tuple[str, str | None, str | None]]:
    """What each household said today, as another process finds it: status, witness, note."""
    with reopened(folder) as vault:
        numbers = {home.id: home.number for home in load(vault.connection, Household)}
        today = load(vault.connection, Signature, "WHERE signed_on = ?", (TODAY.isoformat(),))
        return {numbers[each.household_id]: (each.status, each.witness, each.note) for each in today}


async def test_the_form_knows_where_she_stood_and_says_how_many(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "3", "down", "down", "enter", "down", "f7", "1")
        assert isinstance(app.screen, GatheringForm)
        await press(pilot, PLEDGE_2026)
        assert_snapshot(app, "gathering_form")
        await press(pilot, "f1")
        assert "一户一键" in screen_text(app)


async def test_one_key_a_household(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await called(pilot)
        assert isinstance(app.screen, AssemblyScreen)
        assert_snapshot(app, "assembly")
        await press(pilot, "1", "2")
        assert screen_lines(app)[7].startswith(">"), "on the last household"
        assert_snapshot(app, "assembly_keyed")
    assert said(township) == {"B2-9": ("已签", "岩保", None), "B2-10": ("外出未签", "岩保", None)}


async def test_a_refusal_asks_why_and_goes_on(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await called(pilot, "3")
        assert isinstance(app.screen, RefusalScreen)
        await press(pilot, "f2")
        assert "请写明原因" in screen_text(app)
        await write(pilot, "等丈夫回来")
        await press(pilot, "escape")
        assert "已输入的文字会丢掉" in screen_text(app)
        await press(pilot, "escape", "f2")
        assert isinstance(app.screen, AssemblyScreen)
        assert "拒签 等丈夫回来" in screen_lines(app)[5]
        assert screen_lines(app)[6].startswith(">"), "on the next household"
        await press(pilot, "up", "3", "escape")
        assert screen_lines(app)[5].startswith(">"), "nothing was said: she is where she was"
    assert said(township)["B2-9"] == ("拒签", "岩保", "等丈夫回来")


async def test_nobody_lives_there_and_the_last_key_is_taken_back(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await called(pilot, "4")
        assert "空户 2" in screen_text(app)
        await press(pilot, "ctrl+g")
        assert "B2-9 岩块" in screen_text(app)
        await press(pilot, "f2")
        assert "空户 1" in screen_text(app)
        await press(pilot, "end", "1")
        assert "登记的是空户" in screen_text(app)
        await press(pilot, "enter")
        assert "已签 0" in screen_text(app)
    assert said(township) == {}


async def test_keys_in_a_burst_mean_one_household_each(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await called(pilot)
        await burst(pilot, "2", "1", "home", "1")
        assert "已签 2  外出 0" in screen_text(app)
    assert {number: status for number, (status, *_) in said(township).items()} == {"B2-9": "已签", "B2-10": "已签"}


async def test_only_those_that_are_left_and_enter_passes_by(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await called(pilot, "enter")
        assert screen_lines(app)[6].startswith("> -B2-10") or screen_lines(app)[6].startswith(">-B2-10")
        await press(pilot, "tab", "right", "enter", "1")
        assert "已签 1" in screen_text(app)
        assert "B2-10" not in screen_text(app), "it is no longer one of those that are left"
        assert screen_lines(app)[5].startswith(">-B2-9")


async def test_who_comes_back_finds_what_was_keyed_and_the_form_filled_in(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await called(pilot, "1", "escape", "escape")
        await press(pilot, "f7", "1")
        assert isinstance(app.screen, GatheringForm)
        assert "岩保" in screen_text(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, PactsScreen)
        await press(pilot, "home", "f7", "1", "f2")
        assert isinstance(app.screen, AssemblyScreen)
        assert "班帅村2组" in screen_lines(app)[1]
        assert "已签 1" in screen_text(app)


@pytest.mark.parametrize(
    ("keys", "fault"),
    [
        (("f2",), "文书(按数字选)"),
        ((PLEDGE_2026, "enter", "x", "f2"), "还没有登记的户"),
        ((PLEDGE_2026, "enter", "enter", "9", "f2"), "没有"),
        ((PLEDGE_2026, "enter", "enter", "enter", "ctrl+u", "2", "0", "2", "5", "0", "1", "0", "1", "f2"), "没有生效"),
    ],
)
async def test_what_cannot_be_is_said_and_nothing_opens(township: Path, keys: tuple[str, ...], fault: str) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "3", "down", "f7", "1", *keys)
        assert isinstance(app.screen, GatheringForm)
        assert fault in screen_lines(app)[-2]


async def test_the_list_is_the_same_whoever_is_on_the_roster(township: Path, tmp_path: Path) -> None:
    seen = []
    for folder in (township, with_papers(make_vault(tmp_path / "bare", ()))):
        app = application(folder)
        async with app.run_test(size=SIZE) as pilot:
            await called(pilot, "1", "2")
            seen.append(screen_text(app))
    assert seen[0] == seen[1]
    assert HOMES[0][3] in seen[0]


async def test_sheets_are_printed_and_keyed_in_by_their_row_numbers(township: Path, tmp_path: Path) -> None:
    app, target = application(township), tmp_path / "单.html"
    async with app.run_test(size=SIZE) as pilot:
        await called(pilot, "f9")
        assert isinstance(app.screen, SignSheetScreen)
        assert_snapshot(app, "sign_sheet")
        code = next(word for word in screen_text(app).split() if word.startswith("1-"))
        app.screen.query_one("#target", PathEntry).fill(str(target))
        await press(pilot, "f9", "ctrl+b")
        assert isinstance(app.screen, ReturnedSheetScreen)
        await write(pilot, f"{code} 1 2拒 等家人")
        assert "B2-10 艾惹  拒签 等家人" in screen_text(app)
        assert_snapshot(app, "returned_sheet")
        await press(pilot, "f2")
        assert "已记下: 第 1 页 2 户" in screen_text(app)
        await write(pilot, f"{code} 9")
        await press(pilot, "f2")
        assert "还没有记下: 这一页只有 1 到 3 行" in screen_text(app)
        await press(pilot, "escape", "f2")
        assert isinstance(app.screen, AssemblyScreen)
        assert "已签 1  外出 0  拒签 1  空户 1  余 0" in screen_text(app)
    assert said(township) == {"B2-9": ("已签", "岩保", None), "B2-10": ("拒签", "岩保", "等家人")}
    sheet = target.read_text(encoding="utf-8")
    assert f"页码 {code}" in sheet
    assert [name for name in ("李建国", "娜叶 ", "1380", "戒毒", "康复", "检测") if name in sheet] == []


async def test_sheets_are_the_same_whoever_is_on_the_roster(township: Path, tmp_path: Path) -> None:
    pages = []
    for folder in (township, with_papers(make_vault(tmp_path / "bare", ()))):
        app, target = application(folder), tmp_path / f"{folder.parent.name}.html"
        async with app.run_test(size=SIZE) as pilot:
            await called(pilot, "f9")
            app.screen.query_one("#target", PathEntry).fill(str(target))
            await press(pilot, "f9")
        pages.append(target.read_bytes())
    assert pages[0] == pages[1]


def _many(folder: Path) -> Path:
    """A vault in which sixty households of one group have to sign."""
    with reopened(make_vault(folder, ())) as vault, unit_of_work(vault.connection, ACT) as unit:
        add(unit, [Document(kind="禁毒承诺书", version="2026", effective_on=TODAY.replace(month=1))])
        home = Household(number="", village="班帅村", village_group="2组", head="岩块", state="常住")
        add(unit, [replace(home, number=f"B2-{place}") for place in range(1, MANY + 1)])
    return folder


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are not there on this platform")
def test_sixty_households_by_key_killed_in_the_middle_and_nothing_is_lost(tmp_path: Path) -> None:
    from tests.tui.terminal import Launcher, Terminal

    drawn = Random(20261127)
    keys = drawn.choices("124", weights=(8, 2, 1), k=MANY)
    killed_at = drawn.randrange(20, 40)
    folder = _many(tmp_path / "vault")

    def counted(so_many: int) -> Callable[[Terminal], bool]:
        return lambda terminal: f"余{MANY - so_many}" in terminal.text.replace(" ", "")

    def to_the_list(terminal: Terminal, *way: str) -> None:
        terminal.wait_for("请输入口令")
        terminal.press(f"{PASSPHRASE}\r")
        terminal.wait_for("7日内")
        for typed, word in (
            ("3", "全乡"),
            ("\x1b[B", ">班帅村"),
            ("\x1b[18~", "新登记一户"),
            ("1", "签名方式"),
            *((each, "按F2") for each in way),
        ):
            terminal.press(typed)
            terminal.wait_for(word)
        terminal.press("\x1bOQ")

    with TemporaryDirectory() as home, Launcher() as launcher:
        begin = ("--vault", str(folder), "--today", TODAY.isoformat())
        with launcher.program(*begin, home=Path(home)) as terminal:
            to_the_list(terminal, "1")
            terminal.wait_until(counted(0), "the list")
            # All of the half at once: the program is killed while the keys behind are still waiting.
            terminal.press("".join(keys[:killed_at]))
            terminal.wait_until(lambda terminal: any(counted(n)(terminal) for n in range(10, killed_at)), "ten of them")
            shown = next(n for n in range(killed_at, 9, -1) if counted(n)(terminal))
            terminal.signal(signal.SIGKILL)
            assert terminal.wait_for_code() == -signal.SIGKILL
        kept = _keyed(folder)
        assert len(kept) >= shown, "what was shown as keyed is on disk"
        assert kept == _expected(keys[: len(kept)])
        with launcher.program(*begin, home=Path(home)) as terminal:
            to_the_list(terminal, *(() if "1" in keys[: len(kept)] else ("1",)))
            terminal.wait_until(counted(len(kept)), "what was keyed before")
            terminal.press("\x1b[B" * len(kept))
            for place, key in enumerate(keys[len(kept) :], len(kept) + 1):
                terminal.press(key)
                terminal.wait_until(counted(place), f"household {place}")
            terminal.signal(signal.SIGKILL)
            terminal.wait_for_code()
    assert _keyed(folder) == _expected(keys)
    with reopened(folder) as vault:
        assert verify(vault.connection, DOMAIN_RULES) == []
        last = last_undoable(vault.connection)
        assert last is not None
        undo(vault.connection, last.number, ACT)
    assert len(_keyed(folder)) == MANY - 1


def _keyed(folder: Path) -> dict[str, str]:
    with reopened(folder) as vault:
        empty = {each.number: "空户" for each in load(vault.connection, Household, "WHERE state = '空户'")}
    return {**empty, **{number: status for number, (status, *_) in said(folder).items()}}


def _expected(keys: list[str]) -> dict[str, str]:
    words = {"1": "已签", "2": "外出未签", "4": "空户"}
    found = {f"B2-{place}": words[key] for place, key in enumerate(keys, 1)}
    assert Counter(found.values()).total() == len(keys)
    return found
