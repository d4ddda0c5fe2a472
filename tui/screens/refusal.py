"""拒签: why a household will not sign."""

from collections.abc import Iterable
from functools import partial

from store.desk.signing import Gathering, SigningLine, key_in
from store.model.document import version_word
from store.model.signature import REFUSED
from tui.reason_screen import ReasonScreen
from tui.workplace import Workplace


class RefusalScreen(ReasonScreen):
    """One line says it. A refusal has no consequence but a further visit."""

    NAME = "拒签"
    HELP = "写明为什么不签,如 等家人回来商量。拒签只记下来,以后再去做工作,不影响这一户的任何待遇。"
    LABEL = "原因"
    ENTRY_HELP = "为什么不签。"
    MISSING = "还没有记下: 请写明原因"

    def __init__(self, workplace: Workplace, gathering: Gathering, line: SigningLine) -> None:
        super().__init__(workplace)
        self._gathering = gathering
        self._line = line

    def subject(self) -> str:
        household = self._line.household
        return f"拒签    {household.number}  {household.head}"

    def told(self) -> Iterable[str]:
        document = self._gathering.document
        yield f" {document.kind} {version_word(document.version)}  {self._gathering.day}"
        yield ""

    async def carry_out(self, reason: str) -> str:
        job = partial(key_in, household_id=self._line.household.id, status=REFUSED, note=reason)
        act = self.workplace.act("sign")
        await self.workplace.session.write(partial(job, act=act, gathering=self._gathering))
        return f"已记下: {self._line.household.number} 拒签"
