"""Who helps of their own will. They are there by consent, which nobody on the roster is asked for (志愿服务条例 25)."""

from dataclasses import dataclass
from datetime import date

from store.fields import AreaName, Choice, Day, IdNumber, Name, Phone, Sensitivity, Text, declare
from store.model.person import SEX_SPELLINGS, SEXES

SERVING, LEFT = "在册", "退出"
VOLUNTEER_STATES = (SERVING, LEFT)
VOLUNTEER_PREFIX = "Z"
"""Of numbers that the program gives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Volunteer:
    """One volunteer with the basic information that 志愿服务条例 7 names.

    ``left_on`` is the day on which the office learned that they left; their service ends with it. It is no column of
    the ledger: whoever is 退出 there left on the day of the import at the latest. Nor is ``team_since``: in the team
    since then, or since joining where it is empty.
    """

    id: int = 0
    number: str = declare("志愿者编号", Text(40), sensitivity=Sensitivity.OPEN)
    name: str = declare("姓名", Name(), required=True)
    sex: str | None = declare("性别", Choice(SEXES, SEX_SPELLINGS))
    id_number: str | None = declare("证件号码", IdNumber(), sensitivity=Sensitivity.MASKED)
    phone: str = declare("联系电话", Phone(), required=True, sensitivity=Sensitivity.MASKED)
    village: str | None = declare("村", AreaName("村"), sensitivity=Sensitivity.OPEN)
    village_group: str | None = declare("组", AreaName("组"), sensitivity=Sensitivity.OPEN)
    team: str | None = declare("队伍", Text(60), sensitivity=Sensitivity.OPEN)
    post: str | None = declare("职务", Text(60))
    languages: str | None = declare("语言", Text(100))
    skills: str | None = declare("技能", Text(200))
    base: str | None = declare("驻地", Text(100))
    joined_on: date = declare("加入日期", Day(), required=True)
    consent_on: date = declare("同意日期", Day(), required=True)
    state: str | None = declare("状态", Choice(VOLUNTEER_STATES))
    insured_until: date | None = declare("保险至", Day(planned=True))
    note: str | None = declare("备注", Text(10_000, multiline=True))
    left_on: date | None = declare("退出日期", Day())
    team_since: date | None = declare("入队日期", Day())
