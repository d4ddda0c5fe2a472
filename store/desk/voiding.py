"""作废: a wrong record leaves its table, and with it every rule and ledger; the journal keeps it with the reason."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from store.desk.case_events import CaseEvent, events_of, overlaps, stranded
from store.desk.cases import measures_of
from store.desk.journal_rows import record_of
from store.desk.recording import require_recorded
from store.desk.records import TABLES, Record, columns_of, load, remove
from store.errors import StoreError, UsageError
from store.fields import Text
from store.fields.cell import trim
from store.model.activity import Activity
from store.model.assessment import Assessment
from store.model.assignment import Assignment
from store.model.inquiry import Inquiry
from store.model.measure import Measure
from store.model.person import Person
from store.model.plan import Plan
from store.model.review import ReviewItem
from store.model.service import Service
from store.model.signature import Signature
from store.model.team import Team
from store.model.volunteer import Volunteer
from store.model.volunteer_event import VolunteerEvent
from store.vault.cipher import Connection
from store.vault.unit_of_work import Act, unit_of_work

VOID = "void"
_REASON = Text(200)
_OWNED_TABLES = tuple(table for record_type, table in TABLES.items() if "person_id" in columns_of(record_type))
Voidable = CaseEvent | Measure | Person | Inquiry | Signature | Service | VolunteerEvent | Volunteer | Team | Activity


@dataclass(frozen=True, slots=True)
class VoidedRecord:
    """A record that was voided and not brought back: what it said, who took it out, when and why."""

    unit: int
    at: str
    operator: str
    reason: str
    record: Record


def void(connection: Connection, act: Act, record: Voidable, reason: str) -> int:
    """Take a wrong record out. Returns the unit of work, which can be undone.

    A person goes with measures, assignments, plans, lines of reviews and the tier of the roster, while nothing else
    hangs on them.
    Raises ``UsageError`` without a reason, ``NotFoundError`` if the record is not recorded exactly so any more,
    ``StoreError`` where the person would drop out of sight or other records would lose their measure.
    """
    wording = trim(reason)
    if not wording or _REASON.clean(wording, act.today).codes:
        raise UsageError("要写原因", "作废要写明原因(200字以内),没有作废。请补写。")
    require_recorded(connection, record)
    going = _going_along(connection, record)
    with unit_of_work(connection, replace(act, action=VOID, reason=wording)) as unit:
        for gone in going:
            remove(unit, gone)
        return unit.number


def _going_along(connection: Connection, record: Voidable) -> Sequence[Record]:
    """What leaves with the record, children before parents."""
    if isinstance(record, Measure):
        _check_measure(connection, record)
    if isinstance(record, Person):
        return [*_registration_of(connection, record), record]
    if isinstance(record, Volunteer | Team | Activity):
        _check_unused(connection, record)
    return [record]


def _check_measure(connection: Connection, measure: Measure) -> None:
    others = [other for other in measures_of(connection, measure.person_id) if other.id != measure.id]
    if not others:
        raise StoreError(
            "只有这一项措施", "作废后此人没有任何措施,会从名单上消失,没有作废。请改正措施内容,或作废整个登记。"
        )
    events = events_of(connection, measure.person_id)
    lost = {event.uid for event in stranded(events, others)}
    if lost - {event.uid for event in stranded(events, [*others, measure])}:
        raise StoreError("措施下有记录", "作废后会有走访、检测等记录落在已结束的措施之后,没有作废。请先处理这些记录。")
    if overlaps(events, others) - overlaps(events, [*others, measure]):
        raise StoreError("中止会重叠", "作废后会有两次中止的日期重叠,没有作废。请先补填中止的恢复日期。")


_USES = {
    Volunteer: (
        ("service", "volunteer_id", "id"),
        ("volunteer_event", "volunteer_id", "id"),
        ("duty", "volunteer_id", "id"),
        ("certificate", "volunteer_id", "id"),
        ("assignment", "volunteer_number", "number"),
    ),
    Team: (("volunteer", "team", "name"), ("activity", "team", "name"), ("duty", "team", "name")),
    Activity: (("service", "activity_number", "number"),),
}
"""Where a record of the volunteers' desk is named: table, column, and what stands in it."""


def _check_unused(connection: Connection, record: Volunteer | Team | Activity) -> None:
    for table, column, named_by in _USES[type(record)]:
        query = f"SELECT 1 FROM {table} WHERE {column} = ? LIMIT 1"
        if connection.execute(query, (getattr(record, named_by),)).fetchone():
            raise StoreError("还有记录", "还有服务、队员、值班、帮教这些记录用到它,没有作废。请先核对那些记录。")


def _registration_of(connection: Connection, person: Person) -> list[Record]:
    mine = (person.id,)
    own: list[Record] = [
        *load(connection, Assessment, "WHERE person_id = ? AND from_roster ORDER BY id", mine),
        *load(connection, Assignment, "WHERE person_id = ? ORDER BY id", mine),
        *load(connection, Plan, "WHERE person_id = ? ORDER BY id", mine),
        *load(connection, ReviewItem, "WHERE person_id = ? ORDER BY id", mine),
        *measures_of(connection, person.id),
    ]
    if any(_count(connection, table, person.id) > _in(own, table) for table in _OWNED_TABLES):
        raise StoreError("名下有记录", "此人名下还有走访、检测等记录,没有作废。请先核对这些记录是不是此人的。")
    return own


def _count(connection: Connection, table: str, person_id: int) -> int:
    found: int = connection.execute(f"SELECT count(*) FROM {table} WHERE person_id = ?", (person_id,)).fetchone()[0]
    return found


def _in(records: Sequence[Record], table: str) -> int:
    return sum(TABLES[type(record)] == table for record in records)


def voided(connection: Connection, person_id: int) -> tuple[VoidedRecord, ...]:
    """The voided records of one person, oldest first, read from the journal; those brought back again are left out."""
    rows = connection.execute(
        """
        SELECT unit, at, operator, reason, kind, before
        FROM unit CROSS JOIN journal AS entry ON unit.number = entry.unit
        WHERE action = ? AND after IS NULL AND before IS NOT NULL
          AND CASE kind WHEN 'person' THEN record ELSE before ->> 'person_id' END = ?
          AND NOT EXISTS (SELECT 1 FROM journal AS later
                          WHERE later.kind = entry.kind AND later.record = entry.record AND later.seq > entry.seq)
        ORDER BY seq
        """,
        (VOID, person_id),
    )
    return tuple(
        VoidedRecord(unit, at, operator, reason, record_of(table, before))
        for unit, at, operator, reason, table, before in rows
    )
