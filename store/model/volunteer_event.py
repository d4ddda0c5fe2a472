"""What is recorded of a volunteer beside service: training, commendation, evaluation (志愿服务条例 19), and contact."""

from dataclasses import dataclass
from datetime import date

from store.fields import Choice, Day, Text, declare

TRAINING, COMMENDATION, EVALUATION, CONTACT = "培训", "表彰", "评价", "通联"
VOLUNTEER_EVENT_KINDS = (TRAINING, COMMENDATION, EVALUATION, CONTACT)


@dataclass(frozen=True, slots=True, kw_only=True)
class VolunteerEvent:
    """One of them.

    ``organization`` is who trained, commended or evaluated; ``next_on`` is the next contact that is meant.
    """

    id: int = 0
    uid: str = ""
    volunteer_id: int = 0
    kind: str = declare("类别", Choice(VOLUNTEER_EVENT_KINDS), required=True)
    day: date = declare("日期", Day(exact=True), required=True)
    content: str = declare("内容", Text(1_000, multiline=True), required=True)
    organization: str | None = declare("单位", Text(100))
    next_on: date | None = declare("下次联系", Day(planned=True))
