"""The form for help given to a person."""

from collections.abc import Mapping
from typing import ClassVar

from store.desk.completion import handlers
from store.desk.recording import amend_event, record_event
from store.model.support import Support
from tui.record_form import RecordForm
from tui.widgets.completing_entry import COMPLETION_HELP
from tui.widgets.day_entry import DAY_HELP


class SupportForm(RecordForm[Support]):
    """What kind of help comes first; an amount only where it was money."""

    NAME = "帮扶"
    HELP = "记一次帮扶:低保、救助、培训、就业、就医、慰问等。给了钱物的写金额(元),其余写内容。"
    RECORD = Support
    DRAFT = "support"
    ENTER = staticmethod(record_event)
    AMEND = staticmethod(amend_event)
    FIELDS = ("category", "day", "amount", "content", "handler", "note")
    COMPLETED: ClassVar = {"handler": handlers}
    FIELD_HELP: ClassVar = {
        "category": "按数字选;0 是第十种。",
        "day": f"帮扶的那天。{DAY_HELP}",
        "amount": "多少元,如 300 或 99.5;没有给钱物就空着。",
        "content": "帮了什么、结果怎样。Ctrl+N 换行。",
        "handler": f"办这件事的人。{COMPLETION_HELP}",
        "note": "其他要记的。Ctrl+N 换行。",
    }

    def begin(self) -> Mapping[str, str]:
        return {"handler": self.workplace.operator}

    def saved_text(self, record: Support) -> str:
        return f"{super().saved_text(record)} {record.category}"
