"""Who patrols when: the duty roster (值班巡逻制度)."""

from dataclasses import dataclass
from datetime import date

from store.fields import Choice, Day, Sensitivity, Text, declare

SHIFTS = ("白班", "夜班", "全天")


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One volunteer on duty for a team on one day."""

    id: int = 0
    uid: str = ""
    volunteer_id: int = 0
    team: str = declare("队伍", Text(60), required=True, sensitivity=Sensitivity.OPEN)
    day: date = declare("日期", Day(planned=True), required=True, sensitivity=Sensitivity.OPEN)
    shift: str = declare("班次", Choice(SHIFTS), required=True, sensitivity=Sensitivity.OPEN)
