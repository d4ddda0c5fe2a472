"""Ended in the middle of every form by SIGTERM, hang-up, closed terminal and SIGKILL: a real process and terminal.

Afterwards: the terminal as it was found, the process gone, the vault whole, nothing half saved; and a form that keeps a
draft offers it again.
"""

import shutil
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from store.desk.drafts import drafts
from store.vault.vault import LEDGER
from store.vault.verify import verify
from tests.tui.half_written import FORMS, KEYS, HalfWritten
from tests.tui.office import PASSPHRASE, reopened
from tui.ending import HUNG_UP, exit_code
from tui.vault_place import holds_vault

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are not there on this platform", allow_module_level=True)

from tests.tui.terminal import Launcher, OwnTerminal, Terminal

CLOSED = "closed"
LOOKS = 6
ENDS = (signal.SIGTERM, signal.SIGHUP, CLOSED, signal.SIGKILL)
CODES = {signal.SIGTERM: 143, signal.SIGHUP: 129, CLOSED: 129, signal.SIGKILL: -9}
End = signal.Signals | str


@pytest.fixture(scope="module")
def launcher() -> Iterator[Launcher]:
    with Launcher() as launcher:
        yield launcher


def unlocked(terminal: Terminal) -> None:
    terminal.wait_for("请输入口令")
    terminal.press(f"{PASSPHRASE}\r")
    terminal.wait_for("备份今天")


def go(terminal: Terminal, way: tuple[tuple[str, str], ...]) -> None:
    """Follow the keys; every step shows its word before the next one is taken."""
    for typed, word in way:
        terminal.press(KEYS.get(typed, typed))
        terminal.wait_for(word)


def log_written(folder: Path) -> tuple[int, int]:
    """Size and time of what was written and not yet moved into the ledger itself. A log begun anew keeps its size."""
    log = folder / f"{LEDGER}-wal"
    return (log.stat().st_size, log.stat().st_mtime_ns) if log.exists() else (0, 0)


def written_whole(folder: Path, before: tuple[int, int]) -> Callable[[], bool]:
    """Whether something was written since ``before`` and the log is at rest: its first bytes are no COMMIT yet."""
    seen: deque[tuple[int, int]] = deque((before,), maxlen=LOOKS)

    def is_whole() -> bool:
        seen.append(log_written(folder))
        return len(seen) == LOOKS and set(seen) != {before} and len(set(seen)) == 1

    return is_whole


def left_clean(terminal: OwnTerminal) -> bool:
    """Whether all that was switched on is off again: other screen, hidden cursor, pastes, focus, keys, colour."""
    sent = terminal.sent
    switched = all(
        sent.rfind(off) > sent.rfind(on)
        for on, off in (
            (b"\x1b[?1049h", b"\x1b[?1049l"), (b"\x1b[?25l", b"\x1b[?25h"), (b"\x1b[?2004h", b"\x1b[?2004l"),
            (b"\x1b[?1004h", b"\x1b[?1004l"), (b"\x1b[?7l", b"\x1b[?7h"), (b"\x1b[>", b"\x1b[<u"),
        )
    )  # fmt: skip
    return switched and terminal.is_plain and terminal.is_cooked and b"\x1b[?1000h" not in sent


def ways_to_end(number: int, effort: int) -> tuple[End, ...]:
    """In a soak every way; in the gate one, turn by turn, and none for what ends as another form does."""
    if effort > 1:
        return ENDS
    return () if FORMS[number].alike else (ENDS[number % len(ENDS)],)


@pytest.mark.parametrize("number", range(len(FORMS)), ids=[form.name for form in FORMS])
def test_ended_in_the_middle(number: int, made_vault: Path, tmp_path: Path, launcher: Launcher, effort: int) -> None:
    form = FORMS[number]
    for end in ways_to_end(number, effort):
        folder = tmp_path / str(end) / "vault"
        if form.founded:
            shutil.copytree(made_vault, folder)
        ended_in_the_middle(form, end, folder, launcher)
        check_what_is_left(form, folder)
        if form.kept and (effort > 1 or form.screen == "VisitForm"):
            taken_up(form, folder, launcher)


def ended_in_the_middle(form: HalfWritten, end: End, folder: Path, launcher: Launcher) -> None:
    with (
        TemporaryDirectory() as home,  # short: the whole path of a sheet is to be seen
        launcher.program("--vault", str(folder), "--today", "2026-11-22", home=Path(home)) as terminal,
    ):
        if form.founded:
            unlocked(terminal)
        go(terminal, form.way[:-1])
        log = log_written(folder)
        go(terminal, form.way[-1:])
        if form.asks:
            terminal.press("\x1b")
            terminal.wait_for(form.asks)
            terminal.press("\x1b")
            terminal.wait_until(lambda seen: form.asks not in seen.text.replace(" ", ""), "the form again")
            terminal.wait_for(form.way[-1][1])
        if end == signal.SIGKILL and form.kept:
            terminal.wait_beside(written_whole(folder, log), "the draft")
        leave(terminal, end)


def leave(terminal: OwnTerminal, end: End) -> None:
    if isinstance(end, signal.Signals):
        terminal.signal(end)
        terminal.wait_for_end()
    else:
        terminal.close()
    assert terminal.wait_for_code() == CODES[end]
    assert end in (CLOSED, signal.SIGKILL) or left_clean(terminal)


def check_what_is_left(form: HalfWritten, folder: Path) -> None:
    """The vault is whole and nothing is half saved; what a form keeps is there, and only there."""
    if not holds_vault(folder):
        assert not form.founded
        return
    with reopened(folder) as vault:
        assert verify(vault.connection, ()) == []
        written = vault.connection.execute("SELECT count(*) FROM unit").fetchone()
        kept = [draft for draft in drafts(vault.connection) if draft.form != "import"]
    assert written == (form.units,)
    assert len(kept) == bool(form.kept)
    assert all(form.typed in str(draft.content) for draft in kept)


def taken_up(form: HalfWritten, folder: Path, launcher: Launcher) -> None:
    """The next time the form opens, it offers what was typed."""
    with launcher.program("--vault", str(folder), "--today", "2026-11-22", home=folder.parent) as terminal:
        unlocked(terminal)
        go(terminal, form.taken_up_by or form.way[:-1])
        terminal.wait_for("上次没存完")
        terminal.press("\r")
        terminal.wait_for(form.kept)


def test_a_terminal_closed_behind_nohup_ends_the_program_too(made_vault: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(made_vault, tmp_path / "vault"))
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with (
            Launcher() as launcher,
            launcher.program("--vault", str(folder), "--today", "2026-11-22", home=folder.parent) as terminal,
        ):
            unlocked(terminal)
            terminal.close()
            assert terminal.wait_for_code() == exit_code(HUNG_UP)
    finally:
        signal.signal(signal.SIGHUP, before)
    with reopened(folder) as vault:
        assert verify(vault.connection, ()) == []
