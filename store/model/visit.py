"""A visit, talk or call."""

from dataclasses import dataclass
from datetime import date

from store.fields import Choice, Choices, Day, Sensitivity, Text, declare

MODES = ("见面", "电话", "视频")
IN_PERSON = "见面"
CONTENTS = ("见面", "谈话", "走访", "汇报")
REACHED = "已见到"
VISIT_RESULTS = (REACHED, "未见到")

_RESULT_SPELLINGS = {
    "见到": REACHED,
    "已见面": REACHED,
    "找到": REACHED,
    "接通": REACHED,
    "未遇": "未见到",
    "未找到": "未见到",
    "未接通": "未见到",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One contact. ``contents`` are the series it was meant for, ticked by whoever records it."""

    id: int = 0
    uid: str = ""
    person_id: int = 0
    day: date = declare("日期", Day(exact=True), required=True)
    mode: str = declare("方式", Choice(MODES), required=True)
    contents: tuple[str, ...] = declare("内容", Choices(CONTENTS), required=True)
    result: str = declare("结果", Choice(VISIT_RESULTS, _RESULT_SPELLINGS), required=True)
    place: str | None = declare("地点", Text())
    visitors: str | None = declare("走访人", Text())
    situation: str | None = declare("情况", Text(10_000, multiline=True), sensitivity=Sensitivity.HEALTH)
    needs: str | None = declare("困难诉求", Text(10_000, multiline=True), sensitivity=Sensitivity.HEALTH)
    note: str | None = declare("备注", Text(10_000, multiline=True))
