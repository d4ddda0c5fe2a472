"""The form for a leave."""

from collections.abc import Mapping
from typing import ClassVar

from store.desk.recording import amend_event, record_event
from store.model.leave import REPORTED, Leave
from tui.record_form import RecordForm
from tui.widgets.completing_entry import COMPLETION_HELP
from tui.widgets.day_entry import DAY_HELP


class LeaveForm(RecordForm[Leave]):
    """Whoever asks for leave reports it; an absence found out is told by choosing 否."""

    NAME = "请假外出"
    HELP = (
        "记一次请假外出,或者发现的外出。应返日期可以是以后的日子;回来了,在这条上补填实返日期(销假)。\n"
        "没有报告就走的,是否报告 选 否:满 3 日起算一次擅自离开。"
    )
    RECORD = Leave
    DRAFT = "leave"
    ENTER = staticmethod(record_event)
    AMEND = staticmethod(amend_event)
    FIELDS = ("due_back_on", "left_on", "destination", "reason", "reported", "returned_on")
    BEGIN: ClassVar[Mapping[str, str]] = {"reported": REPORTED}
    FIELD_HELP: ClassVar = {
        "left_on": f"离开的那天。{DAY_HELP}",
        "due_back_on": f"说好回来的那天,可以是以后的日子。{DAY_HELP}",
        "returned_on": f"真正回来的那天;还没有回来就空着。{DAY_HELP}",
        "destination": f"去哪里,写到县、市。{COMPLETION_HELP}",
        "reason": f"为什么外出,如 务工、就医。{COMPLETION_HELP}",
        "reported": "外出前报告过的选 是;没有报告、后来才发现的选 否。",
    }
