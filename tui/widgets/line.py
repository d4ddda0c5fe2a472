"""One line of text that is data, never markup."""

from textual.content import Content
from textual.widgets import Static

from store.text import clean


class Line(Static):
    """Shows text of any origin: it is cleaned here, once. Repaints only when the text or its style changes."""

    def __init__(self, text: str = "", *, style: str = "", id: str | None = None, classes: str | None = None) -> None:
        super().__init__(_content(text, style), id=id, classes=classes, markup=False)
        self._shown = (text, style)

    @property
    def text(self) -> str:
        """What is shown, before cleaning."""
        return self._shown[0]

    def show(self, text: str, style: str = "") -> None:
        """Show ``text`` in place of what stood here."""
        if (text, style) != self._shown:
            self._shown = (text, style)
            self.update(_content(text, style), layout=False)


def _content(text: str, style: str) -> Content:
    return Content.styled(clean(text), style) if style else Content(clean(text))
