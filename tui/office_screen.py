"""What all screens share: title line, message line, footer, help, and one place where failures of jobs end."""

from collections.abc import Callable, Coroutine, Iterable
from functools import partial
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.css.query import NoMatches
from textual.widget import Widget
from textual.worker import Worker

from store.errors import StoreError
from tui.actions import bindings
from tui.ending_screen import EndingScreen
from tui.requests import Failed, HelpAsked, QuestionAsked
from tui.type_ahead import READING, STEP
from tui.widgets.backup_mark import BackupMark
from tui.widgets.field_row import FieldRow
from tui.widgets.foot_line import FootLine
from tui.widgets.line import Line
from tui.widgets.title_line import TitleLine
from tui.workplace import Workplace


class OfficeScreen(EndingScreen[str | None]):
    """A full screen of the office. It ends with a sentence about what was done, or with None."""

    AUTO_FOCUS: ClassVar[str | None] = None
    ALLOW_SELECT = False
    NAME: ClassVar[str] = ""
    HELP: ClassVar[str] = ""
    """What F1 says about this screen: a few short sentences."""
    ACTIONS: ClassVar[tuple[str, ...]] = ()
    """Ids of the actions that work here, in the order of the footer."""
    UNNAMED: ClassVar[frozenset[str]] = frozenset()
    """Those of them for which the footer has no room in 80 columns; help names them."""
    EVERYWHERE: ClassVar[tuple[str, ...]] = ("undo", "palette", "key_card", "lock")
    """Actions that work on every screen of an open vault; footers need not name them."""
    BINDINGS: ClassVar[list[BindingType]] = bindings("undo")

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self.workplace = workplace

    def compose(self) -> ComposeResult:
        yield TitleLine(self.workplace.standing if self.workplace.session.is_open else None)
        with Vertical(id="body"):
            yield from self.body()
        yield Line(id="message")
        yield FootLine(name for name in self.ACTIONS if name not in self.UNNAMED)

    def body(self) -> Iterable[Widget]:
        """What stands between title line and message line."""
        raise NotImplementedError

    def say(self, text: str, style: str = "") -> None:
        """Show a sentence on the message line until the next one; nowhere if the screen has gone meanwhile."""
        for line in self.query("#message").results(Line):
            line.show(text, style)

    def say_no_more(self, text: str) -> None:
        """Take this sentence off the message line; any other stays."""
        for line in self.query("#message").results(Line):
            if line.text == text:
                line.show("")

    def run_job(self, job: Coroutine[Any, Any, None]) -> Worker[None]:
        """Run a job beside the screen."""
        return self.run_worker(self._guarded(lambda: job), group="jobs")

    def run_step(self, job: Coroutine[Any, Any, None]) -> Worker[None]:
        """Run a short job that leads to another screen, or to the end of this one. Keys typed meanwhile wait for it."""
        return self.run_worker(self._guarded(lambda: job), name=STEP, group="jobs")

    def run_newest(
        self, job: Callable[[], Coroutine[Any, Any, None]], group: str, *, awaited: bool = False
    ) -> Worker[None]:
        """Run a reading job beside the screen, in place of an older one of that group.

        Given as what begins it: one whose place is taken before it began is never begun. ``awaited`` by keys typed
        meanwhile: without what is being read they would do something else, or nothing.
        """
        name = READING if awaited else group
        return self.run_worker(partial(self._guarded, job), name=name, group=group, exclusive=True)

    async def _guarded(self, job: Callable[[], Coroutine[Any, Any, None]]) -> None:
        try:
            await job()
        except StoreError as error:
            self.failed(error)
        except NoMatches:
            # What was read for a screen that has gone meanwhile is shown to nobody.
            if not self.is_gone:
                raise

    def failed(self, error: StoreError) -> None:
        """An expected failure of a job. Shown by the application, in its own words."""
        self.app.post_message(Failed(error))

    def about_to_lock(self) -> None:
        """The vault is going to be locked after the jobs already asked for: end a long reading, nobody will see it."""

    async def keep_typed(self) -> None:
        """The vault is going to be closed: keep what is half written, where this screen keeps drafts."""

    def forget(self) -> None:
        """Drop what was read from the vault, because it is being locked. Typed text stays."""

    def on_screen_resume(self) -> None:
        if self.end_if_due():
            return
        if self.workplace.session.is_open:
            self.standing_changed()

    def standing_changed(self) -> None:
        """Show the office, the day and the newest backup as they are now. Only while the vault is open."""
        for title in self.query(TitleLine):
            title.show(self.workplace.standing)
        for mark in self.query(BackupMark):
            mark.tell(self.workplace.backup_text)

    def action_back(self) -> None:
        self.dismiss(None)

    def action_help(self) -> None:
        self.post_message(
            HelpAsked(self.NAME, self.HELP, tuple(dict.fromkeys((*self.ACTIONS, *self.EVERYWHERE))), self.field_help)
        )

    @property
    def field_help(self) -> str:
        """What is said about the field that has the focus."""
        row = next((node for node in self._focus_path() if isinstance(node, FieldRow)), None)
        return f"{row.label}: {row.help}" if row else ""

    def action_undo(self) -> None:
        """Say what was done last, and take it back if she wants that."""
        if self.workplace.session.is_open:
            self.run_step(self._ask_undo())

    async def _ask_undo(self) -> None:
        from store.desk.undoable import last_undoable

        last = await self.workplace.session.read(last_undoable)
        if last is None:
            self.say("还没有可以撤回的事。")
        else:
            self.post_message(QuestionAsked(f"{last.sentence}?", lambda: self.run_step(self._undo(last.number))))

    async def _undo(self, expected: int) -> None:
        from tui.taking_back import take_back

        self.say("正在撤回")
        self.taken_back(await take_back(self.workplace, expected))

    def taken_back(self, said: str) -> None:
        """Something was taken back: read anew what is shown, and say so."""
        self.on_screen_resume()
        self.say(said, "bold")

    def _focus_path(self) -> Iterable[object]:
        return self.focused.ancestors_with_self if self.focused else ()
