"""The form for a nomination and its decision."""

from collections.abc import Mapping
from typing import ClassVar

from store.desk.awards import amend_award, award_faults, record_award
from store.desk.completion import visitors
from store.desk.drafts import DraftKey
from store.model.award import MODEL_HOME, Award
from store.model.household import Household
from tui.declared_form import DeclaredForm
from tui.form_screen import Fault
from tui.widgets.day_entry import DAY_HELP
from tui.workplace import Workplace


class AwardForm(DeclaredForm[Award]):
    """戒断示范户 is never nominated without the family's word."""

    NAME = "评选"
    HELP = (
        "推荐一户评戒断示范户或禁毒积极家庭,评定以后写上结果和日期。\n"
        "戒断示范户 会让人知道这家有人戒毒,要先征得家庭同意,写上同意的日期;没有同意的不推荐、不公示。"
    )
    RECORD = Award
    DRAFT = "award"
    ENTER = staticmethod(record_award)
    AMEND = staticmethod(amend_award)
    WIDE_LABELS = True
    COMPLETED: ClassVar = {"nominator": visitors}
    FIELD_HELP: ClassVar = {
        "year": "哪一年度,如 2026。",
        "consent_on": f"家庭哪天同意的;戒断示范户必须有。{DAY_HELP}",
        "decided_on": f"哪天评定的;还没评就空着。{DAY_HELP}",
    }

    def __init__(self, workplace: Workplace, household: Household, award: Award | None) -> None:
        self._household = household
        super().__init__(workplace, recorded=award)

    def begin(self) -> Mapping[str, str]:
        return {"year": str(self.workplace.today.year), "level": "乡镇"}

    @property
    def subject(self) -> str:
        return f"{'更正' if self.corrects else ''}{self.NAME}    {self.about}"

    @property
    def about(self) -> str:
        return f"{self._household.number} {self._household.head}"

    @property
    def draft_key(self) -> DraftKey:
        return (self.DRAFT, self._household.number if self._recorded is None else self._recorded.uid)

    def keys(self) -> Mapping[str, object]:
        return {"household_id": self._household.id}

    def faults(self) -> list[Fault]:
        found = super().faults()
        lacking = award_faults(self.checked().values)
        if not found and lacking is not None:
            return [Fault(self._field(lacking).label, self.entries[lacking])]
        return found

    def consequence(self, record: Award) -> str:
        return "称号会让人知道这家有人戒毒: 只在家庭同意的范围里用" if record.title == MODEL_HOME else ""

    def saved_text(self, record: Award) -> str:
        return f"{record.year} {record.title} {record.decision or '推荐'}"
