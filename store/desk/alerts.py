"""预警: who is near one of the thresholds of 戒毒条例 第二十条 or has reached it, and what was counted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from store.desk.cases import load_case, measure_at, measures_of
from store.desk.due_item import PersonLine
from store.desk.office import load_office
from store.desk.worklist import person_line
from store.rules.case import Case, as_of
from store.rules.ownership import is_open
from store.rules.thresholds import REFUSING_RESULTS, Threshold, thresholds
from store.vault.cipher import Connection


@dataclass(frozen=True, slots=True)
class Alert:
    """A threshold that is near or reached. ``counted`` are the days and words of what was counted, oldest first."""

    person: PersonLine
    threshold: Threshold
    counted: tuple[tuple[date, str], ...]

    @property
    def since(self) -> date:
        """The day it was reached, else the day of the warning."""
        day = self.threshold.reached_on or self.threshold.warned_on
        assert day is not None
        return day


def alerts(connection: Connection, today: date) -> tuple[Alert, ...]:
    """Everybody whose measure is open at ``today``, the reached ones first, then the newest."""
    found = [alert for person in _candidates(connection) for alert in alerts_of(connection, person, today)]
    return tuple(sorted(found, key=lambda alert: (alert.threshold.reached_on is None, -alert.since.toordinal())))


def alerts_of(connection: Connection, person_id: int, today: date) -> Iterator[Alert]:
    """The alerts of one person; none once the measure is closed."""
    known = _known(connection, person_id, today)
    for threshold in thresholds(known, today) if known else ():
        if threshold.warned_on is not None:
            yield Alert(person_line(connection, person_id, today), threshold, counted(known, threshold))


def thresholds_of(connection: Connection, person_id: int, today: date) -> tuple[Threshold, ...]:
    """The thresholds of one person's open measure; empty where there is none."""
    known = _known(connection, person_id, today)
    return thresholds(known, today) if known else ()


def _known(connection: Connection, person_id: int, today: date) -> Case | None:
    measure = measure_at(measures_of(connection, person_id), today)
    if measure is None or not is_open(measure, today):
        return None
    return as_of(load_case(connection, measure, load_office(connection).in_use_from), today)


def counted(known: Case | None, threshold: Threshold) -> tuple[tuple[date, str], ...]:
    """What a threshold counted: the refused tests, or the leaves that became absences."""
    if known is None:
        return ()
    said = {test.uid: (test.day, test.result) for test in known.tests}
    said |= {leave.uid: (leave.left_on, "外出") for leave in known.leaves}
    return tuple(said[uid] for uid in threshold.records if uid in said)


def _candidates(connection: Connection) -> list[int]:
    """Who can be near a threshold at all: two refusals, or a leave. Most people have neither."""
    marks = ", ".join(f"'{result}'" for result in REFUSING_RESULTS)
    rows = connection.execute(
        f"""
        SELECT person_id FROM drug_test WHERE result IN ({marks}) GROUP BY person_id HAVING count(*) >= 2
        UNION SELECT person_id FROM leave ORDER BY person_id
        """
    )
    return [person for (person,) in rows]
