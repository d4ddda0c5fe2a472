"""A formal matter of a case (事项文书): a finding, a report to the police, a paper served or received."""

from dataclasses import dataclass
from datetime import date

from store.fields import Choice, Day, Sensitivity, Text, declare

REASON_ACCEPTED, REASON_REFUSED = "正当理由认定", "无正当理由认定"
ABSENCE_CONFIRMED = "擅自离开认定"
REPORTED_TO_POLICE = "报告公安"
REPORT_ORDERED = "责令报到通知"
TRANSFER_DECIDED = "转入决定"
RELEASED = "释放"
SUSPENSION_CHECKED = "中止核实"
MISS_EXPLAINED = "漏项说明"
SEALED, SEALING_REFUSED = "封存", "暂不封存"
MATTERS = (
    REASON_ACCEPTED, REASON_REFUSED, ABSENCE_CONFIRMED, REPORTED_TO_POLICE, "告诫书", REPORT_ORDERED, TRANSFER_DECIDED,
    "转出", "解除通知书", "终止", RELEASED, SUSPENSION_CHECKED, MISS_EXPLAINED, SEALED, SEALING_REFUSED, "其他",
)  # fmt: skip
OF_A_RUNNING_MEASURE = frozenset(
    (REASON_ACCEPTED, REASON_REFUSED, ABSENCE_CONFIRMED, REPORT_ORDERED, TRANSFER_DECIDED, SUSPENSION_CHECKED)
)
"""Matters that make no sense once the measure is closed; all others may follow it."""
REASONED = frozenset(
    (REASON_ACCEPTED, REASON_REFUSED, ABSENCE_CONFIRMED, REPORTED_TO_POLICE, MISS_EXPLAINED, SEALING_REFUSED)
)
"""Findings and explanations that a person answers for: keyed in, each says its reason (内容)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One matter on one day. ``counterpart`` is the other office, ``receipt_on`` the day of its receipt."""

    id: int = 0
    uid: str = ""
    person_id: int = 0
    day: date = declare("日期", Day(exact=True), required=True)
    matter: str = declare("事项", Choice(MATTERS, {"其它": "其他"}), required=True, sensitivity=Sensitivity.HEALTH)
    document_number: str | None = declare("文号", Text(100), sensitivity=Sensitivity.HEALTH)
    counterpart: str | None = declare("对方单位", Text())
    receipt_on: date | None = declare("回执日期", Day(exact=True))
    handler: str | None = declare("经办人", Text())
    content: str | None = declare("内容", Text(10_000, multiline=True), sensitivity=Sensitivity.HEALTH)
