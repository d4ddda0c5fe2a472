"""Taking back the last thing done, and what to say about it."""

from functools import partial
from typing import TYPE_CHECKING

from tui.workplace import Workplace

if TYPE_CHECKING:
    from store.desk.undo import Undone
    from store.vault.cipher import Connection
    from store.vault.unit_of_work import Act


async def take_back(workplace: Workplace, expected: int) -> str:
    """Take back the unit ``expected``, the newest one when she was asked; one sentence about what came of it."""
    done: list[Undone] = []
    await workplace.session.write(partial(_take_back, act=workplace.act("undo"), expected=expected, done=done))
    return undone_text(done[0]) if done else "已撤回。"


def _take_back(connection: "Connection", act: "Act", expected: int, done: "list[Undone]") -> None:
    from store.desk.undoable import undo_last

    done.append(undo_last(connection, act, expected=expected))


def undone_text(done: "Undone") -> str:
    """What was taken back, what had to stay and why."""
    said = [f"已撤回 {done.reversed} 条" if done.batch else "没有撤回"]
    left = (*done.kept, *done.failed)
    if left:
        said.append(f"保留 {len(left)} 条: {left[0].why}")
    elif done.batch:
        said.append("再按一次 Ctrl+G 可以恢复")
    return ", ".join(said)
