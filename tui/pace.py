"""Sparing a slow line: what is large waits until the hand rests, so that a page nobody stops at is never sent."""

from collections.abc import Callable
from time import monotonic

from textual.timer import Timer

SMALL = 200
"""Bytes that never wait while keys are pressed one by one: a step of the cursor."""
REST = 0.3
"""Seconds without a key after which the hand rests."""
QUICK = 0.1
"""Seconds between two keys of a key held down, at most: then steps wait too."""
LONGEST = 1.2
"""Seconds that a picture waits at most, however long a key is held down."""


class Pace:
    """Says whether a picture may be sent now; when the time of one that may not has come, ``send`` asks again.

    ``arm`` starts a timer: ``arm(seconds, callback)``. Off unless ``spare`` was told so.
    """

    def __init__(
        self,
        arm: Callable[[float, Callable[[], None]], Timer],
        send: Callable[[], None],
        steady: Callable[[], float] = monotonic,
    ) -> None:
        self._arm = arm
        self._send = send
        self._steady = steady
        self._sparing = False
        self._last_key = float("-inf")
        self._held_down = False
        self._waiting_since: float | None = None
        self._timer: Timer | None = None

    def spare(self, sparing: bool) -> None:
        """Begin or end to spare the line; what waits is sent now."""
        self._sparing = sparing
        if self._waiting_since is not None:
            self._rest()
            self._send()

    def key(self) -> None:
        """A key came."""
        now = self._steady()
        self._held_down = now - self._last_key <= QUICK
        self._last_key = now

    def may_send(self, size: int) -> bool:
        """Whether a picture of ``size`` bytes may be sent now. It holds all that waited: pictures are differences."""
        now = self._steady()
        small = size <= SMALL and not self._held_down
        if not self._sparing or small or self._left(now) <= 0:
            self._rest()
            return True
        if self._waiting_since is None:
            self._waiting_since = now
            self._timer = self._arm(self._left(now), self._look)
        return False

    def _left(self, now: float) -> float:
        """Seconds until the hand has rested, or the picture has waited long enough."""
        since = now if self._waiting_since is None else self._waiting_since
        return min(self._last_key + REST, since + LONGEST) - now

    def _look(self) -> None:
        left = self._left(self._steady())
        if left > 0:
            self._timer = self._arm(left, self._look)
        else:
            self._send()

    def _rest(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._waiting_since = None
