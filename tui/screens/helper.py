"""Choosing who goes, over the screen that asks: from the names that are known, or by typing another one."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from store.desk.search_tokens import folded, village_tokens
from store.fields import declared_field
from store.model.plan import Plan
from tui.actions import bindings
from tui.ending_screen import EndingScreen
from tui.requests import HelpAsked
from tui.typed_text import cleaned_text, fault_of
from tui.week_rows import NOBODY
from tui.widgets.field_row import Edited, FieldRow
from tui.widgets.foot_line import FootLine
from tui.widgets.line import Line
from tui.widgets.record_list import Column, ListedRows, ListRow, RecordList
from tui.widgets.rule import Rule
from tui.widgets.text_entry import TextEntry

_NOBODY_KEY = ""
_HELP = (
    "由谁去走访。名单里是这一周已经排上的人和在岗的工作人员;打姓名、拼音或首字母就只剩合适的,上下键选。\n"
    "名单里没有的人,把姓名打全,选 新写的 那一行。没有定下是谁,就选 没定人。Esc 先清掉打的字,再返回。"
)


class HelperScreen(EndingScreen[str], ModalScreen[str]):
    """Ends with a name, with an empty text for nobody, or with None when nothing was chosen."""

    AUTO_FOCUS = None
    CSS_PATH: ClassVar = ["../form_screen.tcss", "helper.tcss"]
    ACTIONS = ("help", "confirm", "back")
    # Up and down move in the list while typing goes on.
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("help", "back"),
        *bindings("confirm", priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("down", "move(1)", show=False, priority=True),
    ]

    def __init__(self, question: str, names: Sequence[str]) -> None:
        super().__init__()
        self.question = question
        self._names = tuple(names)
        self._entry = TextEntry()

    def compose(self) -> ComposeResult:
        yield Rule()
        yield Line(f"{self.question}  上下键选;名单里没有的,直接输入姓名。", style="bold")
        yield FieldRow("走访人", self._entry)
        yield RecordList((Column(2), Column(0)), id="names")
        yield Line(id="fault")
        yield FootLine(self.ACTIONS)

    def on_screen_resume(self) -> None:
        self.end_if_due()

    def on_mount(self) -> None:
        self.set_focus(self._entry)
        self._offer()

    @on(Edited)
    def _offer(self) -> None:
        typed = cleaned_text(self._entry.value)
        rows = [ListRow(name, (" ", name)) for name in self._names if typed is None or self._fits(name, typed)]
        if typed is not None and typed not in self._names:
            rows.append(ListRow(typed, (" ", f"{typed} (新写的)")))
        if typed is None:
            rows.append(ListRow(_NOBODY_KEY, (" ", NOBODY)))
        self._list.show(ListedRows(tuple(rows)))
        self.query_one("#fault", Line).show("")

    def _fits(self, name: str, typed: str) -> bool:
        """Whether any part of the name begins so, in characters, pinyin or initials."""
        return typed in name or any(token.startswith(folded(typed)) for token in village_tokens(name))

    @property
    def _list(self) -> RecordList:
        return self.query_one("#names", RecordList)

    def action_move(self, step: int) -> None:
        self._list.action_move(step)

    def action_confirm(self) -> None:
        row = self._list.current
        name = str(row.key) if row else ""
        wrong = fault_of(name or None, declared_field(Plan, "helper"), date.min)
        if wrong:
            self.query_one("#fault", Line).show(wrong, "bold reverse")
        else:
            self.dismiss(name)

    def action_back(self) -> None:
        """What was typed goes first, as in every place where typing searches."""
        if self._entry.value:
            self._entry.value = ""
        else:
            self.dismiss(None)

    def action_help(self) -> None:
        self.post_message(HelpAsked("走访人", _HELP, (*self.ACTIONS, "lock"), ""))
