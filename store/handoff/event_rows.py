"""Matching rows of the event kinds: the record a row speaks of, by its id or its key, and what it would change."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from store.desk.case_events import LEDGER_DAYS, CaseEvent, is_closed_on, may_follow_closing
from store.fields import Day, new_uid
from store.handoff.clean_rows import CLEAR, CleanRow, Verdict
from store.handoff.cleaning import Cleaner
from store.handoff.event_people import PersonFinder
from store.handoff.known import Held, Known
from store.handoff.measure_rows import MeasureKind
from store.handoff.merging import is_beside, merged
from store.handoff.range_rows import CODE as OVERLAP
from store.handoff.range_rows import RANGES, RangeKind
from store.model.assignment import Assignment
from store.model.drug_test import DrugTest
from store.model.ledgers import Column, Ledger
from store.model.measure import Measure

EventRecord = Measure | CaseEvent | Assignment

_KEYS = {
    "visits": ("day", "mode", "contents", "result"),
    "tests": ("day", "sample", "kind", "result"),
    "assessments": ("day",),
    "suspensions": ("started_on",),
    "leaves": ("left_on",),
    "notices": ("day", "matter", "document_number"),
    "supports": ("day", "category", "amount", "content"),
    "assignments": ("started_on", "role", "helper"),
}
"""What tells the records of one person apart, by kind; the event's own day comes first."""


