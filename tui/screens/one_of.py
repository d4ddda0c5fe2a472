"""Choosing one of a few things, over the screen that asks: by digit, or with the cursor."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Key
from textual.screen import ModalScreen

from tui.actions import bindings
from tui.ending_screen import EndingScreen
from tui.requests import HelpAsked
from tui.widgets.foot_line import FootLine
from tui.widgets.line import Line
from tui.widgets.record_list import Column, ListedRows, ListRow, RecordList
from tui.widgets.rule import Rule

_HELP = "按前面的数字选一样;或者用上下键移动,按 Enter。Esc 不选,回到原来的地方。"


class OneOfScreen(EndingScreen[str], ModalScreen[str]):
    """Ends with the option that was chosen, or with None."""

    AUTO_FOCUS = None
    CSS_PATH = "one_of.tcss"
    ACTIONS = ("help", "choose", "back")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("help", "back"), *bindings("choose", priority=True)]

    def __init__(self, question: str, options: Sequence[str]) -> None:
        super().__init__()
        self.question = question
        self.options = tuple(options)

    def compose(self) -> ComposeResult:
        yield Rule()
        yield Line(self.question, style="bold")
        yield RecordList((Column(3), Column(0)), id="options")
        yield FootLine(self.ACTIONS)

    def on_screen_resume(self) -> None:
        self.end_if_due()

    def on_mount(self) -> None:
        rows = tuple(ListRow(option, (str(number), option)) for number, option in enumerate(self.options, 1))
        # More than the screen has room for are scrolled, with the question above and the keys below.
        self._list.styles.height = min(len(rows), self.app.size.height - 4)
        self._list.show(ListedRows(rows))
        self.set_focus(self._list)

    @property
    def _list(self) -> RecordList:
        return self.query_one("#options", RecordList)

    def on_key(self, event: Key) -> None:
        at = "123456789".find(event.character or " ")
        if 0 <= at < len(self.options):
            event.stop()
            self.dismiss(self.options[at])

    def action_choose(self) -> None:
        row = self._list.current
        self.dismiss(str(row.key) if row else None)

    def action_back(self) -> None:
        self.dismiss(None)

    def action_help(self) -> None:
        self.post_message(HelpAsked("选一样", _HELP, (*self.ACTIONS, "lock"), ""))
