"""走访路线单: which days, and where the file is written. Only what is saved is printed."""

import asyncio
import os
from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from store.desk.plan import PlannedVisit, planned
from store.errors import StoreError
from store.sheets.page import write_page
from store.sheets.route_sheet import alike, route_sheet
from tui.actions import bindings
from tui.folder import completed, entries, is_folder, typed_path
from tui.import_jobs import last_place
from tui.office_screen import OfficeScreen
from tui.requests import QuestionAsked
from tui.session import LockedError
from tui.standing import WEEKDAYS, short_day
from tui.week_rows import NOBODY
from tui.widgets.choice_entry import ChoiceEntry
from tui.widgets.field_row import Edited, FieldRow
from tui.widgets.line import Line
from tui.widgets.path_entry import PathEntry
from tui.widgets.record_list import Column, ListedRows, ListRow, RecordList
from tui.widgets.rule import Rule
from tui.workplace import Workplace

WHOLE_WEEK = "全部"
TITLE = "走访路线单"


class RouteSheetScreen(OfficeScreen):
    """Says what will be on paper before it is written, and whom nobody could tell apart on it."""

    CSS_PATH = "route_sheet.tcss"
    NAME = TITLE
    HELP = (
        "把已保存的安排印成路线单:一天一人一张,按走的顺序排。\n"
        "单上只有称呼和地点,没有措施、检测和电话。称呼用 约定称呼,没有就用姓和 某。\n"
        "写成一个网页文件,用浏览器打开就能打印;用完请收好,走访后交回。"
    )
    ACTIONS = ("help", "print", "next_field", "complete", "back")
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("help", "back"),
        *bindings("print", "next_field", priority=True),
        Binding("shift+tab", "app.focus_previous", show=False, priority=True),
    ]

    def __init__(self, workplace: Workplace, first: date, last: date, day: date | None) -> None:
        super().__init__(workplace)
        self._first, self._last, self._wanted = first, last, day
        self._visits: tuple[PlannedVisit, ...] = ()
        self._days: dict[str, date] = {}
        self._which = ChoiceEntry((WHOLE_WEEK,), WHOLE_WEEK)
        self._target = PathEntry(id="target")
        self._revision = -1
        self._busy = False

    def body(self) -> Iterable[Widget]:
        yield Line(TITLE, style="bold")
        yield Rule()
        yield FieldRow("哪天", self._which, typed=False, help="按数字选一天,或者全部。")
        yield FieldRow("写到", self._target, help="写成哪个文件。Tab 补全文件夹名。")
        yield Rule()
        yield RecordList((Column(1), Column(18), Column(10), Column(0)), id="sheets")
        yield Line(id="alike")

    def on_mount(self) -> None:
        self.set_focus(self._which)
        self.run_newest(self._begin, "sheets")

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        if self.workplace.session.is_open and self.workplace.session.revision != self._revision:
            self.run_newest(self._begin, "sheets")

    def forget(self) -> None:
        self._visits, self._revision = (), -1
        self._show()

    async def _begin(self) -> None:
        self._revision = self.workplace.session.revision
        job = partial(planned, first=self._first, last=self._last)
        self._visits = await self.workplace.session.read(job)
        place = await self.workplace.session.read(last_place)
        self._days = {WEEKDAYS[visit.plan.day.weekday()]: visit.plan.day for visit in self._visits}
        self._which.options = (WHOLE_WEEK, *self._days)
        name = next((name for name, day in self._days.items() if day == self._wanted), WHOLE_WEEK)
        self._which.suggest(name)
        if not self._target.value:
            self._propose(place or str(Path.home()))
        self._show()

    def _propose(self, folder: str) -> None:
        day = self._days.get(self._which.chosen or "")
        days = day.isoformat() if day else f"{self._first.isoformat()}-至-{self._last.isoformat()}"
        self._target.initial = os.path.join(folder, f"{TITLE}-{days}.html")  # noqa: PTH118 - text of an entry
        self._target.fill(self._target.initial)

    @property
    def _chosen(self) -> tuple[PlannedVisit, ...]:
        day = self._days.get(self._which.chosen or "")
        return tuple(visit for visit in self._visits if day in (None, visit.plan.day))

    @on(Edited)
    def _edited(self, event: Edited) -> None:
        event.stop()
        if not self._target.typed and self._target.value:
            self._propose(os.path.dirname(self._target.value))  # noqa: PTH120 - text of an entry
        self.say("")
        self._show()

    def _show(self) -> None:
        self.query_one("#sheets", RecordList).show(ListedRows(tuple(_sheets(self._chosen, self.workplace.today))))
        same = alike(self._chosen)
        names = "、".join(dict.fromkeys(visit.name for visit in same))
        text = f" 单上分不清: {names} 的称呼和地点一样,请先在登记里写 约定称呼。" if same else ""
        self.query_one("#alike", Line).show(text, "bold")

    def action_next_field(self) -> None:
        if self.focused is self._which:
            self.set_focus(self._target)
        else:
            self.say("这是最后一项,按 F9 打印。")

    def action_into_list(self) -> None:
        self.action_next_field()

    def action_complete(self) -> None:
        if self.focused is self._which:
            self.action_next_field()
        else:
            self.run_newest(self._complete, "complete")

    async def _complete(self) -> None:
        text = self._target.value
        try:
            found = await asyncio.to_thread(entries, text, folders_only=True)
        except (OSError, ValueError):
            return
        if self._target.value == text:
            self._target.fill(completed(text, found))

    def action_print(self) -> None:
        if not self._chosen:
            self.say("这几天没有保存的安排,没有可打印的。", "bold reverse")
        elif not self._target.value.strip():
            self.set_focus(self._target)
            self.say("还没有写明 写到 哪里", "bold reverse")
        elif not self._busy:
            self.run_job(self._ask_or_write(typed_path(self._target.value)))

    async def _ask_or_write(self, target: Path) -> None:
        if await asyncio.to_thread(is_folder, target):
            self.say("还没有打印: 写到 的是文件夹,请在后面写上文件名", "bold reverse")
            self.set_focus(self._target)
        elif await asyncio.to_thread(os.path.lexists, target):
            self.post_message(QuestionAsked(f"已有 {target.name},要换成新的吗?", lambda: self._start(target)))
        else:
            self._start(target)

    def _start(self, target: Path) -> None:
        if not self._busy:
            self._busy = True
            self.run_job(self._write(target))

    async def _write(self, target: Path) -> None:
        office = self.workplace.session.office
        if office is None:
            raise LockedError
        await asyncio.to_thread(write_page, target, route_sheet(office, self._chosen))
        self.dismiss(f"路线单已写好: {target}")

    def failed(self, error: StoreError) -> None:
        self._busy = False
        super().failed(error)

    def action_back(self) -> None:
        if self._target.typed:
            self.post_message(QuestionAsked("不打印就离开? 已输入的文字会丢掉。", lambda: self.dismiss(None)))
        else:
            self.dismiss(None)


def _sheets(visits: Sequence[PlannedVisit], today: date) -> Iterable[ListRow]:
    """One line for each sheet of paper."""
    walks: dict[tuple[date, str], list[PlannedVisit]] = {}
    for visit in visits:
        walks.setdefault((visit.plan.day, visit.plan.helper or NOBODY), []).append(visit)
    for (day, helper), walk in walks.items():
        when = f"{WEEKDAYS[day.weekday()]} {short_day(day, today)}"
        villages = "、".join(dict.fromkeys(visit.village for visit in walk))
        yield ListRow((day, helper), (" ", f"{when}", helper, f"{len(walk)} 处  {villages}"))
