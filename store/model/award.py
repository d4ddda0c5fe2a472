"""What a household is honoured with: 戒断示范户 and 禁毒积极家庭, from the nomination to the decision."""

from dataclasses import dataclass
from datetime import date

from store.fields import Choice, Day, Sensitivity, Text, WholeNumber, declare

MODEL_HOME, ACTIVE_FAMILY = AWARD_TITLES = ("戒断示范户", "禁毒积极家庭")
AWARD_LEVELS = ("村", "乡镇", "县", "州市", "省")
GRANTED, DENIED = DECISIONS = ("评上", "未评上")


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """One nomination of one household in a year and at a level; open while ``decision`` is empty.

    戒断示范户 says by its name that somebody there was in treatment: it is never recorded without the day the family
    agreed (禁毒法 52, 戒毒条例 7).
    """

    id: int = 0
    uid: str = ""
    household_id: int = 0
    title: str = declare("称号", Choice(AWARD_TITLES), required=True, sensitivity=Sensitivity.HEALTH)
    year: int = declare("年度", WholeNumber(1990, 2200), required=True)
    level: str = declare("级别", Choice(AWARD_LEVELS), required=True)
    nominated_on: date = declare("推荐日期", Day(exact=True), required=True)
    nominator: str | None = declare("推荐人", Text())
    consent_on: date | None = declare("家庭同意日期", Day(exact=True), sensitivity=Sensitivity.HEALTH)
    decided_on: date | None = declare("评定日期", Day(exact=True))
    decision: str | None = declare("结果", Choice(DECISIONS))
    note: str | None = declare("备注", Text(10_000, multiline=True))
