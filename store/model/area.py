"""The area tree: 村 and 组 on one axis, 片区, 网格 and 点 on the other."""

from dataclasses import dataclass

from store.fields import Choice, Name, Phone, Sensitivity, Text, declare

AREA_LEVELS = ("村", "组", "片区", "网格", "点")
PARENT_LEVELS = {"组": "村", "网格": "片区", "点": "网格"}
"""The level an area lies in. 村 and 片区 begin the two axes: every household sits in a 组 and in a 网格 or 点."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """One area; ``parent_code`` names the area it lies in."""

    id: int = 0
    level: str = declare("层级", Choice(AREA_LEVELS), required=True, sensitivity=Sensitivity.OPEN)
    code: str = declare("编码", Text(40), required=True, sensitivity=Sensitivity.OPEN)
    name: str = declare("名称", Text(60), required=True, sensitivity=Sensitivity.OPEN)
    parent_code: str | None = declare("上级编码", Text(40), sensitivity=Sensitivity.OPEN)
    leader: str | None = declare("负责人", Name())
    phone: str | None = declare("电话", Phone(), sensitivity=Sensitivity.MASKED)
