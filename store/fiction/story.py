"""Stories: what kind of life a fictional person leads. Data only; days are counted back from today."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from store.fiction.dice import Dice
from store.model.measure import COMPLETED, RECOVERY, REHABILITATION

Days = tuple[int, int]
"""A range of days, both ends included; one of them is drawn for each person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One kind of life. Exactly one of ``reported``, ``term_left``, ``served``, ``decided`` says how far it has come.

    ``reported``: days since the report. ``term_left``: days until the end of the term, negative once it is over.
    ``served``: not reported, days since the service. ``decided``: neither served nor reported, days since the decision.
    ``quiet``: days without any contact until today or the closing. ``untested``: the same for tests alone.
    ``remote``: days during which contact was by phone and video only. ``slips``: share of weeks without a visit.
    ``agreement``: days from report to agreement, ``None`` for none. ``closed``: days since the closing;
    ``discharged``: days from the end of the term to the closing. ``past``: reasons why earlier measures ended.
    ``suspended``: days since each suspension began and its length, ``None`` for an open one. ``leaves``: how the person
    was away: ``ontime``, ``late``, ``unreported`` and back; still away are ``long`` (for work), ``soon`` (due back),
    ``overdue`` and ``vanished`` (unreported). ``excused``: a reason for reporting late was accepted.
    """

    category: str = REHABILITATION
    months: int | None = 36
    reported: Days | None = None
    term_left: Days | None = None
    served: Days | None = None
    decided: Days | None = None
    agreement: Days | None = (0, 6)
    quiet: Days = (0, 0)
    untested: int = 0
    remote: int = 0
    slips: float = 0.02
    troubled: bool = False
    closed: Days | None = None
    discharged: Days | None = None
    close_reason: str | None = None
    past: tuple[str, ...] = ()
    offset: int | None = None
    taken_over: int | None = None
    confirmed: bool = False
    control_state: str = "在册"
    suspended: tuple[tuple[int, int | None], ...] = ()
    leaves: tuple[str, ...] = ()
    excused: bool = False
    awaits_transfer: bool = False

    @property
    def reported_in(self) -> bool:
        """Whether there is anything to attend to; people of no term have nothing to report for."""
        return self.months is None or (self.served is None and self.decided is None)


_MIDDLE: Days = (640, 1000)
_REHABILITATION = Story(reported=_MIDDLE)
_RECOVERY = Story(category=RECOVERY, months=24, reported=(200, 600))
_RELEASED = ("转强制隔离戒毒",)
_LOST = replace(_REHABILITATION, control_state="失联")
_LAPSING_LEAVES = {9: ("soon",), 24: ("overdue",), 38: ("overdue",), 47: ("vanished",), 200: ("overdue",)}
"""Who is away today, by the days since the last contact."""


def _steady() -> Iterator[Story]:
    yield replace(_REHABILITATION, reported=(150, 330), suspended=((100, 35),), leaves=("ontime",))
    yield replace(_REHABILITATION, reported=(380, 690), past=(COMPLETED,), suspended=((33, None),))
    yield replace(_REHABILITATION, reported=(740, 1040), troubled=True, leaves=("unreported",) * 3)
    yield replace(_RECOVERY, past=_RELEASED)
    yield replace(
        _RECOVERY, months=36, reported=(400, 1000), past=_RELEASED, troubled=True, leaves=("late", "unreported")
    )
    yield replace(_RECOVERY, months=12, reported=(60, 330), past=(COMPLETED, *_RELEASED))
    yield replace(_RECOVERY, months=18, reported=(60, 500), past=_RELEASED)
    yield replace(_RECOVERY, months=30, reported=(60, 800), slips=0.25, leaves=("ontime", "late"))
    yield replace(_REHABILITATION, reported=(200, 900), slips=0.35, suspended=((45, None),))
    yield replace(_REHABILITATION, reported=(300, 900), remote=160, control_state="外出", leaves=("long",))
    yield replace(_REHABILITATION, reported=(300, 900), offset=180, suspended=((150, 40), (90, 20)))
    yield replace(_REHABILITATION, reported=(500, 900), taken_over=200)
    yield replace(_REHABILITATION, reported=(500, 900), confirmed=True)


def _lapsing() -> Iterator[Story]:
    for days in (9, 17, 24, 38, 47, 66, 100, 130, 200, 240, 300):
        state = _LOST if days >= 130 else _REHABILITATION
        yield replace(state, reported=(760, 1000), quiet=(days, days + 3), leaves=_LAPSING_LEAVES.get(days, ()))
    # Half-yearly assessments need exact lives: two missed in a row, and three.
    yield replace(_LOST, reported=(760, 765), quiet=(420, 425))
    yield replace(_LOST, reported=(1010, 1060), quiet=(760, 780))
    yield replace(_REHABILITATION, reported=(90, 330), untested=75)
    yield replace(_RECOVERY, quiet=(75, 90), past=_RELEASED)


def _beginning() -> Iterator[Story]:
    for served, excused in (((0, 8), False), ((0, 8), True), ((19, 19), False), ((24, 28), False), ((40, 80), False)):
        yield Story(served=served, agreement=None, excused=excused)
    yield Story(category=RECOVERY, months=24, served=(2, 12), agreement=None, past=_RELEASED)
    yield Story(reported=(1, 6), agreement=None, awaits_transfer=True)
    yield Story(reported=(1, 6), excused=True)
    yield Story(reported=(25, 60), agreement=None)
    yield replace(_REHABILITATION, agreement=(9, 30))
    yield Story(decided=(20, 200), agreement=None, control_state="存疑")
    yield Story(category=RECOVERY, months=12, decided=(20, 90), agreement=None)


def _ending() -> Iterator[Story]:
    yield Story(term_left=(8, 24), slips=0.0)
    yield Story(term_left=(-4, 0))
    yield Story(term_left=(-60, -14))
    yield Story(category=RECOVERY, months=12, term_left=(8, 24), past=_RELEASED)
    yield Story(closed=(20, 200), discharged=(0, 5), close_reason=COMPLETED)
    yield Story(closed=(20, 90), discharged=(12, 30), close_reason=COMPLETED)
    yield Story(closed=(1200, 1500), discharged=(0, 5), close_reason=COMPLETED, control_state="戒断三年")


def _broken_off() -> Iterator[Story]:
    reasons = {
        "收监终止": "服刑",
        "转强制隔离戒毒": "强戒",
        "变更执行地": "外出",
        "死亡": "死亡",
        "出国": "出国",
        "其他": "在册",
    }
    for reason, state in reasons.items():
        yield replace(_REHABILITATION, quiet=(30, 60), closed=(10, 60), close_reason=reason, control_state=state)
    yield Story(reported=(200, 300), agreement=None, closed=(90, 150), close_reason="死亡", control_state="死亡")
    yield Story(served=(100, 200), agreement=None, closed=(20, 60), close_reason="变更执行地", control_state="外出")
    yield Story(decided=(150, 300), agreement=None, closed=(10, 60), close_reason="其他")


def _without_term() -> Iterator[Story]:
    for category in ("药物维持治疗", "自愿戒毒", "社会面管理", "社会面管理"):
        yield Story(category=category, months=None, decided=(100, 900), agreement=None, slips=0.8)


STORIES: tuple[Story, ...] = (
    *_steady(),
    *_lapsing(),
    *_beginning(),
    *_ending(),
    *_broken_off(),
    *_without_term(),
)
"""Told once each before any is told twice, so that sixty people show every state there is."""

_USUAL = (*_steady(), *_steady(), *_steady(), *STORIES)


def stories(people: int, seed: int) -> list[Story]:
    """One story for each person, spread over the township."""
    dice = Dice(seed, "stories")
    told = dice.shuffled(STORIES)[:people]
    return dice.shuffled(told + [dice.pick(_USUAL) for _ in range(people - len(told))])


def full_stories(people: int, seed: int, days: int) -> list[Story]:
    """Only people who reported about ``days`` ago and are visited every week: what the largest office would hold.

    Every fifth was once away or had the measure suspended, as an office of that size has them.
    """
    dice = Dice(seed, "full stories")
    longest = Story(reported=(days - 60, days - 20), slips=0.0)
    told = [replace(longest, quiet=(0, 60)) if dice.chance(0.1) else longest for _ in range(people)]
    return [_interrupted(story, number) if number % 5 == 4 else story for number, story in enumerate(told)]


def _interrupted(story: Story, number: int) -> Story:
    ways: tuple[dict[str, Any], ...] = (
        {"suspended": ((400, 35),)},
        {"leaves": ("ontime", "late")},
        {"leaves": ("unreported", "long")},
    )
    return replace(story, **ways[number // 5 % len(ways)])
