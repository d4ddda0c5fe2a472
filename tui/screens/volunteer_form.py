"""The form for a volunteer: a new one, the correction of one, or their leaving."""

from typing import ClassVar

from store.desk.completion import declared_villages
from store.desk.drafts import DraftKey
from store.desk.volunteers import amend_volunteer, record_volunteer
from store.model.volunteer import Volunteer
from tui.field_entries import FieldEntry
from tui.masked_form import MaskedForm
from tui.widgets.completing_entry import COMPLETION_HELP
from tui.widgets.day_entry import DAY_HELP, DayEntry
from tui.workplace import Workplace


class VolunteerForm(MaskedForm[Volunteer]):
    """The day of consent is never proposed: it would be a guess about somebody else's word."""

    NAME = "志愿者"
    HELP = (
        "登记一位志愿者。本人同意才登记,同意日期要写。编号空着,程序给一个。\n"
        "退出的,F4 打开这张表,状态选退出,写退出日期:以前的服务时长都留着。证件号码和电话已登记的不显示,不改就空着。"
    )
    RECORD = Volunteer
    DRAFT = "volunteer"
    ENTER = staticmethod(record_volunteer)
    AMEND = staticmethod(amend_volunteer)
    FIELDS = (
        "name", "phone", "id_number", "village", "village_group", "team", "post", "languages", "skills", "base",
        "joined_on", "consent_on", "insured_until", "note",
    )  # fmt: skip
    NOT_COMPLETED = frozenset({"number", "name", "phone", "id_number"})
    COMPLETED: ClassVar = {"village": lambda connection, _today, _village: declared_villages(connection)}
    FIELD_HELP: ClassVar = {
        "number": "志愿者编号,全乡不重复;空着就由程序给。",
        "village": f"哪个村。{COMPLETION_HELP}",
        "team": f"哪支队伍。{COMPLETION_HELP}",
        "languages": "会说哪些话,如 汉、佤、拉祜。",
        "team_since": f"在现在这支队伍从哪天起;空着就是从加入那天起。{DAY_HELP}",
        "base": "在外面的写在哪里,如 驻昆商会 昆明。",
        "joined_on": f"从哪天起是志愿者。{DAY_HELP}",
        "consent_on": f"本人哪天同意的。没有同意的不登记。{DAY_HELP}",
        "state": "按数字选。选退出,从退出日期起不再记服务。",
        "insured_until": "人身意外保险到哪天。巡逻前要有(志愿服务条例17)。",
    }

    def __init__(self, workplace: Workplace, volunteer: Volunteer | None) -> None:
        super().__init__(workplace, recorded=volunteer)

    def _entry(self, name: str, begun: str) -> FieldEntry:
        if name == "consent_on" and self._recorded is None:
            return DayEntry(lambda: self.workplace.today, begun, optional=True)
        return super()._entry(name, begun)

    @property
    def subject(self) -> str:
        return f"登记{self.NAME}" if self._recorded is None else f"更正{self.NAME}    {self.about}"

    @property
    def about(self) -> str:
        return "志愿者" if self._recorded is None else f"{self._recorded.number} {self._recorded.name}"

    @property
    def draft_key(self) -> DraftKey:
        return (self.DRAFT, "" if self._recorded is None else self._recorded.number)

    def consequence(self, record: Volunteer) -> str:
        old = self._recorded
        moves = old is not None and old.team and record.team != old.team and record.team_since == old.team_since
        return "换队: 从今天起算新的队,别的日子写 入队日期" if moves else ""

    def saved_text(self, record: Volunteer) -> str:
        return record.name if self._recorded is None else f"{record.joined_on} 加入"
