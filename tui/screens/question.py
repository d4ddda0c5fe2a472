"""One question over the screen that asks it: yes or no."""

from textual.app import ComposeResult
from textual.screen import ModalScreen

from tui.actions import bindings
from tui.widgets.foot_line import FootLine
from tui.widgets.line import Line


class QuestionScreen(ModalScreen[bool]):
    """Ends with True for yes. Two lines at the foot; what she was looking at stays in view."""

    AUTO_FOCUS = None
    CSS_PATH = "question.tcss"
    ACTIONS = ("confirm", "back")
    BINDINGS = bindings(*ACTIONS)

    def __init__(self, question: str) -> None:
        super().__init__()
        self.question = question

    def compose(self) -> ComposeResult:
        yield Line(self.question, style="bold reverse")
        yield FootLine(self.ACTIONS)

    def action_confirm(self) -> None:
        self.dismiss(True)

    def action_back(self) -> None:
        self.dismiss(False)
