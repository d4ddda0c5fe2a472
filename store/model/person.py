"""The person on the roster."""

from dataclasses import dataclass
from datetime import date

from store.fields import AreaName, Choice, Day, IdNumber, Name, Phone, Sensitivity, Text, declare

SEXES = ("男", "女")
RESIDENT_ID = "居民身份证"
CONTROL_STATES = ("在册", "外出", "失联", "存疑", "强戒", "服刑", "拘留", "出国", "死亡", "戒断三年")

SEX_SPELLINGS = {"M": "男", "F": "女", "1": "男", "2": "女", "男性": "男", "女性": "女"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person in the office's care. ``id`` is the row, ``uid`` the 人员编号 that ledgers carry.

    Identity papers are optional: border residents may have none (domain.md 8).
    """

    id: int = 0
    uid: str = ""
    name: str = declare("姓名", Name(), required=True, sensitivity=Sensitivity.PERSONAL)
    former_name: str | None = declare("曾用名", Text(100))
    agreed_name: str | None = declare("约定称呼", Text(100), sensitivity=Sensitivity.OPEN)
    sex: str | None = declare("性别", Choice(SEXES, SEX_SPELLINGS))
    id_type: str | None = declare("证件类型", Text(40))
    id_number: str | None = declare("证件号码", IdNumber(), sensitivity=Sensitivity.MASKED)
    birth_date: date | None = declare("出生日期", Day())
    phone: str | None = declare("联系电话", Phone(), sensitivity=Sensitivity.MASKED)
    education: str | None = declare("文化程度", Text(40))
    marital_status: str | None = declare("婚姻状况", Text(40))
    employment: str | None = declare("就业状况", Text(100))
    languages: str | None = declare("语言", Text(100))
    registered_address: str | None = declare("户籍地址", Text())
    current_address: str | None = declare("现居住地址", Text())
    household_number: str | None = declare("户编号", Text(40))
    village: str = declare("村", AreaName("村"), required=True, sensitivity=Sensitivity.OPEN)
    village_group: str | None = declare("组", AreaName("组"), sensitivity=Sensitivity.OPEN)
    grid: str | None = declare("网格", AreaName("网格"))
    control_state: str | None = declare("管控状态", Choice(CONTROL_STATES), sensitivity=Sensitivity.HEALTH)
    drugs: str | None = declare("毒品种类", Text(), sensitivity=Sensitivity.HEALTH)
    first_found_on: date | None = declare("初次发现日期", Day(), sensitivity=Sensitivity.HEALTH)
    note: str | None = declare("备注", Text(10_000, multiline=True))
