"""Who signed what (rules, section 8), household by household: read a second time, apart from the program."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from tests.laws.oracle.days import later

COUNTED = ("households", "excluded", "required", "signed", "expired", "away", "refused", "unsigned")


@dataclass(frozen=True)
class Paper:
    """A version of a kind."""

    kind: str
    version: str
    village: str | None
    effective: date
    repealed: date | None
    months: int | None


@dataclass(frozen=True)
class Stay:
    """From a day on (``None``: always before) a household was in a state at a place."""

    since: date | None
    state: str | None
    village: str
    group: str | None
    grid: str | None


@dataclass(frozen=True)
class Signing:
    """What became of one visit; ``uid`` tells which of two on one day is the newer."""

    paper: Paper
    status: str
    day: date
    uid: str


@dataclass(frozen=True)
class Home:
    """A household's stays in any order, and its visits."""

    stays: Sequence[Stay]
    signings: Sequence[Signing] = field(default=())


def stay_on(home: Home, today: date) -> Stay | None:
    """The stay that began last, one without a day first of all."""
    begun = [stay for stay in home.stays if stay.since is None or stay.since <= today]
    if not begun:
        return None
    return sorted(begun, key=lambda stay: (stay.since is not None, stay.since or date.min))[-1]


def in_force(papers: Sequence[Paper], kind: str, village: str, today: date) -> Paper | None:
    """Of the versions that bind this village today the one that took effect last."""
    best: Paper | None = None
    for paper in papers:
        if paper.kind != kind or (paper.village and paper.village != village):
            continue
        if today < paper.effective or (paper.repealed and today >= paper.repealed):
            continue
        if best is None or _goes_before(paper, best):
            best = paper
    return best


def _goes_before(paper: Paper, other: Paper) -> bool:
    if paper.effective != other.effective:
        return paper.effective > other.effective
    if bool(paper.village) != bool(other.village):
        return bool(paper.village)
    return paper.version > other.version


def standing(home: Home, paper: Paper, today: date) -> str:
    """One word of how a household stands to the version in force."""
    past = sorted((s for s in home.signings if s.day <= today), key=lambda s: (s.day, s.uid))
    own = [signing for signing in past if signing.paper == paper]
    for signing in own:
        if signing.status == "已签" and (paper.months is None or today < later(signing.day, paper.months)):
            return "signed"
    if own:
        return {"已签": "expired", "外出未签": "away", "拒签": "refused"}[own[-1].status]
    of_kind = [signing for signing in past if signing.paper.kind == paper.kind]
    return "expired" if any(signing.status == "已签" for signing in of_kind) else "unsigned"


Matrix = dict[tuple[str, str, str | None], dict[str, int]]


def matrix(homes: Sequence[Home], papers: Sequence[Paper], today: date, by: str | None) -> Matrix:
    """The counts of every kind, version and area; the township's area is ``None``."""
    counted: Counter[tuple[tuple[str, str, str | None], str]] = Counter()
    keys = set()
    for home in homes:
        stay = stay_on(home, today)
        if stay is None:
            continue
        for kind in {paper.kind for paper in papers}:
            paper = in_force(papers, kind, stay.village, today)
            if paper is None:
                continue
            for area in {None, _area(stay, by)}:
                key = (paper.kind, paper.version, area)
                keys.add(key)
                counted[key, "households"] += 1
                if stay.state in ("空户", "注销"):
                    counted[key, "excluded"] += 1
                else:
                    counted[key, "required"] += 1
                    counted[key, standing(home, paper, today)] += 1
    return {key: {name: counted[key, name] for name in COUNTED} for key in keys}


def _area(stay: Stay, by: str | None) -> str | None:
    if by == "village":
        return stay.village
    if by == "group":
        return stay.village + (stay.group or "")
    return (stay.grid or "无网格") if by == "grid" else None
