"""A hand that types at random, and a model that counts what was really saved."""

import asyncio
import re
import shutil
import unicodedata
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any, ClassVar

from textual.dom import DOMNode
from textual.pilot import Pilot

import tui
from store.desk.domain_rules import DOMAIN_RULES
from store.errors import WrongPassphraseError
from store.model.assignment import ROLES
from store.model.inquiry import INQUIRY_KINDS
from store.model.notice import MATTERS
from store.model.volunteer_event import VOLUNTEER_EVENT_KINDS
from store.vault.cipher import Connection
from store.vault.vault import LEDGER
from store.vault.verify import Fault, verify
from tests.tui.office import NOW, PASSPHRASE, TODAY, invocation, reopened
from tests.tui.screen_text import SIZE, screen_text
from tests.tui.strokes import SLASH, Stroke, bursts, drawn, key_event
from tests.tui.ways import TYPED, Way
from tui.actions import ACTIONS
from tui.app import OfficeApp
from tui.screens.clock import ClockScreen
from tui.screens.demo import DemoScreen
from tui.screens.notice import NoticeScreen
from tui.screens.question import QuestionScreen
from tui.screens.today import TodayScreen
from tui.screens.unlock import UnlockScreen
from tui.widgets.path_entry import PathEntry
from tui.widgets.text_entry import TextEntry

STROKES = 50
_PHONE = "13800000021"
_HOME_STEPS = 80
_PATIENCE = 60.0
_IDLE_TURNS = 3
_LOOKED_AT = 4
# Reading the screen costs as much as drawing it; a notice is always read.
# What the program says when something was saved, and the unit of work that must stand behind it.
_SAID = (
    (re.compile(r"已保存: 补录 \d+ 条 检测|已保存: .* 检测 "), "test"),
    (re.compile(r"已保存: 队伍 "), "team"),
    (re.compile(r"已保存: 活动 "), "activity"),
    (re.compile(rf"已保存: .* ({'|'.join(VOLUNTEER_EVENT_KINDS)})$"), "volunteer_event"),
    (re.compile(r"已保存: .* 评估"), "assessment"),
    (re.compile(r"已保存: .* 中止$"), "suspension"),
    (re.compile(r"已保存: .* 请假外出$"), "leave"),
    (re.compile(r"已保存: .* 帮扶 "), "support"),
    (re.compile(rf"已保存: .* ({'|'.join(INQUIRY_KINDS)})(立项$| 已结。)"), "inquiry"),
    (re.compile(rf"已保存: \S+ ({'|'.join(ROLES)}) "), "assignment"),
    (re.compile(rf"已保存: .* ({'|'.join(MATTERS)})$"), "notice"),
    (re.compile(r"已移交: "), "handover"),
    (re.compile(r"已保存: \S+ \S+ \S+ 服务 "), "service"),
    (re.compile(r"已保存: 志愿者 "), "volunteer"),
    (re.compile(r"已保存: 户 "), "household"),
    (re.compile(r"已保存: 文书 "), "document"),
    (re.compile(r"已保存: 责任书 "), "letter"),
    (re.compile(r"已保存: .* (戒断示范户|禁毒积极家庭) (推荐|评上|未评上)$"), "award"),
    (re.compile(r"已保存: 区划 |已并入: |已分出: "), "area"),
    (re.compile(r"已保存: \S+ \S+ \S+ (已签|外出未签|拒签)$"), "signature"),
    (re.compile(r"已保存: "), "visit"),
    (re.compile(r"已记下: "), "sign"),
    (re.compile(r"已说明 "), "explain"),
    (re.compile(r"已登记: "), "register"),
    (re.compile(r"已作废: "), "void"),
    (re.compile(r"已导入 "), "import"),
    (re.compile(r"已导出 "), "export"),
    (re.compile(r"已增加操作员"), "settings"),
)
Units = tuple[tuple[int, str, bytes], ...]


class WatchedApp(OfficeApp, inherit_bindings=True):
    """The application itself, noting which actions it carries out and what it says was done."""

    CSS_PATH: ClassVar = [Path(tui.__path__[0]) / str(path) for path in OfficeApp.CSS_PATH]

    def __init__(self, folder: Path, reached: Counter[str]) -> None:
        super().__init__(invocation(folder), clock=lambda: NOW)
        self.reached = reached
        self.watched = False
        """Whether what is carried out counts: not on the way to a screen."""
        self.said: list[str] = []

    async def _dispatch_action(self, namespace: DOMNode, action_name: str, params: Any) -> bool:
        done = await super()._dispatch_action(namespace, action_name, params)
        if done and self.watched and action_name in ACTIONS:
            self.reached[action_name] += 1
        return done

    def _done(self, said: str | None) -> None:
        self.said += [said] if said else []
        super()._done(said)

    def _say(self, said: str | None) -> None:
        self.said += [said] if said else []
        super()._say(said)


