"""What happened in a case, in one line without its day."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from store.fields import declared_field
from store.model.assessment import Assessment
from store.model.drug_test import DrugTest
from store.model.leave import UNREPORTED, Leave
from store.model.notice import Notice
from store.model.support import Support
from store.model.suspension import Suspension
from store.model.visit import Visit
from tui.standing import short_day

if TYPE_CHECKING:
    from store.desk.case_events import CaseEvent


def event_text(event: "CaseEvent", today: date) -> str:
    """What it was, how it ended, who was there, what was said."""
    return " ".join(part for part in _parts(event, today) if part)


def _parts(event: "CaseEvent", today: date) -> Iterable[str | None]:
    match event:
        case Visit():
            return _visit(event)
        case DrugTest():
            confirmed = f"({event.confirmation})" if event.confirmation else ""
            result = f"{event.result}{confirmed}"
            return ("检测", event.kind, event.sample, result, event.laboratory, event.note)
        case Assessment():
            risk = f"风险{event.risk}" if event.risk else None
            return ("评估", risk, event.conclusion, event.assessor, event.note)
        case Suspension():
            return ("中止", _until(event.resumed_on, "恢复", "还没有恢复", today), event.reason)
        case Leave():
            return _leave(event, today)
        case Notice():
            return _notice(event, today)
        case Support():
            return _support(event)


def _visit(visit: Visit) -> Iterable[str | None]:
    mode = "" if visit.mode == "见面" else f"({visit.mode})"
    yield f"{'、'.join(visit.contents)}{mode}"
    yield visit.result
    yield visit.place
    yield visit.visitors
    yield from (f"「{text}」" for text in (visit.situation, visit.needs) if text)
    yield visit.note


def _leave(leave: Leave, today: date) -> Iterable[str | None]:
    yield "请假外出"
    yield f"应返 {short_day(leave.due_back_on, today)}"
    yield _until(leave.returned_on, "实返", "还没有返回", today)
    yield "没有报告" if leave.reported == UNREPORTED else None
    yield leave.destination
    yield leave.reason


def _notice(notice: Notice, today: date) -> Iterable[str | None]:
    yield notice.matter
    yield notice.document_number
    yield notice.counterpart
    yield f"回执 {short_day(notice.receipt_on, today)}" if notice.receipt_on else None
    yield notice.handler
    yield f"「{notice.content}」" if notice.content else None


def _support(support: Support) -> Iterable[str | None]:
    yield "帮扶"
    yield support.category
    yield f"{declared_field(Support, 'amount').type.format(support.amount)}元" if support.amount else None
    yield support.content
    yield support.handler
    yield support.note


def _until(day: date | None, word: str, otherwise: str, today: date) -> str:
    return f"{word} {short_day(day, today)}" if day else otherwise
