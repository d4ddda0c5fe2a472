"""慢线路 and 只用ASCII: what they change, counted in bytes and read off the terminal."""

import sys
import unicodedata
from pathlib import Path

import pytest
from rich.cells import get_character_cell_size
from textual.pilot import Pilot

from store.desk.settings import save_settings
from tests.tui.office import ACT, PASSPHRASE, Life, application, make_vault, reopened
from tests.tui.screen_text import SIZE, SNAPSHOTS, press, screen_text, unlock
from tui.app import OfficeApp
from tui.frame import Frame
from tui.pace import REST, SMALL, Pace
from tui.plain_marks import PLAIN
from tui.screens.program_form import ProgramFormScreen
from tui.widgets.choice_entry import ChoiceEntry

TYPED = ("y", "a", "n", "s", "a", "n")
PAGES = ("pagedown",) * 5


def township(folder: Path) -> Path:
    """Enough people for many screens of them."""
    names = ("岩三木", "娜叶", "尼惹", "艾块", "岩块", "叶香")
    return make_vault(
        folder, tuple(Life(f"{names[n % 6]}{n:03}", f"{names[n % 5]}村", f"{n % 7}组") for n in range(120))
    )


class _NoTimer:
    def stop(self) -> None:
        pass


class _Line:
    """What is sent to one terminal while keys come 0.15 seconds apart, and then the hand rests."""

    def __init__(self, *, sparing: bool) -> None:
        self.now = 0.0
        self.bytes: list[int] = []
        self._frame = Frame()
        self._pace = Pace(lambda _seconds, _look: _NoTimer(), lambda: None, lambda: self.now)  # type: ignore[arg-type,return-value]  # the test looks by itself
        self._pace.spare(sparing)

    def key(self) -> None:
        self.now += 0.15
        self._pace.key()

    def rest(self) -> None:
        self.now += REST

    def paint(self, app: OfficeApp) -> None:
        caret = app.cursor_position.y
        strips = app.screen._compositor.render_strips()
        data = self._frame.update(strips, app.screen.size.width, caret=caret, may_send=self._pace.may_send)
        self.bytes.append(len(data.encode()))

    @property
    def standing(self) -> list[str]:
        return ["".join(text for text, _ in line) for line in self._frame._lines]


async def both(pilot: Pilot[None], *keys: str) -> tuple[_Line, _Line]:
    """The same keys at the roster, sent as usual and sent sparingly; the bytes of what stood there before left out."""
    app = pilot.app
    assert isinstance(app, OfficeApp)
    lines = _Line(sparing=False), _Line(sparing=True)
    for line in lines:
        line.paint(app)
        line.bytes.clear()
    for key in keys:
        for line in lines:
            line.key()
        await press(pilot, key)
        for line in lines:
            line.paint(app)
    for line in lines:
        line.rest()
        line.paint(app)
    assert lines[0].standing == lines[1].standing
    return lines


async def test_typing_sends_the_letters_at_once_and_the_list_only_once(tmp_path: Path) -> None:
    app = application(township(tmp_path))
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "2", "f3")
        usual, sparing = await both(pilot, *TYPED)
        assert all(0 < size < 60 for size in sparing.bytes[:-1]), "every letter is shown as it is typed"
        assert len([size for size in usual.bytes if size > SMALL]) > 1
        assert sum(sparing.bytes) * 3 < sum(usual.bytes) * 2


async def test_pages_nobody_stops_at_are_not_sent(tmp_path: Path) -> None:
    app = application(township(tmp_path))
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "2")
        usual, sparing = await both(pilot, *PAGES)
        assert sum(sparing.bytes) * 3 < sum(usual.bytes)


async def test_a_key_that_no_widget_wanted_counts_once(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        app._pace._last_key = float("-inf")
        await press(pilot, "g")
        assert not app._pace._held_down


async def test_saved_they_take_effect_at_once_and_again_after_the_next_unlocking(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        assert not app._pace._sparing
        await press(pilot, "7", "end", "enter")
        assert isinstance(app.screen, ProgramFormScreen)
        for name in ("low_bandwidth", "ascii_only"):
            app.screen.query_one(f"#{name}", ChoiceEntry).choose("是")
        await press(pilot, "f2")
        assert app._pace._sparing
        assert app._frame.ascii_only
        assert "停手" in screen_text(app)
    later = application(vault_folder)
    async with later.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        assert later._pace._sparing
        assert later._frame.ascii_only


def test_every_sign_drawn_as_ascii_takes_one_cell_as_before_and_two_on_some_terminals() -> None:
    assert PLAIN["·"] == "."
    for sign, plain in PLAIN.items():
        assert plain.isascii()
        assert get_character_cell_size(sign) == len(plain) == 1
        assert unicodedata.east_asian_width(sign) in ("A", "N"), sign


async def test_ascii_changes_what_is_drawn_and_nothing_that_is_kept(tmp_path: Path) -> None:
    app = application(make_vault(tmp_path, (Life("艾·三", "岳宋村", "“新”组"),)))
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "2")
        strips = app.screen._compositor.render_strips()
        frame = Frame()
        usual = frame.update(strips, SIZE[0])
        assert "艾·三" in usual
        frame.ascii_only = True
        changed = frame.update(strips, SIZE[0])
        assert "." in changed
        assert '"' in changed
        assert not set(changed) & set(PLAIN)
        frame.ascii_only = False
        assert "·" in frame.update(strips, SIZE[0])


def test_lines_and_marks_of_our_own_are_ascii_on_every_screen() -> None:
    foreign = {"·", "□"}  # of a name with a dot, and of one whose character was lost before it reached the ledger
    for path in SNAPSHOTS.glob("*.txt"):
        unsure = {sign for sign in path.read_text(encoding="utf-8") if unicodedata.east_asian_width(sign) in "AN"}
        assert unsure <= foreign | {"\n"}, path.name


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are not there on this platform")
def test_a_terminal_behind_a_slow_line_ends_with_the_same_screen(vault_folder: Path) -> None:
    from tests.tui.terminal import program
    from tests.tui.test_frame_in_use import START

    with reopened(vault_folder) as vault:
        assert save_settings(vault.connection, ACT, {"low_bandwidth": "是", "ascii_only": "是"}) == ()
    with program(START, str(vault_folder)) as terminal:
        terminal.wait_for("口令")
        terminal.press(f"{PASSPHRASE}\r")
        terminal.wait_for("李建国")
        terminal.press("2")
        terminal.wait_for("显示5人")
        terminal.press("\x1bOR")
        terminal.wait_until(lambda seen: seen.caret[1] == 2, "the search box")
        terminal.press("ysm")
        terminal.wait_for("显示1人")
        terminal.wait_for("查找[ysm")
        assert "娜叶" not in terminal.text.replace(" ", "")
