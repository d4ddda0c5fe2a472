"""One field of a form: its label, the entry, and a hint that may turn into what is wrong with it."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widget import Widget

from tui.widgets.line import Line


class Edited(Message):
    """An entry holds something else than before."""


class FieldRow(Horizontal):
    """Label, entry and hint in one row. ``help`` is what F1 says about this field; brackets show where typing goes."""

    def __init__(self, label: str, entry: Widget, *, help: str = "", typed: bool = True, hinted: bool = False) -> None:
        super().__init__()
        self.label = label
        self.entry = entry
        self.hint = Line(classes="hint")
        self._heading = Line(label, classes="label")
        self.help = help
        self._typed = typed
        self._hinted = hinted

    def on_descendant_focus(self) -> None:
        self._heading.show(self.label, "reverse")

    def on_descendant_blur(self) -> None:
        self._heading.show(self.label)

    def compose(self) -> ComposeResult:
        yield self._heading
        if self._typed:
            yield Line("[", classes="bracket")
        yield self.entry
        if self._typed:
            yield Line("]", classes="bracket")
        if self._hinted:
            yield self.hint
