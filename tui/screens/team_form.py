"""The form for a team: a new one, or the correction of one; under a new name its members go along."""

from collections.abc import Mapping
from typing import ClassVar

from store.desk.completion import declared_villages
from store.desk.drafts import DraftKey
from store.desk.teams import amend_team, record_team
from store.model.team import Team
from tui.declared_form import DeclaredForm
from tui.widgets.completing_entry import COMPLETION_HELP
from tui.widgets.day_entry import DAY_HELP
from tui.workplace import Workplace


class TeamForm(DeclaredForm[Team]):
    """``begun`` is a team that should be there: its name and place are filled in."""

    NAME = "队伍登记"
    HELP = "登记一支队伍:一团三队、法律志愿者、驻外商会、信息员,或别的。改名称时,队员、活动、值班里的队名一起改。"
    RECORD = Team
    DRAFT = "team"
    ENTER = staticmethod(record_team)
    AMEND = staticmethod(amend_team)
    NOT_COMPLETED = frozenset({"name", "leader"})
    COMPLETED: ClassVar = {"village": lambda connection, _today, _village: declared_villages(connection)}
    FIELD_HELP: ClassVar = {
        "name": "队伍的名称,全乡不重复。",
        "village": f"哪个村的;全乡的就空着。{COMPLETION_HELP}",
        "founded_on": f"哪天成立的。{DAY_HELP}",
    }

    def __init__(self, workplace: Workplace, team: Team | None, begun: Team | None) -> None:
        words = {} if begun is None else _words_of(begun)
        super().__init__(workplace, recorded=team, begun=words)

    @property
    def subject(self) -> str:
        return f"更正队伍    {self.about}" if self.corrects else self.NAME

    @property
    def about(self) -> str:
        return self._recorded.name if self._recorded is not None else "队伍"

    @property
    def draft_key(self) -> DraftKey:
        return (self.DRAFT, "" if self._recorded is None else str(self._recorded.id))

    def consequence(self, record: Team) -> str:
        renamed = self._recorded is not None and record.name != self._recorded.name
        return "队员、活动、值班里的队名一起改" if renamed else ""

    def saved_text(self, record: Team) -> str:
        return f"{record.name} {record.kind}"


def _words_of(team: Team) -> Mapping[str, str]:
    words = {"name": team.name, "kind": team.kind, "village": team.village, "village_group": team.village_group}
    return {name: text for name, text in words.items() if text}
