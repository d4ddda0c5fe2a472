"""Taking a unit of work back: what it wrote is reversed, except where somebody worked on from it.

An undo is itself a unit of work and can be undone. It reads the journal and keeps no books of its own.
"""

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from store.desk.case_events import CaseEvent, events_of, overlapping_main_helpers, overlaps, stranded
from store.desk.cases import measures_of
from store.desk.journal_rows import (
    RECORD_TYPES,
    UNDO,
    Row,
    RowStanding,
    Standing,
    later_units,
    newest_payload,
    record_of,
    standing_of,
    undo_reason,
    undo_targets,
)
from store.desk.pact_faults import pact_faults, rows_behind
from store.desk.records import Record, change, columns_of, load, remove, restore
from store.desk.service_faults import impossible_services, services_outside
from store.errors import NotFoundError, StoreError
from store.model.area import Area
from store.model.assignment import Assignment
from store.model.document import Document
from store.model.household import FormerState, Household
from store.model.measure import Measure
from store.model.person import Person
from store.model.service import Service
from store.model.suspension import Suspension
from store.model.volunteer import Volunteer
from store.vault.cipher import Connection
from store.vault.journal import Entry, entries_of
from store.vault.unit_of_work import Act, UnitOfWork, unit_of_work

_CHILDREN = tuple(table for table, record_type in RECORD_TYPES.items() if "person_id" in columns_of(record_type))
_FOUNDATIONS = (Area, Document, Household, FormerState, Volunteer)
"""What signatures, other areas and service build on."""
_LATER_RECORDS = "名下有之后登记的记录,没有撤回。"
_CLASHES = "与之后登记的内容冲突,没有撤回。"
_STRANDS = "撤回后会有走访、检测等记录落在措施之外,没有撤回。"
_OVERLAPS = "撤回后会有两次中止的日期重叠,没有撤回。"
_TWO_HELPERS = "撤回后此人会同时有两个主帮教人,没有撤回。"
_HOURS = "撤回后会有志愿服务时间重叠、一天超过24小时,或者不在加入和退出之间,没有撤回。"
_UNFOUNDED = "撤回后会有签订落在文书有效期之外、或有区划没有上级,没有撤回。"
_NO_MEASURE = "撤回后此人没有任何措施,会从名单上消失,没有撤回。"
_DESTROYED = "日志里这一条的内容已依法销毁,无法恢复。"


