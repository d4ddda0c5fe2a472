"""What stands on the screen, read off the compositor, and keys pressed as a hand presses them."""

import asyncio
import os
import unicodedata
from contextlib import suppress
from pathlib import Path
from typing import Any

from textual import events
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.worker import WorkerCancelled

from tests.tui.office import PASSPHRASE
from tui.app import OfficeApp

SIZE = (80, 24)
WIDE = (120, 40)
IDLE_TURNS = 3
SNAPSHOTS = Path(__file__).parent / "snapshots"


def screen_lines(app: OfficeApp) -> list[str]:
    """The screen line by line, blank ends removed."""
    return [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]


def screen_text(app: OfficeApp) -> str:
    """The whole screen as text."""
    return "\n".join(screen_lines(app)) + "\n"


async def settled(pilot: Pilot[None]) -> None:
    """Wait until every job has ended, those that a job or a message began too, and everything is drawn.

    A pilot's pause sleeps until the process is idle, several times for each key; here nothing sleeps but a job.
    """
    app = pilot.app
    while app._exception is None and app.screen_stack:
        await nothing_to_run()
        for worker in list(app.workers):
            # One whose place a newer one took is cancelled: the newer one is waited for.
            with suppress(WorkerCancelled):
                await worker.wait()
        await app.animator.wait_until_complete()
        await pilot._wait_for_screen()
        await nothing_to_run()
        idle = all(worker.is_finished for worker in app.workers) and not _typing(pilot)
        if idle and not (app.screen_stack and _draw(app.screen)):
            return


def _typing(pilot: Pilot[None]) -> bool:
    return isinstance(pilot.app, OfficeApp) and pilot.app.type_ahead.is_busy


def _draw(screen: Screen[Any]) -> bool:
    """Draw what waits to be drawn, as the timer of the screen would in a moment; whether anything waited."""
    waits = screen.is_current and (
        screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._recompose_required
        or bool(screen._dirty_widgets)
        or bool(screen._callbacks)
    )
    if waits:
        screen._on_timer_update()
    return waits


async def nothing_to_run() -> None:
    """Until the loop has nothing left that could run at once: a key goes from queue to queue up to the application."""
    ready, idle = asyncio.get_running_loop()._ready, 0  # type: ignore[attr-defined]
    while idle < IDLE_TURNS:
        await asyncio.sleep(0)
        idle = 0 if ready else idle + 1


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one after the other and let each have its effect."""
    for key in keys:
        _send(pilot, key)
        await settled(pilot)


async def write(pilot: Pilot[None], text: str) -> None:
    """Type text, then let it have its effect."""
    await burst(pilot, *text)


async def send(pilot: Pilot[None], *keys: str) -> None:
    """Press keys without waiting for what they begin: as somebody who types on while the program is busy."""
    for key in keys:
        _send(pilot, key)
        await nothing_to_run()


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
