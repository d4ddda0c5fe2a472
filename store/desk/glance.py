"""One person at a glance: the bottom line of a list."""

from dataclasses import dataclass
from datetime import date

from store.desk.cases import measure_at, measures_of
from store.desk.contacts import last_test
from store.desk.records import load
from store.errors import NotFoundError
from store.model.assignment import Assignment
from store.model.measure import Measure
from store.model.person import Person
from store.vault.cipher import Connection


@dataclass(frozen=True, slots=True)
class Glance:
    """``phone`` is in full: whoever shows it masks it. ``year`` counts from 1; empty before the report."""

    person: Person
    age: int | None
    category: str | None
    year: int | None
    grid_worker: str | None
    last_test_on: date | None
    last_test_result: str | None


def glance(connection: Connection, person_id: int, today: date) -> Glance:
    """What stands on the bottom line for one person. Raises ``NotFoundError`` if the record is gone."""
    found = load(connection, Person, "WHERE id = ?", (person_id,))
    if not found:
        raise NotFoundError("记录已不在", "这个人的记录已经不在台账里,什么都没有改。")
    person = found[0]
    measure = measure_at(measures_of(connection, person_id), today)
    test = last_test(connection, person_id)
    return Glance(
        person,
        full_years(person.birth_date, today),
        measure.category if measure else None,
        _year_of(measure, today),
        _grid_worker(connection, person_id),
        test.day if test else None,
        test.result if test else None,
    )


def full_years(since: date | None, today: date) -> int | None:
    """Completed years from ``since`` to ``today``."""
    if since is None:
        return None
    return today.year - since.year - ((today.month, today.day) < (since.month, since.day))


def _year_of(measure: Measure | None, today: date) -> int | None:
    years = full_years(measure.reported_on, today) if measure else None
    return None if years is None or years < 0 else years + 1


def _grid_worker(connection: Connection, person_id: int) -> str | None:
    query = "WHERE person_id = ? AND role = '网格员' AND ended_on IS NULL ORDER BY started_on DESC, id DESC LIMIT 1"
    found = load(connection, Assignment, query, (person_id,))
    return found[0].helper if found else None
