"""What changed of one person, as lines: who, when, what from, what to; and who saw the numbers in full."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from store.desk.history import history
from store.desk.revealing import reveals_of
from tui.standing import short_day

if TYPE_CHECKING:
    from store.desk.history import Change
    from store.desk.revealing import Reveal
    from store.model.person import Person
    from store.vault.cipher import Connection

_KINDS = {
    "people": "登记", "measures": "措施", "visits": "走访谈话", "tests": "检测", "assessments": "评估",
    "suspensions": "中止", "leaves": "请假外出", "notices": "事项文书", "supports": "帮扶",
    "assignments": "帮教", "plans": "安排",
}  # fmt: skip
_ACTIONS = {
    "import": "导入", "visit": "登记", "test": "登记", "assessment": "登记", "suspension": "登记",
    "leave": "登记", "notice": "登记", "support": "登记", "assignment": "登记", "handover": "移交", "explain": "说明",
    "register": "登记", "amend": "修改",
    "void": "作废", "undo": "撤回", "plan": "安排",
}  # fmt: skip
_DAYS = ("日期", "检测日期", "中止日期", "外出日期")
_NOTHING = "(空)"
_SHOWN_CHANGES = 3


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the history, with the fields for reading it whole: label, before, after."""

    key: tuple[str, int]
    unit: int
    at: datetime
    operator: str
    what: str
    """What was done with what, in words."""
    changed: tuple[tuple[str, str, str], ...]

    def when(self, today: date) -> str:
        """Day and time, the year where it is another one."""
        return f"{short_day(self.at.date(), today)} {self.at:%H:%M}"

    @property
    def text(self) -> str:
        """Who did what; of a correction also from what to what."""
        return "  ".join(part for part in (self.operator, self.what, self._changes()) if part)

    def _changes(self) -> str:
        said = [f"{label} {before} 改为 {after}" for label, before, after in self.changed if before and after]
        more = f" 等{len(said)}项" if len(said) > _SHOWN_CHANGES else ""
        return "; ".join(said[:_SHOWN_CHANGES]) + more


def read_history(connection: "Connection", person: "Person") -> tuple[Event, ...]:
    """The events of one person, the newest first. Numbers are masked."""
    events = [_changed(change) for change in history(connection, person=person)]
    events += [_revealed(reveal) for reveal in reveals_of(connection, person)]
    return tuple(sorted(events, key=lambda event: (event.unit, event.key), reverse=True))


def _changed(change: "Change") -> Event:
    return Event(
        ("journal", change.seq or 0),
        change.unit,
        datetime.fromisoformat(change.at),
        change.operator,
        _what(change),
        _fields(change.before, change.after),
    )


def _revealed(reveal: "Reveal") -> Event:
    what = f"显示全部号码: {reveal.purpose}"
    return Event(("unit", reveal.unit), reveal.unit, datetime.fromisoformat(reveal.at), reveal.operator, what, ())


def _what(change: "Change") -> str:
    action, _, reason = change.reason.partition(" ")
    verb = "新增" if change.before is None else "撤下" if change.after is None else "改动"
    kind = _KINDS.get(change.kind or "", change.kind or "")
    why = f"({_ACTIONS.get(action, action)}{': ' if reason else ''}{reason})"
    presumed = f"按 {change.today} 记" if change.today not in ("", change.at[:10]) else ""
    values = change.after or change.before or {}
    day = next((values[label] for label in _DAYS if values.get(label)), None)
    return " ".join(part for part in (verb, str(day or ""), kind, why, presumed) if part)


def _fields(before: dict[str, Any] | None, after: dict[str, Any] | None) -> tuple[tuple[str, str, str], ...]:
    """Each field that differs; an absent record leaves its side blank, an empty field says so."""
    labels: Sequence[str] = tuple(dict.fromkeys((*(before or {}), *(after or {}))))
    both = before is not None and after is not None
    rows = ((label, _side(before, label, both), _side(after, label, both)) for label in labels)
    return tuple(row for row in rows if row[1] != row[2])


def _side(columns: dict[str, Any] | None, label: str, both: bool) -> str:
    value = (columns or {}).get(label)
    return str(value) if value is not None else _NOTHING if both else ""
