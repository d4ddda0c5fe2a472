"""Bytes to a terminal of 80x24, counted at a pseudo-terminal: behind a slow line every byte is waited for."""

import fcntl
import os
import pty
import select
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
from datetime import date
from functools import cache, partial
from pathlib import Path

from bench import Row
from store.fiction.demo import make_demo_vault

_TODAY = date(2026, 11, 22)
_PASSPHRASE = "bench-2026-yuesong"
_QUIET, _IDLE = 1.0, 30.0
_DOWN, _PAGE_DOWN, _WHY, _VISIT = "\x1b[B", "\x1b[6~", "\x1b[19~", "\x1b[15~"
_ESCAPE, _ROSTER, _SEARCH, _TYPED = "\x1b", "2", "\x1bOR", "yang"
_START = """
import sys
sys.argv = ["yuesong", "--vault", sys.argv[1], "--today", "2026-11-22"]
from tui.__main__ import main
main()
"""


def _sent(master: int, quiet: float) -> int:
    """Bytes until nothing has come for ``quiet`` seconds."""
    count = 0
    while select.select([master], [], [], quiet)[0]:
        count += len(os.read(master, 65_536))
    return count


def _after(master: int, keys: str, quiet: float = _QUIET) -> int:
    os.write(master, keys.encode())
    return _sent(master, quiet)


def _count(master: int) -> dict[str, int]:
    found = {"first paint": _sent(master, 3 * _QUIET)}
    _after(master, f"{_PASSPHRASE}\r", 3 * _QUIET)
    found["arrow down"] = _after(master, _DOWN)
    found["page down"] = _after(master, _PAGE_DOWN)
    found["opening a screen"] = _after(master, _WHY)
    _after(master, "\x1b")
    _after(master, _VISIT)
    found["focus change"] = _after(master, "\r")
    # One by one: two together are another key.
    _after(master, _ESCAPE)
    return found | _at_the_roster(master)


def _at_the_roster(master: int) -> dict[str, int]:
    found = {"opening the roster": _after(master, _ROSTER)}
    assert found["opening the roster"], "another screen stood there"
    found["roster, arrow down"] = _after(master, _DOWN)
    found["roster, page down"] = _after(master, _PAGE_DOWN)
    _after(master, _SEARCH)
    found["roster, typed filter character, the largest"] = max(_after(master, letter) for letter in _TYPED)
    _after(master, _ESCAPE)
    found["opening the page of a person"] = _after(master, "\r")
    _after(master, _ESCAPE)
    found["opening the form of a visit"] = _after(master, _VISIT)
    found["roster, form, focus change"] = _after(master, "\r")
    found["idle 30 s"] = _sent(master, _IDLE)
    return found


@cache
def _bytes() -> dict[str, int]:
    folder = Path(tempfile.mkdtemp(prefix="yuesong-bench-"))
    make_demo_vault(folder, _PASSPHRASE, _TODAY)
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    environment = {**os.environ, "TERM": "xterm-256color"}
    process = subprocess.Popen(
        [sys.executable, "-c", _START, str(folder)], stdin=slave, stdout=slave, stderr=slave, env=environment
    )
    os.close(slave)
    try:
        return _count(master)
    finally:
        process.kill()
        process.wait()
        os.close(master)
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
