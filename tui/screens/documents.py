"""公约文书: every version of every document, which is in force, how many signed it."""

from collections.abc import Sequence
from typing import ClassVar

from store.desk.documents import DocumentLine, document_lines
from store.model.document import version_word
from tui.actions import bindings
from tui.list_screen import ListFilter, ListScreen
from tui.requests import DocumentFormAsked
from tui.widgets.record_list import Column, ListRow


class DocumentsScreen(ListScreen[DocumentLine]):
    """Enter corrects a version; a new one is a version of its own."""

    NAME = "公约文书"
    READ = staticmethod(document_lines)
    HELP = (
        "每种文书的每个版本。现行:今天要签的;未到:还没生效;旧版:换了新的或者已经失效。\n"
        "F7 登记新版本;Enter 更正这一版、写失效日期、备案。! 是正文里有罚款或取消待遇的条款。"
    )
    ACTIONS: ClassVar = ("help", "filter", "new", "open", "print", "back")
    BINDINGS: ClassVar = bindings("new")
    COLUMNS = (Column(1), Column(16), Column(14), Column(10), Column(6), Column(10), Column(6), Column(0))
    HEADS = ("", "文书", "版本", "村", "情况", "生效", "有效期", "签过 备案")
    EMPTY = "还没有公约文书。按 F7 登记,或者按 5 报送 导入。"
    FILTERS = (
        ListFilter("文书", lambda entry: (entry.document.kind,)),
        ListFilter("情况", lambda entry: (entry.standing,), ("现行", "未到", "旧版")),
    )

    def row(self, entry: DocumentLine) -> ListRow:
        document = entry.document
        months = "" if document.validity_months is None else f"{document.validity_months}个月"
        filed = f"  {document.filed_on}备案" if document.filed_on else ""
        texts = (
            version_word(document.version), document.village or "全乡", entry.standing, str(document.effective_on),
            months, f"{entry.signed}户{filed}",
        )  # fmt: skip
        return ListRow(document.id, ("!" if entry.has_penalty_clause else " ", document.kind, *texts))

    def totals(self, shown: Sequence[DocumentLine]) -> str:
        return f"{len(shown)} 个版本"

    def describe(self, entry: DocumentLine) -> str:
        until = f"失效 {entry.document.repealed_on}  " if entry.document.repealed_on else ""
        clause = "正文里有罚款或取消待遇的条款: 只照记,不执行" if entry.has_penalty_clause else ""
        return f" {until}{clause}"

    def open(self, entry: DocumentLine) -> None:
        self.post_message(DocumentFormAsked(entry.document))

    def action_new(self) -> None:
        self.post_message(DocumentFormAsked(None))
