"""活动日历: what is planned, held and reported, month by month."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import ClassVar

from textual import on
from textual.widget import Widget

from store.desk.activities import ACTIVITY_STATES, HELD, PLANNED, REPORTED, ActivityLine, activity_lines, activity_state
from store.desk.hours import hours_text
from store.model.activity import Activity
from store.sheets.list_sheet import ListSheet
from tui.actions import bindings
from tui.office_screen import OfficeScreen
from tui.requests import ActivityFormAsked, AttendanceAsked, ListSheetAsked, OneOfAsked, VoidAsked
from tui.standing import day_and_weekday
from tui.widgets.line import Line
from tui.widgets.month_grid import MonthDay, MonthGrid
from tui.widgets.rule import Rule
from tui.workplace import Workplace

MARKS = {PLANNED: ".", HELD: "!", REPORTED: "o"}
_SHOWN = 3
_HEADS = ("日期", "编号", "活动", "类型", "队伍", "地点", "语言", "到场", "受众", "资料", "状态")


class ActivitiesScreen(OfficeScreen):
    """A month at a time; Enter notes who was there, F4 reports."""

    NAME = "活动日历"
    HELP = (
        "一个月的活动:. 是计划的,! 是办过还没小结的(没填受众人数),o 是小结了的;* 是今天。\n"
        "方向键换天,PgUp、PgDn 换月,Home 回今天。F7 在这一天登记一次活动;Enter 记到场,一人一下;F4 写小结。\n"
        "F9 打印这个月的。合计在 清单 宣传统计。"
    )
    ACTIONS: ClassVar = ("help", "earlier_day", "new", "open", "edit", "void", "print", "back")
    BINDINGS: ClassVar = bindings("help", "earlier_day", "new", "open", "edit", "void", "print", "back")

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self._lines: tuple[ActivityLine, ...] = ()
        self._on: dict[date, list[ActivityLine]] = {}
        self._read_at: tuple[int, date] | None = None

    def body(self) -> Iterable[Widget]:
        yield Line(self.NAME, style="bold", id="headline")
        yield Rule()
        yield MonthGrid(self.workplace.today, id="month")
        yield Rule()
        for place in range(_SHOWN):
            yield Line(id=f"held{place}")

    def on_mount(self) -> None:
        self.set_focus(self._grid)

    @property
    def _grid(self) -> MonthGrid:
        return self.query_one("#month", MonthGrid)

    @property
    def _now(self) -> "tuple[int, date]":
        return self.workplace.session.revision, self.workplace.today

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        if not self.is_gone and self.workplace.session.is_open and self._read_at != self._now:
            self.run_newest(self._read, "month", awaited=True)

    def forget(self) -> None:
        self._take((), None)

    async def _read(self) -> None:
        now = self._now
        self._take(await self.workplace.session.read(activity_lines), now)

    def _take(self, lines: tuple[ActivityLine, ...], read_at: tuple[int, date] | None) -> None:
        self._lines, self._read_at = lines, read_at
        on_day: dict[date, list[ActivityLine]] = defaultdict(list)
        for line in lines:
            on_day[line.activity.day].append(line)
        self._on = dict(on_day)
        today = self.workplace.today
        days = {
            day: MonthDay("".join(MARKS[activity_state(each.activity, today)] for each in held), held[0].activity.name)
            for day, held in self._on.items()
        }
        self._grid.show(days, today)
        self._show()

    @property
    def _of_month(self) -> Sequence[ActivityLine]:
        first = self._grid.day.replace(day=1)
        return [line for line in self._lines if line.activity.day.replace(day=1) == first]

    @property
    def _of_day(self) -> Sequence[ActivityLine]:
        return self._on.get(self._grid.day, ())

    @on(MonthGrid.Moved)
    def _moved(self) -> None:
        self.say("")
        self._show()

    def _show(self) -> None:
        day, of_month, today = self._grid.day, self._of_month, self.workplace.today
        states = [activity_state(line.activity, today) for line in of_month]
        audience = sum(line.activity.audience or 0 for line in of_month)
        leaflets = sum(line.activity.leaflets or 0 for line in of_month)
        counted = "  ".join(f"{word} {states.count(word)}" for word in ACTIVITY_STATES)
        head = f"{self.NAME}  {day:%Y-%m}    {counted}    受众 {audience}  资料 {leaflets}"
        self.query_one("#headline", Line).show(head, "bold")
        told = [self._told(line) for line in self._of_day]
        if len(told) > _SHOWN:
            told[_SHOWN - 1 :] = [f" 这一天还有 {len(told) - _SHOWN + 1} 次,Enter 都列出来。"]
        if not told:
            told = [f" {day_and_weekday(day)} 没有活动。F7 登记一次。" if self._read_at else ""]
        for place in range(_SHOWN):
            self.query_one(f"#held{place}", Line).show(told[place] if place < len(told) else "")

    def _told(self, line: ActivityLine) -> str:
        each = line.activity
        state = activity_state(each, self.workplace.today)
        there = f"到场 {line.attended} 人 {hours_text(line.minutes)}" if line.attended else ""
        audience = f"受众 {each.audience}" if each.audience is not None else ""
        parts = (MARKS[state], each.number, each.name, each.team, each.place, state, there, audience)
        return f" {' '.join(part for part in parts if part)}"

    def _with_one(self, question: str, then: Callable[[Activity], object]) -> None:
        """Do it to the activity of the day under the cursor; of several she says which."""
        held = {f"{line.activity.number} {line.activity.name}": line.activity for line in self._of_day}
        if not held:
            self.say("这一天没有活动。F7 登记一次。")
        elif len(held) == 1:
            then(next(iter(held.values())))
        else:
            self.post_message(OneOfAsked(question, tuple(held), lambda chosen: then(held[chosen])))

    def action_open(self) -> None:
        self._with_one("记哪一次的到场?", lambda each: self.post_message(AttendanceAsked(each)))

    def action_edit(self) -> None:
        self._with_one("改哪一次?", lambda each: self.post_message(ActivityFormAsked(each, each.day)))

    def action_void(self) -> None:
        self._with_one("作废哪一次?", lambda each: self.post_message(VoidAsked("", each)))

    def action_earlier_day(self) -> None:
        self._grid.action_go(-1)

    def action_new(self) -> None:
        self.post_message(ActivityFormAsked(None, self._grid.day))

    def action_print(self) -> None:
        of_month = self._of_month
        if not of_month:
            self.say("这个月没有活动,没有可以打印的。")
            return
        rows = tuple(_on_paper(line, self.workplace.today) for line in of_month)
        title = f"{self.NAME}  {self._grid.day:%Y-%m}"
        self.post_message(ListSheetAsked(ListSheet(self.NAME, title, "", _HEADS, rows)))


def _on_paper(line: ActivityLine, today: date) -> tuple[str, ...]:
    each = line.activity
    words = (str(each.day), each.number, each.name, each.kind, each.team, each.place, each.language)
    counts = (line.attended or None, each.audience, each.leaflets)
    texts = [*words, *counts, activity_state(each, today)]
    return tuple("" if text is None else str(text) for text in texts)
