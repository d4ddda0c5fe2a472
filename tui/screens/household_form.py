"""The form for a household: a new one, or the correction of one; its next state begins with a later day."""

from typing import ClassVar

from store.desk.completion import declared_villages
from store.desk.drafts import DraftKey
from store.desk.pact_recording import amend_household, is_next_state, record_household
from store.model.household import Household
from tui.masked_form import MaskedForm
from tui.widgets.completing_entry import COMPLETION_HELP
from tui.widgets.day_entry import DAY_HELP
from tui.workplace import Workplace


class HouseholdForm(MaskedForm[Household]):
    """A number that is recorded is not shown: it is written anew, or left as it is."""

    NAME = "户"
    HELP = (
        "登记一户,或者改一户。搬家、分户、外出、空户、注销,都写上从哪天起:以前的状态留在历次状态里,\n"
        "过去的统计不变。分户就登记一个新户。证件号码和电话已登记的不显示,不改就空着。"
    )
    RECORD = Household
    DRAFT = "household"
    ENTER = staticmethod(record_household)
    WIDE_LABELS = True
    AMEND = staticmethod(amend_household)
    NOT_COMPLETED = frozenset({"number", "head", "phone", "head_id_number"})
    COMPLETED: ClassVar = {"village": lambda connection, _today, _village: declared_villages(connection)}
    FIELD_HELP: ClassVar = {
        "number": "本乡镇里不重复的户编号,如 B2-014。",
        "village": f"哪个村。{COMPLETION_HELP}",
        "state": "按数字选。空户和注销的不算应签。改了状态,要写状态起始日期。",
        "state_since": f"这个状态从哪天起。{DAY_HELP}",
    }

    def __init__(
        self, workplace: Workplace, household: Household | None, village: str | None, village_group: str | None
    ) -> None:
        known = {"village": village or "", "village_group": village_group or ""}
        super().__init__(workplace, recorded=household, begun=known if household is None else None)

    @property
    def subject(self) -> str:
        return f"登记{self.NAME}" if self._recorded is None else f"更正{self.NAME}    {self.about}"

    @property
    def about(self) -> str:
        recorded = self._recorded
        return "户" if recorded is None else f"{recorded.number} {recorded.head}"

    @property
    def draft_key(self) -> DraftKey:
        return (self.DRAFT, "" if self._recorded is None else self._recorded.number)

    def consequence(self, record: Household) -> str:
        old = self._recorded
        if old is None:
            return ""
        if is_next_state(old, record):
            return f"从 {record.state_since} 起{record.state or ''};以前的留在历次状态里"
        if (record.state, record.state_since) != (old.state, old.state_since):
            return f"更正现在的状态: {record.state_since or '以前'}起就是{record.state or '没写'}"
        return ""

    def saved_text(self, record: Household) -> str:
        return f"{record.number} {record.head}"
