"""志愿者: who helps, in which team, how long this year, and whose insurance has run out."""

from collections.abc import Sequence
from typing import ClassVar

from textual.message import Message
from textual.widget import Widget

from store.desk.hours import hours_text
from store.desk.volunteers import INSURANCE_STATES, INSURED, VolunteerLine, insurance_state, volunteer_lines
from store.model.volunteer import LEFT, SERVING, VOLUNTEER_STATES
from tui.actions import bindings
from tui.desk_screen import DeskScreen
from tui.list_screen import ListFilter, ListScreen, place_of
from tui.requests import CertificateAsked, ListAsked, OneOfAsked, ServiceAsked, VolunteerAsked, VolunteerFormAsked
from tui.standing import short_day
from tui.widgets.desk_line import DeskLine
from tui.widgets.record_list import Column, ListRow

_NO_TEAM, _CERTIFICATE = "没有队伍", "服务证明"
_LED_TO = ("活动日历", "队伍", "信息员", "服务时长", "宣传统计")
"""Lists of this desk that have no key of their own."""


class VolunteersScreen(ListScreen[VolunteerLine], DeskScreen):
    """Tells nothing of the roster: neither who is on it nor who is looked after by whom."""

    DESK = "volunteers"
    NAME = "志愿者"
    READ = staticmethod(volunteer_lines)
    HELP = (
        "在帮忙的人:哪支队伍,今年服务几次、多久(照实按分钟,不进位),意外保险到哪天。\n"
        "Enter 看一位的全部记录,在那里改、作废。F7 记一次服务、开服务证明、登记一位(要本人同意),也去活动日历和队伍。\n"
        "Tab 到筛选:按村、队伍、状态、保险看。这里看不到花名册上的人。"
    )
    ACTIONS: ClassVar = ("help", "filter", "new", "open", "edit", "print", "back")
    BINDINGS: ClassVar = bindings("new", "edit")
    COLUMNS = (Column(1), Column(8), Column(12), Column(18), Column(6), Column(14), Column(0))
    HEADS = ("", "姓名", "村组", "队伍", "职务", "今年服务", "保险至")
    EMPTY = "还没有志愿者。按 F7 登记一位,或者按 5 报送 导入志愿者台账。"

    def head(self) -> Widget:
        return DeskLine(self.DESK)

    @property
    def filters(self) -> tuple[ListFilter, ...]:
        return (
            ListFilter("村", lambda entry: (entry.volunteer.village or "",)),
            ListFilter("队伍", lambda entry: (entry.volunteer.team or _NO_TEAM,)),
            ListFilter("状态", lambda entry: (entry.volunteer.state or SERVING,), VOLUNTEER_STATES),
            ListFilter("保险", self._insurance, INSURANCE_STATES),
        )

    def _insurance(self, entry: VolunteerLine) -> tuple[str, ...]:
        return (insurance_state(entry.volunteer, self.workplace.today),)

    def row(self, entry: VolunteerLine) -> ListRow:
        volunteer, today = entry.volunteer, self.workplace.today
        state = insurance_state(volunteer, today)
        insured = short_day(volunteer.insured_until, today) if volunteer.insured_until else ""
        given = f"{entry.services}次 {hours_text(entry.minutes)}" if entry.services else ""
        told = "退出" if volunteer.state == LEFT else f"{insured} {state}" if state != INSURED else insured
        place = place_of(volunteer.village or "", volunteer.village_group)
        mark = "-" if volunteer.state == LEFT else "!" if volunteer.insured_until and state != INSURED else " "
        return ListRow(
            volunteer.id, (mark, volunteer.name, place, volunteer.team or "", volunteer.post or "", given, told.strip())
        )

    def totals(self, shown: Sequence[VolunteerLine]) -> str:
        serving = sum(entry.volunteer.state != LEFT for entry in shown)
        return f"{serving} 人在册  今年 {hours_text(sum(entry.minutes for entry in shown))}"

    def describe(self, entry: VolunteerLine) -> str:
        volunteer, today = entry.volunteer, self.workplace.today
        last = f"上次服务 {short_day(entry.last_on, today)}" if entry.last_on else "还没有服务记录"
        parts = (volunteer.number, volunteer.name, volunteer.languages, volunteer.skills, volunteer.base, last)
        return f" {'  '.join(part for part in parts if part)}"

    def open(self, entry: VolunteerLine) -> None:
        self.post_message(VolunteerAsked(entry.volunteer.id))

    def action_edit(self) -> None:
        if self.current is not None:
            self.post_message(VolunteerFormAsked(self.current.volunteer))

    def action_new(self) -> None:
        volunteer = self.current.volunteer if self.current else None
        offered: dict[str, Message] = {}
        if volunteer is not None and volunteer.state != LEFT:
            offered[f"{volunteer.name} 的一次服务"] = ServiceAsked(volunteer)
        offered["新登记一位志愿者"] = VolunteerFormAsked(None)
        if volunteer is not None:
            offered[_CERTIFICATE] = CertificateAsked(volunteer)
        offered |= {name: ListAsked(name) for name in _LED_TO}
        self.post_message(OneOfAsked("新增哪一样?", tuple(offered), lambda one: self.post_message(offered[one])))
