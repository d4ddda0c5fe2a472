"""What may be sent when, on a slow line: small things at once, large ones when the hand rests."""

from collections.abc import Callable

from tui.pace import LONGEST, QUICK, REST, SMALL, Pace

LARGE = SMALL + 1
SLOWLY = QUICK * 2


class Timer:
    """What ``arm`` gave out."""

    def __init__(self, seconds: float, look: Callable[[], None]) -> None:
        self.seconds = seconds
        self.look = look
        self.stopped = False

    def stop(self) -> None:
        self.stopped = True


class Line:
    """A clock that a test moves, the timers that were armed, and how large a picture waits."""

    def __init__(self, *, sparing: bool = True) -> None:
        self.now = 100.0
        self.timers: list[Timer] = []
        self.sent: list[int] = []
        self.size = 0
        self.pace = Pace(self._arm, self._send, lambda: self.now)  # type: ignore[arg-type]  # a timer of the test's own
        self.pace.spare(sparing)

    def _arm(self, seconds: float, look: Callable[[], None]) -> Timer:
        self.timers.append(Timer(seconds, look))
        return self.timers[-1]

    def _send(self) -> None:
        self.paint(self.size)

    def paint(self, size: int) -> None:
        self.size = size
        if self.pace.may_send(size):
            self.sent.append(size)

    def key(self, size: int) -> None:
        """A key that changes so much of the picture."""
        self.pace.key()
        self.paint(size)

    def wait(self, seconds: float) -> None:
        """Let the time pass; what is due then goes off."""
        end = self.now + seconds
        while self.timers and not self.timers[-1].stopped and self.now + self.timers[-1].seconds <= end:
            timer = self.timers.pop()
            self.now += timer.seconds
            timer.look()
        self.now = end


def test_on_a_quick_line_nothing_waits() -> None:
    line = Line(sparing=False)
    for _ in range(20):
        line.key(LARGE)
    assert line.sent == [LARGE] * 20
    assert line.timers == []


def test_what_is_small_is_sent_at_once() -> None:
    line = Line()
    for _ in range(5):
        line.key(SMALL)
        line.wait(SLOWLY)
    assert line.sent == [SMALL] * 5


def test_what_is_large_is_sent_once_when_the_hand_rests() -> None:
    line = Line()
    for _ in range(4):
        line.key(LARGE)
        line.wait(SLOWLY)
        assert line.sent == []
    line.wait(REST)
    assert line.sent == [LARGE]
    line.wait(60)
    assert line.sent == [LARGE]
    assert line.timers == []


def test_steps_of_a_key_held_down_wait_too() -> None:
    line = Line()
    for _ in range(10):
        line.key(SMALL)
        line.wait(QUICK / 2)
    assert line.sent == [SMALL], "the first is no repetition yet"
    line.wait(REST)
    assert line.sent == [SMALL, SMALL]


def test_a_key_held_down_for_long_shows_where_she_is() -> None:
    line = Line()
    for _ in range(int(3 * LONGEST / QUICK)):
        line.key(LARGE)
        line.wait(QUICK)
    assert len(line.sent) in (2, 3)


def test_what_comes_without_a_key_is_sent_at_once() -> None:
    line = Line()
    line.key(SMALL)
    line.wait(REST)
    line.paint(LARGE)
    line.paint(LARGE)
    assert line.sent == [SMALL, LARGE, LARGE]


def test_what_waits_is_sent_when_the_line_need_not_be_spared_any_more() -> None:
    line = Line()
    line.key(LARGE)
    line.pace.spare(False)
    assert line.sent == [LARGE]
    assert line.timers[-1].stopped
