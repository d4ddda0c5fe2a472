"""An assessment of a person's progress and tier."""

from dataclasses import dataclass
from datetime import date

from store.fields import Choice, Day, Sensitivity, Text, declare

RISK_TIERS = ("高", "中", "低")


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """One assessment. The newest one with a tier gives the person's 风险等级."""

    id: int = 0
    uid: str = ""
    person_id: int = 0
    from_roster: bool = False
    day: date = declare("日期", Day(exact=True), required=True)
    risk: str | None = declare("风险等级", Choice(RISK_TIERS), sensitivity=Sensitivity.HEALTH)
    conclusion: str | None = declare("结论", Text(10_000, multiline=True), sensitivity=Sensitivity.HEALTH)
    assessor: str | None = declare("评估人", Text())
    note: str | None = declare("备注", Text(10_000, multiline=True))
