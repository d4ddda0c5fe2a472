"""A filter in one line: its name and the value it lets through. Left and right exchange the value."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from store.text import cells, clean
from tui.actions import bindings

EVERY = "全部"


class FilterChoice(Widget, can_focus=True):
    """``chosen`` is None while everything is let through, which ``every`` says."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("choose_left", "choose_right"),
        Binding("enter,escape,down", "screen.list", show=False),
    ]

    class Chosen(Message):
        """Another value is let through."""

    def __init__(self, label: str, options: Sequence[str], *, every: str = EVERY, id: str | None = None) -> None:
        super().__init__(id=id)
        self._label = label
        self._every = every
        self._options = tuple(options)
        self.index: int | None = None

    @property
    def chosen(self) -> str | None:
        """The value that is let through."""
        return None if self.index is None else self._options[self.index - 1]

    def offer(self, options: Sequence[str]) -> None:
        """Exchange the values. A chosen one that is gone gives way to everything."""
        kept = self.chosen
        self._options = tuple(options)
        self.index = self._options.index(kept) + 1 if kept in self._options else None
        self.refresh(layout=True)

    def action_choose_left(self) -> None:
        self.step(-1)

    def action_choose_right(self) -> None:
        self.step(1)

    def step(self, step: int) -> None:
        """Let the next value through, or the one before; after the last comes everything."""
        self.index = ((self.index or 0) + step) % (len(self._options) + 1) or None
        self.refresh(layout=True)
        self.post_message(self.Chosen())

    def get_content_width(self, *_: object) -> int:
        return cells(self._text())

    def render(self) -> RenderResult:
        return Content.styled(self._text(), "reverse" if self.has_focus else "")

    def _text(self) -> str:
        return f" {self._label}:{clean(self.chosen or self._every)} "
