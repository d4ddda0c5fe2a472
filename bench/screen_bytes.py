"""Bytes to a terminal of 80x24, counted at a pseudo-terminal: behind a slow line every byte is waited for."""

import shutil
import tempfile
from datetime import date
from functools import cache, partial
from pathlib import Path

from bench import Row
from bench.terminal import Terminal, application
from store.fiction.demo import make_demo_vault

_TODAY = date(2026, 11, 22)
_PASSPHRASE = "bench-2026-yuesong"
_QUIET, _IDLE = 1.0, 30.0
_DOWN, _PAGE_DOWN, _WHY, _VISIT = "\x1b[B", "\x1b[6~", "\x1b[19~", "\x1b[15~"
_ESCAPE, _ROSTER, _SEARCH, _TYPED = "\x1b", "2", "\x1bOR", "yang"


def _count(terminal: Terminal) -> dict[str, int]:
    found = {"first paint": terminal.sent(3 * _QUIET)}
    terminal.press(f"{_PASSPHRASE}\r", 3 * _QUIET)
    found["arrow down"] = terminal.press(_DOWN, _QUIET)
    found["page down"] = terminal.press(_PAGE_DOWN, _QUIET)
    found["opening a screen"] = terminal.press(_WHY, _QUIET)
    terminal.press("\x1b", _QUIET)
    terminal.press(_VISIT, _QUIET)
    found["focus change"] = terminal.press("\r", _QUIET)
    # One by one: two together are another key.
    terminal.press(_ESCAPE, _QUIET)
    return found | _at_the_roster(terminal)


def _at_the_roster(terminal: Terminal) -> dict[str, int]:
    found = {"opening the roster": terminal.press(_ROSTER, _QUIET)}
    assert found["opening the roster"], "another screen stood there"
    found["roster, arrow down"] = terminal.press(_DOWN, _QUIET)
    found["roster, page down"] = terminal.press(_PAGE_DOWN, _QUIET)
    terminal.press(_SEARCH, _QUIET)
    found["roster, typed filter character, the largest"] = max(terminal.press(letter, _QUIET) for letter in _TYPED)
    terminal.press(_ESCAPE, _QUIET)
    found["opening the page of a person"] = terminal.press("\r", _QUIET)
    terminal.press(_ESCAPE, _QUIET)
    found["opening the form of a visit"] = terminal.press(_VISIT, _QUIET)
    found["roster, form, focus change"] = terminal.press("\r", _QUIET)
    found["idle 30 s"] = terminal.sent(_IDLE)
    return found


@cache
def _bytes() -> dict[str, int]:
    folder = Path(tempfile.mkdtemp(prefix="yuesong-bench-"))
    make_demo_vault(folder, _PASSPHRASE, _TODAY)
    try:
        with application(folder) as terminal:
            return _count(terminal)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _figure(what: str) -> float:
    return float(_bytes()[what])


_BUDGETS = {
    "first paint": 3_300,
    "arrow down": 220,
    "page down": 1_250,
    "opening a screen": 2_500,
    "focus change": 250,
    "opening the roster": 2_500,
    "roster, arrow down": 220,
    "roster, page down": 1_250,
    "roster, typed filter character, the largest": 1_500,
    "opening the page of a person": 2_500,
    "opening the form of a visit": 2_500,
    "roster, form, focus change": 250,
    "idle 30 s": 0,
}
ROWS = tuple(
    Row(what=f"bytes to the terminal: {what}", unit="bytes", budget=budget, ours=partial(_figure, what))
    for what, budget in _BUDGETS.items()
)
