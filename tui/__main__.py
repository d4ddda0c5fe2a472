"""No arguments or ``demo``: the terminal application. Anything else: the command line, which loads no Textual."""

import sys
from dataclasses import replace

from store.command.invocation import Invocation, application_invocation, default_vault
from store.errors import ExitCode, StoreError

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
    from tui.app import run

    run(_or_demo(invocation))


def _or_demo(invocation: Invocation) -> Invocation:
    """The demo township while there is no vault in its usual place; a folder that was named is never replaced."""
    from store.vault.vault import is_vault

    usual = invocation.vault == default_vault()
    return replace(invocation, demo=True) if usual and not is_vault(invocation.vault) else invocation


def _end(sentence: str, code: ExitCode) -> None:
    sys.stderr.write(f"{sentence}\n")
    raise SystemExit(code)


if __name__ == "__main__":
    main()
