"""A drug test."""

from dataclasses import dataclass
from datetime import date

from store.fields import Choice, Day, Sensitivity, Text, declare

SAMPLES = ("尿液", "毛发", "唾液", "血液")
TEST_KINDS = ("定期", "随机", "异地")
NEGATIVE, POSITIVE = "阴性", "阳性"
TEST_RESULTS = (NEGATIVE, POSITIVE, "无效", "拒检", "逃避", "未到")
SCREENED, CONFIRMED, EXCLUDED = "初筛", "确认", "排除"
CONFIRMATIONS = (SCREENED, CONFIRMED, EXCLUDED)

_RESULT_SPELLINGS = {
    "阴": NEGATIVE,
    "(-)": NEGATIVE,
    "(－)": NEGATIVE,
    "阴性(-)": NEGATIVE,
    "阳": POSITIVE,
    "(+)": POSITIVE,
    "阳性(+)": POSITIVE,
    "拒绝": "拒检",
    "拒绝检测": "拒检",
    "逃避检测": "逃避",
    "缺席": "未到",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DrugTest:
    """One test. A 阳性 result counts as positive only once ``confirmation`` is 确认 (empty = 初筛)."""

    id: int = 0
    uid: str = ""
    person_id: int = 0
    day: date = declare("检测日期", Day(exact=True), required=True)
    sample: str = declare("样本", Choice(SAMPLES), required=True)
    kind: str = declare("类型", Choice(TEST_KINDS), required=True)
    result: str = declare(
        "结果",
        Choice(TEST_RESULTS, _RESULT_SPELLINGS, {"正常": NEGATIVE}),
        required=True,
        sensitivity=Sensitivity.HEALTH,
    )
    confirmation: str | None = declare("认定", Choice(CONFIRMATIONS), sensitivity=Sensitivity.HEALTH)
    confirmed_on: date | None = declare("认定日期", Day(exact=True), sensitivity=Sensitivity.HEALTH)
    laboratory: str | None = declare("检测机构", Text())
    testers: str | None = declare("检测人", Text())
    witness: str | None = declare("见证人", Text())
    note: str | None = declare("备注", Text(10_000, multiline=True))
