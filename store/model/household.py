"""A household, independent of the roster, and the states it was in before."""

from dataclasses import dataclass
from datetime import date

from store.fields import AreaName, Choice, Day, IdNumber, Name, Phone, Sensitivity, Text, WholeNumber, declare

EMPTY, CLOSED = "空户", "注销"
HOUSEHOLD_STATES = ("常住", "外出", EMPTY, CLOSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """One household as it stands in its newest state. Nothing here says whether a member is on the roster."""

    id: int = 0
    number: str = declare("户编号", Text(40), required=True, sensitivity=Sensitivity.OPEN)
    village: str = declare("村", AreaName("村"), required=True, sensitivity=Sensitivity.OPEN)
    village_group: str | None = declare("组", AreaName("组"), sensitivity=Sensitivity.OPEN)
    grid: str | None = declare("网格", AreaName("网格"), sensitivity=Sensitivity.OPEN)
    head: str = declare("户主姓名", Name(), required=True)
    head_id_number: str | None = declare("户主证件号码", IdNumber(), sensitivity=Sensitivity.MASKED)
    members: int | None = declare("人口数", WholeNumber(0, 100))
    phone: str | None = declare("联系电话", Phone(), sensitivity=Sensitivity.MASKED)
    state: str | None = declare("户状态", Choice(HOUSEHOLD_STATES))
    state_since: date | None = declare("状态起始日期", Day())
    note: str | None = declare("备注", Text(10_000, multiline=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerState:
    """State and place of a household before its newest ones; without ``state_since`` the oldest of all.

    Together with the household's own they are its whole history: each holds until the next begins.
    """

    id: int = 0
    household_id: int = 0
    village: str = declare("村", AreaName("村"), required=True, sensitivity=Sensitivity.OPEN)
    village_group: str | None = declare("组", AreaName("组"), sensitivity=Sensitivity.OPEN)
    grid: str | None = declare("网格", AreaName("网格"), sensitivity=Sensitivity.OPEN)
    state: str | None = declare("户状态", Choice(HOUSEHOLD_STATES))
    state_since: date | None = declare("状态起始日期", Day())
