"""The measure (措施) a person is under."""

from dataclasses import dataclass
from datetime import date

from store.fields import Choice, Day, Sensitivity, Term, Text, WholeNumber, declare

REHABILITATION = "社区戒毒"
RECOVERY = "社区康复"
CATEGORIES = (REHABILITATION, RECOVERY, "药物维持治疗", "自愿戒毒", "社会面管理")
COMPLETED = "期满解除"
CLOSE_REASONS = (COMPLETED, "收监终止", "转强制隔离戒毒", "变更执行地", "死亡", "出国", "其他")

_NOT_REPORTED = ("未报到", "未到", "逾期未报到")
_CATEGORY_SPELLINGS = {
    "社戒": REHABILITATION,
    "社康": RECOVERY,
    "康复": RECOVERY,
    "社区康复人员": RECOVERY,
    "美沙酮": "药物维持治疗",
    "维持治疗": "药物维持治疗",
    "自戒": "自愿戒毒",
    "社会面": "社会面管理",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A decision and its execution. ``term_months`` is empty where the law sets it (社区戒毒: 36) or sets none.

    ``from_roster`` marks a record made out of a ``people`` row: its uid gives way to one that a ledger brings.
    """

    id: int = 0
    uid: str = ""
    person_id: int = 0
    from_roster: bool = False
    category: str = declare(
        "类别", Choice(CATEGORIES, _CATEGORY_SPELLINGS), required=True, sensitivity=Sensitivity.HEALTH
    )
    decided_by: str | None = declare("决定机关", Text(), sensitivity=Sensitivity.HEALTH)
    document_number: str | None = declare("决定书文号", Text(100), sensitivity=Sensitivity.HEALTH)
    decided_on: date | None = declare("决定日期", Day(exact=True), sensitivity=Sensitivity.HEALTH)
    served_on: date | None = declare("送达日期", Day(exact=True), sensitivity=Sensitivity.HEALTH)
    reported_on: date | None = declare(
        "报到日期", Day(exact=True, absent=_NOT_REPORTED), sensitivity=Sensitivity.HEALTH
    )
    agreement_on: date | None = declare("协议签订日期", Day(exact=True), sensitivity=Sensitivity.HEALTH)
    term_months: int | None = declare("期限(年)", Term(), sensitivity=Sensitivity.HEALTH)
    offset_days: int | None = declare("折抵天数", WholeNumber(0, 1095), sensitivity=Sensitivity.HEALTH)
    taken_over_on: date | None = declare("转入日期", Day(exact=True), sensitivity=Sensitivity.HEALTH)
    confirmed_end: date | None = declare("确认到期日", Day(planned=True), sensitivity=Sensitivity.HEALTH)
    closed_on: date | None = declare("结束日期", Day(exact=True), sensitivity=Sensitivity.HEALTH)
    close_reason: str | None = declare(
        "结束原因", Choice(CLOSE_REASONS, {"其它": "其他"}), sensitivity=Sensitivity.HEALTH
    )
