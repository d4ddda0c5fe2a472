"""A paper that asks for action and for a reply by a day (督办单)."""

from dataclasses import dataclass
from datetime import date

from store.fields import AreaName, Choice, Day, Sensitivity, Text, declare

SUPERVISED_LEVELS = ("三级", "四级")
"""The levels at which a paper with a reply date goes out: 禁毒办 and 乡镇."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Supervision:
    """One paper. ``items`` is what stood on it; open while ``replied_on`` is empty. An empty village: the township."""

    id: int = 0
    uid: str = ""
    issued_on: date = declare("签发日期", Day(exact=True), required=True)
    level: str = declare("级别", Choice(SUPERVISED_LEVELS), required=True, sensitivity=Sensitivity.OPEN)
    village: str | None = declare("村", AreaName("村"), sensitivity=Sensitivity.OPEN)
    addressee: str = declare("送达", Text(100), required=True)
    items: str = declare("事项", Text(10_000, multiline=True), required=True, sensitivity=Sensitivity.HEALTH)
    reply_due: date = declare("回复期限", Day(exact=True, planned=True), required=True)
    replied_on: date | None = declare("回复日期", Day(exact=True))
    reply: str | None = declare("回复内容", Text(10_000, multiline=True))
