"""`undo`: one unit of work taken back."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import click

from store.command.access import opened
from store.command.answer import answer
from store.command.options import current_invocation, global_options
from store.desk.undo import Undone
from store.desk.undo import undo as take_back
from store.errors import ExitCode

_MOST_BATCHES = 2**62


@click.command(name="undo", help="撤回一个批次(如一次导入);之后又改过的保留")
@click.argument("batch", type=click.IntRange(1, _MOST_BATCHES), metavar="BATCH")
@global_options
def undo(batch: int) -> int:
    """Take a batch back; exit 3 when something of it had to stay."""
    invocation = current_invocation()
    with opened(invocation) as desk:
        done = take_back(desk.connection, batch, desk.act("undo"))
        answer(invocation, _document(done), _lines(done))
    return ExitCode.SOME_REJECTED if done.kept or done.failed else ExitCode.DONE


def _document(done: Undone) -> dict[str, Any]:
    return {
        "batch": done.batch,
        "reversed": done.reversed,
        "kept": [asdict(left) for left in done.kept],
        "failed": [asdict(left) for left in done.failed],
    }


def _lines(done: Undone) -> Iterable[str]:
    yield f"已撤回 {done.reversed} 行。" if done.batch else "没有可以撤回的行,台账没有变。"
    for left in (*done.kept, *done.failed):
        yield f"  {left.record}: {left.why}"
    if done.batch:
        yield f"这次撤回是批次 {done.batch},也可以再撤回。"


COMMANDS = (undo,)
