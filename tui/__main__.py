"""No arguments or ``demo``: the terminal application. Anything else: the command line, which loads no Textual."""

import gc
import os
import sys
from dataclasses import replace
from pathlib import Path

from store.command.invocation import Invocation, application_invocation, default_vault
from store.errors import ExitCode, StoreError

FIRST_START = "YUESONG_FIRST_START"
"""``demo`` in this environment variable chooses the demo township beforehand, as ``make run`` does."""
NO_TERMINAL = "这里没有终端,岳宋台账的界面打不开,什么都没有改。要用命令处理台账,请看: yuesong --help"


def main() -> None:
    """Entry point of ``yuesong``. Ends the process with an exit code of the contract."""
    arguments = sys.argv[1:]
    try:
        invocation = application_invocation(arguments)
    except StoreError as error:
        _end(f"{error.title}: {error.message}", error.exit_code)
    if invocation is None:
        from store.command.main import main as command_line

        raise SystemExit(command_line(arguments))
    _run(invocation)


def _run(invocation: Invocation) -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        _end(NO_TERMINAL, ExitCode.USAGE)
    # Loading makes next to no garbage, yet the collector walks everything loaded so far again and again: it is off
    # until the first paint, when the application turns it on.
    gc.disable()
    from tui.app import run

    run(_or_demo(invocation))


def _or_demo(invocation: Invocation) -> Invocation:
    """The demo township for ``make run`` while nothing lies in the vault's usual place.

    Otherwise the first start asks. A folder that was named is never replaced.
    """
    wanted = os.environ.get(FIRST_START) == "demo"
    if wanted and invocation.vault == default_vault() and not _holds_anything(invocation.vault):
        return replace(invocation, demo=True)
    return invocation


def _holds_anything(folder: Path) -> bool:
    return folder.is_dir() and any(folder.iterdir())


def _end(sentence: str, code: ExitCode) -> None:
    sys.stderr.write(f"{sentence}\n")
    raise SystemExit(code)


if __name__ == "__main__":
    main()
