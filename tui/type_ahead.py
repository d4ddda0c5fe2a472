"""Keys that come faster than the program answers: each is handed on when what the one before it began is done.

Textual hands a key to the widget that has the focus at that moment. In a burst over a slow line the letters behind F5
would be typed at the screen that F5 is about to leave.
"""

import asyncio
from collections import deque
from collections.abc import Callable

from textual.app import App
from textual.events import Key, Paste

STEP = "step"
"""The name of short jobs that keys wait for: those that lead to another screen, or to the end of this one."""
READING = "reading"
"""The name of readings that keys wait for, but Esc does not: without what is read a key would do something else."""
_QUIET_TURNS = 4
# A message that was taken from one queue is in none until it is passed on, a turn or two of the loop later.
_EAGER_TURNS = 200
_NAP = 0.002
# What takes longer waits for the disk: looking for its end at every turn would keep the processor busy for nothing.
_SILENCE = 0.5
"""Seconds after which she is told that a key has to wait."""
_PATIENCE = 5.0
# A key that is late is better than one that is lost.


class TypeAhead:
    """Takes every key as it comes, and gives ``hand_on`` one after the other."""

    def __init__(
        self, app: App[None], hand_on: Callable[[Key | Paste], object], tell: Callable[[bool], object]
    ) -> None:
        self._app = app
        self._hand_on = hand_on
        self._tell = tell
        self._waiting: deque[Key | Paste] = deque()
        self._watch: asyncio.Task[None] | None = None
        self._only_reads = False

    @property
    def is_busy(self) -> bool:
        """Whether a key is waiting, or the last one has not had its effect yet."""
        return self._watch is not None

    def take(self, event: Key | Paste) -> bool:
        """Whether the key may be handed on at once. If not, it is kept until it may be."""
        if self._only_reads and not self._waiting and isinstance(event, Key) and event.key == "escape":
            return True
        if self._watch is not None:
            self._waiting.append(event)
            return False
        self._watch = asyncio.create_task(self._watch_over(), name="type-ahead")
        return True

    def forget(self) -> None:
        """Drop the keys that wait: something is said or asked that she has not seen yet."""
        self._waiting.clear()

    async def drained(self) -> None:
        """Until every key that was typed has had its effect."""
        while self._watch is not None:
            await asyncio.wait((self._watch,))

    async def _watch_over(self) -> None:
        try:
            await self._rest()
            while self._waiting:
                self._hand_on(self._waiting.popleft())
                await self._rest()
        finally:
            self._watch = None

    async def _rest(self) -> None:
        loop, quiet, turns, told = asyncio.get_running_loop(), 0, 0, False
        began = loop.time()
        while quiet < _QUIET_TURNS and loop.time() - began < _PATIENCE:
            awaited = {worker.name for worker in self._app.workers if not worker.is_finished} & {STEP, READING}
            has_messages = self._has_messages()
            self._only_reads = awaited == {READING} and not has_messages
            turns += 1
            await asyncio.sleep(_NAP if awaited or turns > _EAGER_TURNS else 0)
            quiet = 0 if awaited or has_messages else quiet + 1
            if awaited and self._waiting and not told and loop.time() - began > _SILENCE:
                told = True
                self._tell(True)
        self._only_reads = False
        if told:
            self._tell(False)

    def _has_messages(self) -> bool:
        stack = self._app.screen_stack
        if not stack:
            return False
        pumps = (self._app, stack[-1], *stack[-1].walk_children())
        return not stack[-1].is_mounted or any(pump.message_queue_size for pump in pumps)
