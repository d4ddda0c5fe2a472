"""The application: composition only. Opens screens as they are asked for, and ends every failure in one place."""

import gc
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from rich.color import ColorSystem
from textual import on
from textual._compositor import CompositorUpdate
from textual.message import Message
from textual.reactive import Reactive
from textual.screen import Screen

from tui.actions import bindings
from tui.desks import go_to_desk
from tui.frame import Frame, FrameCompositor, FrameUpdate
from tui.office_screen import OfficeScreen
from tui.opening import OpeningApp
from tui.pace import Pace
from tui.requests import (
    DeskAsked,
    Failed,
    HelpAsked,
    HelperAsked,
    OneOfAsked,
    QuestionAsked,
    RevealAsked,
)
from tui.routes import ROUTES
from tui.screens.unlock import UnlockScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.console import RenderableType
    from textual.strip import Strip

    from store.command.invocation import Invocation
    from store.desk.settings import Settings


def wall_clock() -> datetime:
    """The computer's clock with its zone; read here and handed down."""
    return datetime.now().astimezone()


class OfficeApp(OpeningApp, inherit_bindings=False):
    """岳宋台账 in the terminal."""

    CSS_PATH: ClassVar = ["app.tcss", "screens/unlock.tcss", "screens/first_start.tcss"]
    TITLE = "岳宋台账"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar = [*bindings("lock", "palette", priority=True), *bindings("key_card")]
    theme: Reactive[str] = Reactive("ansi-dark")

    def __init__(self, invocation: "Invocation", clock: "Callable[[], datetime]" = wall_clock) -> None:
        super().__init__(invocation, clock)
        self._colours = self.get_css_variables()
        self.animation_level = "none"
        self._frame = Frame(self.console._color_system or ColorSystem.STANDARD)
        self._on_terminal: Screen[object] | None = None
        self._pace = Pace(self.set_timer, lambda: self._send(self.screen))

    def refresh_css(self, animate: bool = True) -> None:
        """Parse the styles anew only where the colours are others, not a second time at every start."""
        colours = self.get_css_variables()
        if colours != self._colours:
            self._colours = colours
            super().refresh_css(animate)

    def _display(self, screen: Screen[object], renderable: "RenderableType | None") -> None:
        """Send what changed instead of whole regions, and nothing when nothing did."""
        if self.is_ending:
            return
        if self._batch_count or self.is_headless or not isinstance(renderable, CompositorUpdate):
            super()._display(screen, renderable)
        else:
            self._send(screen)

    def _send(self, screen: Screen[object]) -> None:
        """Send what of the screen stands otherwise on the terminal, or as much of it as may be sent now."""
        if self._batch_count or self.is_headless:
            return
        strips, width, caret = self._strips(screen), screen.size.width, self.cursor_position.y
        data = self._frame.update(strips, width, caret=caret, may_send=self._pace.may_send)
        if not self._frame.is_behind and isinstance(screen._compositor, FrameCompositor):
            screen._compositor.taken()
            self._on_terminal = screen
        if data or self.cursor_position != self._previous_cursor_position:
            super()._display(screen, FrameUpdate(data))
        if not gc.isenabled():
            gc.freeze()
            gc.enable()

    def _strips(self, screen: Screen[object]) -> "Sequence[Strip | None]":
        """What has to be compared with the terminal: the lines painted anew, or all of a screen that was not there."""
        compositor = screen._compositor
        stays = self._on_terminal is screen and self._frame.fits(*screen.size)
        if stays and isinstance(compositor, FrameCompositor):
            return compositor.due_strips()
        return compositor.render_strips()

    def touched(self) -> None:
        self._pace.key()

    def settings_taken(self, settings: "Settings") -> None:
        self._frame.ascii_only = settings.ascii_only
        self._on_terminal = None
        self._pace.spare(settings.low_bandwidth)
        self._send(self.screen)

    async def action_lock(self) -> None:
        """Close the vault, forget the key, and stand the unlock screen over everything."""
        if not self.session.is_open:
            return
        await self.put_away()
        self.at_lock()
        for screen in self.office_screens:
            screen.forget()
        self.push_screen(UnlockScreen(self.workplace, locked=True))

    def action_palette(self) -> None:
        from tui.palette import open_palette

        open_palette(self)

    def action_key_card(self) -> None:
        from tui.palette import open_key_card

        open_key_card(self)

    @on(QuestionAsked)
    def _ask(self, asked: QuestionAsked) -> None:
        from tui.screens.question import QuestionScreen

        # What she has not read yet is not answered by a key that she pressed twice.
        self.type_ahead.forget()
        if not (isinstance(self.screen, QuestionScreen) and self.screen.question == asked.question):
            self.push_screen(QuestionScreen(asked.question), asked.answered)

    @on(HelpAsked)
    def _help(self, asked: HelpAsked) -> None:
        from tui.screens.help import HelpScreen

        self.push_screen(HelpScreen(self.workplace, asked))

    @on(RevealAsked)
    def _reveal(self, asked: RevealAsked) -> None:
        from tui.screens.reveal import RevealScreen

        self.push_screen(RevealScreen(self.workplace, asked.person), asked.answered)

    @on(DeskAsked)
    def _desk(self, asked: DeskAsked) -> None:
        go_to_desk(self, asked.desk, self._done)

    def _route(self, asked: Message) -> None:
        self.push_screen(ROUTES[type(asked)](self.workplace, asked), self._done)

    for request in ROUTES:
        _route = on(request)(_route)
    del request

    @on(OneOfAsked)
    def _one_of(self, asked: OneOfAsked) -> None:
        from tui.screens.one_of import OneOfScreen

        self.push_screen(OneOfScreen(asked.question, asked.options), asked.answered)

    @on(HelperAsked)
    def _helper(self, asked: HelperAsked) -> None:
        from tui.screens.helper import HelperScreen

        self.push_screen(HelperScreen(asked.question, asked.names), asked.answered)

    def _done(self, said: str | None) -> None:
        if said and isinstance(self.screen, OfficeScreen):
            self.screen.say(said, "bold")

    @on(Failed)
    def _show_failure(self, failed: Failed) -> None:
        from tui.screens.notice import NoticeScreen

        self.type_ahead.forget()
        self.push_screen(NoticeScreen(self.workplace, failed.error.title, failed.error.message))

    def _fatal_error(self) -> None:
        """A crash report without local variables or messages of exceptions: both hold personal data."""
        from tui.crash import crash_report

        self.bell()
        self._exit_renderables.append(crash_report(self._exception))
        self._close_messages_no_wait()


def run(invocation: "Invocation") -> None:
    """Run the application until the operator leaves. Needs a terminal. Ends the process if it was not she who left."""
    app = OfficeApp(invocation)
    app.run(mouse=False)
    if app.return_code:
        raise SystemExit(app.return_code)
