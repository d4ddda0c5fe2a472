"""超期未报到: who has not reported in in time, what was done to urge them, and what a hand-over to the police needs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from store.desk.cases import load_case, measure_at, measures_of
from store.desk.due_item import PersonLine
from store.desk.holidays import load_holidays
from store.desk.office import load_office
from store.desk.worklist import person_line
from store.model.measure import Measure
from store.model.notice import REPORT_ORDERED, REPORTED_TO_POLICE, Notice
from store.rules.calendar import Holidays
from store.rules.case import Case, as_of
from store.rules.deadlines import report_in
from store.rules.escalation import deadline_level, overdue_levels
from store.rules.ownership import is_open
from store.rules.state import State
from store.vault.cipher import Connection

WARNING, CERTIFICATE, RECEIPT = EVIDENCE = ("告诫书", "逾期未报到证明", "移交回执")
"""What a hand-over to the police needs."""


@dataclass(frozen=True, slots=True)
class Urging:
    """One line of the log: a notice served or a visit, since the decision was served."""

    day: date
    what: str


@dataclass(frozen=True, slots=True)
class Unreported:
    """One person whose 报到 is overdue. ``evidence`` has the day of each paper that is there, ``None`` for a gap."""

    person: PersonLine
    served_on: date
    last_day: date
    days_over: int
    level: int
    reached: dict[int, date]
    """The day each of the levels 2, 3 and 4 was or will be reached."""
    log: tuple[Urging, ...]
    evidence: dict[str, date | None]


def unreported(connection: Connection, today: date) -> tuple[Unreported, ...]:
    """Everybody whose 报到 is overdue at ``today`` (戒毒条例 第十四条、第三十八条), the longest first."""
    holidays, in_use_from = load_holidays(connection), load_office(connection).in_use_from
    # A report of tomorrow does not exist yet: who has one is asked as well.
    rows = connection.execute(
        """SELECT DISTINCT person_id FROM measure
        WHERE served_on < ?1 AND (reported_on IS NULL OR reported_on > ?1) AND (closed_on IS NULL OR closed_on > ?1)""",
        (today.isoformat(),),
    )
    found = [
        entry
        for (person_id,) in rows.fetchall()
        if (measure := measure_at(measures_of(connection, person_id), today)) and is_open(measure, today)
        if (entry := _of(connection, measure, in_use_from, holidays, today))
    ]
    return tuple(sorted(found, key=lambda entry: (-entry.days_over, entry.person.village, entry.person.name)))


def _of(
    connection: Connection, measure: Measure, in_use_from: date, holidays: Holidays, today: date
) -> Unreported | None:
    known = as_of(load_case(connection, measure, in_use_from), today)
    due = report_in(known.measure, today, holidays, known.reason_accepted_on)
    served_on = known.measure.served_on
    if due is None or due.state is not State.OVERDUE or due.last_day is None or served_on is None:
        return None
    return Unreported(
        person_line(connection, measure.person_id, today),
        served_on,
        due.last_day,
        (today - due.last_day).days,
        deadline_level(due.last_day, today),
        overdue_levels(due.last_day),
        tuple(sorted(_urgings(known, served_on), key=lambda each: each.day)),
        _evidence(known, served_on),
    )


def _urgings(known: Case, served_on: date) -> Iterator[Urging]:
    for notice in known.own_notices:
        if notice.matter in (REPORT_ORDERED, WARNING) and notice.day >= served_on:
            yield Urging(notice.day, f"{notice.matter} {notice.document_number or ''}".strip())
    for visit in known.visits:
        if visit.day >= served_on:
            yield Urging(visit.day, f"{visit.mode} {visit.result} {visit.visitors or ''}".strip())


def _evidence(known: Case, served_on: date) -> dict[str, date | None]:
    own = [notice for notice in known.own_notices if notice.day >= served_on]
    return {
        WARNING: _newest(notice.day for notice in own if notice.matter == WARNING),
        CERTIFICATE: _newest(notice.day for notice in own if _certifies(notice)),
        RECEIPT: _newest(n.receipt_on for n in own if n.matter == REPORTED_TO_POLICE and n.receipt_on),
    }


def _certifies(notice: Notice) -> bool:
    """A notice of another matter (其他) that calls itself 逾期未报到证明: the list of matters has none for it."""
    return notice.matter == "其他" and CERTIFICATE in f"{notice.document_number or ''} {notice.content or ''}"


def _newest(days: Iterator[date]) -> date | None:
    return max(days, default=None)
