"""What is looked for. Enter and Down go to what was found; Esc clears, then leaves. The screen carries both out."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from tui.widgets.text_entry import TextEntry


class SearchEntry(TextEntry):
    """One line; every letter narrows the list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,down,tab", "screen.list", show=False),
        Binding("escape", "screen.back", show=False),
    ]
