"""A real process under a real pseudo-terminal, and the screen that a terminal makes of what it sends."""

import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Self

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
    def caret(self) -> tuple[int, int]:
        """Column and line of the caret, from 0."""
        return self._screen.cursor.x, self._screen.cursor.y

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

    def wait_beside(self, met: Callable[[], bool], what: str) -> None:
        """Take in what is sent until something beside the terminal is so."""
        until = monotonic() + PATIENCE
        while not met():
            assert monotonic() < until, f"{what} never came; the screen:\n{self.text}"
            if select.select([self._master], [], [], 0.02)[0]:
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


class OwnTerminal(Terminal):
    """The terminal of a program that a launcher started, and whose controlling terminal it is."""

    def __init__(self, master: int, launcher: "Launcher") -> None:
        super().__init__(master)
        self._cooked = termios.tcgetattr(master)
        self._launcher = launcher
        self.pid = 0
        self.code: int | None = None

    def signal(self, number: int) -> None:
        os.kill(self.pid, number)

    def close(self) -> None:
        """Close the operator's end, as a terminal window does that is closed."""
        if self._master >= 0:
            os.close(self._master)
            self._master = -1

    def wait_for_code(self) -> int:
        """The exit code; the negative number of the signal that killed it."""
        if self.code is None:
            self.code = self._launcher.ask(wait=self.pid)["code"]
        return self.code

    @property
    def is_cooked(self) -> bool:
        """Whether lines are edited and echoed again as before the program came."""
        return termios.tcgetattr(self._master)[:4] == self._cooked[:4]

    @property
    def is_plain(self) -> bool:
        """Whether what is written next has no colour and the cursor is seen."""
        cursor = self._screen.cursor
        return cursor.attrs == self._screen.default_char and not cursor.hidden


class Launcher:
    """A process that has the application loaded and starts it again and again (``tests/tui/launcher.py``)."""

    def __enter__(self) -> Self:
        environment = {**os.environ, "TERM": "xterm-256color", "PYTHONUTF8": "1"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.tui.launcher"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def ask(self, **asked: object) -> dict[str, int]:
        """One question, one answer."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        answer: dict[str, int] = json.loads(self._process.stdout.readline())
        return answer

    @contextmanager
    def program(self, *arguments: str, home: Path) -> Iterator[OwnTerminal]:
        """The application with these arguments, at home in ``home``; killed when the test is done with it."""
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        terminal = OwnTerminal(master, self)
        terminal.pid = self.ask(start=os.ttyname(slave), arguments=arguments, home=str(home))["pid"]
        os.close(slave)
        try:
            yield terminal
        finally:
            if terminal.code is None:
                os.kill(terminal.pid, signal.SIGKILL)
                terminal.wait_for_code()
            terminal.close()


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
