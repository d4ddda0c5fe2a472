"""A desk that nobody sits at locks itself; one that somebody sits at does not."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from store.desk.settings import save_settings
from tests.tui.office import ACT, NOW, application, reopened
from tests.tui.screen_text import SIZE, press, screen_text, settled, unlock, write
from tui.idle import AGAIN, IdleLock
from tui.screens.unlock import UnlockScreen
from tui.screens.visit_form import VisitForm

LIMIT = timedelta(minutes=5)


class Timer:
    """What ``arm`` gave out: when it would go off."""

    def __init__(self, seconds: float, look: Callable[[], None]) -> None:
        self.seconds = seconds
        self.look = look
        self.stopped = False

    def stop(self) -> None:
        self.stopped = True


class Desk:
    """Two clocks that a test moves, and every timer that was armed."""

    def __init__(self) -> None:
        self.wall = NOW
        self.steady = 0.0
        self.busy = False
        self.locked = 0
        self.timers: list[Timer] = []
        self.idle = IdleLock(self._arm, self._lock, lambda: self.busy, lambda: self.wall, lambda: self.steady)  # type: ignore[arg-type]

    def _arm(self, seconds: float, look: Callable[[], None]) -> Timer:
        self.timers.append(Timer(seconds, look))
        return self.timers[-1]

    def _lock(self) -> None:
        self.locked += 1

    def wait(self, time: timedelta, *, asleep: bool = False, wall: bool = True) -> None:
        self.wall += time if wall else timedelta()
        self.steady += 0 if asleep else time.total_seconds()

    def go_off(self) -> None:
        self.timers[-1].look()


def watched() -> Desk:
    desk = Desk()
    desk.idle.watch(LIMIT)
    return desk


def test_it_locks_after_the_limit_without_a_key() -> None:
    desk = watched()
    assert desk.timers[-1].seconds == 300
    desk.wait(LIMIT)
    desk.go_off()
    assert desk.locked == 1


def test_keys_cost_no_timer_and_put_the_lock_off() -> None:
    desk = watched()
    for _ in range(100):
        desk.wait(timedelta(seconds=2.5))
        assert desk.idle.touched()
    assert len(desk.timers) == 1
    desk.wait(timedelta(seconds=50))
    desk.go_off()
    assert desk.locked == 0
    assert desk.timers[-1].seconds == 250
    desk.wait(timedelta(seconds=250))
    desk.go_off()
    assert desk.locked == 1


def test_a_job_that_runs_is_not_locked_away() -> None:
    desk = watched()
    desk.busy = True
    desk.wait(LIMIT * 3)
    desk.go_off()
    assert desk.locked == 0
    assert desk.timers[-1].seconds == AGAIN
    assert desk.idle.touched(), "somebody is there after all"
    desk.busy = False
    desk.go_off()
    assert desk.locked == 0


def test_the_first_key_after_a_sleep_of_the_computer_locks_instead() -> None:
    desk = watched()
    desk.wait(timedelta(hours=8), asleep=True)
    assert not desk.idle.touched()
    assert desk.locked == 1
    assert desk.idle.touched(), "locked: keys are the unlock screen's"


def test_a_clock_that_is_put_back_keeps_nothing_open() -> None:
    desk = watched()
    desk.wait(LIMIT)
    desk.wall -= timedelta(days=3650)
    desk.go_off()
    assert desk.locked == 1


def test_at_rest_nothing_locks() -> None:
    desk = watched()
    desk.idle.rest()
    assert desk.timers[-1].stopped
    desk.wait(LIMIT * 2)
    desk.go_off()
    assert desk.locked == 0
    desk.idle.watch(LIMIT)
    assert desk.timers[-1].seconds == 300, "the time while it was locked does not count"


class Hours:
    """A wall clock that a test moves."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


async def test_a_half_written_form_survives_the_idle_lock(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        hours = Hours()
        app._idle._clock = hours
        await unlock(pilot)
        await press(pilot, "down", "f5", "enter", "enter", "enter", "enter")
        await write(pilot, "家中")
        hours.now += timedelta(minutes=4)
        await press(pilot, "x")
        assert isinstance(app.screen, VisitForm)
        hours.now += timedelta(minutes=6)
        await press(pilot, "y")
        assert isinstance(app.screen, UnlockScreen)
        assert not app.session.is_open
        assert "家中" not in screen_text(app)
        await unlock(pilot)
        assert isinstance(app.screen, VisitForm)
        assert "家中x" in screen_text(app)
        assert "家中xy" not in screen_text(app), "the key that came too late wrote nothing"


async def test_the_limit_is_the_office_s_own(vault_folder: Path) -> None:
    with reopened(vault_folder) as vault:
        assert save_settings(vault.connection, ACT, {"lock_minutes": "17"}) == ()
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        assert app._idle._limit == timedelta(minutes=17)
        await press(pilot, "f12")
        await settled(pilot)
        assert app._idle._limit is None
