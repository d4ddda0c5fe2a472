"""The form for somebody who is responsible for a person."""

from functools import partial
from typing import ClassVar

from store.desk.assigning import amend_assignment, assignments_of, handed_on, record_assignment
from store.desk.completion import visitors
from store.desk.handovers import helper_counts
from store.model.assignment import MAIN_HELPER, Assignment
from tui.record_form import RecordForm
from tui.standing import short_day
from tui.widgets.completing_entry import COMPLETION_HELP
from tui.widgets.day_entry import DAY_HELP


class AssignmentForm(RecordForm[Assignment]):
    """Naming the next main helper ends the time of the one before: nobody is without one for a day."""

    NAME = "帮教责任"
    HELP = (
        "写谁负责这个人。主帮教人同时只有一个:登记新的一个,原来那个就到那天为止,中间不断。\n"
        "不再负责的,在 帮教 一栏按 F4,写结束日期。"
    )
    RECORD = Assignment
    DRAFT = "assignment"
    ENTER = staticmethod(record_assignment)
    AMEND = staticmethod(amend_assignment)
    WIDE_LABELS = True
    FIELDS = ("role", "helper", "helper_phone", "volunteer_number", "started_on", "ended_on")
    NOT_COMPLETED = frozenset({"helper_phone", "volunteer_number"})
    COMPLETED: ClassVar = {"helper": visitors}
    FIELD_HELP: ClassVar = {
        "role": "按数字选;0 是第十种。主帮教人同时只有一个。",
        "helper": f"谁负责。{COMPLETION_HELP}",
        "volunteer_number": "是志愿者的,写 4 志愿者 里的编号;不是就空着。",
        "started_on": f"从哪天起负责。{DAY_HELP}",
        "ended_on": f"到哪天为止;还在负责就空着。{DAY_HELP}",
    }

    async def prepare(self) -> None:
        self._held = await self.workplace.session.read(partial(assignments_of, person_id=self.person.id))
        self._counts = await self.workplace.session.read(partial(helper_counts, today=self.workplace.today))
        await super().prepare()

    def consequence(self, record: Assignment) -> str:
        if record.role != MAIN_HELPER:
            return ""
        load = f"{record.helper} 现在带 {self._counts.get((record.helper, record.volunteer_number), 0)} 人"
        former = None if self._recorded else handed_on(self._held, record)
        if former is None:
            return load
        return f"{load}。原主帮教人 {former.helper} 到 {short_day(record.started_on, self.workplace.today)} 为止"

    def saved_text(self, record: Assignment) -> str:
        return f"{record.role} {record.helper}"
