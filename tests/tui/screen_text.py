"""What stands on the screen, read off the compositor, and keys pressed as a hand presses them."""

import os
import unicodedata
from contextlib import suppress
from pathlib import Path

from textual import events
from textual._wait import wait_for_idle
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from tests.tui.office import PASSPHRASE
from tui.app import OfficeApp

SIZE = (80, 24)
WIDE = (120, 40)
SNAPSHOTS = Path(__file__).parent / "snapshots"


def screen_lines(app: OfficeApp) -> list[str]:
    """The screen line by line, blank ends removed."""
    return [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]


def screen_text(app: OfficeApp) -> str:
    """The whole screen as text."""
    return "\n".join(screen_lines(app)) + "\n"


async def settled(pilot: Pilot[None]) -> None:
    """Wait until every job has ended, those that a job or a message began too, and everything is drawn."""
    await wait_for_idle(0)
    while True:
        for worker in list(pilot.app.workers):
            # One whose place a newer one took is cancelled: the newer one is waited for.
            with suppress(WorkerCancelled):
                await worker.wait()
        await pilot.pause()
        if all(worker.is_finished for worker in pilot.app.workers) and not _typing(pilot):
            return


def _typing(pilot: Pilot[None]) -> bool:
    return isinstance(pilot.app, OfficeApp) and pilot.app.type_ahead.is_busy


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one after the other and let each have its effect."""
    for key in keys:
        _send(pilot, key)
        await settled(pilot)


async def write(pilot: Pilot[None], text: str) -> None:
    """Type text, then let it have its effect."""
    await burst(pilot, *text)


async def burst(pilot: Pilot[None], *keys: str) -> None:
    """Press keys faster than the program answers, as they arrive over a slow line, then let them have their effect."""
    for key in keys:
        _send(pilot, key)
    await settled(pilot)


def _send(pilot: Pilot[None], key: str) -> None:
    """One key, as the driver hands it over. ``Pilot.press`` waits twice for each; a text is dozens."""
    if len(key) == 1 and not key.isalnum():
        key = _character_to_key(key)
    name = _get_unicode_name_from_key(REPLACED_KEYS.get(key, key))
    try:
        character: str | None = unicodedata.lookup(name)
    except KeyError:
        character = key if len(key) == 1 else None
    driver = pilot.app._driver
    assert driver is not None
    driver.send_message(events.Key(key, character))


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
