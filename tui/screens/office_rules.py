"""办法: by which rules this office works - policies and their days, tiers, holidays."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from tui.actions import bindings
from tui.office_rules import (
    COLUMNS,
    HOLIDAYS,
    NEW_HOLIDAYS,
    NEW_SCHEME,
    SCHEME,
    PolicyKey,
    RulesView,
    policy_facts,
    read_rules,
    rules_rows,
)
from tui.office_screen import OfficeScreen
from tui.requests import DetailAsked, RuleFileAsked, RulePreviewAsked
from tui.rule_change import PolicyGoes
from tui.widgets.line import Line
from tui.widgets.record_list import ListedRows, RecordList
from tui.widgets.rule import Rule
from tui.workplace import Workplace


class OfficeRulesScreen(OfficeScreen):
    """One list. Every change is looked at before it is made; what has begun never changes."""

    NAME = "办法"
    HELP = (
        "这个办公室按什么办:办法、风险等级、节假日。Enter 看一个办法的全部内容。\n"
        "新办法从明天或以后起用:先列出谁多了、少了、变了哪些,按 F2 才起用;已经开始的窗口永远不变。"
    )
    ACTIONS = ("help", "open", "new", "remove", "back")
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self._view: RulesView | None = None

    def body(self) -> Iterable[Widget]:
        yield Line(self.NAME, style="bold")
        yield Rule()
        yield RecordList(COLUMNS, id="rules")

    def on_mount(self) -> None:
        self.set_focus(self._list)

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        if self.workplace.session.is_open:
            self.run_newest(self._read, "rules", awaited=True)

    def forget(self) -> None:
        self._view = None
        self._list.show(ListedRows())

    @property
    def _list(self) -> RecordList:
        return self.query_one("#rules", RecordList)

    async def _read(self) -> None:
        self._view = await self.workplace.session.read(read_rules)
        self._list.show(ListedRows(rules_rows(self._view, self.workplace.today)))

    @property
    def _key(self) -> object:
        row = self._list.current
        return row.key if row and self._view else None

    def action_open(self) -> None:
        key = self._key
        if isinstance(key, PolicyKey) and self._view and (known := self._view.policy(key)):
            self.post_message(DetailAsked(f"办法 {known.policy.title}", policy_facts(known.policy)))
        elif key is not None:
            self.action_new()

    def action_new(self) -> None:
        key = self._key
        kind = "scheme" if key in (SCHEME, NEW_SCHEME) else "holidays" if key in (HOLIDAYS, NEW_HOLIDAYS) else "policy"
        self.post_message(RuleFileAsked(kind))

    def action_remove(self) -> None:
        known = self._view.policy(self._key) if self._view else None
        if known is None or known.since is None or known.since <= self.workplace.today:
            self.say("这一行不能去掉。Del 用在还没起用的办法;已经起用的,从明天或以后起用另一个。")
        else:
            self.post_message(RulePreviewAsked(PolicyGoes(known)))
