"""值班表: a patrol's week, one key a day and member, saved at once; and who would patrol without insurance."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import ClassVar

from store.desk.duties import WEEK, DutyLine, duty_lines, set_duty
from store.errors import StoreError
from store.model.duty import SHIFTS
from store.model.team import Team
from store.rules.calendar import add_days
from store.sheets.list_sheet import HANDED_BACK, ListSheet
from tui.actions import bindings
from tui.list_screen import ListScreen
from tui.standing import WEEKDAYS, short_day
from tui.week_plan import monday_of, week_after
from tui.widgets.line import Line
from tui.widgets.record_list import Column, ListRow
from tui.workplace import Workplace

_WORDS: dict[str | None, str] = {None: ".", **{shift: shift[0] for shift in SHIFTS}}
_UNINSURED = "!"


class DutyScreen(ListScreen[DutyLine]):
    """Members down, days across; the day that keys are for stands in brackets."""

    NAME = "值班表"
    HELP = (
        "左右键换天,上下键换人。1 白班,2 夜班,3 全天,4 不值;按一下就存了,按错了再按一次对的。Tab 看下一周。\n"
        "! 是那天没有有效的人身意外保险:排了班的,巡逻前要先买(志愿服务条例17)。F9 打印这一周。"
    )
    ACTIONS: ClassVar = (
        "help",
        "earlier",
        "later",
        "day_shift",
        "night_shift",
        "all_day",
        "off_duty",
        "week",
        "print",
        "back",
    )
    BINDINGS: ClassVar = [
        *bindings("day_shift", "night_shift", "all_day", "off_duty", "week"),
        *bindings("earlier", "later", priority=True),
    ]
    COLUMNS = (Column(1), Column(10), Column(12), *(Column(6) for _ in range(WEEK)), Column(0))
    EMPTY = "这支队伍还没有人。在志愿者的登记里写上队伍。"

    def __init__(self, workplace: Workplace, team: Team) -> None:
        super().__init__(workplace)
        self._team = team
        self._monday = monday_of(workplace.today)
        self._day = workplace.today.weekday()
        self._writing = False

    @property
    def headline(self) -> str:
        last = add_days(self._monday, WEEK - 1)
        return f"值班表  {self._team.name}  {short_day(self._monday, self.workplace.today)} 至 {last:%m-%d}"

    @property
    def _days(self) -> tuple[date, ...]:
        return tuple(add_days(self._monday, place) for place in range(WEEK))

    @property
    def heads(self) -> tuple[str, ...]:
        days = (f"{WEEKDAYS[place][1]}{day:%d}" for place, day in enumerate(self._days))
        return ("", "姓名", "意外保险", *(self._cell(place, text) for place, text in enumerate(days)), "")

    def _cell(self, place: int, text: str) -> str:
        return f"[{text}]" if place == self._day else f" {text}"

    async def read_entries(self) -> Sequence[DutyLine]:
        return await self.workplace.session.read(partial(duty_lines, team=self._team.name, monday=self._monday))

    def row(self, entry: DutyLine) -> ListRow:
        volunteer = entry.volunteer
        insured = str(volunteer.insured_until) if volunteer.insured_until else "没有"
        cells = (self._cell(place, text) for place, text in enumerate(_texts(entry)))
        return ListRow(volunteer.id, (_UNINSURED if entry.unprotected else " ", volunteer.name, insured, *cells, ""))

    def totals(self, shown: Sequence[DutyLine]) -> str:
        unprotected = sum(line.unprotected for line in shown)
        turns = sum(shift is not None for line in shown for shift in line.shifts)
        return f"排了 {turns} 班  {f'没有保险也排了 {unprotected} 人' if unprotected else ''}"

    def describe(self, entry: DutyLine) -> str:
        pairs = zip(self._days, entry.shifts, entry.insured, strict=True)
        days = [f"{day:%m-%d}" for day, shift, insured in pairs if shift and not insured]
        return f" {entry.volunteer.name} {'、'.join(days)} 值班没有有效的意外保险,巡逻前要先买。" if days else ""

    def show(self) -> None:
        super().show()
        self.query_one("#heading", Line).show(self._heading(), "bold")

    def open(self, entry: DutyLine) -> None:
        """Keys say the shift; there is nothing to open."""

    def action_earlier(self) -> None:
        self._turn(-1)

    def action_later(self) -> None:
        self._turn(1)

    def _turn(self, step: int) -> None:
        day = add_days(self._monday, self._day + step)
        self._day = day.weekday()
        self._to(monday_of(day))

    def action_week(self) -> None:
        self._to(week_after(self._monday, self.workplace.today))

    def _to(self, monday: date) -> None:
        self.say("")
        if monday != self._monday:
            self._monday = monday
            self.run_newest(self._read, "list", awaited=True)
        else:
            self.show()

    def action_day_shift(self) -> None:
        self._set(SHIFTS[0])

    def action_night_shift(self) -> None:
        self._set(SHIFTS[1])

    def action_all_day(self) -> None:
        self._set(SHIFTS[2])

    def action_off_duty(self) -> None:
        self._set(None)

    def _set(self, shift: str | None) -> None:
        entry = self.current
        if entry is None or self._writing:
            return
        self._writing = True
        self.run_step(self._write(entry, shift))

    async def _write(self, entry: DutyLine, shift: str | None) -> None:
        place = self._day
        job = partial(
            set_duty, act=self.workplace.act("duty"), volunteer_id=entry.volunteer.id, team=self._team.name,
            day=self._days[place], shift=shift,
        )  # fmt: skip
        await self.workplace.session.write(job)
        self._writing = False
        self._read_at = self._now
        shifts = (*entry.shifts[:place], shift, *entry.shifts[place + 1 :])
        self._entries = [replace(each, shifts=shifts) if each is entry else each for each in self._entries]
        self.show()

    def failed(self, error: StoreError) -> None:
        # What is recorded may differ from what is shown: it is read anew once the message is read.
        self._read_at, self._writing = None, False
        super().failed(error)

    def sheet(self) -> ListSheet:
        heads = ("姓名", *(f"{WEEKDAYS[place]} {day:%m-%d}" for place, day in enumerate(self._days)))
        rows = tuple((entry.volunteer.name, *(_on_paper(text) for text in _texts(entry))) for entry in self.shown)
        return ListSheet(self.NAME, self.headline, "! 没有有效的意外保险", heads, rows, closing=HANDED_BACK)


def _texts(entry: DutyLine) -> Sequence[str]:
    """The shift of each day, marked where nobody would pay for an accident."""
    pairs = zip(entry.shifts, entry.insured, strict=True)
    return [f"{_WORDS[shift]}{_UNINSURED if shift and not insured else ''}" for shift, insured in pairs]


def _on_paper(text: str) -> str:
    return "" if text == _WORDS[None] else text
