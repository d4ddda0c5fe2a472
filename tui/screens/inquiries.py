"""存疑失联: whom to look for, when to look next, and how many were cleared up."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import ClassVar

from store.desk.inquiries import OPEN, PROPOSED, STANDINGS, LookedInto, clearance, looked_into
from store.model.inquiry import INQUIRY_KINDS
from store.text import percentage
from tui.actions import bindings
from tui.list_screen import ListFilter, ListScreen, place_of
from tui.requests import CorrectionAsked, InquiryAsked, VoidAsked
from tui.standing import short_day
from tui.widgets.record_list import Column, ListRow

_ONE_DAY = timedelta(days=1)


class InquiriesScreen(ListScreen[LookedInto]):
    """Whoever is 存疑 or 失联 on the roster and about whom nothing was begun stands on top."""

    NAME = "存疑失联"
    READ = staticmethod(looked_into)
    HELP = (
        "管控状态是 存疑 或 失联 的人,还没立项的排在最前,Enter 立项:写原因、下次哪天核查。\n"
        "已立项的 Enter 进去补写、改下次核查的日子;找到了人或核实清楚了,写上日期和结果就结了。\n"
        "结了以后,到这个人那里按 F4 把管控状态改过来。! 是该核查了。结/查 是这段时间结了几项、查过几项。"
    )
    ACTIONS: ClassVar = ("help", "filter", "open", "void", "print", "back")
    BINDINGS: ClassVar = bindings("void")
    COLUMNS = (Column(2), Column(8), Column(11), Column(6), Column(8), Column(6), Column(10), Column(0))
    HEADS = ("", "姓名", "村组", "类别", "情况", "立项", "下次核查", "原因或结果")
    EMPTY = "没有存疑、失联的人。管控状态改成 存疑 或 失联 的人,会自己进来。"
    FILTERS = (
        ListFilter("村", lambda entry: (entry.person.village,)),
        ListFilter("类别", lambda entry: (entry.kind,), INQUIRY_KINDS),
        ListFilter("情况", lambda entry: (entry.standing,), STANDINGS),
    )

    def row(self, entry: LookedInto) -> ListRow:
        person, inquiry, today = entry.person, entry.inquiry, self.workplace.today
        opened = short_day(inquiry.opened_on, today) if inquiry else ""
        said = (inquiry.outcome or inquiry.cause or "") if inquiry else "Enter 立项"
        key = (person.id, inquiry.id if inquiry else 0)
        place = place_of(person.village, person.village_group)
        mark = "!" if self._is_pressing(entry) else " "
        return ListRow(key, (mark, person.name, place, entry.kind, entry.standing, opened, self._next(entry), said))

    def _is_pressing(self, entry: LookedInto) -> bool:
        if entry.standing == PROPOSED:
            return True
        next_on = entry.inquiry.next_check_on if entry.inquiry else None
        return entry.standing == OPEN and (next_on is None or next_on <= self.workplace.today)

    def _next(self, entry: LookedInto) -> str:
        today, inquiry = self.workplace.today, entry.inquiry
        if inquiry is None or entry.standing != OPEN:
            return f"结 {short_day(inquiry.settled_on, today)}" if inquiry and inquiry.settled_on else ""
        if inquiry.next_check_on is None:
            return "没定日子"
        late = (today - inquiry.next_check_on).days
        return f"过{late}天" if late > 0 else "今天" if late == 0 else short_day(inquiry.next_check_on, today)

    def totals(self, shown: Sequence[LookedInto]) -> str:
        today = self.workplace.today
        first = today.replace(day=1)
        end = today + _ONE_DAY
        year, month = clearance(shown, date(today.year, 1, 1), end), clearance(shown, first, end)
        return f"{len(shown)} 项  本月 {_rate(month)}  今年 {_rate(year)}"

    def describe(self, entry: LookedInto) -> str:
        inquiry = entry.inquiry
        if inquiry is None:
            return f" {entry.person.name}  管控状态 {entry.kind},还没有立项。"
        said = (inquiry.cause, inquiry.outcome)
        return f" {entry.person.name}  {'  '.join(text for text in said if text)}"

    def open(self, entry: LookedInto) -> None:
        if entry.inquiry is None:
            self.post_message(InquiryAsked(entry.person))
        else:
            self.post_message(CorrectionAsked(entry.person, entry.inquiry))

    def action_void(self) -> None:
        entry = self.current
        if entry is not None and entry.inquiry is not None:
            self.post_message(VoidAsked(entry.person.name, entry.inquiry))


def _rate(counted: tuple[int, int]) -> str:
    settled, looked_into = counted
    return f"结/查 {settled}/{looked_into} {percentage(settled, looked_into, nothing='-')}"
