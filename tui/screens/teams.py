"""队伍: every team, who leads it, how many belong to it, what it gave this year; and groups that have no 歌舞队."""

from collections.abc import Sequence
from typing import ClassVar

from store.desk.hours import hours_text
from store.desk.teams import TeamLine, team_lines
from store.model.team import TEAM_KINDS
from tui.actions import bindings
from tui.list_screen import ListFilter, ListScreen, place_of
from tui.requests import TeamAsked, TeamFormAsked, VoidAsked
from tui.widgets.record_list import Column, ListRow

_THERE, _UNREGISTERED, _LACKING = "已登记", "没登记", "缺"


def _standing(line: TeamLine) -> str:
    return _LACKING if line.is_lacking else _THERE if line.team.id else _UNREGISTERED


class TeamsScreen(ListScreen[TeamLine]):
    """What is lacking stands last; Enter on it begins the registration."""

    NAME = "队伍"
    READ = staticmethod(team_lines)
    HELP = (
        "一团三队和别的队伍:谁负责,现在几个人,今年服务多久。- 是还缺歌舞队的组(每组一支),按区划里的组算;\n"
        "! 是志愿者登记里写了、这里还没登记的队伍。Enter 看队员和值班;在缺的、没登记的一行上是登记。F4 改登记。"
    )
    ACTIONS: ClassVar = ("help", "filter", "new", "open", "edit", "void", "print", "back")
    BINDINGS: ClassVar = bindings("new", "edit", "void")
    COLUMNS = (Column(1), Column(22), Column(10), Column(12), Column(8), Column(5), Column(0))
    HEADS = ("", "队伍", "类型", "村组", "负责人", " 几人", "今年服务")
    EMPTY = "还没有队伍。按 F7 登记一支,或者按 5 报送 导入队伍台账。"
    FILTERS = (
        ListFilter("类型", lambda line: (line.team.kind,), TEAM_KINDS),
        ListFilter("村", lambda line: (line.team.village or "",)),
        ListFilter("登记", lambda line: (_standing(line),), (_THERE, _UNREGISTERED, _LACKING)),
    )

    def row(self, entry: TeamLine) -> ListRow:
        team = entry.team
        mark = {_THERE: " ", _UNREGISTERED: "!", _LACKING: "-"}[_standing(entry)]
        members = "" if entry.is_lacking else f"{entry.members:>5}"
        given = (
            "缺" if entry.is_lacking else f"{entry.services}次 {hours_text(entry.minutes)}" if entry.services else ""
        )
        place = place_of(team.village or "", team.village_group)
        return ListRow(team.name, (mark, team.name, team.kind, place, team.leader or "", members, given))

    def totals(self, shown: Sequence[TeamLine]) -> str:
        lacking = sum(line.is_lacking for line in shown)
        return f"{len(shown) - lacking} 支  缺歌舞队的组 {lacking}"

    def describe(self, entry: TeamLine) -> str:
        team = entry.team
        if entry.is_lacking:
            return f" {place_of(team.village or '', team.village_group)}还没有歌舞队,Enter 登记一支。"
        founded = f"{team.founded_on} 成立" if team.founded_on else ""
        said = "这支队伍还没有登记,Enter 登记。" if not team.id else team.note or ""
        return f" {'  '.join(part for part in (team.name, founded, said) if part)}"

    def open(self, entry: TeamLine) -> None:
        self.post_message(TeamAsked(entry.team) if entry.team.id else TeamFormAsked(None, entry.team))

    def action_new(self) -> None:
        self.post_message(TeamFormAsked(None, None))

    def action_edit(self) -> None:
        if self.current is not None:
            team = self.current.team
            self.post_message(TeamFormAsked(team, None) if team.id else TeamFormAsked(None, team))

    def action_void(self) -> None:
        if self.current is not None and self.current.team.id:
            self.post_message(VoidAsked("", self.current.team))
        else:
            self.say("光标移到一支登记了的队伍上再按 Del。")
