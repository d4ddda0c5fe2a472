"""The worklist (今日): who has to be seen, tested or settled, why, and how urgently."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from store.desk.cases import load_case, measure_at, measures_of
from store.desk.newest_days import newest_days, newest_days_of_few
from store.desk.office import load_office
from store.desk.policies import default_policies
from store.desk.records import columns_of, from_row
from store.errors import NotFoundError
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
    people: Sequence[int] | None = None,
) -> tuple[DueItem, ...]:
    """What can be acted on at ``today``, most urgent first; with ``within`` also what opens in that many days.

    With ``people`` (row ids, as many as a screen shows) of these alone, without reading anybody else's records.
    """
    policies = default_policies()
    in_use_from = load_office(connection).in_use_from
    cases = _open_cases(connection, today, village, people)
    newest_of = newest_days if people is None else newest_days_of_few
    newest = newest_of(connection, [person.id for person, _ in cases], policies, today)
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


def person_line(connection: Connection, person: int, today: date) -> PersonLine:
    """What a list shows of one person, by row id. Without any measure ``category`` is empty.

    Raises ``NotFoundError`` for somebody who is not there.
    """
    row = connection.execute(f"SELECT {_PERSON} FROM person WHERE id = ?", (person,)).fetchone()
    if row is None:
        raise NotFoundError("没有这个人", "花名册里已经没有这个人,没有任何改动。请回到花名册再看。")
    return _line(row, measure_at(measures_of(connection, person), today))


def _open_cases(
    connection: Connection, today: date, village: str | None, people: Sequence[int] | None = None
) -> list[tuple[PersonLine, Measure]]:
    """Each person whose measure at ``today`` is open, with that measure."""
    wanted, which = _among("id", people)
    where, values = (f"{wanted} AND village = ?", (*which, village)) if village is not None else (wanted, which)
    rows = {row[0]: row for row in connection.execute(f"SELECT {_PERSON} FROM person WHERE {where}", values)}
    wanted, which = _among("person_id", people)
    measures: dict[int, list[Measure]] = {}
    query = f"SELECT {', '.join(columns_of(Measure))} FROM measure WHERE {wanted} ORDER BY id"
    for row in connection.execute(query, which):
        measure = from_row(Measure, row)
        if measure.person_id in rows:
            measures.setdefault(measure.person_id, []).append(measure)
    found = ((rows[person], measure_at(known, today)) for person, known in measures.items())
    return [(_line(row, measure), measure) for row, measure in found if measure and _is_open(measure, today)]


def _among(column: str, people: Sequence[int] | None) -> tuple[str, tuple[int, ...]]:
    if people is None:
        return "TRUE", ()
    return f"{column} IN ({', '.join('?' * len(people))})", tuple(people)


def _is_open(measure: Measure, today: date) -> bool:
    return measure.closed_on is None or measure.closed_on > today


def _line(row: Sequence[Any], measure: Measure | None) -> PersonLine:
    row_id, uid, name, sex, born, id_number, phone, village, village_group, grid = row
    birth_date = date.fromisoformat(born) if born else None
    known = (row_id, uid, name, sex, birth_date, id_number, phone, village, village_group, grid)
    if measure is None:
        return PersonLine(*known, category="", reported_on=None)
    return PersonLine(*known, category=measure.category, reported_on=measure.reported_on)


def _ordered(items: Iterable[DueItem]) -> tuple[DueItem, ...]:
    """Overdue first, then the higher level, the earlier last day, village and name."""
    return tuple(sorted(items, key=_urgency))


def _urgency(item: DueItem) -> tuple[bool, int, date, str, str, str, str]:
    due, person = item.obligation, item.person
    last_day = due.last_day or date.max
    return due.state is not State.OVERDUE, -due.level, last_day, person.village, person.name, person.uid, due.rule
