"""One team: who is in it and since when, and who was."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from store.desk.teams import TeamMember, team_as_it_is, team_members
from store.desk.volunteers import INSURED, insurance_state
from store.errors import NotFoundError, StoreError
from store.model.team import Team
from tui.actions import bindings
from tui.list_screen import ListFilter, ListScreen
from tui.requests import DutyAsked, TeamFormAsked, VolunteerAsked
from tui.standing import short_day
from tui.widgets.record_list import Column, ListRow
from tui.workplace import Workplace

_IN, _GONE = "在队", "离队"


class TeamScreen(ListScreen[TeamMember]):
    """Members over time, read from what was recorded of them."""

    NAME = "队员"
    HELP = (
        "这支队伍现在的人和以前的人,从哪天到哪天。换队在志愿者的登记里写:改队伍,写入队日期。\n"
        "! 是没有有效意外保险的人:巡逻前要有(志愿服务条例17)。Ctrl+K 排值班表。Enter 看这位志愿者。"
    )
    ACTIONS: ClassVar = ("help", "filter", "plan", "open", "edit", "print", "back")
    BINDINGS: ClassVar = bindings("plan", "edit")
    COLUMNS = (Column(1), Column(10), Column(8), Column(8), Column(12), Column(12), Column(0))
    HEADS = ("", "姓名", "编号", "职务", "从哪天", "到哪天", "意外保险")
    EMPTY = "这支队伍还没有人。在志愿者的登记里写上队伍。"
    FILTERS = (ListFilter("现在", lambda member: (_GONE if member.time.until else _IN,), (_IN, _GONE)),)

    def __init__(self, workplace: Workplace, team: Team) -> None:
        super().__init__(workplace)
        self._team = team

    @property
    def headline(self) -> str:
        leader = f"负责人 {self._team.leader}" if self._team.leader else ""
        return f"{self._team.name}  {self._team.kind}  {leader}"

    async def read_entries(self) -> Sequence[TeamMember]:
        self._team = await self.workplace.session.read(partial(team_as_it_is, team=self._team))
        return await self.workplace.session.read(partial(team_members, name=self._team.name))

    def failed(self, error: StoreError) -> None:
        if isinstance(error, NotFoundError) and self.is_current:
            self.dismiss(error.message)
        else:
            super().failed(error)

    def row(self, entry: TeamMember) -> ListRow:
        volunteer, time, today = entry.volunteer, entry.time, self.workplace.today
        until = short_day(time.until, today) if time.until else ""
        state = insurance_state(volunteer, today)
        insured = short_day(volunteer.insured_until, today) if volunteer.insured_until else ""
        told = "" if time.until else insured if state == INSURED else f"{insured} {state}".strip()
        mark = "-" if time.until else "!" if state != INSURED else " "
        since = short_day(time.since, today)
        return ListRow(
            (volunteer.id, time.since),
            (mark, volunteer.name, volunteer.number, volunteer.post or "", since, until, told),
        )

    def totals(self, shown: Sequence[TeamMember]) -> str:
        return f"在队 {sum(member.time.until is None for member in shown)} 人"

    def describe(self, entry: TeamMember) -> str:
        return ""

    def open(self, entry: TeamMember) -> None:
        self.post_message(VolunteerAsked(entry.volunteer.id))

    def action_edit(self) -> None:
        self.post_message(TeamFormAsked(self._team, None))

    def action_plan(self) -> None:
        self.post_message(DutyAsked(self._team))
