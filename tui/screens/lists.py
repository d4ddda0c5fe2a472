"""清单: the menu of lists."""

from collections.abc import Iterable

from textual.widget import Widget

from tui.actions import bindings
from tui.lists import LISTS
from tui.office_screen import OfficeScreen
from tui.requests import ListAsked
from tui.widgets.line import Line
from tui.widgets.record_list import Column, ListedRows, ListRow, RecordList
from tui.widgets.rule import Rule


class ListsScreen(OfficeScreen):
    """One line a list; Enter opens it."""

    NAME = "清单"
    HELP = "每张清单都按今天的记录现算,不用另外填。Enter 打开一张;在清单里 F9 打印,Esc 回到这里。"
    ACTIONS = ("help", "open", "back")
    BINDINGS = bindings(*ACTIONS)

    def body(self) -> Iterable[Widget]:
        yield Line(self.NAME, style="bold")
        yield Rule()
        yield RecordList((Column(1), Column(14), Column(0)), id="lists")

    def on_mount(self) -> None:
        self.set_focus(self._list)
        rows = (ListRow(each.name, (" ", each.name, each.purpose)) for each in LISTS)
        self._list.show(ListedRows(tuple(rows)))

    @property
    def _list(self) -> RecordList:
        return self.query_one("#lists", RecordList)

    def action_open(self) -> None:
        row = self._list.current
        if row is not None:
            self.post_message(ListAsked(str(row.key)))
