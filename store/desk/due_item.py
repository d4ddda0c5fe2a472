"""One line of the worklist as it is read from a ledger, and the order of the lines."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from store.model.measure import Measure
from store.model.person import Person
from store.rules.state import State
from store.rules.worklist import Obligation

Urgency = tuple[bool, int, date, str, str, str, str]


@dataclass(frozen=True, slots=True)
class PersonLine:
    """What a list shows of a person. ``id_number`` and ``phone`` are in full: whoever shows them masks them."""

    id: int
    uid: str
    name: str
    sex: str | None
    birth_date: date | None
    id_number: str | None
    phone: str | None
    village: str
    village_group: str | None
    grid: str | None
    category: str
    reported_on: date | None


@dataclass(frozen=True, slots=True)
class DueItem:
    """One obligation of one person."""

    person: PersonLine
    obligation: Obligation


def line_of(person: Person, measure: Measure | None) -> PersonLine:
    """What a list shows of a person with the measure that counts."""
    return PersonLine(
        person.id,
        person.uid,
        person.name,
        person.sex,
        person.birth_date,
        person.id_number,
        person.phone,
        person.village,
        person.village_group,
        person.grid,
        measure.category if measure else "",
        measure.reported_on if measure else None,
    )


def ordered(items: Iterable[DueItem]) -> tuple[DueItem, ...]:
    """Overdue first, then the higher level, the earlier last day, village and name."""
    return tuple(sorted(items, key=urgency))


def urgency(item: DueItem) -> Urgency:
    """The place of an item in the worklist."""
    due, person = item.obligation, item.person
    last_day = due.last_day or date.max
    return due.state is not State.OVERDUE, -due.level, last_day, person.village, person.name, person.uid, due.rule
