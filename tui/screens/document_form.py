"""The form for one version of a document: a new one, or its correction, repeal and filing."""

from typing import ClassVar

from store.desk.completion import Words, villages, words_of, written_lately
from store.desk.drafts import DraftKey
from store.desk.pact_recording import amend_document, record_document
from store.model.document import DOCUMENT_KINDS, Document, version_word
from store.rules.penalty_clause import has_penalty_clause
from tui.declared_form import DeclaredForm
from tui.widgets.completing_entry import COMPLETION_HELP
from tui.widgets.day_entry import DAY_HELP
from tui.workplace import Workplace


def _kinds(connection: object, *_: object) -> Words:
    return words_of([*DOCUMENT_KINDS, *written_lately(connection, Document, "kind").words])


class DocumentForm(DeclaredForm[Document]):
    """A clause that threatens fines or benefits is noted, never carried out."""

    NAME = "公约文书"
    HELP = (
        "登记一个版本。村空着就是全乡都用;写了村,就只有那个村签这一版。换版本时登记一个新的,不要改旧的:\n"
        "谁签过哪一版都要留着。到了生效日期,没签新版本的户就要重签。有效期到了也要重签,没有就空着。"
    )
    RECORD = Document
    DRAFT = "document"
    ENTER = staticmethod(record_document)
    WIDE_LABELS = True
    AMEND = staticmethod(amend_document)
    NOT_COMPLETED = frozenset({"version"})
    COMPLETED: ClassVar = {"kind": _kinds, "village": lambda connection, _today, _village: villages(connection)}
    FIELD_HELP: ClassVar = {
        "kind": f"禁毒村规民约、禁毒承诺书、禁毒工作责任书,也可以写本乡自己的文书。{COMPLETION_HELP}",
        "version": "这个版本叫什么,同一种文书里不重复,如 2026。",
        "village": f"只有一个村用的写村名;全乡都用就空着。{COMPLETION_HELP}",
        "effective_on": f"从哪天起按这一版签,可以是以后。{DAY_HELP}",
        "repealed_on": f"从哪天起不再用;没有就空着。{DAY_HELP}",
        "validity_months": "签一次管几个月,如 12;一直有效就空着。",
        "filed_on": f"村规民约报乡镇备案的那天。{DAY_HELP}",
    }

    def __init__(self, workplace: Workplace, document: Document | None) -> None:
        super().__init__(workplace, recorded=document)

    @property
    def subject(self) -> str:
        return f"登记{self.NAME}" if self._recorded is None else f"更正{self.NAME}    {self.about}"

    @property
    def about(self) -> str:
        recorded = self._recorded
        return "文书" if recorded is None else f"{recorded.kind} {version_word(recorded.version)}"

    @property
    def draft_key(self) -> DraftKey:
        recorded = self._recorded
        return (self.DRAFT, "" if recorded is None else f"{recorded.kind} {recorded.version}")

    def consequence(self, record: Document) -> str:
        if has_penalty_clause(record.text or ""):
            return "正文里有罚款或取消待遇的条款: 只照记,不执行(村民委员会组织法27条、禁毒法52条)"
        return ""

    def saved_text(self, record: Document) -> str:
        return f"{record.kind} {version_word(record.version)}"
