"""Matching rows of ``service``: by 记录编号, else by volunteer, day, activity, beginning and content."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from store.fields import new_uid
from store.fields.text import usual_name
from store.handoff.clean_rows import CLEAR, CleanRow, Verdict
from store.handoff.cleaning import Cleaner
from store.handoff.keyed_rows import KeyedMatcher
from store.handoff.known import Held, Known
from store.handoff.merging import merged
from store.model.ledgers import Column, Ledger
from store.model.service import Service
from store.model.volunteer import Volunteer
from store.rules.service import (
    DAY_MINUTES,
    LONG_DAY_MINUTES,
    clock_fault,
    is_outside_membership,
    minutes_on,
    overlapping,
)

UID, NUMBER, NAME, DAY, MINUTES, START, END = (
    "记录编号", "志愿者编号", "姓名", "日期", "服务分钟", "开始时间", "结束时间",
)  # fmt: skip
Key = tuple[int, date, str | None, str | None, str]


class ServiceMatcher(KeyedMatcher):
    """The volunteer has to be recorded, and can have done it: by the clock, by the day, and beside everything else.

    Of rows that overlap one another none is taken; of one that overlaps what is recorded only the recorded one stays.
    """

    def __init__(self, known: Known, cleaner: Cleaner, ledger: Ledger, columns: Sequence[Column]) -> None:
        super().__init__(known, cleaner, ledger, columns)
        self._records = known.records(Service)
        self._named: dict[str, list[Held]] = defaultdict(list)
        for held in known.volunteers.by_key.values():
            self._named[usual_name(held.now.name)].append(held)
        self._keyed: dict[Key, list[Held]] = defaultdict(list)
        for mine in self._records.of_person.values():
            for held in mine:
                self._keyed[_key(held.now)].append(held)
        self._volunteers: dict[int, Held | None] = {}
        self._claimed: set[int] = set()
        self._from_here: set[int] = set()
        self._taken: list[tuple[CleanRow, Held, Any]] = []
        self._repeated: dict[int, CleanRow] = {}
        own = dict(self.own)
        self._telling = tuple(own[name] for name in ("activity_number", "started_at", "content"))

    def match(self, rows: Sequence[CleanRow]) -> None:
        for row in rows:
            self._volunteers[row.number] = self._volunteer_of(row)
            self._check_clock(row)
        super().match(rows)
        self._settle()
        for row in rows:
            if (original := self._repeated.get(row.number)) and original.stays_out and row.verdict is Verdict.SAME:
                self._share_fate(row, original)

    def _volunteer_of(self, row: CleanRow) -> Held | None:
        number, name = row.values[self.at[NUMBER]], row.values[self.at[NAME]]
        if number:
            held = self.known.volunteers.by_key.get(number)
            if held is None:
                self.cleaner.add(row, NUMBER, "volunteer-unknown")
            elif name and usual_name(name) != usual_name(held.now.name):
                self.cleaner.add(row, NAME, "conflict")
            return held
        if not name:
            if not any(problem.field in (NUMBER, NAME) for problem in row.problems):
                self.cleaner.add(row, NUMBER, "missing")
            return None
        named = self._named.get(usual_name(name), [])
        if len(named) == 1:
            self.cleaner.add(row, NAME, "volunteer-by-name")
            return named[0]
        self.cleaner.add(row, NAME, "volunteer-ambiguous" if named else "volunteer-unknown")
        return None

    def _check_clock(self, row: CleanRow) -> None:
        start, end, minutes = (row.values[self.at[header]] for header in (START, END, MINUTES))
        if isinstance(minutes, int):
            fault = clock_fault(
                start if isinstance(start, str) else None, end if isinstance(end, str) else None, minutes
            )
            if fault:
                self.cleaner.add(row, END if fault == "date-order" else MINUTES, fault)

    def keys_of(self, row: CleanRow) -> Iterable[Hashable]:
        held, uid, day = self._volunteers[row.number], row.values[self.at[UID]], row.values[self.at[DAY]]
        if uid:
            yield uid
        if held and day:
            yield held.now.number, day, *(row.values[place] for place in self._telling)

    def repeats(self, rows: Iterable[CleanRow]) -> dict[int, CleanRow]:
        self._repeated = super().repeats(rows)
        return self._repeated

    def _share_fate(self, row: CleanRow, original: CleanRow) -> None:
        """A row that says again what turned out to be impossible is refused like it."""
        for problem in original.problems:
            if not row.has(problem.code):
                self.cleaner.add(row, problem.field, problem.code)
        row.verdict = original.verdict

    def are_apart(self, group: Sequence[CleanRow]) -> bool:
        """Rows that each bear a record id of their own are records of their own, however alike."""
        uids = [row.values[self.at[UID]] for row in group]
        return None not in uids and len(set(uids)) > 1

    def preference(self, row: CleanRow) -> tuple[bool, ...]:
        """A row with a record id says more than its equal without one."""
        return row.rejected, row.values[self.at[UID]] is None

    def content(self, row: CleanRow) -> tuple[Any, ...]:
        held = self._volunteers[row.number]
        return (*super().content(row), held.now.number if held else None)

    def match_row(self, row: CleanRow) -> None:
        held = self._volunteers[row.number]
        if held is None:
            return
        given, uid = self.given(row), row.values[self.at[UID]]
        record = self._record_of(row, held.now, given)
        place = (held.now.id, given["day"])
        if record is not None and uid == record.now.uid and place != (record.now.volunteer_id, record.now.day):
            self.cleaner.add(row, UID, "record-id-reused")
            return
        if record is None:
            # Only an export bears the id of a record that is not here: what another vault recorded is not doubted.
            if uid is None and is_outside_membership(held.now, given["day"]):
                self.cleaner.add(row, DAY, "outside-validity")
            else:
                self._add(row, held.now, given)
        else:
            self._merge(row, record, given)

    def _record_of(self, row: CleanRow, volunteer: Volunteer, given: Mapping[str, Any]) -> Held | None:
        uid = row.values[self.at[UID]]
        found = self._records.by_uid.get(uid) if uid else None
        key = (volunteer.id, given["day"], given.get("activity_number"), given.get("started_at"), given["content"])
        candidates = [found] if found else self._keyed.get(key, ())
        for record in candidates:
            if record is found or not (id(record) in self._claimed or (uid and id(record) in self._from_here)):
                self._claimed.add(id(record))
                return record
        return None

    def _add(self, row: CleanRow, volunteer: Volunteer, given: Mapping[str, Any]) -> None:
        values = {name: value for name, value in given.items() if value is not CLEAR}
        uid = row.values[self.at[UID]] or new_uid()
        held = self._records.put(Held(None, Service(uid=uid, volunteer_id=volunteer.id, **values)))
        self._from_here.add(id(held))
        self._claimed.add(id(held))
        self._keyed[_key(held.now)].append(held)
        row.verdict = Verdict.NEW
        self._taken.append((row, held, None))

    def _merge(self, row: CleanRow, record: Held, given: Mapping[str, Any]) -> None:
        now = merged(record.now, given)
        changed = Verdict.NEW if record.before is None else Verdict.CHANGED
        row.verdict = Verdict.SAME if now == record.now else changed
        if now != record.now:
            self._taken.append((row, record, record.now))
            record.now = now

    def _settle(self) -> None:
        """Compare what the rows say with everything else of their volunteers, which needs all of them."""
        for row, held, _ in self._taken:
            mine = self._records.of_person[held.now.volunteer_id]
            on_day = [each for each in mine if each.now.day == held.now.day]
            shared = overlapping([each.now for each in on_day])
            if any(held.now in (one, other) for one, other in shared):
                self.cleaner.add(row, START, "range-overlap")
            total = minutes_on([each.now for each in on_day], held.now.day)
            if total > DAY_MINUTES:
                self.cleaner.add(row, MINUTES, "minutes-impossible")
            elif total > LONG_DAY_MINUTES:
                self.cleaner.add(row, MINUTES, "long-day")
        for row, held, before in self._taken:
            if row.stays_out:
                row.verdict = Verdict.REJECTED if row.rejected else Verdict.CONFLICT
                self._take_back(held, before)

    def _take_back(self, held: Held, before: Any) -> None:  # noqa: ANN401 (a record, or none)
        if before is not None:
            held.now = before
        else:
            self._records.remove(held)


def _key(service: Service) -> Key:
    return service.volunteer_id, service.day, service.activity_number, service.started_at, service.content
