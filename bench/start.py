"""Start to the painted unlock screen, beside a bare Textual application, each a process of its own."""

import os
import pty
import signal
import subprocess
import sys
import tempfile
from functools import cache, partial
from pathlib import Path
from statistics import median

from bench import Row

_RUNS = 21
_PAINTED = "口令".encode()
_BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("口令")
Bare().run()
"""
_OURS = """
import sys
sys.argv[0] = "yuesong"
from tui.__main__ import main
main()
"""


def _until_painted(program: str, *arguments: str) -> tuple[float, float]:
    """CPU seconds (user and system) and peak resident MiB of one start, ended when the word 口令 is on the screen."""
    master, slave = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"}
    process = subprocess.Popen(
        [sys.executable, "-c", program, *arguments], stdin=slave, stdout=slave, stderr=slave, env=environment
    )
    os.close(slave)
    seen = b""
    while _PAINTED not in seen:
        seen += os.read(master, 65_536)
    process.send_signal(signal.SIGKILL)
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = -signal.SIGKILL
    os.close(master)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


@cache
def _starts() -> dict[str, tuple[list[float], list[float]]]:
    """CPU seconds and MiB of every start. Ours and the reference take turns: what slows the machine slows both."""
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    # A folder that looks like a vault, so that the unlock screen is what appears.
    (folder / "ledger.db").write_bytes(os.urandom(4096))
    started: dict[str, tuple[list[float], list[float]]] = {_BARE: ([], []), _OURS: ([], [])}
    for _ in range(_RUNS):
        for program, figures in started.items():
            seconds, memory = _until_painted(program, "--vault", str(folder))
            figures[0].append(seconds)
            figures[1].append(memory)
    return started


def _median(figure: int, program: str) -> float:
    return median(_starts()[program][figure])


ROWS = (
    Row(
        what="start to the painted unlock screen, CPU",
        unit="s",
        budget=1.15,
        ours=partial(_median, 0, _OURS),
        reference=partial(_median, 0, _BARE),
        reference_name="bare Textual application",
    ),
    Row(what="start to the painted unlock screen, memory", unit="MiB", budget=60, ours=partial(_median, 1, _OURS)),
)
