"""A 确认到期日 that a suspension recorded later has overtaken: the deciding authority is asked for a new one.

A confirmed end says itself when the term ends, so no suspension moves it. Which came first only the journal tells.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from store.desk.cases import measure_at, measures_of
from store.desk.due_item import PersonLine
from store.desk.records import load
from store.desk.worklist import person_line
from store.model.measure import Measure
from store.model.suspension import Suspension
from store.rules.case import measure_as_of, own_suspensions, suspensions_as_of
from store.rules.ownership import is_open
from store.vault.cipher import Connection


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Somebody whose end was confirmed as ``confirmed_end`` before ``suspension`` was recorded."""

    person: PersonLine
    confirmed_end: date
    suspension: Suspension


def overtaken(connection: Connection, today: date) -> tuple[Overtaken, ...]:
    """Everybody with an open measure whose confirmed end has to be confirmed anew, the earliest end first."""
    rows = connection.execute(
        """SELECT DISTINCT person_id FROM measure WHERE confirmed_end IS NOT NULL
        AND person_id IN (SELECT person_id FROM suspension) ORDER BY person_id"""
    )
    found = (overtaken_of(connection, person_id, today) for (person_id,) in rows.fetchall())
    return tuple(sorted(filter(None, found), key=lambda each: (each.confirmed_end, each.person.village)))


def overtaken_of(connection: Connection, person_id: int, today: date) -> Overtaken | None:
    """The same of one person; ``None`` where nothing has to be confirmed anew."""
    measures = measures_of(connection, person_id)
    measure = measure_at(measures, today)
    if measure is None or measure.confirmed_end is None or not is_open(measure, today):
        return None
    later = max(_later(connection, measure, measures, today), key=lambda each: each.started_on, default=None)
    if later is None:
        return None
    return Overtaken(person_line(connection, person_id, today), measure.confirmed_end, later)


def _later(connection: Connection, measure: Measure, measures: list[Measure], today: date) -> Iterator[Suspension]:
    """The suspensions of the confirmed term that were recorded, or given other days, after the confirmation."""
    reported_on, confirmed_end = measure_as_of(measure, today).reported_on, measure.confirmed_end
    if reported_on is None or confirmed_end is None:
        return
    recorded = load(connection, Suspension, "WHERE person_id = ? ORDER BY started_on, uid", (measure.person_id,))
    others = [each for each in measures if each is not measure]
    confirmed_at = _recorded_at(connection, "measure", measure.id, confirmed_end=confirmed_end)
    known = {each.id for each in suspensions_as_of(own_suspensions(measure, others, recorded), today)}
    for each in recorded:
        stops_it = each.started_on < confirmed_end and (each.resumed_on is None or each.resumed_on > reported_on)
        days = {"started_on": each.started_on, "resumed_on": each.resumed_on}
        if each.id in known and stops_it and _recorded_at(connection, "suspension", each.id, **days) > confirmed_at:
            yield each


def _recorded_at(connection: Connection, table: str, row_id: int, **days: date | None) -> int:
    """The newest unit of work that gave a row these days; what was only taken back was recorded when it was at first.

    0 where the journal does not tell any more.
    """
    names = tuple(days)
    same = " AND ".join(f"after ->> '{name}' IS ?" for name in names)
    new = " OR ".join(f"before ->> '{name}' IS NOT after ->> '{name}'" for name in names)
    row = connection.execute(
        f"""SELECT max(journal.unit) FROM journal JOIN unit ON unit.number = journal.unit
        WHERE journal.kind = ? AND journal.record = ? AND unit.action <> 'undo' AND {same}
        AND (before IS NULL OR {new})""",
        (table, row_id, *(day.isoformat() if day else None for day in days.values())),
    ).fetchone()
    return int(row[0] or 0)
