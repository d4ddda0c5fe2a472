"""The form for an inquiry: opened, looked into again, settled."""

from functools import partial
from typing import ClassVar

from store.desk.inquiries import amend_inquiry, proposed_kind, record_inquiry
from store.model.inquiry import Inquiry
from tui.field_entries import suggest
from tui.record_form import RecordForm
from tui.standing import short_day


class InquiryForm(RecordForm[Inquiry]):
    """The kind is taken over from the 管控状态; when to look next is asked for at once."""

    NAME = "存疑失联"
    HELP = (
        "记为什么存疑或失联、下次哪天核查。以后每查一次,改下次核查的日子、补写原因。\n"
        "找到了人或核实清楚了,写上 结清日期 和结果,这一项就结了。"
    )
    RECORD = Inquiry
    DRAFT = "inquiry"
    ENTER = staticmethod(record_inquiry)
    AMEND = staticmethod(amend_inquiry)
    FIELDS = ("kind", "opened_on", "cause", "next_check_on", "settled_on", "outcome")
    FIELD_HELP: ClassVar = {
        "cause": "电话不通、家里没人、名字对不上等;每查一次接着写。Ctrl+N 换行。",
        "next_check_on": "下次哪天再查,可以是以后的日子。到了那天清单里标 !。",
        "settled_on": "找到了人,或核实清楚的那天;还没有就空着。",
        "outcome": "在哪里找到的,核实下来怎么样。",
    }

    async def prepare(self) -> None:
        await super().prepare()
        if self.corrects:
            return
        kind = await self.workplace.session.read(partial(proposed_kind, person_id=self.person.id))
        if kind is not None:
            suggest(self.entries["kind"], kind)

    def saved_text(self, record: Inquiry) -> str:
        if record.settled_on is not None:
            return f"{record.kind} 已结。请到这个人那里核对管控状态。"
        return f"{short_day(record.opened_on, self.workplace.today)} {record.kind}立项"
