"""Where she is in a task of several steps."""

from collections.abc import Sequence

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget


class StepLine(Widget):
    """The names of the steps, the present one in brackets and reverse video."""

    def __init__(self, title: str, steps: Sequence[str], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._title = title
        self._steps = tuple(steps)
        self._at = 0

    def show(self, at: int) -> None:
        """Mark another step."""
        if at != self._at:
            self._at = at
            self.refresh()

    def render(self) -> RenderResult:
        parts: list[Content] = []
        for number, step in enumerate(self._steps):
            parts.append(Content(" > " if number else ""))
            here = number == self._at
            parts.append(Content.styled(f"[{step}]", "reverse bold") if here else Content(step))
        return Content.assemble((self._title, "bold"), "    ", *parts)
