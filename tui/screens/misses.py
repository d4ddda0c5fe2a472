"""Misses to be explained: every missed window that no 漏项说明 explains. Several are explained with one reason."""

from collections.abc import Iterable
from functools import partial

from textual.widget import Widget

from store.desk.explaining import Miss
from store.desk.worklist import DueItem, unexplained_misses
from tui.actions import bindings
from tui.office_screen import OfficeScreen
from tui.requests import ExplanationAsked, PersonAsked
from tui.standing import short_day
from tui.today_list import LEVELS, SHORT_LABELS
from tui.widgets.line import Line
from tui.widgets.record_list import Column, ListedRows, ListRow, RecordList
from tui.widgets.rule import Rule
from tui.workplace import Workplace

_COLUMNS = (Column(4), Column(8), Column(14), Column(0), Column(11))


class MissesScreen(OfficeScreen):
    """One line a missed window. Explained ones leave the list and still count as missed."""

    NAME = "待说明漏项"
    HELP = (
        "一行是一期漏了、还没有说明的。空格勾选几行,F2 或 Ctrl+X 写一个原因一起说明;没勾选就说明这一行。\n"
        "说明以后不再列在这里;完成率、连漏和级别照旧算作漏。Enter 打开这个人。"
    )
    ACTIONS = ("help", "tick", "save", "settle", "open", "back")
    BINDINGS = bindings(*ACTIONS)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self._items: dict[Miss, DueItem] = {}
        self._ticked: set[Miss] = set()
        self._revision = -1

    def body(self) -> Iterable[Widget]:
        yield Line(self.NAME, id="subject", style="bold")
        yield Rule()
        yield RecordList(_COLUMNS, id="misses")

    def on_mount(self) -> None:
        self.set_focus(self._list)

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        session = self.workplace.session
        if session.is_open and session.revision != self._revision:
            self.run_newest(self._read, "misses", awaited=True)

    async def _read(self) -> None:
        revision, today = self.workplace.session.revision, self.workplace.today
        found = await self.workplace.session.read(partial(unexplained_misses, today=today))
        self._revision = revision
        self._items = {_miss(item): item for item in found}
        self._ticked &= set(self._items)
        self._show()

    def forget(self) -> None:
        self._items, self._revision = {}, -1
        self._show()

    @property
    def _list(self) -> RecordList:
        return self.query_one("#misses", RecordList)

    @property
    def _under_cursor(self) -> Miss | None:
        row = self._list.current
        return row.key if row and isinstance(row.key, Miss) else None

    def _show(self) -> None:
        people = len({miss.person_id for miss in self._items})
        ticked = f"  已勾选 {len(self._ticked)}" if self._ticked else ""
        said = f"{self.NAME}    {len(self._items)} 件  {people} 人{ticked}" if self._items else self.NAME
        self.query_one("#subject", Line).show(said, "bold")
        self._list.show(ListedRows(tuple(self._row(miss, item) for miss, item in self._items.items())))
        if not self._items and self._revision >= 0:
            self.say("没有要说明的漏项。")

    def _row(self, miss: Miss, item: DueItem) -> ListRow:
        due, person = item.obligation, item.person
        first, last = short_day(miss.start, self.workplace.today), due.last_day
        until = f" 至 {short_day(last, self.workplace.today)}" if last else ""
        what = f"{SHORT_LABELS.get(due.label, due.label)} {first}{until}  第{due.ordinal}次"
        mark = "[x]" if miss in self._ticked else "[ ]"
        place = f"{person.village}{person.village_group or ''}"
        return ListRow(miss, (mark, person.name, place, what, LEVELS[due.level]))

    def action_tick(self) -> None:
        miss = self._under_cursor
        if miss is not None:
            self._ticked ^= {miss}
            self._show()
            self._list.action_move(1)

    def action_save(self) -> None:
        current = self._under_cursor
        chosen = tuple(miss for miss in self._items if miss in self._ticked) or ((current,) if current else ())
        if chosen:
            self.post_message(ExplanationAsked(tuple((miss, self._items[miss].person.name) for miss in chosen)))

    def action_settle(self) -> None:
        self.action_save()

    def action_open(self) -> None:
        if self._under_cursor is not None:
            self.post_message(PersonAsked(self._under_cursor.person_id))


def _miss(item: DueItem) -> Miss:
    due = item.obligation
    assert due.start is not None
    return Miss(item.person.id, due.label, due.start)
