"""已变化: what has changed about somebody since the round of 清塘 began."""

from collections.abc import Iterable
from functools import partial

from store.desk.reviews import ReviewLine, find
from store.model.review import CHANGED
from tui.list_screen import place_of
from tui.reason_screen import ReasonScreen
from tui.workplace import Workplace


class ChangeScreen(ReasonScreen):
    """One line says it; the roster itself is corrected on the person's page."""

    NAME = "已变化"
    HELP = "写明变了什么,如 搬到县城、去外地打工。花名册上的内容还要到这个人那里按 F4 改。"
    LABEL = "变化"
    ENTRY_HELP = "变了什么,200字以内。"
    MISSING = "还没有记下: 请写明变了什么"

    def __init__(self, workplace: Workplace, line: ReviewLine) -> None:
        super().__init__(workplace)
        self._line = line

    def subject(self) -> str:
        person = self._line.person
        return f"已变化    {person.name}  {place_of(person.village, person.village_group)}"

    def told(self) -> Iterable[str]:
        item = self._line.item
        yield f" 开始时 {item.was_category or '没有措施'} {item.was_state or ''}"
        if self._line.differs:
            yield f" 花名册上后来改过: {self._line.differs}"
        yield ""

    async def carry_out(self, reason: str) -> str:
        act = self.workplace.act("review")
        job = partial(find, act=act, item=self._line.item, finding=CHANGED, note=reason)
        await self.workplace.session.write(job)
        return f"{self._line.person.name} 已变化。花名册上的内容请按 Enter 打开这个人再改。"
