"""The form for a suspension."""

from typing import ClassVar

from store.desk.recording import amend_event, record_event
from store.model.suspension import Suspension
from tui.record_form import RecordForm
from tui.widgets.completing_entry import COMPLETION_HELP
from tui.widgets.day_entry import DAY_HELP


class SuspensionForm(RecordForm[Suspension]):
    """The measure stands still from one day until another; the other may be told later, by F4 or 办理."""

    NAME = "中止"
    HELP = (
        "记一次措施中止:被拘留、入院等期间,措施停着不算。恢复日期是重新算的第一天,还不知道就空着。\n"
        "没有恢复的,每 30 天提醒核实一次。两次中止的日期不能重叠。"
    )
    RECORD = Suspension
    DRAFT = "suspension"
    ENTER = staticmethod(record_event)
    AMEND = staticmethod(amend_event)
    FIELDS = ("started_on", "reason", "resumed_on")
    FIELD_HELP: ClassVar = {
        "started_on": f"停下的第一天。{DAY_HELP}",
        "resumed_on": f"重新执行的第一天;还没有恢复就空着,恢复了再补。{DAY_HELP}",
        "reason": f"为什么中止,如 行政拘留、住院。{COMPLETION_HELP}",
    }

    def outcome(self) -> str:
        """With a confirmed end nothing moves by itself: the deciding authority is asked for a new one."""
        confirmed_end = self.dossier.case.measure.confirmed_end if self.dossier and self.dossier.case else None
        asked = f"到期日已确认为 {confirmed_end},不因中止顺延,请重新确认" if confirmed_end else ""
        return ". ".join(part for part in (super().outcome(), asked) if part)
