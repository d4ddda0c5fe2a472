"""The form for a letter of responsibility of one year."""

from collections.abc import Mapping
from typing import ClassVar

from store.desk.drafts import DraftKey
from store.desk.letters import LetterLine, amend_letter, record_letter
from store.model.letter import Letter
from tui.declared_form import DeclaredForm
from tui.workplace import Workplace


class LetterForm(DeclaredForm[Letter]):
    """Who answered the year before is proposed."""

    NAME = "责任书"
    HELP = "上一级和下一级签的禁毒工作责任书,一年一签:谁负责,哪天签的。"
    RECORD = Letter
    DRAFT = "letter"
    ENTER = staticmethod(record_letter)
    AMEND = staticmethod(amend_letter)
    FIELDS = ("responsible", "signed_on", "year", "note")
    FIELD_HELP: ClassVar = {"year": "哪一年的责任书,如 2026。", "responsible": "在责任书上签字的责任人。"}

    def __init__(self, workplace: Workplace, line: LetterLine) -> None:
        self._line = line
        super().__init__(workplace, recorded=line.letter)

    def begin(self) -> Mapping[str, str]:
        line = self._line
        responsible = line.former.responsible if line.former else line.area.leader if line.area else None
        return {"year": str(self.workplace.today.year), "responsible": responsible or ""}

    @property
    def subject(self) -> str:
        return f"{'更正' if self.corrects else ''}{self.NAME}    {self._line.giver}与{self._line.name}"

    @property
    def about(self) -> str:
        return f"责任书 {self._line.name}"

    @property
    def draft_key(self) -> DraftKey:
        return (self.DRAFT, self._line.area.code if self._line.area else "")

    def keys(self) -> Mapping[str, object]:
        return {"area_code": self._line.area.code if self._line.area else None}

    def saved_text(self, record: Letter) -> str:
        return f"{record.year} {record.responsible}"
