"""The last line of every screen: what the keys do here. Read off the registry, never written by hand."""

from collections.abc import Iterable

from tui.actions import footer_text
from tui.widgets.line import Line


class FootLine(Line):
    """Names the visible actions of the screen it stands on."""

    def __init__(self, actions: Iterable[str]) -> None:
        super().__init__(footer_text(actions))
