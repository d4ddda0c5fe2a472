"""Long text. Enter goes on to the next field, Ctrl+N makes a new line."""

from typing import ClassVar

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingsMap, BindingType
from textual.document._document_navigator import DocumentNavigator
from textual.document._wrapped_document import WrappedDocument
from textual.widgets import TextArea

from tui.widgets.exact_document import ExactDocument
from tui.widgets.field_row import Edited
from tui.widgets.pasted import pasted_lines
from tui.widgets.visible_text import visible

_LEFT_TO_THE_SCREEN = ("f6", "f7", "ctrl+z", "super+z", "ctrl+y", "super+y")


class LongEntry(TextArea):
    """A text area that leaves F6, F7 and Ctrl+Z to the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+n", "new_line", show=False)]

    def __init__(self, text: str = "", *, id: str | None = None) -> None:
        super().__init__(text, compact=True, soft_wrap=True, highlight_cursor_line=False, id=id)
        self.cursor_blink = False
        self.initial = self.text
        self._bindings = _without(self._bindings, _LEFT_TO_THE_SCREEN)

    @property
    def typed(self) -> bool:
        """Whether something was typed that leaving would lose."""
        return self.text != self.initial

    def begin_with(self, text: str) -> None:
        """Show what is recorded; leaving it as it is loses nothing. What was typed already stays."""
        typed, self.initial = self.typed, text
        if not typed:
            self.load_text(text)

    def get_line(self, line_index: int) -> Text:
        return Text(visible(self.document.get_line(line_index)), end="", no_wrap=True)

    def _set_document(self, text: str, language: str | None) -> None:
        self.document = ExactDocument(text)
        self.wrapped_document = WrappedDocument(self.document, tab_width=self.indent_width)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self._build_highlight_map()
        self.move_cursor((0, 0))
        self._rewrap_and_refresh_virtual_size()

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.replace(pasted_lines(event.text), *self.selection, maintain_selection_offset=False)

    def action_new_line(self) -> None:
        self.insert("\n")

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self.post_message(Edited())


def _without(bindings: BindingsMap, keys: tuple[str, ...]) -> BindingsMap:
    kept = bindings.copy()
    for key in keys:
        kept.key_to_bindings.pop(key, None)
    return kept
