"""A path being typed. Tab goes on as far as there is only one way; Down goes into the list of what is there."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from tui.widgets.text_entry import TextEntry


class PathEntry(TextEntry):
    """Completing and listing are the screen's: they read the disk."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "screen.complete", show=False),
        Binding("down", "screen.into_list", show=False),
    ]

    def __init__(self, value: str = "", *, id: str | None = None) -> None:
        super().__init__(value, id=id)
        # What stands there is the folder of the last time: typing goes on behind it.
        self.select_on_focus = False

    def fill(self, value: str) -> None:
        """Show another path, ready for typing on."""
        self.value = value
        self.cursor_position = len(value)
