"""Help given to a person (帮扶)."""

from dataclasses import dataclass
from datetime import date

from store.fields import Choice, Day, Money, Text, declare

SUPPORT_KINDS = (
    "低保", "临时救助", "养老医保", "就业培训", "就业安置", "就学", "就医", "心理疏导", "慰问", "其他",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """One piece of help. ``amount`` is in fen; empty where the help was no money."""

    id: int = 0
    uid: str = ""
    person_id: int = 0
    day: date = declare("日期", Day(exact=True), required=True)
    category: str = declare("类别", Choice(SUPPORT_KINDS, {"其它": "其他"}), required=True)
    amount: int | None = declare("金额", Money())
    content: str | None = declare("内容", Text(10_000, multiline=True))
    handler: str | None = declare("经办人", Text())
    note: str | None = declare("备注", Text(10_000, multiline=True))
