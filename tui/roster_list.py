"""The people of the roster as lines: which columns fit, and what stands in them. Pure functions of what was read."""

from array import array
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from store.desk.people_list import place_in
from store.model.measure import RECOVERY, REHABILITATION
from store.text import cells, fit
from tui.person_line import age, year_of_measure
from tui.today_list import SHORT_LABELS
from tui.widgets.record_list import Column, ListRow

if TYPE_CHECKING:
    from store.desk.people_list import PersonRow
    from store.rules.worklist import Obligation

MARK = "*"
LEAST_REST = 14
"""Cells that the next obligation needs at least: ``检测 22/22`` and a word of warning."""
_MARKS = Column(2)
TIER_CELLS = 4
_WITH_REPORT = (REHABILITATION, RECOVERY)
_SHORT_MEASURES = {"药物维持治疗": "维持治疗"}


@dataclass(frozen=True, slots=True)
class RosterLine:
    """What is known of one person, what comes next, and the tier with its sign in the scheme in use."""

    person: "PersonRow"
    next: "Obligation | None"
    tier: str = ""


@dataclass(frozen=True, slots=True)
class RosterColumn:
    """A column: its heading, its cells (0 takes what is left), and what it says. Numbers stand to the right."""

    title: str
    width: int
    text: Callable[[RosterLine, date], str]
    right: bool = False


def _sex_and_age(line: RosterLine, today: date) -> str:
    return f"{line.person.sex or '  '} {age(line.person.birth_date, today)}".rstrip()


def place(person: "PersonRow") -> str:
    """Village and group in one word."""
    return f"{person.village}{person.village_group or ''}"


def measure_text(person: "PersonRow", today: date) -> str:
    """The measure and its year, or that it has ended; empty without a measure."""
    if person.category is None:
        return ""
    name = _SHORT_MEASURES.get(person.category, person.category)
    if person.closed_on is not None and person.closed_on <= today:
        return f"{name} 已结束"
    if person.reported_on is None and person.category not in _WITH_REPORT:
        return name
    return f"{name} {year_of_measure(person.category, person.reported_on, today)}".rstrip()


def _tier(line: RosterLine) -> str:
    """The word with its sign; where both do not fit, the word."""
    return line.tier if cells(line.tier) <= TIER_CELLS else line.person.risk or ""


def _next(line: RosterLine, _today: date) -> str:
    due = line.next
    if due is None:
        return ""
    ordinal = f" {due.ordinal}/{due.of}" if due.rule == "test" and due.ordinal is not None else ""
    missed = f" 连漏{due.missed_in_a_row}" if due.missed_in_a_row else ""
    return f"{SHORT_LABELS.get(due.label, due.label)}{ordinal}{missed}"


def _days(line: RosterLine, today: date) -> str:
    if line.next is None or line.next.last_day is None:
        return ""
    left = (line.next.last_day - today).days
    return "今天" if left == 0 else f"{left}天" if left > 0 else f"逾期{-left}天"


COLUMNS = (
    RosterColumn("姓名", 8, lambda line, _: line.person.name),
    RosterColumn("年龄", 7, _sex_and_age),
    RosterColumn("村组", 12, lambda line, _: place(line.person)),
    RosterColumn("措施", 15, lambda line, today: measure_text(line.person, today)),
    RosterColumn("风险", TIER_CELLS, lambda line, _: _tier(line)),
    RosterColumn("下一项", 0, _next),
    RosterColumn("剩余", 9, _days, right=True),
    RosterColumn("状态", 8, lambda line, _: line.person.state or ""),
    RosterColumn("网格", 8, lambda line, _: line.person.grid or ""),
    RosterColumn("证件尾号", 8, lambda line, _: line.person.id_tail or "", right=True),
    RosterColumn("电话尾号", 8, lambda line, _: line.person.phone_tail or "", right=True),
)
"""Left to right; a narrow screen drops them from the right."""


def columns_for(width: int) -> tuple[RosterColumn, ...]:
    """The columns that fit into ``width`` cells, each with the cells it gets. The name is always among them."""
    shown: Sequence[RosterColumn] = COLUMNS
    while len(shown) > 1 and _room(shown, width) < (LEAST_REST if COLUMNS[5] in shown else 0):
        shown = shown[:-1]
    rest = _room(shown, width)
    return tuple(RosterColumn(column.title, column.width or rest, column.text, column.right) for column in shown)


def _room(columns: Sequence[RosterColumn], width: int) -> int:
    """Cells left over by the cursor, the marks, the columns and the gaps between them."""
    return width - 1 - _MARKS.width - sum(column.width for column in columns) - (len(columns) - 1)


def list_columns(columns: Sequence[RosterColumn]) -> tuple[Column, ...]:
    """The same columns as the list draws them."""
    return (_MARKS, *(Column(column.width) for column in columns))


def heading(columns: Sequence[RosterColumn]) -> str:
    """The line above the list."""
    return " " * (1 + _MARKS.width) + " ".join(_in(column, column.title) for column in columns)


def _in(column: RosterColumn, text: str) -> str:
    return " " * max(0, column.width - cells(text)) + text if column.right else fit(text, column.width)


def list_row(line: RosterLine, columns: Sequence[RosterColumn], today: date, *, marked: bool) -> ListRow:
    """One line of the list."""
    texts = (_in(column, column.text(line, today)) for column in columns)
    return ListRow(line.person.id, (MARK if marked else "", *texts))


@dataclass(frozen=True, slots=True)
class RosterSource:
    """People in their order, by row id. Who has not been read yet is a blank line that can stand under the cursor."""

    people: "array[int]"
    lines: Mapping[int, RosterLine]
    marked: Collection[int]
    columns: Sequence[RosterColumn]
    today: date

    def count(self) -> int:
        return len(self.people)

    def rows(self, start: int, stop: int) -> Sequence[ListRow]:
        return [self._row(person) for person in self.people[start:stop]]

    def index_of(self, key: Hashable) -> int | None:
        return place_in(self.people, key) if isinstance(key, int) else None

    def _row(self, person: int) -> ListRow:
        line = self.lines.get(person)
        if line is None:
            return ListRow(person, ("", *("" for _ in self.columns)))
        return list_row(line, self.columns, self.today, marked=person in self.marked)


def glance(line: RosterLine, today: date) -> str:
    """The person under the cursor in one masked line."""
    person = line.person
    known = (
        person.name,
        person.sex or "",
        age(person.birth_date, today),
        measure_text(person, today),
        person.state or "",
        f"风险 {line.tier}" if line.tier else "",
        f"网格 {person.grid}" if person.grid else "",
        f"证件尾号 {person.id_tail}" if person.id_tail else "",
        f"电话尾号 {person.phone_tail}" if person.phone_tail else "",
    )
    return " ".join(part for part in known if part)
