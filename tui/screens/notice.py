"""A failure or a piece of news, in its own words, until she has read it."""

from collections.abc import Iterable

from textual.widget import Widget
from textual.widgets import Static

from store.text import clean_lines
from tui.actions import bindings
from tui.office_screen import OfficeScreen
from tui.widgets.line import Line
from tui.workplace import Workplace


class NoticeScreen(OfficeScreen):
    """Title and sentence of a ``StoreError``."""

    CSS_PATH = "notice.tcss"
    NAME = "提示"
    HELP = "读完按 Esc 或 Enter 回到刚才的地方。"
    ACTIONS = ("help", "read", "back")
    BINDINGS = bindings(*ACTIONS)

    def __init__(self, workplace: Workplace, title: str, text: str) -> None:
        super().__init__(workplace)
        self._title = title
        self._text = text

    def body(self) -> Iterable[Widget]:
        yield Line(self._title, style="bold reverse", id="subject")
        yield Static(clean_lines(self._text), markup=False, id="text")

    def action_read(self) -> None:
        self.dismiss(None)
