"""Looking for somebody, or finding out what somebody's record is worth (失联, 存疑)."""

from dataclasses import dataclass
from datetime import date

from store.fields import Choice, Day, Sensitivity, Text, declare

DOUBTFUL, OUT_OF_TOUCH = INQUIRY_KINDS = ("存疑", "失联")


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """One inquiry about a person; open while ``settled_on`` is empty, at most one open at a time.

    ``next_check_on`` is planned. ``settled_on`` is the day the person was found (失联) or the record verified (存疑).
    """

    id: int = 0
    uid: str = ""
    person_id: int = 0
    opened_on: date = declare("立项日期", Day(exact=True), required=True)
    kind: str = declare("类别", Choice(INQUIRY_KINDS), required=True, sensitivity=Sensitivity.HEALTH)
    cause: str | None = declare("原因", Text(10_000, multiline=True), sensitivity=Sensitivity.HEALTH)
    next_check_on: date | None = declare("下次核查", Day(exact=True, planned=True))
    settled_on: date | None = declare("结清日期", Day(exact=True))
    outcome: str | None = declare("结果", Text(10_000, multiline=True), sensitivity=Sensitivity.HEALTH)