class EventMatcher:
    """Gives every row of one event ledger its verdict and notes in ``known`` what has to be written."""

    def __init__(self, known: Known, cleaner: Cleaner, ledger: Ledger, columns: Sequence[Column]) -> None:
        self._known = known
        self._cleaner = cleaner
        self._ledger = ledger
        self._records = known.records(ledger.record)
        self._finder = PersonFinder(known, cleaner, columns, ledger.kind)
        places = list(enumerate(columns))
        self._own = tuple((column.field.name, place) for place, column in places if column.record is ledger.record)
        self._own = tuple((name, place) for name, place in self._own if name != "uid")
        self._days = tuple(
            (column.field.name, place, column.header)
            for place, column in places
            if column.record is ledger.record and isinstance(column.field.type, Day)
        )
        by_name = {column.field.name: column for column in columns if column.record is ledger.record}
        self._key_columns = tuple(by_name[name] for name in _KEYS.get(ledger.kind, ()))
        self._uid_at = next(place for place, column in places if column.header == "记录编号")
        self._person_uid_at = next(place for place, column in places if column.header == "人员编号")
        self._matter_at = next((place for name, place in self._own if name == "matter"), None)
        self._people: dict[int, Held] = {}
        self._claimed: set[int] = set()
        self._from_here: set[int] = set()
        self._index: dict[int, dict[tuple[Any, ...], list[Held]]] = {}
        self._measure_kind = MeasureKind(known) if ledger.record is Measure else None
        ranges = RANGES.get(ledger.record)
        self._range_kind = RangeKind(known, cleaner, ranges) if ranges else None
        self._volunteer_at = next((place for name, place in self._own if name == "volunteer_number"), None)
        self._day = LEDGER_DAYS.get(ledger.record, "")

    def match(self, rows: Sequence[CleanRow]) -> None:
        """Match every row, those of one record together."""
        for row in rows:
            if (held := self._finder.find(row)) is not None:
                self._people[row.number] = held
        repeats = self._repeats(rows)
        for row in rows:
            if row.number not in repeats:
                self._match_row(row)
        self._settle(rows)
        for row in rows:
            if row.number not in repeats:
                continue
            if repeats[row.number].has(OVERLAP) and not row.has(OVERLAP):
                self._cleaner.add(row, self._days[0][2], OVERLAP)
            if row.rejected or repeats[row.number].stays_out:
                self._match_row(row)
            else:
                row.verdict = Verdict.SAME

    def _settle(self, rows: Sequence[CleanRow]) -> None:
        """Compare ranges with one another, which needs all of them."""
        if self._range_kind is None:
            return
        matched = [row for row in rows if row.number in self._people]
        for record in self._range_kind.settle():
            if (keyed := self._index.get(record.now.person_id)) is not None:
                keyed[self._key_of_record(record.now)].remove(record)
        for row in matched:
            if row.stays_out and not row.has(OVERLAP):
                days = (row.values[place] for _, place, _ in self._days)
                person, uid = self._people[row.number].now, row.values[self._uid_at]
                self._range_kind.check_staying_out(row, person.id, uid, *days)

    def _key(self, row: CleanRow) -> tuple[Any, ...]:
        return self._key_of({name: row.values[place] for name, place in self._own})

    def _key_of(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        if self._measure_kind:
            return (values["category"], values.get("served_on") or values.get("decided_on"))
        wanted = (values[name] for name in _KEYS[self._ledger.kind])
        return tuple(None if value is CLEAR else value for value in wanted)

    def _repeats(self, rows: Sequence[CleanRow]) -> dict[int, CleanRow]:
        """Rows that say again what another row says, by number; rows that contradict one another are marked."""
        repeats: dict[int, CleanRow] = {}
        by_uid: dict[Any, list[CleanRow]] = defaultdict(list)
        by_key: dict[Any, list[CleanRow]] = defaultdict(list)
        for row in rows:
            if uid := row.values[self._uid_at]:
                by_uid[uid].append(row)
            if row.number in self._people and self._is_whole(row, key := self._key(row)):
                by_key[self._people[row.number].now.id, key].append(row)
        for group in by_uid.values():
            if len(group) > 1:
                self._compare(group, repeats)
        for group in by_key.values():
            uids = [row.values[self._uid_at] for row in group]
            # Rows that each bear a record id of their own are records of their own, however alike.
            if len(group) > 1 and (None in uids):
                self._compare(group, repeats)
        return repeats

    def _is_whole(self, row: CleanRow, key: tuple[Any, ...]) -> bool:
        """Whether a key names a record. A measure may be undated; a key with a refused cell names nothing."""
        if self._measure_kind:
            return key[0] is not None
        if None not in key:
            return True
        given = zip(self._key_columns, key, strict=True)
        return not any(
            value is None and (column.required or any(problem.field == column.header for problem in row.problems))
            for column, value in given
        )

    def _compare(self, group: Sequence[CleanRow], repeats: dict[int, CleanRow]) -> None:
        contents = {self._content(row) for row in group}
        if len(contents) > 1:
            for row in group:
                if not row.has("duplicate-in-file"):
                    self._cleaner.add(row, None, "duplicate-in-file")
            return
        # A row with a record id says more than its equal without one.
        first = min(group, key=lambda row: (row.rejected, row.values[self._uid_at] is None))
        for row in group:
            if row is not first and first.number not in repeats:
                repeats.setdefault(row.number, first)

    def _content(self, row: CleanRow) -> tuple[Any, ...]:
        person = self._people.get(row.number)
        return (id(person) if person else row.values[0], *(row.values[place] for _, place in self._own))

    def _match_row(self, row: CleanRow) -> None:
        held = self._people.get(row.number)
        if self._volunteer_at is not None:
            number = row.values[self._volunteer_at]
            if isinstance(number, str) and number not in self._known.volunteers.by_key:
                self._cleaner.add(row, "志愿者编号", "volunteer-unknown")
        if held is None or row.stays_out:
            self._check_lacking_term(row, None)
            if held is not None:
                self._check_staying_out(row, held)
            row.verdict = Verdict.REJECTED if row.rejected else Verdict.CONFLICT
            return
        given = {name: value for name, place in self._own if (value := row.values[place]) is not None}
        record = self._find_record(row, held, given)
        self._check_lacking_term(row, record)
        if record is None and not row.stays_out:
            self._check_new(row, held, given)
        elif record is not None and not row.stays_out:
            self._check_merged(row, held, record, given)
        if row.stays_out:
            row.verdict = Verdict.REJECTED if row.rejected else Verdict.CONFLICT
        elif record is None:
            self._add(row, held, given)
        else:
            self._merge(row, record, given)

    def _check_staying_out(self, row: CleanRow, held: Held) -> None:
        """What else is wrong with a row that stays out anyhow, as far as its good cells tell."""
        self._check_days(row, held)
        given = {name: value for name, place in self._own if (value := row.values[place]) is not None}
        by_uid = self._records.by_uid.get(row.values[self._uid_at] or "")
        if by_uid is not None:
            self._check_reuse(row, held, by_uid, given)
        elif self._measure_kind and "category" in given and not self._measure_kind.candidates(held, given):
            for header, code in self._measure_kind.faults_of_new(held, given):
                if not row.has(code):
                    self._cleaner.add(row, header, code)

    def _check_reuse(self, row: CleanRow, held: Held, record: Held, given: Mapping[str, Any]) -> None:
        if record.now.person_id != held.now.id or self._is_other_day(record.now, given):
            self._cleaner.add(row, "记录编号", "record-id-reused")

    def _check_lacking_term(self, row: CleanRow, record: Held | None) -> None:
        if row.lacks_term and not (record and record.now.term_months):
            self._cleaner.add(row, "期限(年)", "missing")
        row.lacks_term = False

    def _find_record(self, row: CleanRow, held: Held, given: Mapping[str, Any]) -> Held | None:
        uid = row.values[self._uid_at]
        by_uid = self._records.by_uid.get(uid) if uid else None
        if by_uid is not None:
            self._check_reuse(row, held, by_uid, given)
            self._claimed.add(id(by_uid))
            return by_uid
        for record in self._candidates(held, given):
            if id(record) not in self._claimed and not (uid and id(record) in self._from_here):
                self._claimed.add(id(record))
                return record
        return None

    def _is_other_day(self, record: EventRecord, given: Mapping[str, Any]) -> bool:
        if isinstance(record, Measure):
            return is_beside(record, given)
        return self._day in given and bool(getattr(record, self._day) != given[self._day])

    def _candidates(self, held: Held, given: Mapping[str, Any]) -> list[Held]:
        if self._measure_kind:
            return self._measure_kind.candidates(held, given)
        return self._keyed(held.now.id).get(self._key_of({**dict.fromkeys(_KEYS[self._ledger.kind]), **given}), [])

    def _keyed(self, person_id: int) -> dict[tuple[Any, ...], list[Held]]:
        if person_id not in self._index:
            keyed: dict[tuple[Any, ...], list[Held]] = defaultdict(list)
            for record in self._records.of_person.get(person_id, ()):
                keyed[self._key_of_record(record.now)].append(record)
            self._index[person_id] = keyed
        return self._index[person_id]

    def _key_of_record(self, record: EventRecord) -> tuple[Any, ...]:
        return tuple(getattr(record, name) for name in _KEYS[self._ledger.kind])

    def _check_birth(self, row: CleanRow, held: Held) -> None:
        born = held.now.birth_date
        for _, place, header in self._days:
            day = row.values[place]
            if born and isinstance(day, date) and day < born:
                self._cleaner.add(row, header, "date-order")

    def _check_days(self, row: CleanRow, held: Held) -> None:
        """The days of a row that makes a new record: not before birth, not after the closing of its measure."""
        self._check_birth(row, held)
        _, place, header = self._days[0]
        day = row.values[place]
        if self._measure_kind or not isinstance(day, date) or self._is_exported(row) or self._may_follow_closing(row):
            return
        measures = [record.now for record in self._known.records(Measure).of_person.get(held.now.id, ())]
        if is_closed_on(measures, day):
            self._cleaner.add(row, header, "measure-closed")

    def _may_follow_closing(self, row: CleanRow) -> bool:
        matter = row.values[self._matter_at] if self._matter_at is not None else None
        return may_follow_closing(self._ledger.record, matter)

    def _is_exported(self, row: CleanRow) -> bool:
        """Only an export bears both ids. What another vault recorded is not doubted: exports come back whole."""
        return bool(row.values[self._uid_at] and row.values[self._person_uid_at])

    def _check_new(self, row: CleanRow, held: Held, given: Mapping[str, Any]) -> None:
        self._check_days(row, held)
        if self._measure_kind:
            for header, code in self._measure_kind.faults_of_new(held, given):
                self._cleaner.add(row, header, code)
            return
        if self._ledger.record is DrugTest and self._has_other_result(held, given):
            self._cleaner.add(row, "结果", "same-day-result")

    def _has_other_result(self, held: Held, given: Mapping[str, Any]) -> bool:
        return any(
            record.now.day == given["day"] and record.now.result != given["result"]
            for record in self._records.of_person.get(held.now.id, ())
        )

    def _check_merged(self, row: CleanRow, held: Held, record: Held, given: Mapping[str, Any]) -> None:
        if merged(record.now, given) != record.now:
            self._check_birth(row, held)
        if self._measure_kind:
            for header, code in self._measure_kind.faults_of_merged(row, record, given):
                self._cleaner.add(row, header, code)

    def _add(self, row: CleanRow, held: Held, given: Mapping[str, Any]) -> None:
        values = {name: value for name, value in given.items() if value is not CLEAR}
        uid = row.values[self._uid_at] or new_uid()
        record = self._ledger.record(uid=uid, person_id=held.now.id, **values)
        added = self._records.put(Held(None, record))
        self._from_here.add(id(added))
        self._claimed.add(id(added))
        if not self._measure_kind and held.now.id in self._index:
            self._index[held.now.id][self._key_of_record(record)].append(added)
        row.verdict = Verdict.NEW
        if self._range_kind:
            self._range_kind.note(row, added, None)

    def _merge(self, row: CleanRow, record: Held, given: Mapping[str, Any]) -> None:
        now = merged(record.now, given)
        uid = row.values[self._uid_at]
        if uid and uid != now.uid and getattr(now, "from_roster", False):
            self._records.rename(record, uid)
            now = merged(now, {"uid": uid, "from_roster": False})
        # A verdict compares with the vault: a record that only this import made is new to it.
        changed = Verdict.NEW if record.before is None else Verdict.CHANGED
        row.verdict = Verdict.SAME if now == record.now else changed
        previous, record.now = record.now, now
        if self._range_kind:
            self._range_kind.note(row, record, previous)
