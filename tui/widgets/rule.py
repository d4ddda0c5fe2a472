"""A line across the screen, of characters that every terminal draws one cell wide."""

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget


class Rule(Widget):
    """Minus signs from edge to edge."""

    DEFAULT_CSS = """
    Rule {
        height: 1;
        width: 100%;
    }
    """

    def render(self) -> RenderResult:
        return Content("-" * self.size.width)
