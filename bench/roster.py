"""花名册 in the application itself: opening it and moving in it, with 1,000 and 100,000 people."""

import asyncio
import tempfile
import time
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import cache, partial
from pathlib import Path
from statistics import median

from textual.pilot import Pilot

from bench import Row
from bench.search import _people
from bench.terminal import Terminal, application
from store.command.invocation import Invocation
from store.desk.office import Office, found_office
from store.desk.records import add
from store.model.measure import CATEGORIES, Measure
from store.vault.unit_of_work import Act, unit_of_work
from store.vault.vault import create_vault, open_vault
from tui.app import OfficeApp
from tui.screens.roster import RosterScreen
from tui.screens.today import TodayScreen
from tui.widgets.text_entry import TextEntry

_TODAY = date(2026, 11, 22)
_PASSPHRASE = "bench-2026-yuesong"
_ACT = Act(operator="bench", action="bench", today=_TODAY, at=datetime(2026, 11, 22, tzinfo=UTC))
_OFFICE = Office(township_code="530829103", name="bench", in_use_from=date(2020, 1, 1), operators=("bench",))
_MANY, _FEW, _KEYS, _SITTINGS = 100_000, 1_000, 60, 5
_SIZE = (80, 24)
_LOADING, _QUIET = 1.0, 0.12
"""Seconds without a byte after which a screen stands, and after which a key is done."""
_BYTES = {"down": "\x1b[B", "pagedown": "\x1b[6~", "pageup": "\x1b[5~", "end": "\x1b[F"}
_LOOK_EVERY = 0.001
"""Seconds: looking costs next to nothing beside what is measured."""


@cache
def _vault(people: int) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    create_vault(folder, _PASSPHRASE, lambda connection: found_office(connection, _OFFICE, _ACT))
    with open_vault(folder, _PASSPHRASE) as vault, unit_of_work(vault.connection, _ACT) as unit:
        settled = add(unit, list(_people(people)))
        add(unit, [Measure(person_id=person.id, category=CATEGORIES[person.id % 5]) for person in settled])
    return folder


@cache
def _figures() -> dict[int, list[tuple[float, float]]]:
    """CPU seconds of the whole process, painting included: until the list can be used, and until all is counted.

    Few and many take turns: what slows the machine slows both.
    """
    found: dict[int, list[tuple[float, float]]] = {_FEW: [], _MANY: []}
    for _ in range(_SITTINGS):
        for people, figures in found.items():
            figures.append(asyncio.run(_sitting(_vault(people), people)))
    return found


async def _sitting(folder: Path, people: int) -> tuple[float, float]:
    app = OfficeApp(Invocation(vault=folder, today=_TODAY, today_given=True))
    async with app.run_test(size=_SIZE) as pilot:
        await _settled(pilot)
        app.screen.query_one("#passphrase", TextEntry).value = _PASSPHRASE
        await pilot.press("enter")
        while not (isinstance(app.screen, TodayScreen) and app.screen._items):
            await asyncio.sleep(_LOOK_EVERY)
        await _settled(pilot)
        begun = time.process_time()
        pressed = asyncio.create_task(pilot.press("2"))
        while not (isinstance(app.screen, RosterScreen) and app.screen._shown):
            await asyncio.sleep(_LOOK_EVERY)
        opened = time.process_time() - begun
        await pressed
        await _settled(pilot)
        counted = time.process_time() - begun
        assert f"{people} 人" in app.screen._total_text
        return opened, counted


@cache
def _keys(people: int) -> dict[str, list[float]]:
    """CPU seconds of each key at a real terminal, from the key until nothing more is painted."""
    with application(_vault(people)) as terminal:
        for keys in ("", f"{_PASSPHRASE}\r", "2"):
            terminal.press(keys, _QUIET)
            terminal.rest(_LOADING)
        figures = {name: _pressed(terminal, _BYTES[name]) for name in ("down", "pagedown")}
        terminal.press(_BYTES["end"], _LOADING)
        terminal.rest(_LOADING)
        return figures | {"pageup": _pressed(terminal, _BYTES["pageup"])}


def _pressed(terminal: Terminal, key: str, *, keys: int = _KEYS) -> list[float]:
    spent = list[float]()
    for _ in range(keys):
        begun = terminal.spent()
        assert terminal.press(key, _QUIET), "nothing moved"
        spent.append(terminal.spent() - begun)
    return sorted(spent)


async def _settled(pilot: Pilot[None]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def _opening(people: int) -> float:
    return median(opened for opened, _ in _figures()[people])


def _counting(people: int) -> float:
    return median(counted for _, counted in _figures()[people])


def _slow(key: str, people: int) -> float:
    """The 95th percentile in CPU milliseconds."""
    spent = _keys(people)[key]
    return spent[len(spent) * 95 // 100] * 1000


def _rows() -> Iterable[Row]:
    for people in (_FEW, _MANY):
        yield Row(what=f"roster opens, {people:,} people, CPU", unit="s", budget=0.6, ours=partial(_opening, people))
        what = f"roster opens, {people:,} people, to the last count shown, CPU"
        yield Row(what=what, unit="s", budget=0.6, ours=partial(_counting, people))
    yield Row(
        what="roster opens at 100,000 as at 1,000 people, CPU",
        unit="s",
        budget=1.25,
        ours=partial(_opening, _MANY),
        reference=partial(_opening, _FEW),
        reference_name="1,000 people",
    )
    for key in ("down", "pagedown", "pageup"):
        what = f"roster, 100,000 people, {key} to painted, p95 CPU"
        yield Row(what=what, unit="ms", budget=30, ours=partial(_slow, key, _MANY))


ROWS = tuple(_rows())
