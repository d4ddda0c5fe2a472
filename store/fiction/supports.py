"""The help a fictional person was given: every kind in turn, with money and without."""

from collections.abc import Iterator
from datetime import date

from store.fiction.contacts import Course
from store.fiction.dice import Dice
from store.model.support import SUPPORT_KINDS, Support
from store.rules.calendar import add_days

_PER_PERSON = 2
_CONTENTS = {
    "低保": "纳入农村低保",
    "临时救助": "发放临时救助",
    "养老医保": "代缴城乡居民医保",
    "就业培训": "参加茶叶种植培训",
    "就业安置": "安排公益性岗位",
    "就学": "协调子女入学",
    "就医": "陪同到县医院就诊",
    "心理疏导": "心理疏导一次",
    "慰问": "节日慰问，送米油",
    "其他": "协助修缮房屋",
}
_SUMS = (20000, 30000, 45250, 100000, 320)
"""In fen."""


def supports(dice: Dice, course: Course, position: int, handler: str) -> tuple[Support, ...]:
    """The help during the course of one measure, by day. ``position`` decides which kinds it was."""
    last = add_days(course.end, -1)
    if last < course.start:
        return ()
    turns = range(_PER_PERSON * position, _PER_PERSON * (position + 1))
    return tuple(sorted(_helped(dice, course.start, last, turns, handler), key=lambda support: support.day))


def _helped(dice: Dice, first: date, last: date, turns: range, handler: str) -> Iterator[Support]:
    for turn in turns:
        category = SUPPORT_KINDS[turn % len(SUPPORT_KINDS)]
        day = dice.day(first, last)
        yield Support(
            uid=dice.uid(day),
            day=day,
            category=category,
            amount=dice.pick(_SUMS) if turn // len(SUPPORT_KINDS) % 2 else None,
            content=_CONTENTS[category],
            handler=handler,
        )
