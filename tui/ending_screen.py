"""How a screen ends: once, and never in the place of another.

Over a slow line keys come in bursts, and a job may end while help or a question lies over the screen that began it.
Textual's ``dismiss`` takes away whatever is on top, and fails when it is called twice.
"""

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import Screen

from tui.frame import FrameCompositor

T = TypeVar("T")


class EndingScreen(Screen[T]):
    """A screen that waits with its end until nothing lies over it, and ends only once."""

    def __init__(self) -> None:
        super().__init__()
        self._compositor = FrameCompositor()
        self._has_ended = False
        self._ends_with: tuple[T | None] | None = None

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """End with ``result``: now, or as soon as nothing lies over this screen any more."""
        if self._has_ended:
            return AwaitComplete()
        if self.app.screen is not self:
            self._ends_with = (result,)
            return AwaitComplete()
        self._has_ended = True
        return super().dismiss(result)

    @property
    def is_gone(self) -> bool:
        """Whether this screen, or the whole application, has been left. Its widgets may be there no more."""
        app = self.app
        return app._exit or not app._running or (self not in app.screen_stack and not app.is_screen_installed(self))

    def on_screen_suspend(self) -> None:
        # A desk is installed: it comes back after it has ended, and may end again.
        self._has_ended = self._has_ended and not self.app.is_screen_installed(self)

    def end_if_due(self) -> bool:
        """End now if that was asked for while something lay over this screen. Whether it ends."""
        ending, self._ends_with = self._ends_with, None
        if ending is not None:
            self.dismiss(ending[0])
        return ending is not None
