"""The form for one service of a volunteer."""

from collections.abc import Mapping
from typing import ClassVar

from store.desk.hours import hours_text
from store.desk.serving import amend_service, record_service
from store.model.service import Service
from store.model.volunteer import Volunteer
from tui.standing import short_day
from tui.volunteer_record_form import VolunteerRecordForm
from tui.widgets.completing_entry import COMPLETION_HELP
from tui.widgets.day_entry import DAY_HELP
from tui.workplace import Workplace


class ServiceForm(VolunteerRecordForm[Service]):
    """Minutes are what was really served: never proposed, never rounded."""

    NAME = "服务记录"
    HELP = "记一次志愿服务。分钟照实写,路上的时间不算,不进位。写了起止时间的,分钟不能比它多;\n夜里跨天的分两条记。"
    RECORD = Service
    DRAFT = "service"
    ENTER = staticmethod(record_service)
    AMEND = staticmethod(amend_service)
    FIELDS = ("day", "minutes", "content", "started_at", "ended_at", "activity_number", "recorder", "evaluation")
    NOT_COMPLETED = frozenset({"started_at", "ended_at"})
    FIELD_HELP: ClassVar = {
        "day": f"哪一天。{DAY_HELP}",
        "minutes": "服务了多少分钟,如 90。",
        "content": "做了什么,如 进寨宣讲。",
        "started_at": "几点开始,如 14:30、下午2点;不知道就空着。",
        "ended_at": "几点结束;不知道就空着。",
        "activity_number": f"是哪次活动的,写活动编号;不是就空着。{COMPLETION_HELP}",
        "recorder": f"谁记的。{COMPLETION_HELP}",
    }

    def __init__(self, workplace: Workplace, volunteer: Volunteer, service: Service | None = None) -> None:
        super().__init__(workplace, volunteer, self.NAME, service)

    def begin(self) -> Mapping[str, str]:
        return {"recorder": self.workplace.operator}

    def saved_text(self, record: Service) -> str:
        return f"{short_day(record.day, self.workplace.today)} 服务 {hours_text(record.minutes)}"
