"""One field of a form: its label, the entry, and a hint that may turn into what is wrong with it."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widget import Widget

from tui.widgets.line import Line


class Edited(Message):
    """An entry holds something else than before."""


class FieldRow(Horizontal):
    """Label, entry and hint in one row. ``help`` is what F1 says about this field."""

    def __init__(self, label: str, entry: Widget, *, hint: str = "", help: str = "") -> None:
        super().__init__()
        self.label = label
        self.entry = entry
        self.hint = Line(hint, classes="hint")
        self.help = help or hint

    def compose(self) -> ComposeResult:
        yield Line(self.label, classes="label")
        yield self.entry
        yield self.hint
