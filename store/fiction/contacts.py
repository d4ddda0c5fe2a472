"""What the office did with a fictional person: visits, tests and assessments of one measure, by day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from store.fiction.dice import Dice
from store.fiction.story import Story
from store.model.assessment import RISK_TIERS, Assessment
from store.model.drug_test import SAMPLES, DrugTest
from store.model.visit import CONTENTS, IN_PERSON, REACHED, Visit
from store.rules.calendar import add_days
from store.rules.layout import Layout

_MISSED_AT_HOME = "未见到"
_PLACES = ("家中", "村委会", "禁毒工作站", "地里", "村小组活动室")
_SITUATIONS = (
    "在家务农，精神状态正常", "采茶季节，早出晚归", "在甘蔗地做工", "家人反映近期按时回家", "身体状况稳定",
    "正在学习摩托车修理", "照顾老人，情绪平稳", "外出帮工刚返回",
)  # fmt: skip
_NEEDS = ("希望介绍就近务工", "申请临时救助", "孩子上学有困难", "房屋漏雨需修缮", "想学养殖技术")
_ABSENCES = ("家中无人，邻居称外出", "电话关机", "到村委会等候未来")
_LABORATORIES = ("岳宋乡卫生院", "孟岳县禁毒中心")
_CONCLUSIONS = ("按期履行协议，情况稳定", "总体平稳，需加强走访", "履行协议不够主动，提高走访密度", "家庭支持较好")
_TROUBLES: tuple[tuple[str, str | None], ...] = (
    ("阳性", "初筛"), ("阴性", None), ("阳性", "排除"), ("无效", None), ("拒检", None),
    ("阳性", "确认"), ("逃避", None), ("未到", None), ("阳性", None),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Where and when contact takes place: ``[start, stop)``, by whom, with which layouts of tests and assessments.

    ``anchor`` is the day from which windows are laid. ``stop`` is the day from which there was no contact; ``end`` the
    closing of the measure, or the day after today.
    """

    story: Story
    anchor: date
    start: date
    stop: date
    end: date
    visitors: str
    testers: str
    tests: Layout | None
    assessments: Layout | None


def visits(dice: Dice, course: Course) -> Iterator[Visit]:
    """The visits of a course, one a week at most, oldest first."""
    monday = add_days(course.start, -course.start.weekday())
    seen: set[tuple[str, int]] = set()
    remote_from = add_days(course.end, -course.story.remote)
    while monday < course.stop:
        day = add_days(monday, dice.number(0, 6))
        if course.start <= day < course.stop and not dice.chance(course.story.slips):
            yield _visit(dice, course, day, seen, remote=day >= remote_from)
        monday = add_days(monday, 7)
    yield from _attempts(dice, course)


def _visit(dice: Dice, course: Course, day: date, seen: set[tuple[str, int]], *, remote: bool) -> Visit:
    if dice.chance(0.015):
        return _attempt(dice, course, day)
    mode = IN_PERSON
    if remote or dice.chance(0.02):
        mode = dice.pick(("电话", "视频"))
    near = mode == IN_PERSON
    return Visit(
        uid=dice.uid(day),
        day=day,
        mode=mode,
        contents=_contents(day, seen, near=near),
        result=REACHED,
        place=dice.pick(_PLACES) if near else None,
        visitors=course.visitors,
        situation=dice.pick(_SITUATIONS) if dice.chance(0.3) else None,
        needs=dice.pick(_NEEDS) if dice.chance(0.04) else None,
    )


