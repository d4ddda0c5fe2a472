"""Who is responsible for whom."""

from dataclasses import dataclass
from datetime import date

from store.fields import Choice, Day, Phone, Sensitivity, Text, declare

ROLES = (
    "主帮教人", "社区民警", "禁毒专干", "网格员", "医务人员",
    "家庭成员", "监护人", "亲属", "志愿者", "村组干部",
)  # fmt: skip
MAIN_HELPER = "主帮教人"
ROSTER_ROLES = {"监护人": "监护人", "网格员": "网格员", "责任民警": "社区民警", "禁毒专干": "禁毒专干"}
"""Columns of ``people`` that are read from and written to open assignments, and the role each names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """A role held for a person over ``[started_on, ended_on)``; open while ``ended_on`` is empty."""

    id: int = 0
    uid: str = ""
    person_id: int = 0
    from_roster: bool = False
    role: str = declare("角色", Choice(ROLES), required=True)
    helper: str = declare("责任人", Text(100), required=True)
    helper_phone: str | None = declare("责任人电话", Phone(), sensitivity=Sensitivity.MASKED)
    volunteer_number: str | None = declare("志愿者编号", Text(40))
    started_on: date = declare("开始日期", Day(exact=True), required=True)
    ended_on: date | None = declare("结束日期", Day(exact=True))
