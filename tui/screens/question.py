"""One question over the screen that asks it: yes or no."""

from textual.app import ComposeResult
from textual.screen import ModalScreen

from store.text import clean
from tui.actions import bindings
from tui.ending_screen import EndingScreen
from tui.widgets.foot_line import FootLine
from tui.widgets.line import Line
from tui.wrapping import wrapped


class QuestionScreen(EndingScreen[bool], ModalScreen[bool]):
    """Ends with True for yes. At the foot; what she was looking at stays in view."""

    AUTO_FOCUS = None
    CSS_PATH = "question.tcss"
    ACTIONS = ("confirm", "back")
    BINDINGS = bindings(*ACTIONS)

    def __init__(self, question: str) -> None:
        super().__init__()
        self.question = question

    def compose(self) -> ComposeResult:
        for line in wrapped(clean(self.question), self.app.size.width):
            yield Line(line, style="bold reverse")
        yield FootLine(self.ACTIONS)

    def on_screen_resume(self) -> None:
        self.end_if_due()

    def action_confirm(self) -> None:
        self.dismiss(True)

    def action_back(self) -> None:
        self.dismiss(False)
