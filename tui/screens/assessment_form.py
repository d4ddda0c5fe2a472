"""The form for an assessment."""

from collections.abc import Mapping
from typing import ClassVar

from store.desk.completion import assessors
from store.desk.contacts import amend_assessment, record_assessment
from store.desk.tier_schemes import scheme_in_use
from store.fields import Choice, FieldType
from store.model.assessment import Assessment
from store.rules.tiers import TierScheme
from tui.event_text import event_text
from tui.field_entries import typed_in
from tui.record_form import RecordForm
from tui.standing import short_day


class AssessmentForm(RecordForm[Assessment]):
    """The tier comes first and is never filled in beforehand: it is what the assessment is for."""

    NAME = "评估记录"
    HELP = (
        "记一次评估:风险高不高、近来怎样、由谁评的。Enter 到下一项,F2 保存。\n"
        "最新一次写了风险等级的评估,就是这个人现在的风险等级。"
    )
    RECORD = Assessment
    DRAFT = "assessment"
    ENTER = staticmethod(record_assessment)
    AMEND = staticmethod(amend_assessment)
    FIELDS = ("risk", "day", "conclusion", "assessor", "note")
    REPEATED = ("assessor",)
    COMPLETED: ClassVar = {"assessor": assessors}
    SEVERAL = frozenset({"assessor"})
    FIELD_HELP: ClassVar = {
        "risk": "按数字选;再按一次就清掉。这次没有评等级就不选,原来的等级不变。",
        "conclusion": "近来怎样,帮扶和管控要不要变。Ctrl+N 换行。",
    }

    @property
    def _scheme(self) -> TierScheme:
        office = self.workplace.session.office
        return scheme_in_use(office.tier_scheme if office else "")

    @property
    def types(self) -> Mapping[str, FieldType]:
        """The words of the scheme in use, and of an older one the word that is being corrected."""
        words = self._scheme.words
        if self._recorded is not None and self._recorded.risk and self._recorded.risk not in words:
            words = (*words, self._recorded.risk)
        return {"risk": Choice(words)}

    def outcome(self) -> str:
        risk = typed_in(self.entries["risk"])
        months = self._scheme.review_months(risk) if risk else None
        asked = f"风险 {self._scheme.shown(risk)}: {months}个月内再评" if months else ""
        return "  ".join(text for text in (super().outcome(), asked) if text)

    def last_time(self, last: Assessment) -> str:
        return f"{short_day(last.day, self.workplace.today)} {event_text(last, self.workplace.today)}"

    def saved_text(self, record: Assessment) -> str:
        risk = f" 风险{self._scheme.shown(record.risk)}" if record.risk else ""
        return f"{short_day(record.day, self.workplace.today)} 评估{risk}"
