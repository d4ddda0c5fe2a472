"""The command line itself: every command, grouped by desk, and the one place where failures become exit codes."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from store.command import figures, handing, pacts, roster, township, undo, volunteers, worklist
from store.command.answer import complain, tell
from store.command.options import global_options
from store.errors import ExitCode, StoreError, UsageError


@click.group(name="yuesong", help="岳宋台账:乡镇禁毒办的加密台账。不带命令时打开终端界面。")
@global_options
@click.version_option(package_name="yuesong", prog_name="yuesong")
def commands() -> None:
    """The group; each command opens the vault itself."""


for module in (township, handing, undo, roster, worklist, figures, pacts, volunteers):
    for command in module.COMMANDS:
        commands.add_command(command)


def main(arguments: Sequence[str]) -> int:
    """Run one command and return the exit code of contract.md section 1."""
    as_json = "--json" in arguments
    try:
        outcome = commands.main(args=list(arguments), prog_name="yuesong", standalone_mode=False)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.Abort:
        tell("已取消,什么都没有改。")
        return ExitCode.FAILED
    except click.UsageError as error:
        complain(UsageError("用法不对", _usage(error)), as_json=as_json)
        return ExitCode.USAGE
    except StoreError as error:
        complain(error, as_json=as_json)
        return error.exit_code
    except BrokenPipeError:
        # Whoever read our output has left; nothing more to say, and no traceback on the way out.
        sys.stderr.close()
        return ExitCode.FAILED
    except Exception as error:
        # The outermost edge: a traceback could show personal data.
        complain(_unexpected(error), as_json=as_json)
        return ExitCode.FAILED
    return outcome if isinstance(outcome, int) else ExitCode.DONE


def _usage(error: click.UsageError) -> str:
    match error:
        case click.NoSuchOption():
            what = f"没有 {error.option_name} 这个选项。"
        case click.MissingParameter() if error.param is not None:
            what = f"缺少 {error.param.opts[0]}。"
        case click.BadParameter() if error.param is not None:
            what = f"{error.param.opts[0]} 的值不对。"
        case _:
            what = "命令或参数写得不对。"
    return f"{what}什么都没有做。用 yuesong --help 或 yuesong 命令 --help 查看用法。"


def _unexpected(error: Exception) -> StoreError:
    """What went wrong and where, without one value of any record."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
    return StoreError(
        "程序出错", f"遇到没有料到的错误({type(error).__name__},{place}),这次没有保存。请把这一行告诉维护人员。"
    )
