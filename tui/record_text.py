"""Records in words: one line for a list, every field for reading. Numbers are masked unless they are revealed."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from store.desk.case_events import EVENT_DAYS
from store.fields import Declared, Sensitivity, declared_fields
from store.model.activity import Activity
from store.model.assessment import Assessment
from store.model.assignment import Assignment
from store.model.drug_test import DrugTest
from store.model.inquiry import Inquiry
from store.model.leave import Leave
from store.model.measure import Measure
from store.model.notice import Notice
from store.model.person import Person
from store.model.service import Service
from store.model.signature import Signature
from store.model.support import Support
from store.model.suspension import Suspension
from store.model.team import Team
from store.model.visit import Visit
from store.model.volunteer import Volunteer
from store.model.volunteer_event import VolunteerEvent
from store.text import mask
from tui.standing import short_day

if TYPE_CHECKING:
    from store.desk.records import Record

KINDS: dict[type, str] = {
    Person: "登记",
    Measure: "措施",
    Visit: "走访谈话",
    DrugTest: "检测",
    Assessment: "评估",
    Suspension: "中止",
    Leave: "请假外出",
    Notice: "事项文书",
    Support: "帮扶",
    Assignment: "帮教",
    Inquiry: "存疑失联",
    Signature: "签订",
    Service: "服务",
    VolunteerEvent: "志愿者记录",
    Volunteer: "志愿者",
    Team: "队伍",
    Activity: "活动",
}


def _joined(parts: Iterable[str | None]) -> str:
    return " ".join(part for part in parts if part)


def measure_text(measure: Measure, today: date) -> str:
    """A measure in one line: category, its days, how it ended."""
    days = (("送达", measure.served_on), ("报到", measure.reported_on), ("协议", measure.agreement_on))
    said = [f"{word} {short_day(day, today)}" for word, day in days if day]
    if measure.closed_on:
        said.append(f"{short_day(measure.closed_on, today)} {measure.close_reason or '结束'}")
    return _joined((measure.category, *said))


def assignment_text(held: Assignment) -> str:
    """Who helps, since when, until when."""
    until = f"至 {held.ended_on}" if held.ended_on else "起"
    return _joined((held.helper, f"{held.started_on} {until}"))


def record_title(record: "Record", today: date) -> str:
    """Which record it is, in a few words: ``11-02 检测 未到``."""
    kind = KINDS.get(type(record), "")
    if type(record) in EVENT_DAYS:
        day: date = getattr(record, EVENT_DAYS[type(record)])
        return _joined((short_day(day, today), kind, _outcome(record)))
    if isinstance(record, Inquiry):
        return _joined((short_day(record.opened_on, today), record.kind))
    if isinstance(record, Assignment):
        return _joined((record.role, record.helper))
    if isinstance(record, Signature):
        return _joined((short_day(record.signed_on, today), kind, record.status))
    if isinstance(record, Service | VolunteerEvent | Activity):
        return _joined((short_day(record.day, today), getattr(record, "kind", None) or kind, _first_line(record)))
    if isinstance(record, Volunteer | Team):
        return _joined((kind, record.name))
    return _joined((kind, record.category if isinstance(record, Measure) else None))


def _first_line(record: "Service | VolunteerEvent | Activity") -> str:
    text = record.name if isinstance(record, Activity) else record.content
    return text.partition("\n")[0]


def _outcome(record: "Record") -> str | None:
    match record:
        case Visit(result=said) | DrugTest(result=said) | Notice(matter=said) | Support(category=said):
            return said
    return None


def field_rows(record: "Record", *, revealed: bool = False) -> tuple[tuple[str, str], ...]:
    """Label and ledger text of every field in which something stands."""
    fields = ((field, getattr(record, field.name)) for field in _fields(type(record)))
    return tuple((field.label, _shown(field, value, revealed)) for field, value in fields if value not in (None, ()))


def _fields(record_type: type) -> tuple[Declared, ...]:
    return declared_fields(record_type)


def _shown(field: Declared, value: object, revealed: bool) -> str:
    text = field.type.format(value)
    return mask(text) if field.sensitivity is Sensitivity.MASKED and not revealed else text


def said_in(record: "Record") -> str:
    """Everything a search inside a record looks at."""
    return "\n".join(text for _, text in field_rows(record))
