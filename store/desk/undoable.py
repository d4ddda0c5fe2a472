"""What u and Ctrl+G would take back: the newest unit of work that changed facts, in one sentence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from store.desk.journal_rows import RECORD_TYPES
from store.desk.undo import Undone, undo
from store.errors import StoreError
from store.text import clean
from store.vault.cipher import Connection
from store.vault.unit_of_work import Act

RECORD_WORDS = {
    "person": "人员", "measure": "措施", "visit": "走访", "drug_test": "检测", "assessment": "评估",
    "suspension": "中止", "leave": "请假外出", "notice": "事项文书", "support": "帮扶",
    "assignment": "帮教责任", "area": "区划", "household": "户", "former_state": "户的过去状态",
    "document": "公约文书", "signature": "签订", "award": "评选", "letter": "责任书", "volunteer": "志愿者",
    "team": "队伍", "activity": "活动", "service": "志愿服务", "certificate": "服务证明", "plan": "安排",
    "volunteer_event": "志愿者记录", "duty": "值班",
    "staff": "工作人员", "supervision": "督办单", "inquiry": "存疑失联", "review": "清塘", "review_item": "清塘记录",
}  # fmt: skip
_ACTION_WORDS = {
    "import": "导入", "visit": "登记", "test": "登记", "assessment": "登记",
    "suspension": "登记", "leave": "登记", "notice": "登记", "support": "登记", "explain": "说明",
    "register": "登记", "amend": "修改",
    "void": "作废", "undo": "撤回", "plan": "安排", "staff": "名单修改", "supervision": "督办", "review": "清塘",
    "inquiry": "登记", "sign": "签订", "household": "登记", "document": "登记", "area": "登记",
    "award": "登记", "letter": "登记", "volunteer": "登记", "service": "登记",
    "certificate": "出具", "assignment": "登记", "handover": "移交", "volunteer_event": "登记", "team": "登记",
    "activity": "登记", "attendance": "登记", "duty": "值班安排",
}  # fmt: skip
_TABLES = ", ".join(f"'{table}'" for table in RECORD_TYPES)


@dataclass(frozen=True, slots=True)
class Undoable:
    """The unit of work ``number`` and the sentence that says what taking it back would do (safe to show)."""

    number: int
    sentence: str


def last_undoable(connection: Connection) -> Undoable | None:
    """The newest unit that changed facts; ``None`` while there is none. Exports, reveals and settings are passed over.

    After an undo this is the undo itself: taking that back brings the undone unit back.
    """
    row = connection.execute(
        f"""
        SELECT number, at, operator, action, reason FROM unit
        WHERE action <> 'init' AND entries > 0
          AND EXISTS (SELECT 1 FROM journal WHERE unit = number AND kind IN ({_TABLES}))
        ORDER BY number DESC LIMIT 1
        """
    ).fetchone()
    if row is None:
        return None
    number, at, operator, action, reason = row
    when = datetime.fromisoformat(at).strftime("%m-%d %H:%M")
    verb = _ACTION_WORDS.get(action, action)
    of = f"({reason},撤回后恢复原样)" if action == "undo" else ""
    what = _contents(connection, number)
    return Undoable(number, clean(f"将撤回 {when} {operator}的{verb}{of}: {what}"))


def undo_last(connection: Connection, act: Act, *, expected: int) -> Undone:
    """Take back the unit ``last_undoable`` named. Raises ``StoreError`` if something else was done since."""
    last = last_undoable(connection)
    if last is None or last.number != expected:
        raise StoreError("情况已变", "刚才又有新的改动,没有撤回。请再看一次要撤回的是什么。")
    return undo(connection, last.number, act)


def _contents(connection: Connection, number: int) -> str:
    counted: Sequence[tuple[str, int, int, int]] = connection.execute(
        """
        SELECT kind, sum(before IS NULL), sum(before IS NOT NULL AND after IS NOT NULL), sum(after IS NULL)
        FROM journal WHERE unit = ? GROUP BY kind ORDER BY min(seq)
        """,
        (number,),
    ).fetchall()
    words = "、".join(word for kind, *counts in counted for word in _counts(kind, counts))
    name = _only_name(connection, number) or _only_household(connection, number)
    return f"{name} {words}" if name else words


def _counts(kind: str, counts: Iterable[int]) -> Iterable[str]:
    for verb, count in zip(("新增", "改动", "撤下"), counts, strict=True):
        if count:
            yield f"{verb}{RECORD_WORDS.get(kind, kind)}{count}"


def _only_name(connection: Connection, number: int) -> str | None:
    """The name of the person, when the unit is about one person only."""
    people = connection.execute(
        """
        SELECT DISTINCT CASE kind WHEN 'person' THEN record ELSE coalesce(after, before) ->> 'person_id' END
        FROM journal WHERE unit = ? LIMIT 2
        """,
        (number,),
    ).fetchall()
    if len(people) != 1 or people[0][0] is None:
        return None
    named = connection.execute(
        """
        SELECT coalesce(after, before) ->> 'name' FROM journal
        WHERE kind = 'person' AND record = ? ORDER BY seq DESC LIMIT 1
        """,
        people[0],
    ).fetchone()
    return named[0] if named else None


def _only_household(connection: Connection, number: int) -> str | None:
    """Number and head of the household, when the unit is about one household only."""
    found = connection.execute(
        """
        SELECT number, head FROM household WHERE id IN (
          SELECT CASE kind WHEN 'household' THEN record ELSE coalesce(after, before) ->> 'household_id' END
          FROM journal WHERE unit = ?1
        ) AND NOT EXISTS (
          SELECT 1 FROM journal WHERE unit = ?1 AND kind NOT IN ('household', 'former_state', 'signature')
        ) LIMIT 2
        """,
        (number,),
    ).fetchall()
    return " ".join(found[0]) if len(found) == 1 else None
