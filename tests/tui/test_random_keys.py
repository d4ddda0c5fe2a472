"""Keys pressed at random, on every screen: nothing is raised, nothing that was saved is lost, Esc leads home.

The soak draws everything by chance, 200 sequences of 50 keys on every screen; a sequence that leaves the program
ends there. The gate has one short sequence for every screen, always the same. So few would not reach every action: many
of them begin with keys that were chosen for it (``DIRECTED``), and only the rest is drawn by chance.
"""

import asyncio
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path
from random import Random

import pytest

from tests.conftest import PROFILE
from tests.tui.helping_township import with_helping
from tests.tui.office import PASSPHRASE, make_vault, sketch
from tests.tui.pact_township import with_papers
from tests.tui.random_hand import Score, Turn, play
from tests.tui.test_actions import screens
from tests.tui.ways import WAYS
from tui.actions import ACTIONS

LEDGERS = Path(__file__).parent.parent / "ledgers"
SOAK_SEQUENCES = 200
"""Sequences on every screen in a soak."""
GATE_STROKES = 14
"""Strokes of a sequence in the gate, the directed ones among them; only the longest of those goes beyond it."""
SITTING = 20
"""Sequences after which the program is started on a fresh vault."""
CHECKED_LONG = 12
"""How often the rows of the ledger stand in the one that is imported."""
DIRECTED: dict[str, tuple[str, ...]] = {
    "TodayScreen": (
        "f1", "escape", "ctrl+u", "escape", "ctrl+o", "tab", "right", "left", "enter", "down", "up", "ctrl+k", "escape",
        "ctrl+a", "escape", "ctrl+w", "escape",
        "2", "5", "7", "3", "4", "1",
        "ctrl+g", "escape", "ctrl+p", "escape", "ctrl+f", "escape", "escape", "escape", "f12",
    ),
    "UnlockScreen": (f"={PASSPHRASE}", "enter"),
    "KeyCardScreen": ("f9",),
    "PaletteScreen": ("down", "enter"),
    "VisitForm": ("enter", "enter", "space", "enter", "enter", "enter", "enter", "ctrl+n", "f2"),
    "TestForm": ("1", "f2"),
    "OneOfScreen": ("enter", "escape", "escape", "ctrl+e"),
    "WhyScreen": ("f6", "escape", "f5"),
    "PersonScreen": ("f3", "escape", "right", "left", "tab", "f8", "escape", "f7", "escape", "ctrl+r"),
    "DetailScreen": ("escape", "delete"),
    "VoidScreen": ("=ab", "f2"),
    "MissesScreen": ("0", "0"),
    "PlanScreen": ("right", "left", "space", "space", "f4", "escape", "f2", "tab"),
    "HelperScreen": ("enter",),
    "RouteSheetScreen": ("f9",),
    "RosterScreen": (
        "f3", "escape", "ctrl+t", "ctrl+y", "space", "f9", "escape", "f4", "escape", "f7", "escape", "ctrl+b",
    ),
    "ImportScreen": ("=people-1", "tab", "enter", "enter", "enter escape"),
    "NoticeScreen": ("enter",),
    "ReviewScreen": ("f7", "f2", "1", "2", "escape", "3", "escape"),
    "AssemblyScreen": ("1", "2", "4", "enter", "3", "=ab", "f2"),
    "TeamScreen": ("ctrl+k", "escape"),
    "DutyScreen": ("1", "2", "right", "3", "left", "4", "tab"),
    "ActivitiesScreen": ("left", "f7", "escape", "pageup", "home"),
    "AttendanceScreen": ("=yb", "enter"),
    "SettingsScreen": ("f4", "escape", "end", "f4", "escape", "home", "delete"),
    "FirstStartScreen": ("2", "escape", "down", "enter"),
}  # fmt: skip


def test_every_screen_can_be_reached_by_its_way() -> None:
    assert {way.screen for way in WAYS} == set(screens())
    assert len(WAYS) == len(screens())


def office_with_papers(folder: Path) -> Path:
    """The vault that every sequence begins with a copy of."""
    return with_helping(with_papers(make_vault(folder, sketch())))


def turns(sequences: int, seed: str) -> list[list[Turn]]:
    """What is to be done, in sittings."""
    return [
        [Turn(way, f"{seed}-{way.screen.__name__}-{number}") for number in range(at, min(at + SITTING, sequences))]
        for way in WAYS
        for at in range(0, sequences, SITTING)
    ]


def surroundings(place: Path) -> Path:
    """A folder that the program may take for the whole computer, with a ledger to import in its home folder."""
    home = place / "home"
    home.mkdir(parents=True)
    title, *rows = (LEDGERS / "people-1.csv").read_bytes().splitlines(keepends=True)
    # Checking it has to take so long that it can be stopped.
    (home / "people-1.csv").write_bytes(title + b"".join(rows) * CHECKED_LONG)
    return home


def work_in(home: Path) -> None:
    """Have this process take ``home`` for the operator's."""
    os.chdir(home)
    os.environ.update(HOME=str(home), USERPROFILE=str(home), XDG_DATA_HOME=str(home), TMPDIR=str(home))
    tempfile.tempdir = None


def sitting(turns: Sequence[Turn], made_vault: Path, place: Path) -> Score:
    """One sitting in a process of its own."""
    work_in(surroundings(place))
    return asyncio.run(play(turns, made_vault, place))


def gate_turns() -> Iterator[Turn]:
    """One short sequence on every screen, always the same."""
    for way in WAYS:
        name = way.screen.__name__
        yield Turn(way, f"gate-{name}", before=DIRECTED.get(name, ()), length=GATE_STROKES)


def played(made_vault: Path, place: Path, seed: str) -> Score:
    """The gate's turns in this process, or the soak's in as many as there are cores."""
    if PROFILE != "soak":
        return sitting(tuple(gate_turns()), made_vault, place)
    score, sittings = Score(), turns(SOAK_SEQUENCES, seed)
    places = [place / str(number) for number in range(len(sittings))]
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        for one in pool.map(sitting, sittings, repeat(made_vault), places):
            score.add(one)
    return score


@pytest.fixture
def own_process() -> Iterator[None]:
    """What the test sets in this process is set back: its folder and its environment."""
    before, environment = Path.cwd(), dict(os.environ)
    yield
    os.chdir(before)
    os.environ.clear()
    os.environ.update(environment)
    tempfile.tempdir = None


@pytest.mark.usefixtures("own_process")
def test_random_keys_never_raise_and_never_lose_a_saved_record(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made_vault, seed = office_with_papers(tmp_path / "made" / "vault"), str(Random().getrandbits(32))
    root = Path(tmp_path.anchor)
    outside = set(root.iterdir())
    score = played(made_vault, tmp_path, seed)
    with capsys.disabled():
        sys.stdout.write(f"\nseed {seed}: {table(score)}\n")
    assert set(root.iterdir()) == outside, "a file was written outside"
    assert set(score.sequences) == {screen.__name__ for screen in screens()}
    assert set(ACTIONS) - set(score.reached) == set(), "actions that no key reached"
    assert score.saved


def table(score: Score) -> str:
    """How often every action was carried out, the rarest first."""
    times = sorted((score.reached[name], name) for name in ACTIONS)
    actions = "  ".join(f"{name} {count}" for count, name in times)
    done = f"{len(score.sequences)} screens, {sum(score.sequences.values())} sequences, {score.strokes} strokes"
    return f"{done}, {score.starts} starts, {score.saved} units saved, {score.seconds:.0f} s\n{actions}"
