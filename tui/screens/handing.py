"""报送: ledgers in and out, and what was handed to whom."""

from collections.abc import Iterable
from datetime import datetime

from textual import on
from textual.widget import Widget

from store.desk.handing_over import HandingOver, handed_over
from store.model.ledgers import LEDGERS
from tui.actions import bindings
from tui.desk_screen import DeskScreen
from tui.export_job import EVERYTHING
from tui.requests import ExportAsked, ImportAsked
from tui.standing import short_day
from tui.widgets.desk_line import DeskLine
from tui.widgets.line import Line
from tui.widgets.record_list import Column, ListedRows, ListRow, RecordList
from tui.widgets.rule import Rule
from tui.workplace import Workplace

_TASKS = (
    ListRow("import", (" ", "导入台账", "把旧台账(CSV)导进来。先核对,按 F2 确认才写入", "")),
    ListRow("export", (" ", "导出台账", "按种类或全部导出 CSV,记下交给谁、依据、用途", "")),
)
_HEADING = ListRow("handed", ("交出去的台账(新的在前)",), heading=True, selectable=False)


class HandingScreen(DeskScreen):
    """Two tasks, and below them the list of what left the office."""

    DESK = "handing"
    NAME = "报送"
    HELP = (
        "导入和导出台账。下面是交出去的台账:哪天、谁、交给哪里;光标停在一行上,最下面写明依据和用途。\n"
        "校验头 是交出时日志的指纹,和交出去的台账一起留存,以后可以核对。"
    )
    ACTIONS = ("help", "open", "back")
    BINDINGS = bindings(*ACTIONS)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self._handed: dict[object, HandingOver] = {}
        self._revision = -1

    def body(self) -> Iterable[Widget]:
        yield DeskLine(self.DESK)
        yield Rule()
        yield RecordList((Column(1), Column(16), Column(0), Column(8)), id="tasks")
        yield Line(id="terms")
        yield Line(id="head")

    def on_mount(self) -> None:
        self._list.show(ListedRows(_TASKS))
        self.set_focus(self._list)

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        if self.workplace.session.is_open and self.workplace.session.revision != self._revision:
            self.run_newest(self._read, "handed", awaited=True)

    def forget(self) -> None:
        self._handed, self._revision = {}, -1
        self._list.show(ListedRows(_TASKS))

    async def _read(self) -> None:
        revision = self.workplace.session.revision
        entries = await self.workplace.session.read(handed_over)
        self._revision = revision
        self._handed = {entry.unit: entry for entry in entries}
        rows = [self._row(entry) for entry in entries]
        self._list.show(ListedRows((*_TASKS, *((_HEADING, *rows) if rows else ()))))

    def _row(self, entry: HandingOver) -> ListRow:
        day = short_day(datetime.fromisoformat(entry.at).date(), self.workplace.today)
        return ListRow(entry.unit, (" ", what_text(entry.what), f"{day}  {entry.terms.recipient}", entry.operator))

    @property
    def _list(self) -> RecordList:
        return self.query_one("#tasks", RecordList)

    @on(RecordList.Moved)
    def _explain(self) -> None:
        row = self._list.current
        entry = self._handed.get(row.key) if row else None
        text = f" 依据 {entry.terms.basis or '没有写'} | 用途 {entry.terms.purpose or '没有写'}" if entry else ""
        self.query_one("#terms", Line).show(text)
        self.query_one("#head", Line).show(f" 校验头 {entry.head}" if entry else "")

    def action_open(self) -> None:
        key = self._list.current.key if self._list.current else None
        if key == "import":
            self.post_message(ImportAsked())
        elif key == "export":
            self.post_message(ExportAsked())


def what_text(what: str) -> str:
    """What was handed out, in words."""
    return "全部台账" if what == EVERYTHING else LEDGERS[what].title if what in LEDGERS else what
