"""The pages of a screen, the one that is shown in brackets and reverse video."""

from collections.abc import Sequence

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from store.text import clean


class PageLine(Widget):
    """Names beside each other, and which keys go between them."""

    DEFAULT_CSS = """
    PageLine {
        height: 1;
        width: 100%;
    }
    """

    def __init__(self, hint: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._hint = hint
        self._names: tuple[str, ...] = ()
        self._at = 0

    def show(self, names: Sequence[str], at: int) -> None:
        """Exchange the names and the one that is marked."""
        if (tuple(names), at) != (self._names, self._at):
            self._names, self._at = tuple(names), at
            self.refresh()

    def render(self) -> RenderResult:
        parts = [
            Content.styled(f"[{clean(name)}]", "reverse bold") if at == self._at else Content(f" {clean(name)} ")
            for at, name in enumerate(self._names)
        ]
        return Content(" ").join([*parts, Content(f"  {self._hint}")])
