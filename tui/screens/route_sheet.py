"""走访路线单: which days, and where the file is written. Only what is saved is printed."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial

from textual.widget import Widget

from store.desk.plan import PlannedVisit, planned
from store.sheets.route_sheet import alike, route_sheet
from tui.print_screen import PrintScreen
from tui.session import LockedError
from tui.standing import WEEKDAYS, short_day
from tui.week_rows import NOBODY
from tui.widgets.choice_entry import ChoiceEntry
from tui.widgets.field_row import FieldRow
from tui.widgets.line import Line
from tui.widgets.record_list import Column, ListedRows, ListRow, RecordList
from tui.workplace import Workplace

WHOLE_WEEK = "全部"
TITLE = "走访路线单"


class RouteSheetScreen(PrintScreen):
    """Says what will be on paper before it is written, and whom nobody could tell apart on it."""

    CSS_PATH = "route_sheet.tcss"
    NAME = TITLE
    HELP = (
        "把已保存的安排印成路线单:一天一人一张,按走的顺序排。\n"
        "单上只有称呼和地点,没有措施、检测和电话。称呼用 约定称呼,没有就用姓和 某。\n"
        "写成一个网页文件,用浏览器打开就能打印;用完请收好,走访后交回。"
    )

    def __init__(self, workplace: Workplace, first: date, last: date, day: date | None) -> None:
        super().__init__(workplace)
        self._first, self._last, self._wanted = first, last, day
        self._visits: tuple[PlannedVisit, ...] = ()
        self._days: dict[str, date] = {}
        self._which = ChoiceEntry((WHOLE_WEEK,), WHOLE_WEEK)

    def rows(self) -> Sequence[FieldRow]:
        return (FieldRow("哪天", self._which, typed=False, help="按数字选一天,或者全部。"),)

    def preview(self) -> Iterable[Widget]:
        yield RecordList((Column(1), Column(18), Column(10), Column(0)), id="sheets")
        yield Line(id="alike")

    def forget(self) -> None:
        self._visits, self._revision = (), -1
        self.show()

    async def read(self) -> None:
        job = partial(planned, first=self._first, last=self._last)
        self._visits = await self.workplace.session.read(job)
        self._days = {WEEKDAYS[visit.plan.day.weekday()]: visit.plan.day for visit in self._visits}
        self._which.offer((WHOLE_WEEK, *self._days), WHOLE_WEEK)
        name = next((name for name, day in self._days.items() if day == self._wanted), WHOLE_WEEK)
        self._which.suggest(name)

    def file_name(self) -> str:
        day = self._days.get(self._which.chosen or "")
        days = day.isoformat() if day else f"{self._first.isoformat()}-至-{self._last.isoformat()}"
        return f"{TITLE}-{days}.html"

    @property
    def _chosen(self) -> tuple[PlannedVisit, ...]:
        day = self._days.get(self._which.chosen or "")
        return tuple(visit for visit in self._visits if day in (None, visit.plan.day))

    def show(self) -> None:
        self.query_one("#sheets", RecordList).show(ListedRows(tuple(_sheets(self._chosen, self.workplace.today))))
        same = alike(self._chosen)
        names = "、".join(dict.fromkeys(visit.name for visit in same))
        text = f" 单上分不清: {names} 的称呼和地点一样,请先在登记里写 约定称呼。" if same else ""
        self.query_one("#alike", Line).show(text, "bold")

    def hindrance(self) -> tuple[Widget, str] | None:
        return None if self._chosen else (self._which, "这几天没有保存的安排,没有可打印的。")

    async def document(self) -> str:
        office = self.workplace.session.office
        if office is None:
            raise LockedError
        return route_sheet(office, self._chosen)


def _sheets(visits: Sequence[PlannedVisit], today: date) -> Iterable[ListRow]:
    """One line for each sheet of paper."""
    walks: dict[tuple[date, str], list[PlannedVisit]] = {}
    for visit in visits:
        walks.setdefault((visit.plan.day, visit.plan.helper or NOBODY), []).append(visit)
    for (day, helper), walk in walks.items():
        when = f"{WEEKDAYS[day.weekday()]} {short_day(day, today)}"
        villages = "、".join(dict.fromkeys(visit.village for visit in walk))
        yield ListRow((day, helper), (" ", f"{when}", helper, f"{len(walk)} 处  {villages}"))
