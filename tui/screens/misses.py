"""Misses to be explained: every missed window that no 漏项说明 explains. Several are explained with one reason."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from store.desk.due_item import ordered
from store.desk.explaining import Miss, unexplained_of
from store.desk.worklist import DueItem, PersonLine, unexplained_misses
from tui.actions import bindings
from tui.list_screen import ListFilter, ListScreen, place_of
from tui.requests import ExplanationAsked, PersonAsked
from tui.standing import short_day
from tui.today_list import LEVELS, SHORT_LABELS
from tui.widgets.record_list import Column, ListRow
from tui.workplace import Workplace

_PORTION = 40
"""People looked at in one go: all that was ever recorded of each is read."""


class MissesScreen(ListScreen[DueItem]):
    """One line a missed window, of everybody or of one person. Explained ones leave the list and still count as missed.

    Only what is shown is explained: a tick behind a filter waits there.
    """

    NAME = "待说明漏项"
    HELP = (
        "一行是一期漏了、还没有说明的。空格勾选一行,0 勾选列出来的全部(再按一次都不勾),Tab 到筛选栏只看一个村、一项。\n"
        "F2 或 Ctrl+X 写一个原因一起说明;没勾选就说明这一行;筛选没列出来的不会一起说明。\n"
        "说明以后不再列在这里;完成率、连漏和级别照旧算作漏。Enter 打开这个人。"
    )
    ACTIONS: ClassVar = ("help", "filter", "tick", "tick_all", "save", "settle", "open", "print", "back")
    UNNAMED = frozenset({"save"})
    BINDINGS: ClassVar = bindings("tick", "tick_all", "save", "settle")
    COLUMNS = (Column(4), Column(8), Column(14), Column(11), Column(0))
    HEADS = ("", "姓名", "村组", "级别", "漏的一期")
    EMPTY = "没有要说明的漏项。"
    FILTERS = (
        ListFilter("村", lambda entry: (entry.person.village,)),
        ListFilter("项目", lambda entry: (_label(entry),)),
    )

    def __init__(self, workplace: Workplace, person: PersonLine | None = None) -> None:
        super().__init__(workplace)
        self._person = person
        self._ticked: set[Miss] = set()

    @property
    def headline(self) -> str:
        return f"{self.NAME}    {self._person.name}" if self._person else self.NAME

    async def read_entries(self) -> Sequence[DueItem]:
        if self._person is None:
            return ordered(await self.read_in_portions(unexplained_misses, _PORTION))
        job = partial(unexplained_of, today=self.workplace.today, person_id=self._person.id)
        return await self.workplace.session.read(job)

    def row(self, entry: DueItem) -> ListRow:
        due, person, miss = entry.obligation, entry.person, _miss(entry)
        first, last = short_day(miss.start, self.workplace.today), due.last_day
        until = f" 至 {short_day(last, self.workplace.today)}" if last else ""
        what = f"{_label(entry)} {first}{until}  第{due.ordinal}次"
        mark = "[x]" if miss in self._ticked else "[ ]"
        place = place_of(person.village, person.village_group)
        return ListRow(miss, (mark, person.name, place, LEVELS[due.level], what))

    def totals(self, shown: Sequence[DueItem]) -> str:
        every = "" if len(shown) == len(self._entries) else f" / {len(self._entries)}"
        ticked = sum(_miss(entry) in self._ticked for entry in shown)
        people = len({entry.person.id for entry in shown})
        return f"{len(shown)}{every} 件  {people} 人{f'  已勾选 {ticked}' if ticked else ''}"

    def describe(self, entry: DueItem) -> str:
        due = entry.obligation
        missed = f"  连漏{due.missed_in_a_row}" if due.missed_in_a_row else ""
        return f" {entry.person.name}  {due.label}{missed}  依据 {due.basis}"

    def open(self, entry: DueItem) -> None:
        self.post_message(PersonAsked(entry.person.id))

    def action_tick(self) -> None:
        if self.current is not None:
            self._ticked ^= {_miss(self.current)}
            self.show()
            self._list.action_move(1)

    def action_tick_all(self) -> None:
        shown = {_miss(entry) for entry in self.shown}
        self._ticked = self._ticked - shown if shown <= self._ticked else self._ticked | shown
        self.show()

    def action_save(self) -> None:
        ticked = tuple(entry for entry in self.shown if _miss(entry) in self._ticked)
        chosen = ticked or ((self.current,) if self.current else ())
        if chosen:
            self.post_message(ExplanationAsked(tuple((_miss(entry), entry.person.name) for entry in chosen)))

    def action_settle(self) -> None:
        self.action_save()


def _label(entry: DueItem) -> str:
    label = entry.obligation.label
    return SHORT_LABELS.get(label, label)


def _miss(item: DueItem) -> Miss:
    due = item.obligation
    assert due.start is not None
    return Miss(item.person.id, due.label, due.start)
