"""One line of text that is data, never markup."""

from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from store.text import cells, clean, fit


class Line(Widget):
    """Shows text of any origin: it is cleaned here, once. Repaints only when the text or its style changes.

    A text that is longer than the line ends with a mark: nothing is cut off unseen.
    """

    DEFAULT_CSS = """
    Line {
        height: 1;
        width: 100%;
    }
    """

    def __init__(self, text: str = "", *, style: str = "", id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._text = clean(text)
        self._style = style

    @property
    def text(self) -> str:
        """What stands here."""
        return self._text

    def show(self, text: str, style: str = "") -> None:
        """Show ``text`` in place of what stood here."""
        shown = clean(text)
        if (shown, style) != (self._text, self._style):
            self._text, self._style = shown, style
            self.refresh()

    def get_content_width(self, container: Size, viewport: Size) -> int:
        return cells(self._text)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 1

    def render(self) -> RenderResult:
        width = self.content_size.width
        text = self._text if cells(self._text) <= width else fit(self._text, width)
        return Content.styled(text, self._style) if self._style else Content(text)