@dataclass
class Score:
    """What was done and seen."""

    reached: Counter[str] = field(default_factory=Counter)
    sequences: Counter[str] = field(default_factory=Counter)
    strokes: int = 0
    saved: int = 0
    sentences: int = 0
    starts: int = 0
    seconds: float = 0.0

    def add(self, other: "Score") -> None:
        self.reached += other.reached
        self.sequences += other.sequences
        self.strokes += other.strokes
        self.saved += other.saved
        self.sentences += other.sentences
        self.starts += other.starts
        self.seconds += other.seconds


@dataclass(frozen=True, slots=True)
class Turn:
    """One sequence: where it begins and what it is drawn from. ``before`` is typed first, as a part of it."""

    way: Way
    seed: str
    before: tuple[str, ...] = ()
    length: int = STROKES

    def strokes(self) -> list[Stroke]:
        first = sum(len(_keys(step)) for step in self.before)
        return list(drawn(Random(self.seed), max(0, self.length - first)))


def _keys(step: str) -> Sequence[str]:
    return step[len(TYPED) :] if step.startswith(TYPED) else step.split()


def units_of(connection: Connection) -> Units:
    """Every unit of work with its place in the chain."""
    return tuple(connection.execute("SELECT number, action, head FROM unit ORDER BY number"))


class Model:
    """What was saved so far, as the journal had it. It may only grow, and by no less than was said."""

    def __init__(self, units: Units) -> None:
        self.units = units
        self._heard = 0

    def compare(self, units: Units, said: list[str]) -> None:
        assert units[: len(self.units)] == self.units, "what was saved is there no more"
        news = Counter(action for _, action, _ in units[len(self.units) :])
        told = Counter(action for sentence in said[self._heard :] for action in _actions_of(sentence))
        assert told <= news, f"said {told}, saved {news}"
        self.units, self._heard = units, len(said)


def _actions_of(sentence: str) -> list[str]:
    return next(([action] for pattern, action in _SAID if pattern.match(sentence)), [])


class Hand:
    """Types at one running application."""

    def __init__(self, app: WatchedApp, pilot: Pilot[None]) -> None:
        self._app = app
        self._pilot = pilot
        self._settled = 0

    @property
    def left(self) -> bool:
        return self._app._exit or self._app._exception is not None

    async def settle(self) -> None:
        """Until every job has ended and every message been taken. Far cheaper than a pilot's pause for every key."""
        until = monotonic() + _PATIENCE
        while not self.left:
            assert monotonic() < until, "the program never comes to rest"
            await _nothing_to_run()
            await self._pilot._wait_for_screen()
            await _nothing_to_run()
            if not self._is_busy:
                break
            await asyncio.sleep(0.001)
        self._settled += 1
        if not self.left and (self._settled % _LOOKED_AT == 0 or isinstance(self._app.screen, NoticeScreen)):
            self._look()

    @property
    def _is_busy(self) -> bool:
        # The demo is typed at while it is being made; it takes seconds.
        jobs = any(not worker.is_finished for worker in self._app.workers)
        return (jobs and not isinstance(self._app.screen, DemoScreen)) or self._app.type_ahead.is_busy

    def _look(self) -> None:
        shown = screen_text(self._app)
        bad = [character for character in shown if character != "\n" and unicodedata.category(character) in _UNSEEN]
        assert not bad, f"control characters on the screen: {bad}"
        if isinstance(self._app.screen, NoticeScreen):
            assert _PHONE not in re.sub(r"找不到「.*?」", "", shown, flags=re.DOTALL), "a number in full in a notice"

    def send(self, stroke: Stroke) -> None:
        app = self._app
        if stroke.size and app._driver:
            app._driver._size = stroke.size
        event = stroke.event()
        event.set_sender(app)
        app.post_message(event)

    async def type(self, *steps: str) -> None:
        for step in steps:
            for key in _keys(step):
                self._app.post_message(key_event(key).set_sender(self._app))
            await self.settle()

    async def carry_out(self, turn: Turn) -> int:
        """Send its strokes burst by burst; how many were sent before the program was left."""
        strokes, self._app.watched = turn.strokes(), True
        await self.type(*turn.before)
        sent = turn.length - len(strokes)
        for burst in bursts(strokes, Random(turn.seed)):
            if self.left:
                break
            for stroke in burst:
                # A path that begins at the root would lead out of the test's folder.
                self.send(Stroke("f3") if stroke.key == SLASH and self._at_a_path else stroke)
            sent += len(burst)
            await self.settle()
        self._app.watched = False
        return sent

    @property
    def _at_a_path(self) -> bool:
        focused = self._app.screen.focused
        return isinstance(focused, PathEntry) or (focused is not None and focused.id == "backup_folder")

    async def reach(self, way: Way) -> bool:
        """Go there; whether the screen was reached."""
        if way.founded:
            await self.type("home")
        await self.type(*way.steps)
        if way.brought is not None and not self.left:
            await self._app.push_screen(way.brought(self._app))
        return not self.left and type(self._app.screen) is way.screen

    async def unlock(self) -> None:
        self._app.screen.query_one("#passphrase", TextEntry).value = PASSPHRASE
        await self.type("enter")

    async def go_home(self) -> None:
        """Back to 今日. Esc leads there from everywhere; what stands in its way is a question or the lock."""
        self.send(Stroke(size=SIZE))
        await self.settle()
        for _ in range(_HOME_STEPS):
            screen = self._app.screen
            if self.left:
                return
            if isinstance(screen, TodayScreen):
                await self.type("enter") if screen.focused is not screen._list else None
                return
            if isinstance(screen, UnlockScreen):
                await self.unlock()
            elif isinstance(screen, ClockScreen):
                # Esc can only lock here: the way on is to say which day it is.
                screen.query_one("#today", TextEntry).value = TODAY.isoformat()
                await self.type("f2")
            elif isinstance(screen, QuestionScreen):
                await self.type("f2" if self._asks_to_leave else "escape")
            else:
                await self.type("escape")
        raise AssertionError(f"Esc does not lead home from {self._app.screen_stack}")

    @property
    def _asks_to_leave(self) -> bool:
        below, screen = self._app.screen_stack[-2], self._app.screen
        asked = isinstance(screen, QuestionScreen) and re.search("离开|丢掉", screen.question)
        return bool(asked) and not isinstance(below, TodayScreen | UnlockScreen)


