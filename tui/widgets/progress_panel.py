"""How far a long job is: what it does, a bar with count and rest time, and how to stop it."""

from textual.app import ComposeResult
from textual.containers import Vertical

from tui.widgets.line import Line


class ProgressPanel(Vertical):
    """Three lines. Stands in the place of what the job is about, so that no key can change that meanwhile."""

    def compose(self) -> ComposeResult:
        yield Line(id="progress-text")
        yield Line(id="progress-bar")
        yield Line("Esc 停止;停下来什么都不会写入。", id="progress-hint")

    def show(self, text: str, bar: str) -> None:
        """What to say now."""
        self.query_one("#progress-text", Line).show(text)
        self.query_one("#progress-bar", Line).show(bar)
