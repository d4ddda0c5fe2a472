"""What is done only for a stated reason: one line is asked for, F2 does it, Esc leaves (asks only for typed text)."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from store.errors import StoreError
from tui.actions import bindings
from tui.office_screen import OfficeScreen
from tui.requests import QuestionAsked
from tui.widgets.field_row import FieldRow
from tui.widgets.line import Line
from tui.widgets.rule import Rule
from tui.widgets.text_entry import TextEntry
from tui.workplace import Workplace


class ReasonScreen(OfficeScreen):
    """Ends with a sentence about what was done, or with None."""

    ACTIONS = ("help", "confirm", "back")
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("help", "back"),
        *bindings("confirm", priority=True),
        Binding("tab,shift+tab", "nothing", show=False, priority=True),
    ]
    LABEL: ClassVar[str] = ""
    ENTRY_HELP: ClassVar[str] = ""
    MISSING: ClassVar[str] = ""
    """What is said while nothing is typed."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self._entry = TextEntry(id="reason")
        self._doing = False

    def subject(self) -> str:
        """What it is about, in one line."""
        raise NotImplementedError

    def told(self) -> Iterable[str]:
        """What will happen, line by line."""
        raise NotImplementedError

    async def carry_out(self, reason: str) -> str:
        """Do it and say what was done."""
        raise NotImplementedError

    def body(self) -> Iterable[Widget]:
        yield Line(self.subject(), style="bold", id="subject")
        yield Rule()
        yield from (Line(text, classes="told") for text in self.told())
        yield FieldRow(self.LABEL, self._entry, help=self.ENTRY_HELP)

    def on_mount(self) -> None:
        self.set_focus(self._entry)

    def action_nothing(self) -> None:
        """There is one field only: leaving it for nowhere would swallow what is typed next."""

    def action_confirm(self) -> None:
        if not self._entry.value.strip():
            self.say(self.MISSING, "bold reverse")
        elif not self._doing:
            self._doing = True
            self.run_step(self._carry_out(self._entry.value))

    async def _carry_out(self, reason: str) -> None:
        self.dismiss(await self.carry_out(reason))

    def failed(self, error: StoreError) -> None:
        self._doing = False
        super().failed(error)

    def action_back(self) -> None:
        if self._doing:
            self.say("正在办理,请稍候...")
        elif self._entry.typed:
            self.post_message(QuestionAsked("不做了? 已输入的文字会丢掉。", lambda: self.dismiss(None)))
        else:
            self.dismiss(None)
