"""The form for what one household says to one version: who is not at the assembly, and what was written wrongly."""

from collections.abc import Mapping
from typing import ClassVar

from store.desk.completion import visitors
from store.desk.drafts import DraftKey
from store.desk.pact_recording import amend_signature, needs_relation, record_signature
from store.model.document import Document, version_word
from store.model.household import Household
from store.model.signature import REFUSED, SIGNED, Signature
from tui.declared_form import DeclaredForm
from tui.form_screen import Fault
from tui.standing import short_day
from tui.widgets.completing_entry import COMPLETION_HELP
from tui.widgets.day_entry import DAY_HELP
from tui.workplace import Workplace


class SignatureForm(DeclaredForm[Signature]):
    """A signer other than the head needs the relation; a refusal needs its reason."""

    NAME = "签订"
    HELP = (
        "一户对一个版本说了什么:已签、外出未签或拒签。签字人不是户主的,要写与户主的关系;拒签要写原因。\n"
        "很多户一起签,用 集体签订 更快。"
    )
    RECORD = Signature
    DRAFT = "signature"
    ENTER = staticmethod(record_signature)
    WIDE_LABELS = True
    AMEND = staticmethod(amend_signature)
    COMPLETED: ClassVar = {"handler": visitors, "witness": visitors}
    SEVERAL = frozenset({"handler", "witness"})
    FIELD_HELP: ClassVar = {
        "signed_on": f"哪天签的。{DAY_HELP}",
        "signer": "谁签的字;户主本人签的,写户主姓名或者空着。",
        "relation": "签字人不是户主的,写与户主的关系,如 配偶、长子。",
        "handler": f"谁去办的。{COMPLETION_HELP}",
        "witness": f"谁在场见证。{COMPLETION_HELP}",
        "note": "拒签的写原因;别的可以空着。Ctrl+N 换行。",
    }

    def __init__(
        self, workplace: Workplace, household: Household, document: Document, signature: Signature | None
    ) -> None:
        self._household = household
        self._document = document
        super().__init__(workplace, recorded=signature)

    @property
    def subject(self) -> str:
        document = f"{self._document.kind} {version_word(self._document.version)}"
        return f"{'更正' if self.corrects else ''}{self.NAME}    {self.about}  {document}"

    @property
    def about(self) -> str:
        return f"{self._household.number} {self._household.head}"

    @property
    def village(self) -> str | None:
        return self._household.village

    @property
    def draft_key(self) -> DraftKey:
        new = f"{self._household.number} {self._document.kind} {self._document.version}"
        return (self.DRAFT, new if self._recorded is None else self._recorded.uid)

    def keys(self) -> Mapping[str, object]:
        return {"household_id": self._household.id, "document_id": self._document.id}

    def faults(self) -> list[Fault]:
        found = super().faults()
        if found:
            return found
        record = self.record()
        if needs_relation(record, self._household.head):
            return [Fault("与户主关系", self.entries["relation"])]
        if record.status == REFUSED and record.note is None:
            return [Fault("备注(拒签的原因)", self.entries["note"])]
        return []

    def consequence(self, record: Signature) -> str:
        return "这一户就算签了" if record.status == SIGNED else "这一户还算没签,以后再去"

    def saved_text(self, record: Signature) -> str:
        return f"{short_day(record.signed_on, self.workplace.today)} {record.status}"
