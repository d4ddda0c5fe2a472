"""A search box above a list: letters narrow the list, the vertical keys lead into it."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from tui.widgets.text_entry import TextEntry


class FindingEntry(TextEntry):
    """The screen has ``action_into_list(key)``, which takes the key over."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "screen.into_list('up')", show=False),
        Binding("down", "screen.into_list('down')", show=False),
        Binding("pageup", "screen.into_list('pageup')", show=False),
        Binding("pagedown", "screen.into_list('pagedown')", show=False),
        Binding("enter", "screen.open", show=False),
    ]
