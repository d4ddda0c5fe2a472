"""Matching rows of ``signatures``: by 记录编号, else by household, document, version and day."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from store.fields import new_uid
from store.handoff.clean_rows import CLEAR, CleanRow, Verdict
from store.handoff.cleaning import Cleaner
from store.handoff.keyed_rows import KeyedMatcher
from store.handoff.known import Held, Known
from store.handoff.merging import merged
from store.model.document import Document
from store.model.household import CLOSED, FormerState, Household
from store.model.ledgers import Column, Ledger
from store.model.signature import Signature
from store.rules.household_states import history
from store.rules.signatures import is_outside_validity

UID, HOUSEHOLD, KIND, VERSION, DAY = "记录编号", "户编号", "文书", "版本", "签订日期"
Key = tuple[int, int, date]


class SignatureMatcher(KeyedMatcher):
    """The household and the version have to be recorded, and somebody can have signed on that day."""

    def __init__(self, known: Known, cleaner: Cleaner, ledger: Ledger, columns: Sequence[Column]) -> None:
        super().__init__(known, cleaner, ledger, columns)
        self._records = known.records(Signature)
        self._former = known.records(FormerState).of_person
        self._finding = tuple(self.at[header] for header in (HOUSEHOLD, KIND, VERSION, DAY, UID))
        self._claimed: set[int] = set()
        self._from_here: set[int] = set()
        self._keyed: dict[Key, list[Held]] = defaultdict(list)
        for mine in self._records.of_person.values():
            for held in mine:
                self._keyed[_key(held.now)].append(held)

    def keys_of(self, row: CleanRow) -> Iterable[Hashable]:
        number, kind, version, day, uid = (row.values[place] for place in self._finding)
        if uid:
            yield uid
        if number and kind and version and day:
            yield number, kind, version, day

    def are_apart(self, group: Sequence[CleanRow]) -> bool:
        """Rows that each bear a record id of their own are records of their own, however alike."""
        uids = [row.values[self.at[UID]] for row in group]
        return None not in uids and len(set(uids)) > 1

    def preference(self, row: CleanRow) -> tuple[bool, ...]:
        """A row with a record id says more than its equal without one."""
        return row.rejected, row.values[self.at[UID]] is None

    def content(self, row: CleanRow) -> tuple[Any, ...]:
        return (*super().content(row), *(row.values[place] for place in self._finding[:3]))

    def match_all(self, rows: Iterable[CleanRow]) -> None:
        rows = list(rows)
        for row in rows:
            if row.stays_out:
                self._find(row)
        super().match_all(rows)

    def _find(self, row: CleanRow) -> tuple[Household, Document] | None:
        """What the row is about, if both are recorded; what is not is noted, even if the row stays out anyhow."""
        number, kind, version, _, _ = (row.values[place] for place in self._finding)
        household = self.known.households.by_key.get(number)
        document = self.known.documents.by_key.get((kind, version))
        if number and household is None:
            self.cleaner.add(row, HOUSEHOLD, "household-unknown")
        if kind and version and document is None:
            self.cleaner.add(row, VERSION, "document-unknown")
        return (household.now, document.now) if household and document else None

    def match_row(self, row: CleanRow) -> None:
        found = self._find(row)
        if found is None:
            return
        household, document = found
        given = self.given(row)
        day, uid = given["signed_on"], row.values[self.at[UID]]
        record = self._record_of(row, (household.id, document.id, day))
        if record is not None and uid == record.now.uid and (household.id, day) != _place(record.now):
            self.cleaner.add(row, UID, "record-id-reused")
            return
        # Only an export bears the id of a record that is not here: what another vault recorded is not doubted.
        is_doubted = document.id != record.now.document_id if record else uid is None
        if is_doubted and self._is_outside(household, document, day):
            self.cleaner.add(row, DAY, "outside-validity")
        elif record is None:
            keys = (uid or new_uid(), household.id, document.id)
            self._add(row, _made(keys, given))
        else:
            self._merge(row, record, {**given, "document_id": document.id})

    def _record_of(self, row: CleanRow, key: Key) -> Held | None:
        uid = row.values[self.at[UID]]
        found = self._records.by_uid.get(uid) if uid else None
        candidates = [found] if found else self._keyed.get(key, ())
        for record in candidates:
            if record is found or not (id(record) in self._claimed or (uid and id(record) in self._from_here)):
                self._claimed.add(id(record))
                return record
        return None

    def _is_outside(self, household: Household, document: Document, day: date) -> bool:
        former = [held.now for held in self._former.get(household.id, ())]
        # Of its states only 注销 forbids anything: nearly every household is spared the look at its history.
        was_closed = household.state == CLOSED or any(state.state == CLOSED for state in former)
        return is_outside_validity(document, history(household, former) if was_closed else (), day)

    def _add(self, row: CleanRow, signature: Signature) -> None:
        record = self._records.put(Held(None, signature))
        self._from_here.add(id(record))
        self._claimed.add(id(record))
        self._keyed[_key(signature)].append(record)
        row.verdict = Verdict.NEW

    def _merge(self, row: CleanRow, record: Held, given: Mapping[str, Any]) -> None:
        now = merged(record.now, given)
        changed = Verdict.NEW if record.before is None else Verdict.CHANGED
        row.verdict = Verdict.SAME if now == record.now else changed
        record.now = now


def _key(signature: Signature) -> Key:
    return signature.household_id, signature.document_id, signature.signed_on


def _made(keys: tuple[str, int, int], given: Mapping[str, Any]) -> Signature:
    """A new record: what is given, nothing of what is to be erased."""
    uid, household_id, document_id = keys
    values = {name: value for name, value in given.items() if value is not CLEAR}
    return Signature(uid=uid, household_id=household_id, document_id=document_id, **values)


def _place(signature: Signature) -> tuple[int, date]:
    return signature.household_id, signature.signed_on
