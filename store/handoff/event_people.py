"""Whose row it is: finding the person of an event row."""

from collections.abc import Sequence

from store.fields.text import usual_name
from store.handoff.clean_rows import CleanRow
from store.handoff.cleaning import Cleaner
from store.handoff.known import Held, Known, answers_to
from store.model.ledgers import Column

FINDING = ("证件号码", "人员编号", "姓名", "村")


class PersonFinder:
    """Finds persons by number, else by uid, else by name and village, and notes at the row why it could not."""

    def __init__(self, known: Known, cleaner: Cleaner, columns: Sequence[Column], kind: str) -> None:
        self._known = known
        self._cleaner = cleaner
        at = {column.header: place for place, column in enumerate(columns)}
        self._places = tuple(at[header] for header in FINDING)
        self._needs_more_than_a_name = kind == "tests"

    def find(self, row: CleanRow) -> Held | None:
        """The person, or ``None`` with the reason noted; a found person may still be a ``conflict``."""
        number, uid, name, village = (row.values[place] for place in self._places)
        if any(problem.field in FINDING[:2] and problem.severity.value == "reject" for problem in row.problems):
            row.stranger = self._known.by_uid.get(uid) is None if uid else True
            return None
        if number:
            return self._by_number(row, number, uid, name)
        if uid:
            return self._by_uid(row, uid, name)
        if not name:
            if not any(problem.field == "姓名" for problem in row.problems):
                self._cleaner.add(row, "证件号码", "missing")
            row.stranger = True
            return None
        return self._by_name(row, usual_name(name), village)

    def _unknown(self, row: CleanRow, header: str) -> None:
        row.stranger = True
        self._cleaner.add(row, header, "person-unknown")

    def _by_number(self, row: CleanRow, number: str, uid: str | None, name: str | None) -> Held | None:
        held = self._known.by_number.get(number)
        if held is None:
            self._unknown(row, "证件号码")
            return None
        by_uid = self._known.by_uid.get(uid) if uid else None
        if by_uid is not None and by_uid is not held:
            self._cleaner.add(row, "人员编号", "conflict")
        elif name and not answers_to(held.now, name):
            self._cleaner.add(row, "姓名", "conflict")
        return held

    def _by_uid(self, row: CleanRow, uid: str, name: str | None) -> Held | None:
        held = self._known.by_uid.get(uid)
        if held is None:
            self._unknown(row, "人员编号")
        elif name and not answers_to(held.now, name):
            self._cleaner.add(row, "姓名", "conflict")
        return held

    def _by_name(self, row: CleanRow, name: str, village: str | None) -> Held | None:
        named = self._known.named(name)
        if not named:
            self._unknown(row, "姓名")
            return None
        fitting = [held for held in named if held.now.village == village] if village else named
        if village and not fitting:
            self._unknown(row, "村")
            return None
        if len(fitting) > 1 or (not village and self._needs_more_than_a_name):
            self._cleaner.add(row, "姓名", "person-ambiguous")
            return None
        self._cleaner.add(row, "姓名", "person-by-name")
        return fitting[0]
