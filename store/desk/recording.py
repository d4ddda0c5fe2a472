"""Recording what happened in a case, and correcting it afterwards: one door for every kind of event.

What cannot be is refused as the import refuses it, by the same checks of ``case_events``.
"""

import dataclasses
from datetime import date
from typing import Any, TypeVar

from store.desk.case_events import CaseEvent, day_of, is_closed_on, may_follow_closing, overlapping
from store.desk.cases import measures_of
from store.desk.drafts import DraftKey, drop_draft, saving
from store.desk.records import AnyRecord, add, change, load
from store.errors import NotFoundError, StoreError
from store.fields import Day, declared_fields
from store.model.person import Person
from store.model.suspension import Suspension
from store.vault.cipher import Connection
from store.vault.unit_of_work import Act

Event = TypeVar("Event", bound=CaseEvent)
_KEPT = "没有保存,您填的内容还在。"


def record_event(connection: Connection, act: Act, record: Event, *, draft: DraftKey | None = None) -> Event:
    """Save one event; the draft it was typed in goes with the same transaction.

    Raises ``StoreError`` for a day after today or before birth, for an event on or after the closing of its measure
    that may not follow it, and for a suspension that shares days with another one.
    """
    check_event(connection, act.today, record)
    with saving(connection, act, draft) as unit:
        return add(unit, [record])[0]


def amend_event(connection: Connection, act: Act, old: Event, new: Event, *, draft: DraftKey | None = None) -> Event:
    """Correct an event that was recorded as ``old``; the draft of the correction goes with the same transaction.

    Raises ``StoreError`` where a day or matter that was changed makes it what ``record_event`` refuses, and
    ``NotFoundError`` when ``old`` is no longer what is recorded.
    """
    # Who and which stay: a correction never turns one record into another person's.
    kept: dict[str, Any] = {"id": old.id, "uid": old.uid, "person_id": old.person_id}
    new = dataclasses.replace(new, **kept)
    require_recorded(connection, old)
    if new == old:
        if draft:
            drop_draft(connection, *draft)
        return old
    if _placed(new) != _placed(old):
        check_event(connection, act.today, new)
    with saving(connection, act, draft) as unit:
        change(unit, old, new)
    return new


def require_recorded(connection: Connection, record: AnyRecord) -> None:
    """Raise ``NotFoundError`` unless the record is recorded exactly so: somebody changed or removed it since."""
    recorded: list[Any] = load(connection, type(record), "WHERE id = ?", (record.id,))
    if recorded != [record]:
        raise NotFoundError("记录已变", "这条记录刚才已经改过或撤下,这次没有保存,您填的内容还在。请重新打开再改。")


def check_event(connection: Connection, today: date, event: CaseEvent) -> None:
    """Raise ``StoreError`` for an event that cannot be, as ``record_event`` says."""
    day = day_of(event)
    if day > today:
        raise StoreError("日期在今天之后", f"还没有发生的事不能记录,{_KEPT}请改日期。")
    persons = load(connection, Person, "WHERE id = ?", (event.person_id,))
    if not persons:
        raise NotFoundError("没有这个人", f"此人的登记已经撤下,{_KEPT}请核对人员。")
    born = persons[0].birth_date
    if born and any(each < born for each in _days(event)):
        raise StoreError("日期早于出生", f"这一天早于此人的出生日期,{_KEPT}请核对日期。")
    measures = measures_of(connection, event.person_id)
    if not may_follow_closing(type(event), getattr(event, "matter", None)) and is_closed_on(measures, day):
        raise StoreError("措施已结束", f"这一天措施已经结束,{_KEPT}请核对日期或人员。")
    if isinstance(event, Suspension):
        _check_overlap(connection, event)


def _check_overlap(connection: Connection, wanted: Suspension) -> None:
    recorded = load(connection, Suspension, "WHERE person_id = ? AND id <> ?", (wanted.person_id, wanted.id))
    pairs = overlapping([*recorded, wanted], measures_of(connection, wanted.person_id))
    shared = next((pair for pair in pairs if any(each is wanted for each in pair)), None)
    if shared:
        other = next(each for each in shared if each is not wanted)
        until = f"至 {other.resumed_on}" if other.resumed_on else "起,还没有恢复"
        raise StoreError("中止重叠", f"与 {other.started_on} {until}的中止日期重叠,{_KEPT}请核对,或先补填恢复日期。")


def _placed(event: CaseEvent) -> tuple[object, ...]:
    """What decides whether an event can be: its days, and of a notice the matter."""
    return (*_days(event), getattr(event, "matter", None))


def _days(event: CaseEvent) -> list[date]:
    record_type: type = type(event)
    fields = (field for field in declared_fields(record_type) if isinstance(field.type, Day))
    return [day for field in fields if (day := getattr(event, field.name)) is not None]
