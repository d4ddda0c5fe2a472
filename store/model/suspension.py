"""A suspension (中止) of a measure."""

from dataclasses import dataclass
from datetime import date

from store.fields import Day, Sensitivity, Text, declare


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension:
    """The measure stands still over ``[started_on, resumed_on)``; open while ``resumed_on`` is empty."""

    id: int = 0
    uid: str = ""
    person_id: int = 0
    started_on: date = declare("中止日期", Day(exact=True), required=True, sensitivity=Sensitivity.HEALTH)
    resumed_on: date | None = declare("恢复日期", Day(exact=True), sensitivity=Sensitivity.HEALTH)
    reason: str | None = declare("原因", Text(), sensitivity=Sensitivity.HEALTH)
