"""The line below the title: the desks with the digits that lead there, and what this one counts."""

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from store.text import cells, clean, fit
from tui.actions import ACTIONS

DESKS = ("today", "roster", "pacts", "volunteers", "handing", "figures", "settings")
"""The desks there are, in the order of their digits."""


class DeskLine(Widget):
    """The desk she is at stands in reverse video; what it counts stands to the right."""

    DEFAULT_CSS = """
    DeskLine {
        height: 1;
        width: 100%;
    }
    """

    def __init__(self, desk: str, counted: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._desk = desk
        self._counted = clean(counted)

    def show(self, counted: str) -> None:
        """Show what the desk counts."""
        shown = clean(counted)
        if shown != self._counted:
            self._counted = shown
            self.refresh()

    def render(self) -> RenderResult:
        names = [ACTIONS[desk].footer for desk in DESKS]
        parts = [
            Content.assemble((name, "reverse"), " ") if desk == self._desk else Content(f"{name} ")
            for desk, name in zip(DESKS, names, strict=True)
        ]
        room = self.size.width - sum(cells(name) + 1 for name in names)
        counted = self._counted if cells(self._counted) <= room else fit(self._counted, room)
        return Content.assemble(*parts, " " * (room - cells(counted)), counted)
