"""The teams of the Yuesong model: 一团三队 and those beside them."""

from dataclasses import dataclass
from datetime import date

from store.fields import AreaName, Choice, Day, Name, Sensitivity, Text, declare

PATROL, SONGS, REPORTERS = "联防巡逻队", "歌舞队", "信息员"
TEAM_KINDS = ("宣讲团", PATROL, "劝导队", SONGS, "法律志愿者", "驻外商会", REPORTERS, "其他")


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """One team, known by its name."""

    id: int = 0
    name: str = declare("队伍", Text(60), required=True, sensitivity=Sensitivity.OPEN)
    kind: str = declare("类型", Choice(TEAM_KINDS), required=True, sensitivity=Sensitivity.OPEN)
    village: str | None = declare("村", AreaName("村"), sensitivity=Sensitivity.OPEN)
    village_group: str | None = declare("组", AreaName("组"), sensitivity=Sensitivity.OPEN)
    leader: str | None = declare("负责人", Name())
    founded_on: date | None = declare("成立日期", Day())
    note: str | None = declare("备注", Text(10_000, multiline=True))
