"""A real process under a real pseudo-terminal: no byte of a hostile name acts as a control sequence."""

import sys
from datetime import date
from pathlib import Path

import pytest

from tests.tui.office import PASSPHRASE, Life, make_vault

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are not there on this platform", allow_module_level=True)

from tests.tui.terminal import Terminal, program

ENOUGH = 5

HOSTILE = (
    "\x1b]0;HACKED\x07",
    "\x1b[38;5;213m",
    "\x1b[7;77H",
    "\x1b[?1049l",
    "\x1bP1$r0m\x1b\\",
    "\x1b]8;;https://example.invalid\x1b\\",
    "\x9b38;5;213m",
    "\x1bc",
    "\u202e",
    "\u2066",
    "\u200b",
)
START = """
import sys
sys.argv = ["yuesong", "--vault", sys.argv[1], "--today", "2026-11-22"]
from tui.__main__ import main
main()
"""
SANITISER_OFF = """
import store.text
store.text.clean = lambda text: text
store.text.clean_lines = lambda text: text
store.text.fit = lambda text, width: text.ljust(width)
"""


@pytest.fixture(scope="module")
def hostile_vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A township in which every name, village and note carries a control sequence."""
    people = []
    for sequence in HOSTILE:
        life = Life(f"{sequence}岩三", f"{sequence}村", f"{sequence}组", served_on=date(2026, 11, 1))
        text = f"{sequence}情况"
        life.visited(date(2026, 11, 9), "见面", place=text, visitors=text, situation=text)
        people.append(life.tested(date(2026, 11, 2), testers=text, laboratory=text))
    return make_vault(tmp_path_factory.mktemp("hostile") / "vault", tuple(people))


def walk(terminal: Terminal) -> None:
    """Unlock, look at everybody, why, both forms, help, lock."""
    terminal.wait_for("口令")
    terminal.press(f"{PASSPHRASE}\r")
    terminal.wait_for("逾期")
    for _ in HOSTILE:
        terminal.press("\x1b[B")
    terminal.press("\x1b[19~")
    terminal.wait_for("怎样完成")
    terminal.press("\x1b[15~")
    terminal.wait_for("走访谈话记录")
    terminal.wait_for("上次:")
    terminal.press("\x1b[24~")
    terminal.wait_for("已锁定")


def acting(sent: bytes) -> list[str]:
    """The hostile sequences that reached the terminal as they are."""
    text = sent.decode("utf-8", "surrogateescape")
    return [sequence for sequence in HOSTILE if sequence in _without_own(text)]


def _without_own(text: str) -> str:
    """Without the sequences that the program itself sends on leaving and entering the screen."""
    return text.removesuffix("\x1b[?1049l")


def test_no_byte_of_a_hostile_name_acts_in_the_terminal(hostile_vault: Path) -> None:
    with program(START, str(hostile_vault)) as terminal:
        walk(terminal)
        assert acting(terminal.sent) == []
        assert terminal.title != "HACKED"
        assert "岩三" in terminal.sent.decode("utf-8", "surrogateescape"), "the names were on the screen"


def test_the_same_walk_is_caught_when_the_sanitiser_is_off(hostile_vault: Path) -> None:
    with program(SANITISER_OFF + START, str(hostile_vault)) as terminal:
        terminal.wait_for("口令")
        terminal.press(f"{PASSPHRASE}\r")
        terminal.wait_until(lambda seen: len(acting(seen.sent)) >= ENOUGH, "a hostile sequence")
