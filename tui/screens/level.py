"""One of the four levels: who owes what there, who has to act, and the sheet for it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from store.desk.escalated import Escalated, escalated
from store.sheets.level_sheet import TASK_LEVELS, tasks
from tui.list_screen import ListFilter, ListScreen, place_of
from tui.requests import PersonAsked, SupervisionAsked, TaskSheetAsked
from tui.today_list import LEVELS, chip
from tui.widgets.record_list import Column, ListRow
from tui.workplace import Workplace


class LevelScreen(ListScreen[Escalated]):
    """What can be acted on at one level, by village and by who has to act."""

    NAME = "四级"
    HELP = (
        "这一级现在该由谁办、办什么:一级网格员,二级村委会,三级禁毒专干,四级乡镇。漏得越多、逾期越久,级别越高。\n"
        "F9 印单子。一级、二级印工作单,只写约定称呼、地点和要办的事,不写措施和检测;三级、四级印督办单,写明回复期限,\n"
        "发出后记进督办单清单;只发给一个人,先把 由谁 换成他。写着 未定 的,到设置的名单里登记这个村的责任人。\n"
        "Enter 打开这个人。"
    )
    COLUMNS = (Column(2), Column(8), Column(11), Column(22), Column(0))
    HEADS = ("", "姓名", "村组", "由谁办", "要办的事")
    FILTERS = (
        ListFilter("村", lambda entry: (entry.person.village,)),
        ListFilter("由谁", lambda entry: (entry.responsible,)),
    )

    def __init__(self, workplace: Workplace, level: int) -> None:
        super().__init__(workplace)
        self.level = level

    @property
    def headline(self) -> str:
        return LEVELS[self.level]

    @property
    def empty(self) -> str:
        return f"今天没有{self.headline}的事。有事到期、漏办或逾期,会按级别自己进来。"

    @property
    def reading(self) -> Callable[..., Sequence[Any]]:
        return partial(escalated, level=self.level)

    def row(self, entry: Escalated) -> ListRow:
        person = entry.person
        chips = tuple(chip(due, self.workplace.today) for due in entry.obligations)
        place = place_of(person.village, person.village_group)
        return ListRow(person.id, (" ", person.name, place, entry.responsible, chips))

    def totals(self, shown: Sequence[Escalated]) -> str:
        said = super().totals(shown)
        if self.level not in TASK_LEVELS:
            return said
        own = sum(not tasks(entry.obligations) for entry in shown)
        return f"{said}  其中办公室自己办的 {own} 人,不上工作单" if own else said

    def describe(self, entry: Escalated) -> str:
        due = "、".join(dict.fromkeys(each.label for each in entry.obligations))
        asked = "、".join(tasks(entry.obligations)) or "办公室自己办"
        paper = f"  工作单上写: {asked}" if self.level in TASK_LEVELS else ""
        return f" {entry.person.name}  {due}{paper}"

    def open(self, entry: Escalated) -> None:
        self.post_message(PersonAsked(entry.person.id))

    def action_print(self) -> None:
        if not self.shown:
            self.say("没有可以打印的。")
        elif self.level not in TASK_LEVELS:
            self.post_message(SupervisionAsked(self.level, self.chosen(0), self.chosen(1)))
        elif any(tasks(entry.obligations) for entry in self.shown):
            self.post_message(TaskSheetAsked(self.level, self.chosen(0), self.chosen(1)))
        else:
            self.say("列出来的都由办公室自己办,没有要上工作单的。")
