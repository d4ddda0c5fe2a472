"""One line of typed text."""

from typing import ClassVar

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset
from textual.widgets import Input
from textual.widgets.input import Selection

from store.text import cells
from tui.widgets.field_row import Edited
from tui.widgets.pasted import pasted_lines
from tui.widgets.visible_text import visible


class TextEntry(Input):
    """Borderless, without blink. Shows foreign characters safely and keeps them exactly."""

    # Textual's would scroll the one line. In a form they lead to the fields above and below.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "screen.previous_field", show=False),
        Binding("down", "screen.field_below", show=False),
    ]

    def __init__(self, value: str = "", *, password: bool = False, id: str | None = None) -> None:
        super().__init__(value, password=password, compact=True, id=id)
        self.cursor_blink = False
        self.initial = value

    @property
    def typed(self) -> bool:
        """Whether something was typed that leaving would lose."""
        return self.value != self.initial

    def begin_with(self, text: str) -> None:
        """Show what is recorded; leaving it as it is loses nothing. What was typed already stays."""
        typed, self.initial = self.typed, text
        if not typed:
            self.value = text

    @property
    def _value(self) -> Text:
        shown = "*" * len(self.value) if self.password else visible(self.value)
        return Text(shown, no_wrap=True, overflow="ignore", end="")

    def _position_to_cell(self, position: int) -> int:
        # Of what is drawn, not of the value: a star of a secret or a replaced character takes one cell.
        return cells(self._value.plain[:position])

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the caret stands. Textual reports one cell too far at the end of the text."""
        x, y, _width, _height = self.content_region
        return Offset(x + self._position_to_cell(self.cursor_position) - self.scroll_offset.x, y)

    def _watch_selection(self, selection: Selection) -> None:
        # Filling in an entry that has no focus must not move the input-method window.
        caret = self.app.cursor_position
        super()._watch_selection(selection)
        if not self.has_focus:
            self.app.cursor_position = caret

    def _on_paste(self, event: events.Paste) -> None:
        # Textual's own keeps the first line and drops the others unsaid. The end of the last line is no text.
        event.stop()
        event.prevent_default()
        self.replace(pasted_lines(event.text).rstrip("\n"), *self.selection)

    def on_mount(self) -> None:
        # Before the first layout the caret is reported at a wrong place, and the input-method window goes there.
        self.call_after_refresh(self._report_caret)

    def _report_caret(self) -> None:
        if self.has_focus:
            self.app.cursor_position = self.cursor_screen_offset

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(Edited())
