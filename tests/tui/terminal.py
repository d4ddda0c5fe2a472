"""A real process under a real pseudo-terminal, and the screen that a terminal makes of what it sends."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyte

import tui

ROOT = Path(tui.__path__[0]).parent
LINES, COLUMNS = 24, 80
PATIENCE = 15.0


class Terminal:
    """The operator's end: what the program sent, and the screen that it makes of it."""

    def __init__(self, master: int) -> None:
        self._master = master
        self.sent = b""
        self._screen = pyte.Screen(COLUMNS, LINES)
        self._stream = pyte.ByteStream(self._screen)

    @property
    def lines(self) -> list[str]:
        return list(self._screen.display)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def title(self) -> str:
        return str(self._screen.title)

    def press(self, keys: str) -> None:
        os.write(self._master, keys.encode())

    def wait_for(self, word: str) -> None:
        """Read on until ``word`` stands on the screen. Han characters take two cells: blanks are not compared."""
        self.wait_until(lambda terminal: word in terminal.text.replace(" ", ""), word)

    def wait_until(self, met: Callable[["Terminal"], bool], what: str) -> None:
        """Read on until ``met`` holds."""
        while not met(self):
            ready, _, _ = select.select([self._master], [], [], PATIENCE)
            assert ready, f"{what} never came; the screen:\n{self.text}"
            assert self.read(), f"the program ended before {what}; the screen:\n{self.text}"

    def wait_for_end(self) -> None:
        """Read on until the program has closed its end."""
        while self.read():
            pass

    def read(self) -> bool:
        """Take in what has been sent; False once the program has ended."""
        try:
            chunk = os.read(self._master, 65_536)
        except OSError:
            return False
        self.sent += chunk
        self._stream.feed(_without_private_modes(chunk))
        return bool(chunk)


def _without_private_modes(chunk: bytes) -> bytes:
    """Without the keyboard protocol switches, which pyte would print."""
    return re.sub(rb"\x1b\[[<>=][\d;]*[a-zA-Z]", b"", chunk)


@contextmanager
def program(source: str, *arguments: str) -> Iterator[Terminal]:
    """A Python program in a terminal of 80x24; ended by its own id when the test is done."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    environment = {**os.environ, "TERM": "xterm-256color", "PYTHONUTF8": "1"}
    process = subprocess.Popen(
        [sys.executable, "-c", source, *arguments],
        cwd=ROOT,
        env=environment,
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
    )
    os.close(slave)
    try:
        yield Terminal(master)
    finally:
        process.kill()
        process.wait()
        os.close(master)
