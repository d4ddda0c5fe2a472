"""The application at a pseudo-terminal of 80x24: keys in, bytes out, and the CPU time that its threads have used."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PATIENCE = 5.0
"""Seconds until the first byte that a key brings, at most: the machine may have other things to do."""
_IDLE = 0.01
"""The part of the time that an application at rest uses at most."""
_START = """
import sys
sys.argv = ["yuesong", "--vault", sys.argv[1], "--today", "2026-11-22"]
from tui.__main__ import main
main()
"""


class Terminal:
    """One running application. A pause in what it sends is how its end is known: no wait of its own lasts as long."""

    def __init__(self, master: int, process: int) -> None:
        self._master = master
        self._process = process

    def press(self, keys: str, quiet: float) -> int:
        """Send the keys; the bytes that come, from the first one until nothing has come for ``quiet`` seconds."""
        os.write(self._master, keys.encode())
        select.select([self._master], [], [], _PATIENCE)
        return self.sent(quiet)

    def sent(self, quiet: float) -> int:
        """The bytes that come until nothing has come for ``quiet`` seconds."""
        count = 0
        while select.select([self._master], [], [], quiet)[0]:
            count += len(os.read(self._master, 65_536))
        return count

    def rest(self, quiet: float) -> None:
        """Until nothing comes any more and no thread is at work: what is counted afterwards is its own."""
        busy = True
        while busy:
            begun = self.spent()
            busy = bool(self.sent(quiet)) or self.spent() - begun > quiet * _IDLE

    def spent(self) -> float:
        """CPU seconds of all its threads so far, to the nanosecond. Linux only."""
        threads = Path(f"/proc/{self._process}/task").iterdir()
        return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads) / 1e9


@contextmanager
def application(folder: Path) -> Iterator[Terminal]:
    """The application with this vault, on 2026-11-22."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    environment = {**os.environ, "TERM": "xterm-256color"}
    process = subprocess.Popen(
        [sys.executable, "-c", _START, str(folder)], stdin=slave, stdout=slave, stderr=slave, env=environment
    )
    os.close(slave)
    try:
        yield Terminal(master, process.pid)
    finally:
        process.kill()
        process.wait()
        os.close(master)
