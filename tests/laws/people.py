"""Random people for the laws: several measures, whatever can be recorded of each, and a day to look from.

The facts hang together as the office's do (nothing ends before it began), and lie before, on and after the day of
looking. Edges are drawn far more often than a calendar would bring them: month ends, 29 February, the day itself.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from hypothesis import Phase, settings
from hypothesis import strategies as st

from tests.laws.oracle.days import DAY, Holidays, later
from tests.laws.oracle.facts import (
    Assessment,
    Leave,
    Measure,
    Notice,
    Person,
    Sample,
    Suspension,
    Visit,
    begun_on,
    known_on,
    owner,
)
from tests.laws.oracle.policy import MEETING, OTHERS, TESTS, TIERED, YUESONG, Policies, Policy

EDGES = (
    date(2024, 1, 31),
    date(2024, 2, 29),
    date(2023, 2, 28),
    date(2023, 12, 31),
    date(2024, 1, 1),
    date(2023, 10, 31),
    date(2024, 4, 15),
    date(2024, 4, 16),
    date(2023, 5, 29),
)
MATTERS = (
    "正当理由认定", "无正当理由认定", "擅自离开认定", "报告公安", "告诫书", "转出", "解除通知书", "终止",
    "释放", "中止核实", "漏项说明", "封存", "暂不封存", "其他",
)  # fmt: skip
REASONS = ("期满解除", "收监终止", "转强制隔离戒毒", "变更执行地", "死亡", "出国", "其他")
SILENT: Policy = tuple(one for one in YUESONG if one.rule not in ("meeting", "test"))
SPARSE: Policy = (
    *(replace(one, layout="1x6m", levels=(2, 3, 4)) for one in TESTS),
    replace(MEETING, layout="half_year", levels=(1, 1, 2)),
    *(replace(one, layout={"talk": "year", "report": "month"}.get(one.rule, one.layout)) for one in OTHERS),
)
STRICTER: Policy = tuple(
    replace(one, layout="1x1m" if one.rule in ("test", "assessment") else "week", categories=("社区戒毒",))
    for one in YUESONG
)
POLICIES = (YUESONG, TIERED, SILENT, SPARSE, STRICTER)


def person(rng: random.Random, first: date, name: str = "甲", village: str = "岳宋村") -> tuple[Person, date]:
    """Somebody whose first decision was served on ``first``, and the day from which the facts are looked at."""
    measures: list[Measure] = []
    day = first
    for number in range(rng.choice((1, 1, 1, 2, 3))):
        measures.append(_measure(rng, day, keeps_open=number == 0 or rng.random() < 0.5))
        closed_on = measures[-1].closed_on
        if closed_on is None:
            break
        day = closed_on + timedelta(rng.choice((0, 1, 40, 400, 1300)))
    last = measures[-1]
    anchors = [one for measure in measures for one in _days_of(measure)] or [first]
    today = rng.choice(anchors) + timedelta(rng.choice((0, 0, 1, 3, 10, 15, 16, 40, 200, 500, 1100, 1140)))
    if last.closed_on and rng.random() < 0.4:
        today = later(last.closed_on, 36) + timedelta(rng.randint(-5, 40))
    near = _Near(rng, measures, today)
    leaves = _leaves(near)
    tests = sorted(
        (one for one in (_sample(near) for _ in range(rng.choice((0, 3, 8, 12)))) if _may_be_recorded(one, measures)),
        key=lambda one: one.day,
    )
    found = Person(
        measures=tuple(measures),
        in_use_from=rng.choice((date(2015, 1, 1),) * 4 + (near.start(400), near.today(60))),
        suspensions=_suspensions(near),
        leaves=leaves,
        visits=tuple(sorted((_visit(near) for _ in range(rng.choice((3, 12, 40, 80)))), key=lambda one: one.day)),
        tests=tuple(tests),
        assessments=tuple(sorted((_assessment(near) for _ in range(rng.randrange(4))), key=lambda one: one.day)),
        notices=_notices(near, tests, leaves),
        name=name,
        village=village,
        control_state=rng.choice((None, "在册", "在册", "外出", "死亡")),
    )
    return found, today


class _Near:
    """Days near what matters in a life: its beginnings, its ends, the day of looking."""

    def __init__(self, rng: random.Random, measures: list[Measure], today: date) -> None:
        self.rng, self.measures, self._today = rng, measures, today

    def start(self, days: int) -> date:
        begun = begun_on(self.rng.choice(self.measures))
        return (begun if begun > date.min else self._today) + timedelta(self.rng.randint(-5, days))

    def today(self, days: int) -> date:
        return self._today + timedelta(self.rng.choice((0, self.rng.randint(-days, days // 6))))

    def any(self, days: int) -> date:
        return self.rng.choice((self.start, self.today))(days)


def _days_of(measure: Measure) -> list[date]:
    return [one for one in (measure.served_on, measure.reported_on, measure.closed_on, measure.taken_over_on) if one]


def _measure(rng: random.Random, served_on: date, *, keeps_open: bool) -> Measure:
    category = rng.choice(("社区戒毒",) * 4 + ("社区康复",) * 3 + ("药物维持治疗", "自愿戒毒", "社会面管理"))
    months = {"社区戒毒": rng.choice((36, None)), "社区康复": rng.choice((6, 12, 18, 24, 30, 36, None))}.get(category)
    reported_on = rng.choice((served_on, *(served_on + timedelta(rng.randrange(25)) for _ in range(4)), None))
    agreement_on = reported_on + timedelta(rng.randrange(12)) if reported_on and rng.random() < 0.7 else None
    begun = reported_on or served_on
    paper_end = later(begun, months or 36)
    closed_on = rng.choice(
        (None,) * (6 if keeps_open else 1)
        + (begun, begun + timedelta(rng.randrange(1100)), paper_end + timedelta(rng.randint(-20, 20)))
    )
    if reported_on and closed_on:
        closed_on = max(closed_on, reported_on)
    return Measure(
        category=category,
        served_on=served_on if reported_on is None or rng.random() < 0.9 else None,
        reported_on=reported_on,
        agreement_on=agreement_on,
        months=months,
        offset=rng.choice((0, 0, 0, 0, rng.randrange(400), rng.randrange(1096))),
        taken_over_on=rng.choice((None,) * 7 + (begun + timedelta(rng.randrange(400)),)),
        confirmed_end=rng.choice((None,) * 5 + (paper_end + timedelta(rng.randint(-90, 90)),)),
        closed_on=closed_on,
        close_reason=rng.choice((*REASONS[:1] * 5, *REASONS)) if closed_on else None,
    )


def _suspensions(near: _Near) -> tuple[Suspension, ...]:
    """Apart, touching, overlapping, one inside the other, open."""
    rng = near.rng
    found: list[Suspension] = []
    for _ in range(rng.choice((0, 0, 0, 1, 2, 3))):
        begun = rng.choice((near.any(700), near.today(70)))
        if found and rng.random() < 0.5:
            begun = rng.choice((found[-1].begun + 2 * DAY, found[-1].resumed or found[-1].begun))
        resumed = begun + timedelta(rng.choice((0, 1, 10, 30, 31, 45, 200)))
        found.append(Suspension(begun, rng.choice((None, resumed, resumed, resumed))))
    return tuple(sorted(found, key=lambda one: one.begun))


def _leaves(near: _Near) -> tuple[Leave, ...]:
    """Reported or not, hours or months, back in time, late or never; no two begin on one day."""
    rng = near.rng
    found: dict[date, Leave] = {}
    for _ in range(rng.choice((0, 0, 1, 2, 3, 6))):
        left = near.any(300)
        due_back = left + timedelta(rng.choice((0, 2, 3, 4, 8, 20, 31, 120, 300)))
        returned = max(left, due_back + timedelta(rng.choice((-4, -1, 0, 1, 2, 3, 10, 26, 33))))
        found[left] = Leave(
            left, due_back, rng.choice((None, returned, returned)), rng.choice(("是", "是", "否", None))
        )
    return tuple(found[left] for left in sorted(found))


def _visit(near: _Near) -> Visit:
    rng = near.rng
    ticks = tuple(one for one in ("见面", "谈话", "走访", "汇报") if rng.random() < 0.5) or ("见面",)
    mode = rng.choice(("见面", "见面", "电话", "视频"))
    return Visit(near.any(rng.choice((30, 120, 400))), mode, ticks, rng.choice(("已见到", "已见到", "未见到")))


def _sample(near: _Near) -> Sample:
    rng = near.rng
    day = near.any(500)
    result = rng.choice(("阴性", "阴性", "阳性", "阳性", "无效", "拒检", "逃避", "未到"))
    finding = rng.choice((None, "初筛", "确认", "确认", "排除")) if result == "阳性" else None
    finding_on = day + timedelta(rng.choice((0, 1, 3, 4, 30))) if finding and rng.random() < 0.7 else None
    return Sample(day, rng.choice(("定期", "定期", "随机", "异地")), result, finding, finding_on)


def _may_be_recorded(sample: Sample, measures: list[Measure]) -> bool:
    """Nobody refuses a test after the closing; a positive of later days restarts the clean years."""
    return sample.result in ("阴性", "阳性") or not _is_closed(measures, sample.day)


def _is_undecided(measures: list[Measure], notice: Notice) -> bool:
    """What the rules leave open, so that no law asks for it: a reason refused to somebody who has reported since."""
    one = _owner(measures, notice.day)
    reported_on = one.reported_on if one is not None and notice.matter == "无正当理由认定" else None
    return reported_on is not None and reported_on <= notice.day


def _owner(measures: list[Measure], day: date) -> Measure | None:
    return owner(Person(tuple(measures), date.min), day)


def _is_closed(measures: list[Measure], day: date) -> bool:
    """Whether the measure that something of ``day`` belongs to was over by then."""
    one = _owner(measures, day)
    return one is not None and one.closed_on is not None and day >= one.closed_on


def _assessment(near: _Near) -> Assessment:
    return Assessment(near.any(600), near.rng.choice(("高", "中", "低", None)))


def _notices(near: _Near, tests: list[Sample], leaves: tuple[Leave, ...]) -> tuple[Notice, ...]:
    rng = near.rng
    found = [Notice(near.any(200), rng.choice(MATTERS)) for _ in range(rng.choice((0, 0, 2, 6)))]
    for measure in near.measures:
        if measure.served_on and rng.random() < 0.2:
            found.append(Notice(measure.served_on + timedelta(rng.randrange(20)), "正当理由认定"))
        if measure.served_on and rng.random() < 0.2:
            found.append(Notice(measure.served_on + timedelta(rng.randrange(14, 24)), "无正当理由认定"))
        if measure.closed_on and rng.random() < 0.4:
            found.append(Notice(measure.closed_on + timedelta(rng.randrange(90)), "释放"))
        if measure.closed_on and rng.random() < 0.4:
            found.append(Notice(later(measure.closed_on, 36) + timedelta(rng.randrange(-3, 40)), "封存"))
        if rng.random() < (0.7 if measure.taken_over_on else 0.15):
            taken_over_on = measure.taken_over_on or near.start(9)
            days = (near.start(300), near.today(20), taken_over_on, taken_over_on - timedelta(rng.randrange(25)))
            found.append(Notice(rng.choice(days), "转入决定"))
    for leave in leaves:
        if rng.random() < 0.4:
            found.append(Notice(leave.due_back + timedelta(rng.randint(1, 9)), "擅自离开认定"))
    for test in tests:
        if test.result != "阴性" and rng.random() < 0.4:
            found.append(Notice(test.day + timedelta(rng.randrange(5)), "报告公安"))
    findings = ("擅自离开认定", "无正当理由认定")
    kept = [one for one in found if one.matter not in findings or not _is_closed(near.measures, one.day)]
    decided = [one for one in kept if not _is_undecided(near.measures, one)]
    return tuple(_one_transfer_each(near.measures, sorted(decided, key=lambda one: one.day)))


def _one_transfer_each(measures: list[Measure], notices: list[Notice]) -> Iterator[Notice]:
    """At most one 转入决定 a measure: whether a second one opens a deadline of its own the rules do not say."""
    seen: list[Measure | None] = []
    for notice in notices:
        if notice.matter != "转入决定":
            yield notice
        elif (one := _owner(measures, notice.day)) not in seen:
            seen.append(one)
            yield notice


@dataclass(frozen=True)
class Scene:
    """Somebody looked at on a day, under policies, between holidays."""

    seed: int
    person: Person = field(repr=False)
    today: date
    policies: Policies = field(repr=False)
    holidays: Holidays = field(repr=False)

    @property
    def known(self) -> Person:
        """The person as recorded on the day."""
        return known_on(self.person, self.today)

    @property
    def recorded(self) -> list[tuple[Measure, Measure]]:
        """Each measure begun by the day, whole and as known on it."""
        begun = [one for one in self.person.measures if begun_on(one) <= self.today]
        return list(zip(begun, self.known.measures, strict=True))


def effort(times: float = 1) -> settings:
    """How many scenes a law looks at: so many times the profile's number. A smaller seed is no simpler scene."""
    return settings(max_examples=int(times * settings().max_examples), phases=(Phase.explicit, Phase.generate))


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    """Everything the rules can depend on, at random."""
    return scene(draw(st.integers(0, 2**32)))


def scene(seed: int) -> Scene:
    """The scene of one number; a test that fails names it, and ``scene(number)`` brings it back."""
    rng = random.Random(seed)
    first = rng.choice((*EDGES, *(date(2016, 1, 1) + timedelta(rng.randrange(3650)) for _ in EDGES)))
    somebody, today = person(rng, first)
    return Scene(seed, somebody, today, policies_around(rng, first), holidays_around(rng, today))


def policies_around(rng: random.Random, first: date) -> Policies:
    """A policy, or one that others replace during a life."""
    days = sorted({first + timedelta(rng.randint(-40, 1200)) for _ in range(rng.choice((0, 0, 1, 2, 3)))})
    return Policies(rng.choice((YUESONG, YUESONG, *POLICIES)), tuple((day, rng.choice(POLICIES)) for day in days))


def holidays_around(rng: random.Random, today: date) -> Holidays:
    """Days off and days worked, some weeks long, near the day of looking."""
    near = [today + timedelta(rng.randint(-20, 20)) for _ in range(rng.choice((0, 0, 3, 12)))]
    off = frozenset(one for one in near if one.weekday() < 5)
    worked = frozenset(one for one in near if one.weekday() >= 5)
    return Holidays(off, worked)
