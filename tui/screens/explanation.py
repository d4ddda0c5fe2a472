"""漏项说明: one reason for the misses that were chosen."""

from collections.abc import Iterable
from functools import partial

from store.desk.explaining import EXPLAIN, Miss, explain
from store.text import cells
from tui.reason_screen import ReasonScreen
from tui.standing import short_day
from tui.workplace import Workplace

_SHOWN = 8


class ExplanationScreen(ReasonScreen):
    """Shows what is going to be explained; F2 does it, as one unit of work."""

    CSS_PATH = "explanation.tcss"
    NAME = "漏项说明"
    HELP = "写明为什么漏了,如 本人住院、道路中断。每一期各记一条漏项说明;说明以后仍算漏,只是不再列出。可以撤回。"
    LABEL = "原因"
    ENTRY_HELP = "为什么漏了。勾选的几期都用这一个原因。"
    MISSING = "还没有保存: 请写明原因"

    def __init__(self, workplace: Workplace, chosen: tuple[tuple[Miss, str], ...]) -> None:
        super().__init__(workplace)
        self._chosen = chosen

    def subject(self) -> str:
        people = len({miss.person_id for miss, _ in self._chosen})
        return f"{self.NAME}    {len(self._chosen)} 件{f'  {people} 人' if people > 1 else ''}"

    def told(self) -> Iterable[str]:
        for miss, name in self._chosen[:_SHOWN]:
            started = short_day(miss.start, self.workplace.today)
            yield f" {name}{' ' * max(1, 10 - cells(name))}{miss.label} {started} 起的一期"
        if len(self._chosen) > _SHOWN:
            yield f" 等 {len(self._chosen)} 件"
        yield ""

    async def carry_out(self, reason: str) -> str:
        misses, act = [miss for miss, _ in self._chosen], self.workplace.act(EXPLAIN)
        explained = list[int]()
        job = partial(explain, act=act, misses=misses, reason=reason)
        await self.workplace.session.write(lambda connection: explained.append(job(connection)))
        return f"已说明 {explained[0]} 件漏项。Ctrl+G 可以撤回。"
