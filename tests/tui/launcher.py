"""Starts the application in terminals of their own, from a process that has loaded it already.

Loading takes longer than most tests that end a process; a fork of a process with nothing open and one thread is the
same program, loaded. One line of JSON in, one out: ``{"start": terminal, "arguments": [...], "home": folder}`` gives
``{"pid": n}``, ``{"wait": pid}`` gives ``{"code": n}``, negative for a signal.
"""

import json
import os
import sys
from importlib import import_module

LOADED = ("tui.app", "tui.session", "tests.tui.office", "store.desk.settings", "store.vault.backup_rotation")


def main() -> None:
    """Serve requests until the end of the input."""
    from tui.session import PRELOADED

    for name in (*LOADED, *PRELOADED):
        import_module(name)
    for line in sys.stdin:
        asked = json.loads(line)
        if "start" in asked:
            sys.stdout.flush()
            pid = os.fork()
            if pid == 0:
                _become(asked["start"], asked["arguments"], asked["home"])
        else:
            _, status = os.waitpid(asked["wait"], 0)
            _answer({"code": os.waitstatus_to_exitcode(status)})


def _answer(said: dict[str, int]) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


def _become(terminal: str, arguments: list[str], home: str) -> None:
    """Run the program on ``terminal``, which becomes the one that controls it, then end the process."""
    from tui.__main__ import main as program

    os.setsid()
    handle = os.open(terminal, os.O_RDWR)
    _answer({"pid": os.getpid()})
    for stream in (0, 1, 2):
        os.dup2(handle, stream)
    os.close(handle)
    sys.argv = ["yuesong", *arguments]
    os.environ.update(HOME=home, USERPROFILE=home)
    code = 0
    try:
        program()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:
        code = 70
    finally:
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    main()