@dataclass(frozen=True, slots=True)
class Left:
    """What was not reversed: the record (uid, or what names it where it has none), and one Chinese sentence why."""

    record: str
    why: str


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo did. ``batch`` is its own unit, ``None`` if nothing could be reversed.

    ``reversed`` counts ledger rows: a person and what the same row of the roster made are one.
    """

    batch: int | None
    reversed: int
    kept: tuple[Left, ...] = ()
    failed: tuple[Left, ...] = ()


@dataclass(slots=True, eq=False)
class _Change:
    """One entry with the records it holds."""

    entry: Entry
    before: Record | None
    after: Record | None

    @property
    def row(self) -> Row:
        return self.entry.kind, self.entry.record

    @property
    def record(self) -> Record:
        record = self.after or self.before
        assert record is not None
        return record


@dataclass(slots=True, eq=False)
class _Group:
    """What is reversed or kept together: the entries that one row of a ledger made."""

    changes: list[_Change]
    kept: str | None = None

    @property
    def name(self) -> str:
        """The uid of the person if the row made or changed one, else that of its first record."""
        records = [change.record for change in self.changes]
        return _name(next((record for record in records if isinstance(record, Person)), records[0]))

    def new_people(self) -> set[int]:
        """The persons this row entered on the roster."""
        return {row_id for table, row_id in (change.row for change in self.changes if change.before is None)
                if table == "person"}  # fmt: skip

    @property
    def size(self) -> int:
        """Ledger rows: further measures of one person came in rows of their own."""
        rows = {change.row for change in self.changes}
        return max(1, sum(table == "measure" for table, _ in rows))


class _BlockedError(Exception):
    """Reversing these groups would break what must hold; each with the sentence that says what."""

    def __init__(self, why: Mapping["_Group", str]) -> None:
        super().__init__()
        self.why = why


def undo(connection: Connection, batch: int, act: Act) -> Undone:
    """Reverse each ledger row that the unit ``batch`` wrote, unless a later edit touched it or builds on it.

    Raises ``NotFoundError`` for a batch that does not exist, ``StoreError`` for one that wrote no records, founded the
    vault, changed settings, or was taken back already.
    """
    _require_undoable(connection, batch)
    entries, failed = _readable(entries_of(connection, batch))
    groups = _grouped(connection, batch, entries)
    if not groups and not failed:
        raise StoreError("已经撤回过", "这个批次已经撤回过,没有再改动什么。要恢复它,请撤回那一次撤回。")
    number = _reverse(connection, dataclasses.replace(act, action=UNDO, reason=undo_reason(batch)), groups)
    reversed_rows = sum(group.size for group in groups if group.kept is None)
    kept = tuple(Left(group.name, group.kept) for group in groups if group.kept is not None)
    return Undone(number, reversed_rows, kept, failed)


def _require_undoable(connection: Connection, batch: int) -> None:
    found = connection.execute("SELECT action, entries FROM unit WHERE number = ?", (batch,)).fetchone()
    if found is None:
        raise NotFoundError("没有这个批次", "日志里没有这个批次,什么都没有改。请用 yuesong history 核对批次号。")
    action, entries = found
    if action == "init":
        raise StoreError("不能撤回", "这个批次是台账的建立,不能撤回,什么都没有改。")
    if not entries:
        raise StoreError("没有可撤回的", "这个批次没有改动记录(如导出、查看),什么都没有改。请核对批次号。")
    kinds = {kind for (kind,) in connection.execute("SELECT DISTINCT kind FROM journal WHERE unit = ?", (batch,))}
    if not kinds <= RECORD_TYPES.keys():
        raise StoreError("不能撤回", "这个批次改的是设置,不能撤回,什么都没有改。请在设置里改回。")


def _readable(entries: Iterable[Entry]) -> tuple[list[Entry], tuple[Left, ...]]:
    """The entries whose payload is there, and what cannot be reversed because it was destroyed."""
    readable: list[Entry] = []
    failed: list[Left] = []
    for entry in entries:
        if newest_payload(entry) is None:
            failed.append(Left(f"{entry.kind} {entry.record}", _DESTROYED))
        else:
            readable.append(entry)
    return readable, tuple(failed)


def _grouped(connection: Connection, batch: int, entries: Sequence[Entry]) -> list[_Group]:
    """The unit's changes that were not undone yet, by ledger row; those that were worked on are marked as kept."""
    later = later_units(connection, batch, {(entry.kind, entry.record) for entry in entries})
    targets = undo_targets(connection, batch)
    standings = {row: standing_of(batch, numbers, targets) for row, numbers in later.items()}
    changes = [
        _Change(entry, _record(entry, entry.before), _record(entry, entry.after))
        for entry in entries
        if standings[entry.kind, entry.record].standing is not Standing.UNDONE
    ]
    entered = {
        change.entry.record for change in changes if change.row[0] == "person" and None in (change.before, change.after)
    }
    groups: dict[Row, _Group] = defaultdict(lambda: _Group([]))
    for written in changes:
        group = groups[_group_key(written, entered)]
        group.changes.append(written)
        group.kept = group.kept or _why_kept(standings[written.row])
    return list(groups.values())


def _record(entry: Entry, payload: str | None) -> Record | None:
    return None if payload is None else record_of(entry.kind, payload)


def _why_kept(standing: RowStanding) -> str | None:
    return f"之后又改过(批次{standing.by}),没有撤回。" if standing.standing is Standing.TOUCHED else None


def _group_key(written: _Change, entered: set[int]) -> Row:
    """The person where the change came in the person's own row of the roster, else the row itself.

    ``entered`` are the persons whom the unit put on the roster, or took off it: their measures go with them.
    """
    record = written.record
    if isinstance(record, FormerState):
        return "household", record.household_id
    owner: int = getattr(record, "person_id", 0)
    with_new_person = isinstance(record, Measure) and owner in entered
    if owner and (with_new_person or getattr(record, "from_roster", False)):
        return "person", owner
    return written.row


def _name(record: Record) -> str:
    for attribute in ("uid", "number", "code", "name"):
        if name := getattr(record, attribute, ""):
            return str(name)
    return str(record.id)


def _reverse(connection: Connection, act: Act, groups: Sequence[_Group]) -> int | None:
    """Reverse what can be reversed, as one unit; its number, or ``None`` where everything is kept.

    What turns out to be built upon is kept, and the rest is tried again. Each try is a transaction of its own: inside
    a savepoint SQLite keeps a copy of every page for every statement, and a large undo would take minutes.
    """
    while True:
        _keep_people_with_records(connection, groups)
        wanted = [group for group in groups if group.kept is None]
        if not wanted:
            return None
        try:
            with unit_of_work(connection, act) as unit:
                _attempt(unit, wanted)
                return unit.number
        except _BlockedError as blocked:
            for group, why in blocked.why.items():
                group.kept = why


def _keep_people_with_records(connection: Connection, groups: Sequence[_Group]) -> None:
    going = {change.row for group in groups if group.kept is None for change in group.changes if change.before is None}
    people = {row_id for table, row_id in going if table == "person"}
    if not people:
        return
    staying: set[int] = set()
    for table in _CHILDREN:
        rows = connection.execute(
            f"SELECT id, person_id FROM {table} WHERE person_id BETWEEN ? AND ?", (min(people), max(people))
        )
        staying |= {owner for row_id, owner in rows if owner in people and (table, row_id) not in going}
    for group in groups:
        if group.kept is None and not staying.isdisjoint(group.new_people()):
            group.kept = _LATER_RECORDS


