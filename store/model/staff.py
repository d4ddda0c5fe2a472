"""Who works for the office: what forms complete names from, and whom plans name."""

from dataclasses import dataclass
from datetime import date

from store.fields import AreaName, Choice, Day, Name, Phone, Sensitivity, declare

STAFF_ROLES = ("禁毒专干", "社区民警", "网格员", "医务人员", "村组干部", "其他")
_AS_THE_OFFICE_SAYS = {"专干": "禁毒专干", "民警": "社区民警", "责任民警": "社区民警"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """A post held over ``[started_on, ended_on)``, for one village or, while ``village`` is empty, the whole township.

    Roles bear the words of assignments, so that a name completed here fits there.
    """

    id: int = 0
    role: str = declare("角色", Choice(STAFF_ROLES, _AS_THE_OFFICE_SAYS), required=True, sensitivity=Sensitivity.OPEN)
    name: str = declare("姓名", Name(), required=True)
    phone: str | None = declare("联系电话", Phone(), sensitivity=Sensitivity.MASKED)
    village: str | None = declare("村", AreaName("村"), sensitivity=Sensitivity.OPEN)
    started_on: date = declare("开始日期", Day(exact=True), required=True)
    ended_on: date | None = declare("结束日期", Day(exact=True, planned=True))
