"""What households sign: village pacts, pledges, letters of responsibility, each in versions (公约文书)."""

from dataclasses import dataclass
from datetime import date

from store.fields import AreaName, Day, Sensitivity, Text, WholeNumber, declare

DOCUMENT_KINDS = ("禁毒村规民约", "禁毒承诺书", "禁毒工作责任书")
"""What every office has; it may have others."""


def kind_order(kind: str) -> tuple[int, str]:
    """The kinds every office has first, then its own by name."""
    return (DOCUMENT_KINDS.index(kind), "") if kind in DOCUMENT_KINDS else (len(DOCUMENT_KINDS), kind)


def version_word(version: str) -> str:
    """``2026版``, but ``2026年度`` and ``岳宋村2023修订`` as they are."""
    return f"{version}版" if version[-1:].isdigit() else version


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One version of a document. A ``version`` is unique among those of its ``kind`` in the whole township.

    Without ``village`` it is every village's. A village pact is filed with the township (村民委员会组织法 27).
    """

    id: int = 0
    kind: str = declare("文书", Text(40), required=True, sensitivity=Sensitivity.OPEN)
    version: str = declare("版本", Text(40), required=True, sensitivity=Sensitivity.OPEN)
    village: str | None = declare("村", AreaName("村"), sensitivity=Sensitivity.OPEN)
    effective_on: date = declare("生效日期", Day(planned=True), required=True, sensitivity=Sensitivity.OPEN)
    repealed_on: date | None = declare("失效日期", Day(planned=True), sensitivity=Sensitivity.OPEN)
    validity_months: int | None = declare("有效期(月)", WholeNumber(1, 1200), sensitivity=Sensitivity.OPEN)
    filed_on: date | None = declare("备案日期", Day(), sensitivity=Sensitivity.OPEN)
    filing_opinion: str | None = declare("备案意见", Text(10_000, multiline=True))
    text: str | None = declare("正文", Text(100_000, multiline=True), sensitivity=Sensitivity.OPEN)
