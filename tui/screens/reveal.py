"""Asking what for, before numbers are shown in full."""

from collections.abc import Iterable
from functools import partial

from store.desk.revealing import note_reveal
from store.model.person import Person
from tui.reason_screen import ReasonScreen
from tui.workplace import Workplace

REVEALED = "revealed"


class RevealScreen(ReasonScreen):
    """Ends with ``REVEALED`` once the purpose stands in the journal, else with None."""

    CSS_PATH = "reveal.tcss"
    NAME = "显示全部号码"
    HELP = "证件号码和电话平时只显示末四位。写明用途后显示一分钟;谁、什么时候、为什么看的,都记入日志。"
    LABEL = "用途"
    ENTRY_HELP = "为什么要看,如 填写协议、联系本人。200字以内,记入日志。"
    MISSING = "还没有显示: 请写明用途"

    def __init__(self, workplace: Workplace, person: Person) -> None:
        super().__init__(workplace)
        self._person = person

    def subject(self) -> str:
        return f"显示全部号码    {self._person.name}"

    def told(self) -> Iterable[str]:
        yield " 证件号码和电话会完整显示一分钟,然后自动遮住。"
        yield " 操作员、时间和用途记入日志,在这个人的历史里看得到。"

    async def carry_out(self, reason: str) -> str:
        act = self.workplace.act("reveal")
        await self.workplace.session.write(partial(note_reveal, act=act, person=self._person, purpose=reason))
        return REVEALED
