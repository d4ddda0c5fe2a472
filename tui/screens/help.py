"""Help for the screen and the field she came from, read off the registry of actions."""

from collections.abc import Iterable

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from store.text import fit
from tui.actions import bindings, key_card
from tui.office_screen import OfficeScreen
from tui.requests import HelpAsked
from tui.widgets.line import Line
from tui.workplace import Workplace

KEY_WIDTH = 16


class HelpScreen(OfficeScreen):
    """Scrolls with the arrows if it is longer than the screen."""

    AUTO_FOCUS = "#text"
    CSS_PATH = "help.tcss"
    NAME = "帮助"
    ACTIONS = ("back",)
    BINDINGS = bindings(*ACTIONS)

    def __init__(self, workplace: Workplace, asked: HelpAsked) -> None:
        super().__init__(workplace)
        self._asked = asked

    def body(self) -> Iterable[Widget]:
        yield Line(f"帮助: {self._asked.title}", style="bold")
        yield VerticalScroll(Static(self._text()), id="text")

    def _text(self) -> Content:
        lines = [Content(self._asked.text)]
        if self._asked.field:
            lines += [Content(""), Content(self._asked.field)]
        lines.append(Content(""))
        lines += [Content(f"{fit(keys, KEY_WIDTH)}{sentence}") for keys, sentence in key_card(self._asked.actions)]
        return Content("\n").join(lines)
