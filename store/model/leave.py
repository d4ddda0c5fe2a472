"""A leave (请假外出)."""

from dataclasses import dataclass
from datetime import date

from store.fields import Choice, Day, Text, declare

REPORTED, UNREPORTED = "是", "否"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    """Time away. ``returned_on`` is empty while the person has not come back; ``reported`` is 是 or 否."""

    id: int = 0
    uid: str = ""
    person_id: int = 0
    left_on: date = declare("外出日期", Day(exact=True), required=True)
    due_back_on: date = declare("应返日期", Day(exact=True, planned=True), required=True)
    returned_on: date | None = declare("实返日期", Day(exact=True))
    destination: str | None = declare("目的地", Text())
    reason: str | None = declare("事由", Text())
    reported: str | None = declare("是否报告", Choice((REPORTED, UNREPORTED)))
