"""信息员: with whom contact is kept, when it was last, when it is meant to be next."""

from collections.abc import Sequence
from typing import ClassVar

from store.desk.volunteer_events import ContactLine, contact_lines
from store.model.volunteer_event import CONTACT
from tui.actions import bindings
from tui.list_screen import ListFilter, ListScreen
from tui.requests import VolunteerAsked, VolunteerEventAsked
from tui.standing import short_day
from tui.widgets.record_list import Column, ListRow

_DUE, _LATER, _OPEN = "该联系", "以后", "没定"


class ReportersScreen(ListScreen[ContactLine]):
    """Those without any contact first, then by the day that was meant."""

    NAME = "信息员"
    READ = staticmethod(contact_lines)
    HELP = (
        "信息员和驻外联系人:上次哪天联系,说好下次哪天。! 是还没联系过、到了说好的日子的。\n"
        "F7 记一次通联,写下次哪天。队伍类型是 信息员 的、职务写 信息员 的,或者记过通联的人在这里。"
    )
    ACTIONS: ClassVar = ("help", "filter", "new", "open", "print", "back")
    BINDINGS: ClassVar = bindings("new")
    COLUMNS = (Column(1), Column(8), Column(16), Column(14), Column(10), Column(10), Column(0))
    HEADS = ("", "姓名", "驻地", "队伍", "上次", "下次", "上次说了什么")
    EMPTY = "还没有信息员。登记一支 信息员 队伍,或在志愿者的记录里记一次通联。"

    @property
    def filters(self) -> tuple[ListFilter, ...]:
        return (
            ListFilter("驻地", lambda line: (line.volunteer.base or "",)),
            ListFilter("联系", lambda line: (self._standing(line),), (_DUE, _LATER, _OPEN)),
        )

    def _standing(self, line: ContactLine) -> str:
        if line.is_due(self.workplace.today):
            return _DUE
        return _LATER if line.next_on else _OPEN

    def row(self, entry: ContactLine) -> ListRow:
        volunteer, last, today = entry.volunteer, entry.last, self.workplace.today
        before = short_day(last.day, today) if last else "没有"
        following = short_day(entry.next_on, today) if entry.next_on else ""
        mark = "!" if self._standing(entry) == _DUE else " "
        said = last.content.partition("\n")[0] if last else ""
        texts = (volunteer.base or "", volunteer.team or "", before, following, said)
        return ListRow(volunteer.id, (mark, volunteer.name, *texts))

    def totals(self, shown: Sequence[ContactLine]) -> str:
        return f"该联系 {sum(self._standing(line) == _DUE for line in shown)}  {super().totals(shown)}"

    def describe(self, entry: ContactLine) -> str:
        return f" {entry.volunteer.number} {entry.volunteer.name} {entry.last.content if entry.last else ''}"

    def open(self, entry: ContactLine) -> None:
        self.post_message(VolunteerAsked(entry.volunteer.id))

    def action_new(self) -> None:
        if self.current is None:
            self.say(self.EMPTY)
        else:
            self.post_message(VolunteerEventAsked(self.current.volunteer, CONTACT))
