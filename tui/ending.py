"""Being ended from outside: by a shutdown, by ``kill``, by a terminal that was closed or a line that broke.

A shell knows an end by signal ``n`` as exit code ``128 + n``; so does whoever started this program.
"""

import asyncio
import os
import select
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from threading import Thread

HUNG_UP = 1
"""The number of SIGHUP, which Windows does not have."""
SAID = "已按系统的要求退出,已保存的都在。走访、检测、登记、补录没存完的留有草稿,下次打开可以接着填。"
_NAMES = ("SIGTERM", "SIGHUP", "SIGINT")


def exit_code(number: int) -> int:
    """The exit code of a program ended by signal ``number``."""
    return 128 + number


def heed_signals(asked: Callable[[int], object]) -> None:
    """Call ``asked`` in the event loop with the number of the signal that asks the program to end.

    One that was already being ignored (``nohup``) stays ignored. Windows' event loop knows none of this: there a closed
    window ends the process at once, and what the last pause in typing kept is what stays.
    """
    loop = asyncio.get_running_loop()
    for number in (getattr(signal, name) for name in _NAMES if hasattr(signal, name)):
        if signal.getsignal(number) is not signal.SIG_IGN:
            with suppress(NotImplementedError):
                loop.add_signal_handler(number, asked, int(number))


def heed_closed_terminal(asked: Callable[[], object]) -> None:
    """Call ``asked`` in the event loop once the terminal is gone.

    No signal says so where SIGHUP is ignored, as behind ``nohup``: Textual would read the end of the terminal for ever,
    and the vault would stand open for nobody.
    """
    if not hasattr(select, "poll"):
        return
    loop, gone = asyncio.get_running_loop(), select.poll()
    gone.register(0, 0)

    def watch() -> None:
        gone.poll()
        with suppress(RuntimeError):  # the loop has ended already
            loop.call_soon_threadsafe(asked)

    Thread(target=watch, name="closed terminal", daemon=True).start()


def let_go_of_closed_terminal() -> None:
    """If the terminal is gone, read from and write to nothing: every write to it would fail halfway through leaving."""
    if sys.platform == "win32":
        return
    import termios

    try:
        termios.tcgetattr(0)
    except (termios.error, OSError):
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nothing, stream)
