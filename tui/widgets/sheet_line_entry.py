"""Where the lines of a sheet are typed: up and down go to other people, not through the text."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from tui.widgets.text_entry import TextEntry


class SheetLineEntry(TextEntry):
    """The list stands above; its cursor is moved from here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "screen.step(-1)", show=False),
        Binding("down", "screen.step(1)", show=False),
        Binding("pageup", "screen.leap(-1)", show=False),
        Binding("pagedown", "screen.leap(1)", show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        # A line she comes back to is mended, not typed anew.
        self.select_on_focus = False
