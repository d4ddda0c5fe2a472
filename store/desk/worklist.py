"""The worklist (今日): who has to be seen, tested or settled, why, and how urgently."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from store.desk.cases import load_case, measure_at
from store.desk.newest_days import newest_days
from store.desk.office import load_office
from store.desk.policies import default_policies
from store.desk.records import columns_of, from_row
from store.model.measure import Measure
from store.rules.policy import Policies
from store.rules.schedule import schedule
from store.rules.state import State
from store.rules.worklist import Obligation, misses, obligations
from store.vault.cipher import Connection

_PERSON = "id, uid, name, sex, birth_date, id_number, phone, village, village_group, grid"


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


def worklist(
    connection: Connection,
    today: date,
    *,
    level: int | None = None,
    village: str | None = None,
    within: int | None = None,
) -> tuple[DueItem, ...]:
    """What can be acted on at ``today``, most urgent first; with ``within`` also what opens in that many days."""
    policies = default_policies()
    in_use_from = load_office(connection).in_use_from
    cases = _open_cases(connection, today, village)
    newest = newest_days(connection, [person.id for person, _ in cases], policies, today)
    items = (
        DueItem(person, obligation)
        for person, measure in cases
        for obligation in obligations(measure, (), (), in_use_from, newest[person.id], policies, today, within=within)
    )
    return _ordered(item for item in items if level in (None, item.obligation.level))


def unexplained_misses(
    connection: Connection, today: date, *, level: int | None = None, village: str | None = None
) -> tuple[DueItem, ...]:
    """Every missed window of the measures that are open at ``today``, in the order of the worklist."""
    policies = default_policies()
    in_use_from = load_office(connection).in_use_from
    items = (
        DueItem(person, obligation)
        for person, measure in _open_cases(connection, today, village)
        for obligation in _misses(connection, measure, in_use_from, policies, today)
    )
    return _ordered(item for item in items if level in (None, item.obligation.level))


def _misses(
    connection: Connection, measure: Measure, in_use_from: date, policies: Policies, today: date
) -> Sequence[Obligation]:
    case = load_case(connection, measure, in_use_from)
    return misses(schedule(case, policies, today), measure, policies, today)


def _open_cases(connection: Connection, today: date, village: str | None) -> list[tuple[PersonLine, Measure]]:
    """Each person whose measure at ``today`` is open, with that measure."""
    people = {row[0]: row for row in connection.execute(*_people_query(village))}
    measures: dict[int, list[Measure]] = {}
    for row in connection.execute(f"SELECT {', '.join(columns_of(Measure))} FROM measure ORDER BY id"):
        measure = from_row(Measure, row)
        if measure.person_id in people:
            measures.setdefault(measure.person_id, []).append(measure)
    found = ((people[person], measure_at(known, today)) for person, known in measures.items())
    return [(_line(row, measure), measure) for row, measure in found if measure and _is_open(measure, today)]


def _people_query(village: str | None) -> tuple[str, tuple[str, ...]]:
    if village is None:
        return f"SELECT {_PERSON} FROM person", ()
    return f"SELECT {_PERSON} FROM person WHERE village = ?", (village,)


def _is_open(measure: Measure, today: date) -> bool:
    return measure.closed_on is None or measure.closed_on > today


def _line(row: Sequence[Any], measure: Measure) -> PersonLine:
    row_id, uid, name, sex, born, id_number, phone, village, village_group, grid = row
    birth_date = date.fromisoformat(born) if born else None
    known = (row_id, uid, name, sex, birth_date, id_number, phone, village, village_group, grid)
    return PersonLine(*known, category=measure.category, reported_on=measure.reported_on)


def _ordered(items: Iterable[DueItem]) -> tuple[DueItem, ...]:
    """Overdue first, then the higher level, the earlier last day, village and name."""
    return tuple(sorted(items, key=_urgency))


def _urgency(item: DueItem) -> tuple[bool, int, date, str, str, str, str]:
    due, person = item.obligation, item.person
    last_day = due.last_day or date.max
    return due.state is not State.OVERDUE, -due.level, last_day, person.village, person.name, person.uid, due.rule
