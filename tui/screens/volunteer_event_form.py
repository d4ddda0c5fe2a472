"""The form for what is recorded of a volunteer beside service: training, commendation, evaluation, contact."""

from collections.abc import Mapping
from typing import ClassVar

from store.desk.volunteer_events import amend_volunteer_event, record_volunteer_event
from store.model.volunteer import Volunteer
from store.model.volunteer_event import VolunteerEvent
from tui.standing import short_day
from tui.volunteer_record_form import VolunteerRecordForm
from tui.widgets.completing_entry import COMPLETION_HELP
from tui.widgets.day_entry import DAY_HELP
from tui.workplace import Workplace


class VolunteerEventForm(VolunteerRecordForm[VolunteerEvent]):
    """What it is was chosen before; the next contact is never proposed."""

    NAME = "志愿者记录"
    HELP = "记一次培训、表彰、评价,或者同信息员的一次通联。表彰和评价照文件写;没有本人同意不公开(志愿服务条例20)。"
    RECORD = VolunteerEvent
    DRAFT = "volunteer_event"
    ENTER = staticmethod(record_volunteer_event)
    AMEND = staticmethod(amend_volunteer_event)
    FIELDS = ("content", "day", "organization", "next_on", "kind")
    FIELD_HELP: ClassVar = {
        "content": "做了什么、评了什么、说了什么。Ctrl+N 换行。",
        "day": f"哪一天。{DAY_HELP}",
        "organization": f"谁培训、表彰、评价的。{COMPLETION_HELP}",
        "next_on": f"只有通联写:打算哪天再联系。{DAY_HELP}",
    }

    def __init__(
        self, workplace: Workplace, volunteer: Volunteer, kind: str, event: VolunteerEvent | None = None
    ) -> None:
        super().__init__(workplace, volunteer, kind, event)

    def begin(self) -> Mapping[str, str]:
        return {"kind": self._what}

    def saved_text(self, record: VolunteerEvent) -> str:
        return f"{short_day(record.day, self.workplace.today)} {record.kind}"