def _contents(day: date, seen: set[tuple[str, int]], *, near: bool) -> tuple[str, ...]:
    """What a good visit is ticked for: the series whose calendar bucket has had none yet."""
    month = day.year * 12 + day.month - 1
    buckets = {"谈话": month * 2 + (day.day > 15), "走访": month, "汇报": month // 3}
    if not near:
        buckets = {"汇报": buckets["汇报"]}
    open_series = {series for series, bucket in buckets.items() if (series, bucket) not in seen}
    seen.update((series, buckets[series]) for series in open_series)
    open_series.add("见面" if near else "谈话")
    return tuple(series for series in CONTENTS if series in open_series)


def _attempts(dice: Dice, course: Course) -> Iterator[Visit]:
    """Somebody who has not come or cannot be found is looked for every few weeks."""
    if course.story.reported_in and (course.end - course.stop).days <= 60:
        return
    day = add_days(course.stop, dice.number(5, 20))
    while day < course.end:
        yield _attempt(dice, course, day)
        day = add_days(day, dice.number(15, 35))


def _attempt(dice: Dice, course: Course, day: date) -> Visit:
    return Visit(
        uid=dice.uid(day),
        day=day,
        mode=dice.pick((IN_PERSON, IN_PERSON, "电话")),
        contents=("见面", "走访"),
        result=_MISSED_AT_HOME,
        visitors=course.visitors,
        situation=dice.pick(_ABSENCES),
    )


def tests(dice: Dice, course: Course) -> list[DrugTest]:
    """The tests of a course, at most one a day, oldest first: one in each window, some repeated, some at random."""
    taken: dict[date, DrugTest] = {}
    troubles = 0
    for start, end in _buckets(course.tests, course):
        day = _early(dice, start, end)
        if not _tests_on(course, day):
            continue
        if course.story.troubled or dice.chance(0.04):
            trouble = _TROUBLES[troubles % len(_TROUBLES)] if course.story.troubled else dice.pick(_TROUBLES)
            troubles += 1
            taken[day] = _test(dice, course, day, "定期", trouble)
            day = add_days(day, dice.number(2, 6))
        if _tests_on(course, day):
            taken.setdefault(day, _test(dice, course, day, _kind(dice, course)))
        if dice.chance(0.2):
            day = dice.day(start, end - timedelta(days=1))
            if _tests_on(course, day):
                taken.setdefault(day, _test(dice, course, day, "随机"))
    return [taken[day] for day in sorted(taken)]


def _early(dice: Dice, start: date, end: date) -> date:
    """A day in the first part of a window: what is planned leaves time for a second try."""
    return dice.day(start, add_days(start, (end - start).days * 6 // 10))


def _tests_on(course: Course, day: date) -> bool:
    return course.start <= day < min(course.stop, add_days(course.end, -course.story.untested))


def _kind(dice: Dice, course: Course) -> str:
    if course.story.months is None:
        return "随机"
    return "异地" if dice.chance(0.04) else "定期"


def _test(
    dice: Dice, course: Course, day: date, kind: str, outcome: tuple[str, str | None] = ("阴性", None)
) -> DrugTest:
    result, confirmation = outcome
    confirmed_on = add_days(day, dice.number(1, 3)) if confirmation in ("确认", "排除") else None
    if confirmed_on is not None and confirmed_on >= course.end:
        confirmation, confirmed_on = "初筛", None
    return DrugTest(
        uid=dice.uid(day),
        day=day,
        sample=SAMPLES[0] if dice.chance(0.8) else dice.pick(SAMPLES[1:]),
        kind=kind,
        result=result,
        confirmation=confirmation,
        confirmed_on=confirmed_on,
        laboratory=dice.pick(_LABORATORIES),
        testers=course.testers,
        witness=course.visitors if dice.chance(0.5) else None,
    )


def assessments(dice: Dice, course: Course) -> Iterator[Assessment]:
    """One assessment in each window, with a tier that changes little."""
    tier = dice.number(0, 1)
    for start, end in _buckets(course.assessments, course):
        day = _early(dice, start, end)
        if not course.start <= day < course.stop:
            continue
        tier = min(max(tier + dice.pick((-1, 0, 0, 1)), 0), len(RISK_TIERS) - 1)
        yield Assessment(
            uid=dice.uid(day),
            day=day,
            risk=RISK_TIERS[tier],
            conclusion=dice.pick(_CONCLUSIONS),
            assessor=course.testers,
        )


def _buckets(laid: Layout | None, course: Course) -> Iterator[tuple[date, date]]:
    if laid is None:
        return
    position = laid.position(course.anchor, course.start)
    while True:
        bucket = laid.bucket(course.anchor, position)
        if bucket[0] >= course.stop:
            return
        yield bucket
        position += 1
