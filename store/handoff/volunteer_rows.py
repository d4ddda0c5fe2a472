"""Matching rows of ``volunteers``, ``teams`` and ``activities``: known by number or name, volunteers also as people."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from store.fields.id_number import sex_of
from store.fields.text import usual_name
from store.handoff.clean_rows import CLEAR, CleanRow, Verdict
from store.handoff.cleaning import Cleaner
from store.handoff.keyed_rows import KeyedMatcher
from store.handoff.known import Held, Known, KnownKeyed
from store.handoff.merging import merged
from store.model.activity import Activity
from store.model.ledgers import Column, Ledger
from store.model.serial import numbered, serial_of
from store.model.team import Team
from store.model.volunteer import LEFT, VOLUNTEER_PREFIX, Volunteer
from store.rules.membership import moved

NUMBER, ID_NUMBER, NAME, PHONE, SEX = "志愿者编号", "证件号码", "姓名", "联系电话", "性别"


class VolunteerMatcher(KeyedMatcher):
    """A volunteer is known by number, else by ID number, else by name and phone. Who has no number gets one."""

    def __init__(self, known: Known, cleaner: Cleaner, ledger: Ledger, columns: Sequence[Column]) -> None:
        super().__init__(known, cleaner, ledger, columns)
        self._today = cleaner.today
        self._by_id: dict[str, Held] = {}
        self._by_phone: dict[tuple[str, str], list[Held]] = defaultdict(list)
        self._last = 0
        for held in known.volunteers.by_key.values():
            self._note(held)

    def _note(self, held: Held) -> None:
        volunteer = held.now
        if volunteer.id_number:
            self._by_id[volunteer.id_number] = held
        for phone in volunteer.phone.split("、"):
            self._by_phone[usual_name(volunteer.name), phone].append(held)
        self._last = max(self._last, serial_of(VOLUNTEER_PREFIX, volunteer.number))

    def keys_of(self, row: CleanRow) -> Iterable[Hashable]:
        number, id_number, name, phone = (row.values[self.at[header]] for header in (NUMBER, ID_NUMBER, NAME, PHONE))
        if number:
            yield NUMBER, number
        if id_number:
            yield ID_NUMBER, id_number
        elif name and phone:
            yield usual_name(name), phone

    def match_all(self, rows: Iterable[CleanRow]) -> None:
        rows = list(rows)
        # Numbers that the file brings are not given to somebody else.
        for row in rows:
            self._last = max(self._last, serial_of(VOLUNTEER_PREFIX, row.values[self.at[NUMBER]] or ""))
        super().match_all(rows)

    def match_row(self, row: CleanRow) -> None:
        self._settle_sex(row)
        given = self.given(row)
        held = self._find(row, given)
        if row.stays_out:
            return
        if held is None:
            self._last += "number" not in given
            given.setdefault("number", numbered(VOLUNTEER_PREFIX, self._last))
            volunteer = Volunteer(id=self.known.volunteers.next_id, **given)
            self._note(self.known.volunteers.put(self._left(volunteer)))
            row.verdict = Verdict.NEW
            return
        now = self._left(moved(held.now, merged(held.now, given), self._today))
        changed = Verdict.NEW if held.before is None else Verdict.CHANGED
        row.verdict = Verdict.SAME if now == held.now else changed
        held.now = now

    def _left(self, volunteer: Volunteer) -> Volunteer:
        if volunteer.state == LEFT:
            return volunteer if volunteer.left_on else replace(volunteer, left_on=max(self._today, volunteer.joined_on))
        return replace(volunteer, left_on=None) if volunteer.left_on else volunteer

    def _settle_sex(self, row: CleanRow) -> None:
        number, place = row.values[self.at[ID_NUMBER]], self.at[SEX]
        if isinstance(number, str):
            given = row.values[place]
            if isinstance(given, str) and given != sex_of(number):
                self.cleaner.add(row, SEX, "id-mismatch-sex")
            if given is not CLEAR:
                row.values[place] = sex_of(number)

    def _find(self, row: CleanRow, given: Mapping[str, Any]) -> Held | None:
        """The volunteer the row speaks of; a row that speaks of two, or under another number, is a conflict."""
        by_number = self.known.volunteers.by_key.get(given.get("number"))
        by_id = self._by_id.get(given.get("id_number", ""))
        if by_number is not None:
            if by_id is not None and by_id is not by_number:
                self.cleaner.add(row, ID_NUMBER, "conflict")
            return by_number
        found = by_id or self._by_name(given)
        if found is not None and "number" in given:
            self.cleaner.add(row, NUMBER, "conflict")
        return found

    def _by_name(self, given: Mapping[str, Any]) -> Held | None:
        """Somebody of the same name and phone, unless both say by their ID numbers that they are two."""
        phones = str(given.get("phone", "")).split("、")
        for phone in phones:
            for held in self._by_phone.get((usual_name(given["name"]), phone), ()):
                if not (held.now.id_number and given.get("id_number")):
                    return held
        return None


class NamedMatcher(KeyedMatcher):
    """Records of the office that one column names."""

    HEADER: ClassVar[str]
    MAKE: ClassVar[Callable[..., Team | Activity]]

    @property
    def recorded(self) -> KnownKeyed:
        """What is known of them."""
        raise NotImplementedError

    def keys_of(self, row: CleanRow) -> Iterable[Hashable]:
        name = row.values[self.at[self.HEADER]]
        return (name,) if name else ()

    def match_row(self, row: CleanRow) -> None:
        given = self.given(row)
        held = self.recorded.by_key.get(row.values[self.at[self.HEADER]])
        if held is None:
            self.recorded.put(type(self).MAKE(id=self.recorded.next_id, **given))
            row.verdict = Verdict.NEW
            return
        now = merged(held.now, given)
        changed = Verdict.NEW if held.before is None else Verdict.CHANGED
        row.verdict = Verdict.SAME if now == held.now else changed
        held.now = now


class TeamMatcher(NamedMatcher):
    """A team is known by its name."""

    HEADER = "队伍"
    MAKE = Team

    @property
    def recorded(self) -> KnownKeyed:
        return self.known.teams


class ActivityMatcher(NamedMatcher):
    """An activity is known by its number."""

    HEADER = "活动编号"
    MAKE = Activity

    @property
    def recorded(self) -> KnownKeyed:
        return self.known.activities