async def _nothing_to_run() -> None:
    """Until the loop has nothing left that could run at once: a key goes from queue to queue up to the application."""
    ready, idle = asyncio.get_running_loop()._ready, 0  # type: ignore[attr-defined]
    while idle < _IDLE_TURNS:
        await asyncio.sleep(0)
        idle = 0 if ready else idle + 1


_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")


async def play(turns: Sequence[Turn], made_vault: Path, place: Path) -> Score:
    """Carry out every turn, on as few starts of the program as can be; ``place`` is the folder it works in."""
    score, began, waiting = Score(), monotonic(), deque(turns)
    while waiting:
        score.starts += 1
        folder = place / f"vault-{score.starts}"
        if waiting[0].way.founded:
            shutil.copytree(made_vault, folder)
            await _founded_sitting(waiting, folder, score)
        else:
            await _first_start(waiting.popleft(), folder, score)
        shutil.rmtree(folder, ignore_errors=True)
    score.seconds = monotonic() - began
    return score


async def _founded_sitting(waiting: deque[Turn], folder: Path, score: Score) -> None:
    app = WatchedApp(folder, score.reached)
    done: list[Turn] = []
    with reopened(folder) as vault:
        model = Model(units_of(vault.connection))
    before = len(model.units)
    try:
        async with app.run_test(size=SIZE) as pilot:
            hand = Hand(app, pilot)
            await hand.settle()
            await hand.unlock()
            while waiting and waiting[0].way.founded and not hand.left:
                turn = waiting[0]
                if not await hand.reach(turn.way):
                    assert done, f"{turn.way.screen.__name__} is not reached by its way; it leads to {app.screen}"
                    break
                waiting.popleft()
                done.append(turn)
                await _sequence(hand, turn, score)
                await hand.go_home()
                if not hand.left:
                    model.compare(await app.session.read(units_of), app.said)
        with reopened(folder) as vault:
            model.compare(units_of(vault.connection), app.said)
            _verified(verify(vault.connection, DOMAIN_RULES))
    except BaseException as error:
        error.add_note(f"in this sitting: {[turn.seed for turn in done]}")
        raise
    score.saved += len(model.units) - before
    score.sentences += len(app.said)


async def _first_start(turn: Turn, folder: Path, score: Score) -> None:
    app = WatchedApp(folder, score.reached)
    try:
        async with app.run_test(size=SIZE) as pilot:
            hand = Hand(app, pilot)
            await hand.settle()
            assert await hand.reach(turn.way), f"{turn.way.screen.__name__} is not reached; at {app.screen}"
            await _sequence(hand, turn, score)
            if app.session.is_open and not hand.left:
                _verified(await app.session.read(lambda connection: verify(connection, DOMAIN_RULES)))
        if (folder / LEDGER).exists():
            with reopened(folder) as vault:
                _verified(verify(vault.connection, DOMAIN_RULES))
    except WrongPassphraseError:
        # Founded under a passphrase drawn by chance; it was verified while it was open.
        pass
    except BaseException as error:
        error.add_note(f"in this sitting: {turn.seed}")
        raise


async def _sequence(hand: Hand, turn: Turn, score: Score) -> None:
    score.strokes += await hand.carry_out(turn)
    score.sequences[turn.way.screen.__name__] += 1


def _verified(faults: list[Fault]) -> None:
    assert not faults, faults
