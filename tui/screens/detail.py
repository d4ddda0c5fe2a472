"""One record or one change, read whole."""

from collections.abc import Iterable

from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.widget import Widget
from textual.widgets import Static

from store.text import clean, clean_lines, fit
from tui.actions import bindings
from tui.office_screen import OfficeScreen
from tui.widgets.line import Line
from tui.widgets.rule import Rule
from tui.workplace import Workplace
from tui.wrapping import wrapped

_LABEL_WIDTH = 14


class DetailScreen(OfficeScreen):
    """Labels and their whole text; scrolls with the arrows if it is longer than the screen."""

    AUTO_FOCUS = "#text"
    CSS_PATH = "detail.tcss"
    NAME = "详情"
    HELP = "这一条的全部内容。长的可以用上下键、PgUp、PgDn 翻看;号码只显示末四位。"
    ACTIONS = ("help", "back")
    BINDINGS = bindings(*ACTIONS)

    def __init__(self, workplace: Workplace, title: str, rows: tuple[tuple[str, str], ...]) -> None:
        super().__init__(workplace)
        self._title = title
        self._rows = rows

    def body(self) -> Iterable[Widget]:
        yield Line(self._title, style="bold", id="subject")
        yield Rule()
        yield VerticalScroll(Static(id="fields", markup=False), id="text")

    def on_mount(self) -> None:
        self._show()

    def on_resize(self, event: Resize) -> None:
        self._show()

    def taken_back(self, said: str) -> None:
        # What is read here may be what is gone.
        self.dismiss(said)

    def forget(self) -> None:
        self._title, self._rows = "", ()
        self.query_one("#subject", Line).show("")
        self._show()

    def _show(self) -> None:
        self.query_one("#fields", Static).update(_content(self._rows, self.size.width))


def _content(rows: Iterable[tuple[str, str]], width: int) -> Content:
    lines: list[Content] = []
    for label, text in rows:
        said = [line for part in clean_lines(text).split("\n") for line in wrapped(part, width - _LABEL_WIDTH - 2)]
        lines.append(Content.assemble((f" {fit(clean(label), _LABEL_WIDTH)}", "bold"), said[0]))
        lines += [Content(" " * (_LABEL_WIDTH + 1) + line) for line in said[1:]]
    return Content("\n").join(lines)
