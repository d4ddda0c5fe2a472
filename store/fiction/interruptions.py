"""What interrupts a fictional life: suspensions and leaves, on days without any contact that contradicts them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from store.fiction.contacts import Course
from store.fiction.dice import Dice
from store.fiction.story import Story
from store.model.drug_test import DrugTest
from store.model.leave import REPORTED, UNREPORTED, Leave
from store.model.measure import Measure
from store.model.suspension import Suspension
from store.rules.calendar import add_days

_DETENTIONS = ("收监终止", "转强制隔离戒毒")
_SUSPENSION_REASONS = ("因其他案件被拘留", "住院治疗", "行政拘留")
_DESTINATIONS = ("昆明市", "景洪市", "广东东莞", "缅甸勐冒", "临沧市")
_REASONS = ("务工", "探亲", "就医", "参加婚礼")
_SHORTEST_GAP = 6
"""Days between two contacts that leave room for a leave of three days."""


def suspensions(
    dice: Dice, story: Story, course: Course, measures: Sequence[Measure], today: date
) -> tuple[Suspension, ...]:
    """Every suspension of a life, oldest first, no two of them sharing days."""
    return (*_of_the_past(dice, measures[:-1]), *_of_the_last(dice, story, course, measures[-1], today))


def _of_the_past(dice: Dice, measures: Iterable[Measure]) -> Iterator[Suspension]:
    for measure in measures:
        if measure.reported_on is None or measure.closed_on is None:
            continue
        if measure.close_reason in _DETENTIONS:
            yield _suspension(dice, add_days(measure.closed_on, -dice.number(5, 40)), None, "被拘留")
        elif dice.chance(0.5):
            begun = add_days(measure.reported_on, dice.number(60, 300))
            yield _suspension(dice, begun, add_days(begun, dice.number(8, 90)), dice.pick(_SUSPENSION_REASONS))


def _of_the_last(dice: Dice, story: Story, course: Course, measure: Measure, today: date) -> Iterator[Suspension]:
    if measure.close_reason in _DETENTIONS and measure.closed_on is not None:
        yield _suspension(dice, min(add_days(course.stop, 5), add_days(measure.closed_on, -1)), None, "被拘留")
    for days_ago, length in story.suspended:
        begun = add_days(today, -days_ago)
        if begun > course.start:
            ended = None if length is None else add_days(begun, length)
            yield _suspension(dice, begun, ended, dice.pick(_SUSPENSION_REASONS))


def _suspension(dice: Dice, begun: date, resumed: date | None, reason: str) -> Suspension:
    return Suspension(uid=dice.uid(begun), started_on=begun, resumed_on=resumed, reason=reason)


def is_suspended(day: date, spells: Iterable[Suspension]) -> bool:
    """Whether nobody of the office could meet the person on that day."""
    return any(spell.started_on <= day < (spell.resumed_on or date.max) for spell in spells)


def leaves(
    dice: Dice, story: Story, course: Course, contacts: Iterable[date], spells: Sequence[Suspension], today: date
) -> tuple[Leave, ...]:
    """Every leave of a life, oldest first. Short ones lie between two days of contact, whole."""
    gaps = _gaps(contacts, spells)
    found = [leave for way in story.leaves if (leave := _leave(dice, way, story, course, gaps, today)) is not None]
    return tuple(sorted(found, key=lambda leave: leave.left_on))


def _gaps(contacts: Iterable[date], spells: Sequence[Suspension]) -> list[tuple[date, date]]:
    """First and last days of leaves that nobody saw the person on, in order."""
    whole = ((a, b) for a, b in pairwise(sorted(set(contacts))) if _SHORTEST_GAP <= (b - a).days <= 20)
    free = ((add_days(a, 1), add_days(b, -1)) for a, b in whole)
    return [
        (a, b)
        for a, b in free
        if not any(spell.started_on <= b and a < (spell.resumed_on or date.max) for spell in spells)
    ]


def _leave(
    dice: Dice, way: str, story: Story, course: Course, gaps: list[tuple[date, date]], today: date
) -> Leave | None:
    if way in _AWAY_NOW:
        left_on = add_days(course.end, -story.remote) if way == "long" else add_days(course.stop, 1)
        due_after, reported = _AWAY_NOW[way]
        due_back_on = max(add_days(today, due_after), add_days(left_on, 2))
        return _made(dice, left_on, due_back_on, None, reported) if course.start < left_on < today else None
    if not gaps:
        return None
    left_on, returned_on = gaps.pop(dice.number(0, len(gaps) - 1))
    late = 1 if way == "late" else -dice.number(0, 1)
    reported = UNREPORTED if way == "unreported" else REPORTED
    return _made(dice, left_on, add_days(returned_on, -late), returned_on, reported)


_AWAY_NOW = {
    "long": (100, REPORTED),
    "soon": (3, REPORTED),
    "overdue": (-8, REPORTED),
    "vanished": (-1, UNREPORTED),
}
"""Ways to be away today: days from today to 应返日期, and 是否报告."""


def _made(dice: Dice, left_on: date, due_back_on: date, returned_on: date | None, reported: str) -> Leave:
    return Leave(
        uid=dice.uid(left_on),
        left_on=left_on,
        due_back_on=due_back_on,
        returned_on=returned_on,
        destination=dice.pick(_DESTINATIONS),
        reason=dice.pick(_REASONS),
        reported=reported,
    )


def tested_elsewhere(tests: Iterable[DrugTest], away: Sequence[Leave]) -> tuple[DrugTest, ...]:
    """The tests, with those of a long absence made where the person was (异地)."""
    return tuple(
        replace(test, kind="异地") if test.kind == "定期" and _is_away(test.day, away) else test for test in tests
    )


def _is_away(day: date, away: Iterable[Leave]) -> bool:
    return any(leave.left_on <= day <= (leave.returned_on or date.max) for leave in away)
