"""The worklist as 今日 shows it: one line a person, the most urgent obligation first. Pure functions of due items."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from itertools import groupby
from typing import TYPE_CHECKING

from store.rules.escalation import LEVEL_NAMES
from tui.planned_today import PlannedToday
from tui.standing import short_day
from tui.widgets.record_list import Column, ListedRows, ListRow

if TYPE_CHECKING:
    from store.desk.worklist import DueItem, PersonLine
    from store.rules.worklist import Obligation

LEVELS = {level: f"{numeral}级 {LEVEL_NAMES[level]}" for level, numeral in enumerate("一二三四", 1)}
SHORT_LABELS = {"定期检测": "检测"}
COLUMNS = (Column(2), Column(8), Column(10), Column(0), Column(11))
ALARMING_LEVEL = 3
SOON = timedelta(days=7)
LATER_KEY = "later"


class Section(Enum):
    """The headings of the list, in their order. 缺要素 has no day; it stays open so that nobody is forgotten."""

    OVERDUE = "逾期"
    TODAY = "今天到期"
    SOON = "7 日内"
    UNDATED = "缺要素"
    LATER = "以后"


@dataclass(frozen=True, slots=True)
class PersonDue:
    """What is due of one person, most urgent first."""

    key: tuple[int, str]
    """The same over reloads: the person, and in the single view the obligation."""
    person: "PersonLine"
    obligations: tuple["Obligation", ...]
    section: Section
    level: int


def section_of(obligation: "Obligation", today: date) -> Section:
    """The heading under which an obligation stands on ``today``."""
    last_day = obligation.last_day
    if last_day is None:
        return Section.UNDATED
    if last_day < today:
        return Section.OVERDUE
    if last_day == today:
        return Section.TODAY
    return Section.SOON if last_day <= today + SOON else Section.LATER


def by_person(items: Iterable["DueItem"], today: date) -> tuple[PersonDue, ...]:
    """Gather the items of each person; section of the most urgent, level of the highest; ordered by urgency."""
    gathered: dict[int, list[DueItem]] = {}
    for item in items:
        gathered.setdefault(item.person.id, []).append(item)
    people = [_person_due((person, ""), due, today) for person, due in gathered.items()]
    return tuple(sorted(people, key=_urgency))


def one_by_one(items: Iterable["DueItem"], today: date) -> tuple[PersonDue, ...]:
    """Each obligation on a line of its own."""
    return tuple(
        sorted((_person_due((item.person.id, item.obligation.key), [item], today) for item in items), key=_urgency)
    )


_ORDER = {section: number for number, section in enumerate(Section)}


def _person_due(key: tuple[int, str], items: Sequence["DueItem"], today: date) -> PersonDue:
    obligations = sorted((item.obligation for item in items), key=lambda due: _obligation_urgency(due, today))
    level = max(due.level for due in obligations)
    return PersonDue(key, items[0].person, tuple(obligations), section_of(obligations[0], today), level)


def _obligation_urgency(due: "Obligation", today: date) -> tuple[int, int, date]:
    return (_ORDER[section_of(due, today)], -due.level, due.last_day or date.max)


def _urgency(due: PersonDue) -> tuple[int, int, date, str, str, int]:
    first, person = due.obligations[0], due.person
    return (_ORDER[due.section], -due.level, first.last_day or date.max, person.village, person.name, person.id)


def counts(people: Iterable[PersonDue]) -> dict[Section, int]:
    """How many lines stand under each heading."""
    found = dict.fromkeys(Section, 0)
    for due in people:
        found[due.section] += 1
    return found


def matching(people: Iterable[PersonDue], village: str | None, level: int | None) -> tuple[PersonDue, ...]:
    """The lines of a village and a level; None lets every one through."""
    return tuple(
        due
        for due in people
        if (village is None or due.person.village == village) and (level is None or due.level == level)
    )


def listed(
    people: Sequence[PersonDue], today: date, *, later_open: bool, planned: PlannedToday | None = None
) -> ListedRows:
    """The rows of the list under their headings; 以后 is folded until opened. Who is ``planned`` is marked."""
    marks = planned or PlannedToday()
    rows: list[ListRow] = []
    for section, group in groupby(people, key=lambda due: due.section):
        members = list(group)
        rows.append(_heading(section, members, later_open))
        if section is not Section.LATER or later_open:
            rows += [_row(due, today, marks) for due in members]
    return ListedRows(tuple(rows))


def _heading(section: Section, members: Sequence[PersonDue], later_open: bool) -> ListRow:
    if section is not Section.LATER:
        return ListRow(section, (section.value,), heading=True, selectable=False)
    fold = "收起" if later_open else "展开"
    # Folded away, but not out of mind: a long lapse whose window is still open stands here.
    alarming = sum(due.level >= ALARMING_LEVEL for due in members)
    urgent = f"  其中三级以上 {alarming}" if alarming else ""
    return ListRow(LATER_KEY, (f"{section.value} ({len(members)}){urgent}  Enter {fold}",), heading=True)


def _row(due: PersonDue, today: date, marks: PlannedToday) -> ListRow:
    person, (_, single) = due.person, due.key
    first, *rest = (chip(obligation, today) for obligation in due.obligations)
    mark = marks.chip(person.id, due.obligations[0].label if single else "")
    # Behind the most urgent: what is due must never give way to what is only meant to be done.
    chips = (first, mark, *rest) if mark else (first, *rest)
    alarm = "!" if due.level >= ALARMING_LEVEL else " "
    place = f"{person.village}{person.village_group or ''}"
    return ListRow(due.key, (alarm, person.name, place, chips, LEVELS[due.level]))


def chip(due: "Obligation", today: date) -> str:
    """An obligation in a few words: ``检测 6/22 连漏1 12-14``, ``报到 逾期6天 11-16止``."""
    parts = [SHORT_LABELS.get(due.label, due.label)]
    if due.rule == "test" and due.ordinal is not None:
        parts.append(f"{due.ordinal}/{due.of}")
    if due.missed_in_a_row:
        parts.append(f"连漏{due.missed_in_a_row}")
    if due.last_day is not None:
        parts += _until(due.last_day, today)
    return " ".join(parts)


def _until(last_day: date, today: date) -> list[str]:
    if last_day < today:
        return [f"逾期{(today - last_day).days}天", f"{short_day(last_day, today)}止"]
    return ["今天止" if last_day == today else short_day(last_day, today)]
