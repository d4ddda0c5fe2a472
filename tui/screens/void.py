"""作废: taking a wrong record out, with a reason."""

from collections.abc import Iterable
from functools import partial

from store.desk.voiding import Voidable, void
from store.model.person import Person
from store.text import cells
from tui.reason_screen import ReasonScreen
from tui.record_text import field_rows, record_title
from tui.workplace import Workplace

_SHOWN_FIELDS = 8


class VoidScreen(ReasonScreen):
    """Shows the record once more; F2 takes it out. 撤回 brings it back."""

    CSS_PATH = "void.tcss"
    NAME = "作废"
    HELP = (
        "记错的记录作废后不再算数,也不再出现在台账里;日志里留有原来的内容、原因和操作员。\n"
        "作废错了可以撤回(Ctrl+G)。只是写错了几个字的,改正就行,不用作废。"
    )
    LABEL = "原因"
    ENTRY_HELP = "为什么作废,如 记到了别人名下、重复登记。200字以内。"
    MISSING = "还没有作废: 请写明原因"

    def __init__(self, workplace: Workplace, name: str, record: Voidable) -> None:
        super().__init__(workplace)
        self._person_name = name
        self._record = record

    def subject(self) -> str:
        return f"作废    {self._person_name}  {record_title(self._record, self.workplace.today)}"

    def told(self) -> Iterable[str]:
        rows = field_rows(self._record)
        for label, text in rows[:_SHOWN_FIELDS]:
            yield f" {label}{' ' * max(1, 13 - cells(label))}{text}"
        if len(rows) > _SHOWN_FIELDS:
            yield f" 等 {len(rows)} 项"
        yield ""
        yield f" {self._warning()}"

    def _warning(self) -> str:
        if isinstance(self._record, Person):
            return "整个登记连同措施、帮教一起撤下,此人不再在花名册上。日志里留底,可以撤回。"
        return "作废后这条记录不算数,也不再导出。日志里留底,可以撤回。"

    async def carry_out(self, reason: str) -> str:
        act = self.workplace.act("void")
        await self.workplace.session.write(partial(void, act=act, record=self._record, reason=reason))
        return f"已作废: {self._person_name} {record_title(self._record, self.workplace.today)}。Ctrl+G 可以撤回。"
