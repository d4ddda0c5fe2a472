"""What is loaded when, and what happens without a terminal."""

import subprocess
import sys
from pathlib import Path

import pytest

import tui

ROOT = Path(tui.__path__[0]).parent
SLOW = ("pydantic", "sqlite_utils", "pypinyin", "click", "cryptography", "sqlcipher3")

PAINTED = """
import asyncio, sys
from pathlib import Path
import tui.__main__
from tui.app import OfficeApp
from tui.screens.unlock import UnlockScreen
from store.command.invocation import Invocation
from datetime import date

loaded = set()
display = OfficeApp._display

def watched(app, screen, renderable):
    display(app, screen, renderable)
    if isinstance(screen, UnlockScreen) and not loaded:
        loaded.update(name.split(".")[0] for name in sys.modules)

OfficeApp._display = watched

async def main():
    app = OfficeApp(Invocation(vault=Path("nowhere"), today=date(2026, 11, 22)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        painted = "口令" in "".join(strip.text for strip in app.screen._compositor.render_strips())
    print("painted", painted, "loaded:", *sorted(loaded))

asyncio.run(main())
"""


def test_nothing_slow_is_loaded_before_the_unlock_screen_is_painted() -> None:
    ended = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", PAINTED], cwd=ROOT, capture_output=True, encoding="utf-8", timeout=120
    )
    assert ended.returncode == 0, ended.stderr
    words = ended.stdout.split()
    assert words[:2] == ["painted", "True"]
    assert "textual" in words
    assert sorted(set(SLOW) & set(words)) == []


@pytest.mark.parametrize("arguments", [[], ["demo"], ["--today", "2026-11-22"]])
def test_without_a_terminal_it_points_to_the_commands(arguments: list[str], tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "tui", "--vault", str(tmp_path), *arguments],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    assert ended.returncode == 2
    assert "没有终端" in ended.stderr
    assert "yuesong --help" in ended.stderr
    assert ended.stdout == ""
    assert list(tmp_path.iterdir()) == []
