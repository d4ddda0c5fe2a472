"""The first screen where there is no vault yet: make one, bring one back, or look at the fictional township."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from tui.actions import bindings
from tui.office_screen import OfficeScreen
from tui.requests import DemoAsked, FoundingAsked, LeaveAsked, RestoringAsked
from tui.vault_place import holds_slots_alone
from tui.widgets.line import Line
from tui.widgets.record_list import Column, ListedRows, ListRow, RecordList
from tui.widgets.rule import Rule

_REQUESTS = {"found": FoundingAsked, "restore": RestoringAsked, "demo": DemoAsked}
_CHOICES = (
    ListRow("found", (" ", "1 新建台账", "给本乡镇建一份新的,加密存放在这台电脑上,不联网")),
    ListRow("restore", (" ", "2 打开已有", "换了电脑或重装以后,用备份文件恢复原来的台账")),
    ListRow("demo", (" ", "3 试用演示数据", "虚构的乡镇,人和事都是编的,随便试,离开就删除")),
)
_LEDGER_GONE = " 注意: 这里只剩台账的钥匙,台账本身不见了。请选 2,用备份恢复;不要新建。"


class FirstStartScreen(OfficeScreen):
    """Three ways to begin, each one key away."""

    NAME = "第一次打开"
    HELP = "这里还没有台账。按 1、2、3 选一种开始,或者用上下键移动、Enter 打开。\n在选定以前,什么都不会写到这台电脑上。"
    ACTIONS = ("help", "open", "begin", "leave")
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("help", "open", "leave"),
        *(Binding(str(number), f"begin({number})", show=False) for number in (1, 2, 3)),
    ]

    def body(self) -> Iterable[Widget]:
        yield Line("第一次打开", style="bold")
        yield Rule()
        yield Line(" 这里还没有台账:", id="lead")
        yield Line(f" {self.workplace.invocation.vault}", id="folder")
        yield RecordList((Column(1), Column(16), Column(0)), id="choices")
        alone = holds_slots_alone(self.workplace.invocation.vault)
        yield Line(_LEDGER_GONE if alone else "", style="bold", id="ledger-gone")

    def on_mount(self) -> None:
        choices = self.query_one("#choices", RecordList)
        choices.show(ListedRows(_CHOICES))
        self.set_focus(choices)

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        # While she reads there is time for what comes next, and not before the first paint.
        self.call_after_refresh(self.workplace.session.preload)

    def action_open(self) -> None:
        row = self.query_one("#choices", RecordList).current
        if row is not None:
            self._choose(str(row.key))

    def action_begin(self, number: int = 0) -> None:
        if number:
            self._choose(str(_CHOICES[number - 1].key))
        else:
            self.action_open()

    def _choose(self, way: str) -> None:
        if way == "found" and holds_slots_alone(self.workplace.invocation.vault):
            self.say("没有新建: 这里还有一份台账的钥匙。请用备份恢复,或者换一个文件夹(--vault)。", "bold reverse")
        else:
            self.post_message(_REQUESTS[way]())

    def action_leave(self) -> None:
        self.app.post_message(LeaveAsked())
