"""Start to the painted unlock screen, beside a bare Textual application, each a process of its own."""

import os
import pty
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import Row

_RUNS = 7
_BARE = """
from textual.app import App
from textual.widgets import Static
class Timed(App):
    def compose(self):
        yield Static("口令")
    def on_ready(self):
        self.call_after_refresh(self.exit)
Timed().run()
"""
# The application itself, told to leave once its first screen is painted; nothing else of it is changed.
_OURS = """
import sys
from store.command.invocation import application_invocation
from tui.app import OfficeApp
OfficeApp.on_ready = lambda self: self.call_after_refresh(self.exit)
OfficeApp(application_invocation(sys.argv[1:])).run()
"""


def _process(program: str, *arguments: str) -> tuple[float, int]:
    """CPU seconds (user and system) and peak resident KiB of one run under a terminal of its own."""
    master, slave = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with subprocess.Popen(
        [sys.executable, "-c", program, *arguments], stdin=slave, stdout=slave, stderr=slave, env=environment
    ) as process:
        os.close(slave)
        _drain(master)
        assert process.wait() == 0
    os.close(master)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, after.ru_maxrss


def _drain(master: int) -> None:
    while True:
        try:
            if not os.read(master, 65536):
                return
        except OSError:  # Linux reports the closed terminal this way
            return


def _median_seconds(program: str, *arguments: str) -> float:
    return sorted(_process(program, *arguments)[0] for _ in range(_RUNS))[_RUNS // 2]


def _folder() -> str:
    """A folder that looks like a vault, so that the unlock screen is what appears."""
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    (folder / "ledger.db").write_bytes(os.urandom(4096))
    return str(folder)


ROWS = (
    Row(
        what="start to the painted unlock screen, CPU",
        unit="s",
        budget=1.15,
        ours=lambda: _median_seconds(_OURS, "--vault", _folder()),
        reference=lambda: _median_seconds(_BARE),
        reference_name="bare Textual application",
    ),
)
