"""A planned visit: who means to go to whom, and when."""

from dataclasses import dataclass
from datetime import date

from store.fields import Choices, Day, Sensitivity, Text, declare
from store.model.visit import CONTENTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """An intention, never a fact: it satisfies nothing. ``contents`` are the series the visit is meant for."""

    id: int = 0
    uid: str = ""
    person_id: int = 0
    day: date = declare("安排日期", Day(exact=True, planned=True), required=True)
    helper: str | None = declare("走访人", Text(100))
    contents: tuple[str, ...] = declare("内容", Choices(CONTENTS), required=True, sensitivity=Sensitivity.HEALTH)
    note: str | None = declare("备注", Text(10_000, multiline=True))