def _attempt(unit: UnitOfWork, groups: Sequence[_Group]) -> None:
    """Reverse entry by entry, newest first: every step goes back through a state that once held."""
    from sqlcipher3 import dbapi2

    measured = _people_to_judge(groups)
    founding = [group for group in groups if any(isinstance(c.record, _FOUNDATIONS) for c in group.changes)]
    faults = pact_faults(unit.connection) if founding else None
    before = {person_id: _case(unit.connection, person_id) for person_id in measured}
    serving = _volunteers_to_judge(groups)
    hours_before = _hours_faults(unit.connection, serving)
    blocked: dict[_Group, str] = {}
    steps = [(written, group) for group in groups for written in group.changes]
    for written, group in sorted(steps, key=lambda step: step[0].entry.seq, reverse=True):
        if group in blocked:
            continue
        try:
            _reverse_one(unit, written)
        except dbapi2.IntegrityError:
            is_built_upon = isinstance(written.record, _FOUNDATIONS) and written.before is None
            blocked[group] = _LATER_RECORDS if is_built_upon else _CLASHES
    for person_id, concerned in measured.items():
        if why := _case_fault(before[person_id], _case(unit.connection, person_id)):
            blocked = {**dict.fromkeys(concerned, why), **blocked}
    for service in _hours_faults(unit.connection, serving) - hours_before:
        blocked = {**dict.fromkeys(serving[service.volunteer_id], _HOURS), **blocked}
    if faults is not None:
        rows, codes = rows_behind(faults, pact_faults(unit.connection))
        blocked = {**{group: _UNFOUNDED for group in founding if _has_to_do(group, rows, codes)}, **blocked}
    if blocked:
        raise _BlockedError(blocked)


def _has_to_do(group: _Group, rows: set[Row], codes: set[str]) -> bool:
    for written in group.changes:
        record = written.record
        if written.row in rows or (isinstance(record, Area) and record.code in codes):
            return True
        if isinstance(record, FormerState) and ("household", record.household_id) in rows:
            return True
    return False


def _reverse_one(unit: UnitOfWork, written: _Change) -> None:
    match written.before, written.after:
        case None, after if after is not None:
            remove(unit, after)
        case before, None if before is not None:
            restore(unit, before)
        case before, after if before is not None and after is not None:
            change(unit, after, before)


def _people_to_judge(groups: Iterable[_Group]) -> dict[int, list[_Group]]:
    """Persons who stay and whose measures, suspensions or helpers would change, with the groups behind that."""
    found: dict[int, list[_Group]] = defaultdict(list)
    going: set[int] = set()
    for group in groups:
        for written in group.changes:
            if isinstance(written.record, Measure | Suspension | Assignment):
                found[written.record.person_id].append(group)
            elif isinstance(written.record, Person) and written.before is None:
                going.add(written.record.id)
    return {person_id: concerned for person_id, concerned in found.items() if person_id not in going}


def _volunteers_to_judge(groups: Iterable[_Group]) -> dict[int, list[_Group]]:
    """Volunteers whose time or service would change, with the groups behind that."""
    found: dict[int, list[_Group]] = defaultdict(list)
    for group in groups:
        for written in group.changes:
            if isinstance(written.record, Service):
                found[written.record.volunteer_id].append(group)
            elif isinstance(written.record, Volunteer):
                found[written.record.id].append(group)
    return found


def _hours_faults(connection: Connection, volunteers: Iterable[int]) -> set[Service]:
    return impossible_services(connection, volunteers) | services_outside(connection, volunteers)


@dataclass(frozen=True, slots=True)
class _Case:
    measures: list[Measure]
    events: list[CaseEvent]
    helpers: list[Assignment]


def _case(connection: Connection, person_id: int) -> _Case:
    helpers = load(connection, Assignment, "WHERE person_id = ?", (person_id,))
    return _Case(measures_of(connection, person_id), events_of(connection, person_id), helpers)


def _case_fault(before: _Case, after: _Case) -> str | None:
    if before.measures and not after.measures:
        return _NO_MEASURE
    was_stranded = {(type(event), event.id) for event in stranded(before.events, before.measures)}
    now_stranded = {(type(event), event.id) for event in stranded(after.events, after.measures)}
    if now_stranded - was_stranded:
        return _STRANDS
    if len(overlapping_main_helpers(after.helpers)) > len(overlapping_main_helpers(before.helpers)):
        return _TWO_HELPERS
    return _OVERLAPS if overlaps(after.events, after.measures) - overlaps(before.events, before.measures) else None
