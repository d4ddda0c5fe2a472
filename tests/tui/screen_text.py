"""What stands on the screen, read off the compositor, and keys pressed as a hand presses them."""

import os
from pathlib import Path

from textual.pilot import Pilot

from tests.tui.office import PASSPHRASE
from tui.app import OfficeApp

SIZE = (80, 24)
SNAPSHOTS = Path(__file__).parent / "snapshots"


def screen_lines(app: OfficeApp) -> list[str]:
    """The screen line by line, blank ends removed."""
    return [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]


def screen_text(app: OfficeApp) -> str:
    """The whole screen as text."""
    return "\n".join(screen_lines(app)) + "\n"


async def settled(pilot: Pilot[None]) -> None:
    """Wait until every job has ended and everything is drawn."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one after the other and let each have its effect."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def write(pilot: Pilot[None], text: str) -> None:
    """Type text, then let it have its effect."""
    await pilot.press(*text)
    await settled(pilot)


async def unlock(pilot: Pilot[None]) -> None:
    """Type the passphrase and wait for 今日."""
    from tui.widgets.text_entry import TextEntry

    await settled(pilot)
    pilot.app.screen.query_one("#passphrase", TextEntry).value = PASSPHRASE
    await press(pilot, "enter")
    await settled(pilot)


def assert_snapshot(app: OfficeApp, name: str, *, hidden: str = "") -> None:
    """The screen is the stored one, but for the line that begins as ``hidden`` does.

    ``YUESONG_REWRITE_SNAPSHOTS=1`` stores what is there instead.
    """
    path = SNAPSHOTS / f"{name}.txt"
    lines = screen_text(app).splitlines()
    shown = "\n".join("FOLDER" if hidden and line.strip()[:20] == hidden[:20] else line for line in lines) + "\n"
    if os.environ.get("YUESONG_REWRITE_SNAPSHOTS"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(shown, encoding="utf-8")
    assert path.exists(), f"no snapshot {name}; store it with YUESONG_REWRITE_SNAPSHOTS=1"
    assert shown == path.read_text(encoding="utf-8")
