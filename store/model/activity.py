"""What the volunteers do together: planned, held and reported."""

from dataclasses import dataclass
from datetime import date

from store.fields import Day, Sensitivity, Text, WholeNumber, declare

ACTIVITY_PREFIX = "HD"
"""Of numbers that the program gives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One activity, known by its number. Ahead of its day it is planned; ``audience`` and the rest report it."""

    id: int = 0
    number: str = declare("活动编号", Text(40), required=True, sensitivity=Sensitivity.OPEN)
    day: date = declare("日期", Day(planned=True), required=True, sensitivity=Sensitivity.OPEN)
    name: str = declare("名称", Text(100), required=True, sensitivity=Sensitivity.OPEN)
    kind: str | None = declare("类型", Text(60), sensitivity=Sensitivity.OPEN)
    team: str | None = declare("队伍", Text(60), sensitivity=Sensitivity.OPEN)
    place: str | None = declare("地点", Text(200), sensitivity=Sensitivity.OPEN)
    audience: int | None = declare("受众人数", WholeNumber(0, 1_000_000))
    leaflets: int | None = declare("发放资料份数", WholeNumber(0, 1_000_000))
    language: str | None = declare("语言", Text(100))
    summary: str | None = declare("小结", Text(10_000, multiline=True))
