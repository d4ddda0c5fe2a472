"""The form for an activity: planned, then reported."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from store.desk.activities import amend_activity, next_activity_number, record_activity
from store.desk.drafts import DraftKey
from store.model.activity import Activity
from tui.declared_form import DeclaredForm
from tui.standing import short_day
from tui.widgets.completing_entry import COMPLETION_HELP
from tui.widgets.day_entry import DAY_HELP
from tui.workplace import Workplace


class ActivityForm(DeclaredForm[Activity]):
    """Audience and leaflets are never proposed: they are reported."""

    NAME = "活动登记"
    HELP = (
        "登记一次活动。计划的先写日期、名称、队伍、地点;办过以后 F4 打开它,写受众人数、发放份数、语言和小结。\n"
        "填了受众人数就算小结了。没有来人写 0,不知道就空着,不猜。"
    )
    RECORD = Activity
    DRAFT = "activity"
    ENTER = staticmethod(record_activity)
    AMEND = staticmethod(amend_activity)
    FIELDS = (
        "name", "day", "kind", "team", "place", "audience", "leaflets", "language", "summary", "number",
    )  # fmt: skip
    NOT_COMPLETED = frozenset({"number"})
    FIELD_HELP: ClassVar = {
        "number": "活动编号,全乡不重复。",
        "name": f"如 进寨宣讲。{COMPLETION_HELP}",
        "day": f"哪一天,以后的就是计划。{DAY_HELP}",
        "kind": f"如 禁毒宣传、巡逻。{COMPLETION_HELP}",
        "audience": "来了多少人听;办过以后写。",
        "leaflets": "发了多少份资料;办过以后写。",
        "language": "用哪种话讲的,如 汉、佤。",
    }

    def __init__(self, workplace: Workplace, activity: Activity | None, day: date) -> None:
        self._day = day
        super().__init__(workplace, recorded=activity)

    @property
    def subject(self) -> str:
        return f"{'更正' if self.corrects else ''}{self.NAME}    {self.about if self.corrects else ''}"

    @property
    def about(self) -> str:
        return "活动" if self._recorded is None else f"{self._recorded.number} {self._recorded.name}"

    @property
    def draft_key(self) -> DraftKey:
        return (self.DRAFT, "" if self._recorded is None else str(self._recorded.id))

    def begin(self) -> Mapping[str, str]:
        return {"day": self._day.isoformat()}

    async def prepare(self) -> None:
        await super().prepare()
        if self._recorded is None:
            self.fill_in({"number": await self.workplace.session.read(next_activity_number)})

    def saved_text(self, record: Activity) -> str:
        return f"{short_day(record.day, self.workplace.today)} {record.name}"
