"""The terminal of a real process shows, key by key, what the compositor holds in a process without one."""

import shutil
import sys
from pathlib import Path

import pytest

from tests.tui.office import PASSPHRASE, application
from tests.tui.screen_text import SIZE, press, screen_text, settled, unlock, write

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are not there on this platform", allow_module_level=True)

from tests.tui.terminal import Terminal, program

START = """
import sys
from pathlib import Path
from tests.tui.office import application
application(Path(sys.argv[1])).run(mouse=False)
"""
BYTES = {
    "left": "\x1b[D", "down": "\x1b[B", "right": "\x1b[C", "end": "\x1b[F", "home": "\x1b[H",
    "pagedown": "\x1b[6~", "tab": "\t", "enter": "\r", "escape": "\x1b", "backspace": "\x7f",
    "ctrl+n": "\x0e", "ctrl+o": "\x0f", "f1": "\x1bOP", "f2": "\x1bOQ", "f5": "\x1b[15~", "f6": "\x1b[17~",
    "f8": "\x1b[19~", "f12": "\x1b[24~",
}  # fmt: skip
HAND = (
    "down", "end", "enter", "pagedown", "home", "ctrl+o", "ctrl+o", "tab", "right", "left", "enter",
    "f8", "down", "escape", "f1", "escape", "down", "f8", "down", "escape",
    "f5", "enter", "2", "enter", "2", "3", "enter", "enter", "家", "中", "backspace", "enter", "enter", "病", "ctrl+n",
    "了", "escape", "escape", "f1", "escape", "f2", "f6", "1", "f2", "escape", "escape", "f12",
)  # fmt: skip
"""Move, page, fold, filter, push, pop, type, delete, a question, help over a form, save, lock."""


async def expected(folder: Path) -> list[str]:
    """The screen after every key, from the compositor."""
    app = application(folder)
    seen = []
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        seen.append(screen_text(app))
        await unlock(pilot)
        seen.append(screen_text(app))
        for key in HAND:
            await (press(pilot, key) if key in BYTES else write(pilot, key))
            seen.append(screen_text(app))
    return seen


def shows(terminal: Terminal, text: str) -> bool:
    return [line.rstrip() for line in terminal.lines] == text.splitlines()


async def test_the_diffed_screen_is_the_undiffed_one_after_every_key(vault_folder: Path, tmp_path: Path) -> None:
    untouched = shutil.copytree(vault_folder, tmp_path / "untouched")
    wanted = await expected(vault_folder)
    shutil.rmtree(vault_folder)
    shutil.copytree(untouched, vault_folder)
    assert len(set(wanted)) > len(HAND) // 2, "most keys change the screen"
    with program(START, str(vault_folder)) as terminal:
        keys = ("", f"{PASSPHRASE}\r", *(BYTES.get(key, key) for key in HAND))
        for number, (key, text) in enumerate(zip(keys, wanted, strict=True)):
            terminal.press(key)
            terminal.wait_until(lambda seen, text=text: shows(seen, text), f"step {number} ({key!r}):\n{text}")  # type: ignore[misc]
