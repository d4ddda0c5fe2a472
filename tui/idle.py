"""Locking the desk that nobody sits at. Notes keys, paints nothing, keeps one timer."""

from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic

from textual.timer import Timer

AGAIN = 15.0
"""Seconds after which it looks again whether a job that must not be locked away is done."""


class IdleLock:
    """Calls ``lock`` once ``limit`` has passed without a key.

    Two clocks are read: the wall clock goes on while the computer sleeps, the other cannot be put back. ``busy`` puts
    the lock off. ``arm`` starts a timer: ``arm(seconds, callback)``.
    """

    def __init__(
        self,
        arm: Callable[[float, Callable[[], None]], Timer],
        lock: Callable[[], None],
        busy: Callable[[], bool],
        clock: Callable[[], datetime],
        steady: Callable[[], float] = monotonic,
    ) -> None:
        self._arm = arm
        self._lock = lock
        self._busy = busy
        self._clock = clock
        self._steady = steady
        self._limit: timedelta | None = None
        self._timer: Timer | None = None
        self._last = (clock(), steady())

    def watch(self, limit: timedelta) -> None:
        """Begin to count, or count to another limit; the last key is now."""
        self.rest()
        self._limit = limit
        self._last = (self._clock(), self._steady())
        self._timer = self._arm(limit.total_seconds(), self._look)

    def rest(self) -> None:
        """Count no more: the desk is locked."""
        self._limit = None
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def touched(self) -> bool:
        """A key came. False if it came too late, after a sleep of the computer: then the desk is locked instead."""
        if self._limit is not None and self._idle() >= self._limit and not self._busy():
            self._lock_now()
            return False
        self._last = (self._clock(), self._steady())
        return True

    def _idle(self) -> timedelta:
        wall, steady = self._last
        return max(self._clock() - wall, timedelta(seconds=self._steady() - steady))

    def _look(self) -> None:
        if self._limit is None:
            return
        left = (self._limit - self._idle()).total_seconds()
        if left > 0:
            self._timer = self._arm(left, self._look)
        elif self._busy():
            self._timer = self._arm(AGAIN, self._look)
        else:
            self._lock_now()

    def _lock_now(self) -> None:
        self.rest()
        self._lock()
