"""The rolling review of the roster (清塘): a round, and what was found of each person in it."""

from dataclasses import dataclass
from datetime import date

from store.fields import Choice, Day, Sensitivity, Text, WholeNumber, declare

AS_RECORDED, CHANGED, NOWHERE = FINDINGS = ("在册属实", "已变化", "查无下落")


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One round over ``[started_on, due_on]``; open while ``closed_on`` is empty, at most one open at a time."""

    id: int = 0
    uid: str = ""
    round: int = declare("轮次", WholeNumber(1, 9999), required=True, sensitivity=Sensitivity.OPEN)
    started_on: date = declare("开始日期", Day(exact=True), required=True)
    due_on: date = declare("截止日期", Day(exact=True, planned=True), required=True)
    closed_on: date | None = declare("结束日期", Day(exact=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewItem:
    """One person in a round: state and category on the day it began, and what was found; empty while nobody looked."""

    id: int = 0
    uid: str = ""
    person_id: int = 0
    review_id: int = 0
    was_state: str | None = declare("原管控状态", Text(40), sensitivity=Sensitivity.HEALTH)
    was_category: str | None = declare("原类别", Text(40), sensitivity=Sensitivity.HEALTH)
    finding: str | None = declare("梳理结果", Choice(FINDINGS), sensitivity=Sensitivity.HEALTH)
    found_on: date | None = declare("梳理日期", Day(exact=True))
    note: str | None = declare("变化", Text(10_000, multiline=True), sensitivity=Sensitivity.HEALTH)
