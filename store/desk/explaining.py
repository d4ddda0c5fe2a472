"""漏项说明: saying why windows were missed. Each window gets a notice of its own; all of them are one unit of work."""

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from store.desk.records import add, load
from store.desk.worklist import DueItem, unexplained_misses
from store.errors import NotFoundError, StoreError, UsageError
from store.fields import Text
from store.fields.cell import trim
from store.model.notice import MISS_EXPLAINED, Notice
from store.model.person import Person
from store.rules.explanation import window_name
from store.vault.cipher import Connection
from store.vault.unit_of_work import Act, unit_of_work

EXPLAIN = "explain"
_REASON = Text(10_000)


@dataclass(frozen=True, slots=True)
class Miss:
    """A missed window of a person: the label of its series and its first day, which name it."""

    person_id: int
    label: str
    start: date


def unexplained_of(connection: Connection, today: date, *, person_id: int) -> tuple[DueItem, ...]:
    """``unexplained_misses`` of one person."""
    return unexplained_misses(connection, today, people=(person_id, person_id))


def explain(connection: Connection, act: Act, misses: Iterable[Miss], reason: str) -> int:
    """Explain each of the misses with one reason, in one unit of work; returns how many were explained.

    The notice's 文号 names the window (``见面 2026-11-09``), so that it explains that one alone. One that is explained
    already is passed over. Raises ``UsageError`` without a reason, ``NotFoundError`` for somebody who is not there any
    more, ``StoreError`` where nothing is left to explain.
    """
    wording = trim(reason)
    if not wording or _REASON.clean(wording, act.today).codes:
        raise UsageError("要写说明", "漏项要写明原因,没有保存。请补写。")
    misses = tuple(dict.fromkeys(misses))
    if not all(load(connection, Person, "WHERE id = ?", (person_id,)) for person_id in {m.person_id for m in misses}):
        raise NotFoundError("没有这个人", "其中有人的登记已经撤下,没有保存,您写的还在。请返回名单重新勾选。")
    wanted = [_notice(miss, act, wording) for miss in misses]
    new = [notice for notice in wanted if not _is_there(connection, notice)]
    if not new:
        raise StoreError("已经说明过", "这些漏项刚才已经说明过,没有再记。请回到名单再看。")
    with unit_of_work(connection, dataclasses.replace(act, action=EXPLAIN, reason=wording)) as unit:
        add(unit, new)
    return len(new)


def _notice(miss: Miss, act: Act, wording: str) -> Notice:
    return Notice(
        person_id=miss.person_id,
        day=act.today,
        matter=MISS_EXPLAINED,
        document_number=window_name(miss.label, miss.start),
        handler=act.operator,
        content=wording,
    )


def _is_there(connection: Connection, notice: Notice) -> bool:
    same = (notice.person_id, notice.matter, notice.document_number)
    return bool(load(connection, Notice, "WHERE person_id = ? AND matter = ? AND document_number = ?", same))
