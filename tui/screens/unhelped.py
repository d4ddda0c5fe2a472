"""缺帮教: persons under an open measure who have no main helper, or whose teams lack somebody."""

from collections.abc import Sequence

from store.desk.gaps import HelperGap, gap_lines, team_templates
from store.model.assignment import MAIN_HELPER
from tui.list_screen import ListFilter, ListScreen, place_of
from tui.requests import EventAsked, OneOfAsked, PersonAsked
from tui.widgets.record_list import Column, ListRow

_ASSIGN, _PERSON = _WAYS = ("登记帮教责任", "打开这个人")
_WHOLE = "齐"


class UnhelpedScreen(ListScreen[HelperGap]):
    """Without a main helper first: for them nobody answers."""

    NAME = "缺帮教"
    READ = staticmethod(gap_lines)
    HELP = (
        "措施没有结束的人里,没有主帮教人的排在最前;再看小组缺哪样人。五包一 有两种说法,工作小组 按戒毒条例17,\n"
        "三样都列。名单(7 设置)上的民警、专干、网格员算他那个村的。Enter 登记一个负责的人。"
    )
    COLUMNS = (Column(2), Column(8), Column(12), Column(10), Column(0))
    HEADS = ("", "姓名", "村组", "主帮教人", "还缺")
    EMPTY = "人人有主帮教人,小组都齐。"

    @property
    def filters(self) -> tuple[ListFilter, ...]:
        return (
            ListFilter("村", lambda entry: (entry.person.village,)),
            ListFilter("缺", _lacking, (MAIN_HELPER, *team_templates())),
        )

    def row(self, entry: HelperGap) -> ListRow:
        person = entry.person
        lacking = "、".join(dict.fromkeys(role for roles in entry.missing.values() for role in roles))
        place = place_of(person.village, person.village_group)
        mark = "!" if entry.main_helper is None else " "
        return ListRow(person.id, (mark, person.name, place, entry.main_helper or "没有", lacking or _WHOLE))

    def totals(self, shown: Sequence[HelperGap]) -> str:
        alone = sum(entry.main_helper is None for entry in shown)
        return f"没有主帮教人 {alone}  {super().totals(shown)}"

    def describe(self, entry: HelperGap) -> str:
        said = (f"{name}缺 {'、'.join(roles)}" for name, roles in entry.missing.items())
        return f" {entry.person.name}  {'; '.join(said)}"

    def open(self, entry: HelperGap) -> None:
        self.post_message(OneOfAsked("做什么?", _WAYS, lambda way: self._go(entry, way)))

    def _go(self, entry: HelperGap, way: str) -> None:
        if way == _ASSIGN:
            self.post_message(EventAsked("assignment", entry.person))
        else:
            self.post_message(PersonAsked(entry.person.id))


def _lacking(entry: HelperGap) -> tuple[str, ...]:
    alone = (MAIN_HELPER,) if entry.main_helper is None else ()
    return (*alone, *entry.missing)
