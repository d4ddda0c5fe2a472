"""The hours of volunteers: actual minutes, travel excluded, never rounded (民政部令67号)."""

from dataclasses import dataclass
from datetime import date

from store.fields import ClockTime, Day, Name, Text, WholeNumber, declare


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What one volunteer did on one day; ``activity_number`` names the activity it was part of, if any."""

    id: int = 0
    uid: str = ""
    volunteer_id: int = 0
    activity_number: str | None = declare("活动编号", Text(40))
    day: date = declare("日期", Day(exact=True), required=True)
    started_at: str | None = declare("开始时间", ClockTime())
    ended_at: str | None = declare("结束时间", ClockTime())
    minutes: int = declare("服务分钟", WholeNumber(0, 1_000_000), required=True)
    content: str = declare("内容", Text(1_000, multiline=True), required=True)
    recorder: str | None = declare("记录人", Name())
    evaluation: str | None = declare("评价", Text(1_000, multiline=True))
