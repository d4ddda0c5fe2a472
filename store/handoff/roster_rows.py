"""Matching rows of ``people``: whose row it is, which measure it speaks of, and what it would change."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from store.desk.cases import current_measure
from store.desk.row_checks import is_reported_late, measure_faults
from store.fields import new_uid
from store.handoff.clean_rows import CLEAR, CleanRow, Verdict
from store.handoff.cleaning import Cleaner
from store.handoff.known import Held, Known, answers_to
from store.handoff.merging import beginning, differs, is_same_decision, merged
from store.handoff.roster_extras import Extras, apply_extras
from store.model.ledgers import Column
from store.model.measure import RECOVERY, Measure
from store.model.person import Person


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the cells of a kind stand, by record and attribute."""

    at: Mapping[str, int]
    person: tuple[tuple[str, int], ...]
    measure: tuple[tuple[str, int], ...]


def layout_of(columns: Sequence[Column]) -> Layout:
    """The places of the person's and the measure's own cells."""
    places = list(enumerate(columns))
    return Layout(
        {column.header: place for place, column in places},
        tuple((column.field.name, place) for place, column in places if column.record is Person and not column.finding),
        tuple((column.field.name, place) for place, column in places if column.record is Measure),
    )


class RosterMatcher:
    """Gives every row of one ``people`` file its verdict and notes in ``known`` what has to be written."""

    def __init__(self, known: Known, cleaner: Cleaner, columns: Sequence[Column], today: date) -> None:
        self._known = known
        self._cleaner = cleaner
        self._layout = layout_of(columns)
        self._measures = known.records(Measure)
        self._today = today
        self._extras = Extras(known, columns, today)
        self._later: list[tuple[CleanRow, Held, Held | None]] = []

    def match(self, rows: Sequence[CleanRow]) -> None:
        """Match every row; ``finish`` has to follow when the other ledgers of the import are matched."""
        for group in self._groups(rows):
            if len(group) > 1:
                self._match_group(group)
            else:
                self._match_row(group[0])

    def _groups(self, rows: Iterable[CleanRow]) -> list[list[CleanRow]]:
        """Rows of the same person together, persons in the order of their first row."""
        at = self._layout.at
        number_at, uid_at = at["证件号码"], at["人员编号"]
        by_number, by_uid = self._known.by_number, self._known.by_uid
        groups: dict[Any, list[CleanRow]] = {}
        aliases: dict[str, Any] = {}
        for row in rows:
            number, uid = row.values[number_at], row.values[uid_at]
            number = number if isinstance(number, str) else None
            held = by_number.get(number) if number else None
            if held is None and uid:
                held = by_uid.get(uid)
            key: Any = id(held) if held else aliases.get(number or "") or aliases.get(uid or "") or number or uid
            if uid and number:
                aliases[number] = aliases[uid] = key
            groups.setdefault(key if key is not None else -row.number, []).append(row)
        return list(groups.values())

    def _match_group(self, group: list[CleanRow]) -> None:
        first: dict[tuple[Any, ...], CleanRow] = {}
        repeated: list[tuple[CleanRow, tuple[Any, ...]]] = []
        for row in sorted(group, key=lambda row: row.rejected):
            cells = tuple(row.values)
            if cells in first:
                repeated.append((row, cells))
            else:
                first[cells] = row
        distinct = list(first.values())
        if len(distinct) > 1 and not self._are_successive(distinct):
            for row in group:
                self._mark(row, None, "duplicate-in-file")
            distinct, repeated = group, []
        for row in sorted(distinct, key=self._begin):
            self._match_row(row)
        for row, cells in repeated:
            self._repeat(row, first[cells])

    def _repeat(self, row: CleanRow, original: CleanRow) -> None:
        if row.rejected or original.stays_out:
            self._match_row(row)
        else:
            row.verdict = Verdict.SAME

    def _begin(self, row: CleanRow) -> date:
        values = {name: row.values[place] for name, place in self._layout.measure}
        return beginning(values) or date.min

    def _are_successive(self, rows: Sequence[CleanRow]) -> bool:
        ordered = sorted(rows, key=self._begin)
        measure_places = {place for _, place in self._layout.measure}
        persons = {
            tuple(value for place, value in enumerate(row.values) if place not in measure_places) for row in rows
        }
        if len(persons) > 1:
            return False
        measures = [{name: row.values[place] for name, place in self._layout.measure} for row in ordered]
        return all(_succeeds(earlier, later) for earlier, later in pairwise(measures))

    def _mark(self, row: CleanRow, header: str | None, code: str) -> None:
        if not row.has(code):
            self._cleaner.add(row, header, code)

    def _find(self, row: CleanRow) -> Held | None:
        number, uid = row.values[self._layout.at["证件号码"]], row.values[self._layout.at["人员编号"]]
        by_number = self._known.by_number.get(number) if isinstance(number, str) else None
        return by_number or (self._known.by_uid.get(uid) if uid else None)

    def _match_row(self, row: CleanRow) -> None:
        held = self._find(row)
        self._check_term(row, held)
        if held is not None:
            self._check_person(row, held)
        if row.rejected:
            if held is not None:
                self._check_rejected(row, held)
            row.verdict = Verdict.REJECTED
            return
        if held is None:
            self._add(row)
            return
        measure = None if row.stays_out else self._choose_measure(row, held)
        if row.stays_out:
            row.verdict = Verdict.REJECTED if row.rejected else Verdict.CONFLICT
            return
        changed = self._merge_person(row, held)
        changed |= self._merge_measure(row, held, measure)
        is_new = held.before is None and measure is None
        row.verdict = Verdict.NEW if is_new else Verdict.CHANGED if changed else Verdict.SAME
        self._later.append((row, held, measure))

    def _check_term(self, row: CleanRow, held: Held | None) -> None:
        """社区康复 needs a term: in the row, or already recorded for the open measure."""
        if not row.lacks_term:
            return
        row.lacks_term = False
        measures = self._measures_of(held) if held else []
        if not any(m.category == RECOVERY and m.term_months for m in measures):
            self._cleaner.add(row, "期限(年)", "missing")

    def _measures_of(self, held: Held) -> list[Measure]:
        return [record.now for record in self._measures.of_person.get(held.now.id, ())]

    def _check_person(self, row: CleanRow, held: Held) -> None:
        at = self._layout.at
        number, uid, name = (row.values[at[header]] for header in ("证件号码", "人员编号", "姓名"))
        by_uid = self._known.by_uid.get(uid) if uid else None
        if isinstance(number, str) and by_uid is not None and by_uid is not held:
            self._mark(row, "人员编号", "conflict")
        elif by_uid is None and name and not answers_to(held.now, name):
            self._mark(row, "姓名", "conflict")

    def _add(self, row: CleanRow) -> None:
        values = row.values
        uid = values[self._layout.at["人员编号"]]
        person_id = self._known.next_person_id
        own = self._own(row, self._layout.person)
        held = self._known.add_person(Person(id=person_id, uid=uid or new_uid(), **own))
        measure = self._add_measure(row, held)
        row.verdict = Verdict.NEW
        self._later.append((row, held, measure))

    def _own(self, row: CleanRow, places: tuple[tuple[str, int], ...]) -> dict[str, Any]:
        values = row.values
        return {name: None if (value := values[place]) is CLEAR else value for name, place in places}

    def _add_measure(self, row: CleanRow, held: Held) -> Held:
        own = self._own(row, self._layout.measure)
        measure = Measure(uid=new_uid(), person_id=held.now.id, from_roster=True, **own)
        return self._measures.put(Held(None, measure))

    def _choose_measure(self, row: CleanRow, held: Held) -> Held | None:
        """The recorded measure the row speaks of; ``None`` opens a new one. Notes conflicts at the row."""
        given = self._given(row)
        records = self._measures.of_person.get(held.now.id, [])
        closed = [record for record in records if record.now.closed_on is not None]
        for record in closed:
            if is_same_decision(record.now, given):
                self._compare_closed(row, record.now, given)
                return record
        opened = [record for record in records if record.now.closed_on is None]
        if opened:
            self._compare_open(row, opened[0].now, given)
            return opened[0]
        if not closed:
            return None
        return self._after_closed(row, closed, given)

    def _given(self, row: CleanRow) -> dict[str, Any]:
        return {name: value for name, place in self._layout.measure if (value := row.values[place]) is not None}

    def _compare_closed(self, row: CleanRow, measure: Measure, given: Mapping[str, Any]) -> None:
        if differs(measure, given):
            self._mark(row, "类别", "conflict")
        elif row.has("not-reported") and measure.reported_on:
            self._mark(row, "报到日期", "conflict")

    def _check_rejected(self, row: CleanRow, held: Held) -> None:
        """Contradictions of the open measure that do not depend on the cells a row is rejected for."""
        given = self._given(row)
        measures = self._measures_of(held)
        opened = next((measure for measure in measures if measure.closed_on is None), None)
        if opened is None or not isinstance(given.get("category"), str):
            return
        if not any(measure.closed_on and is_same_decision(measure, given) for measure in measures):
            self._contradict_open(row, opened, given)

    def _compare_open(self, row: CleanRow, measure: Measure, given: Mapping[str, Any]) -> None:
        self._contradict_open(row, measure, given)
        if row.stays_out:
            return
        facts = dataclasses.asdict(merged(measure, given))
        for header, code in measure_faults(facts):
            self._mark(row, header, code)
        if is_reported_late(facts) and ("reported_on" in given or "served_on" in given):
            self._mark(row, "报到日期", "reported-late")

    def _contradict_open(self, row: CleanRow, measure: Measure, given: Mapping[str, Any]) -> None:
        if given["category"] != measure.category:
            self._mark(row, "类别", "conflict")
        served = given.get("served_on")
        if isinstance(served, date) and measure.served_on and served != measure.served_on:
            self._mark(row, "送达日期", "conflict")
        if row.has("not-reported") and measure.reported_on:
            self._mark(row, "报到日期", "conflict")

    def _after_closed(self, row: CleanRow, closed: Sequence[Held], given: Mapping[str, Any]) -> Held | None:
        served = given.get("served_on")
        if isinstance(served, date):
            if served < max(record.now.closed_on for record in closed):
                self._mark(row, "送达日期", "conflict")
            return None
        last = current_measure([record.now for record in closed])
        record = next(record for record in closed if record.now is last)
        self._compare_closed(row, record.now, given)
        return record

    def _merge_person(self, row: CleanRow, held: Held) -> bool:
        given = {name: v for name, place in self._layout.person if (v := row.values[place]) is not None}
        if given.get("name") and answers_to(held.now, given["name"]):
            del given["name"]
        person = merged(held.now, given)
        if person == held.now:
            return False
        if held.now.id_number != person.id_number and held.now.id_number:
            self._known.by_number.pop(held.now.id_number, None)
        held.now = person
        self._known.note_number(held)
        return True

    def _merge_measure(self, row: CleanRow, held: Held, record: Held | None) -> bool:
        if record is None:
            self._add_measure(row, held)
            return True
        if record.now.closed_on is not None:
            return False
        measure = merged(record.now, self._given(row))
        if measure == record.now:
            return False
        record.now = measure
        return True

    def finish(self) -> None:
        """Write tier and staff where nothing recorded says the same, the event ledgers of this import included."""
        for row, held, measure in self._later:
            served = measure.now.served_on if measure else None
            if apply_extras(self._extras, row, held, served, self._cleaner) and row.verdict is Verdict.SAME:
                row.verdict = Verdict.CHANGED


def _succeeds(earlier: Mapping[str, Any], later: Mapping[str, Any]) -> bool:
    if earlier["category"] == later["category"] and earlier["served_on"] == later["served_on"]:
        return False
    end, begin = earlier["closed_on"], beginning(later)
    return isinstance(end, date) and begin is not None and beginning(earlier) is not None and end <= begin
