"""The form for a formal matter: a finding, a report to the police, a paper served or received."""

from collections.abc import Mapping
from functools import partial
from typing import ClassVar

from store.desk.completion import handlers
from store.desk.notices import last_notice
from store.desk.recording import amend_event, record_event
from store.model.notice import TRANSFER_DECIDED, Notice
from store.rules.case import as_of
from store.rules.schedule import schedule
from store.rules.state import State
from tui.field_entries import suggest, typed_in
from tui.record_form import RecordForm
from tui.widgets.completing_entry import COMPLETION_HELP
from tui.widgets.day_entry import DAY_HELP


class NoticeForm(RecordForm[Notice]):
    """A matter that is known beforehand brings the other office of the last time along."""

    NAME = "事项文书"
    HELP = (
        "记一件事项:认定、告诫、报告公安、转入转出、解除、核实、封存等。按数字选事项,Enter 到下一项,F2 保存。\n"
        "认定、报告公安、暂不封存、漏项说明要在内容里写明理由。回执收到以后,按 F4 补填回执日期。"
    )
    RECORD = Notice
    DRAFT = "notice"
    ENTER = staticmethod(record_event)
    AMEND = staticmethod(amend_event)
    FIELDS = ("matter", "day", "content", "counterpart", "document_number", "handler", "receipt_on")
    COMPLETED: ClassVar = {"handler": handlers}
    NOT_COMPLETED = frozenset({"document_number"})
    FIELD_HELP: ClassVar = {
        "matter": "按数字选;第十种以后用左右键选。",
        "day": f"作出认定、送出或收到的那天。{DAY_HELP}",
        "content": "认定的理由、报告的事由、核实的结果。Ctrl+N 换行。",
        "counterpart": f"送给谁、从谁收到,如 岳宋派出所。{COMPLETION_HELP}",
        "document_number": "文书上的编号,没有就空着。漏项说明写 事项 开始日期,如 见面 2026-11-09,只说明那一期。",
        "handler": f"办这件事的人。{COMPLETION_HELP}",
        "receipt_on": f"对方签收或回执的那天;还没有就空着。{DAY_HELP}",
    }

    def begin(self) -> Mapping[str, str]:
        return {"handler": self.workplace.operator}

    async def prepare(self) -> None:
        await super().prepare()
        matter = typed_in(self.entries["matter"])
        if not self.corrects and matter:
            last = await self.workplace.session.read(partial(last_notice, matter=matter))
            if last is not None and last.counterpart:
                suggest(self.entries["counterpart"], last.counterpart)

    def outcome(self) -> str:
        found = super().outcome()
        waits = self._until_transfer() if self.record().matter == TRANSFER_DECIDED else ""
        return f"{found}. {waits}" if waits and found else found

    def _until_transfer(self) -> str:
        """One 转入决定 excuses every window back to the report, the missed ones too (rules.md 3): to be read first."""
        case = self.dossier.case if self.dossier else None
        if self.dossier is None or case is None or self.corrects:
            return ""
        today = self.workplace.today
        known = as_of(case, today)
        if known.awaits_transfer or known.measure.taken_over_on or known.measure.closed_on:
            return ""
        whole = schedule(case, self.dossier.policies, today, self.dossier.holidays)
        if not whole.windows:
            return ""
        missed = sum(window.state is State.MISSED for window in whole.windows)
        return f"报到以来没办的各期都免{f',含已漏 {missed} 期' if missed else ''};登记转入日期后从那天起算"

    def saved_text(self, record: Notice) -> str:
        return super().saved_text(record).replace(self.NAME, record.matter)
