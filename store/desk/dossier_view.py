"""One person's page, read in one call: the facts, the measure with its schedule, and every record, newest first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from store.desk.case_events import CaseEvent, day_of, events_of
from store.desk.cases import measures_of
from store.desk.confirmations import Overtaken, overtaken_of
from store.desk.policies import office_policies
from store.desk.records import load
from store.desk.schedule import MeasureSchedule, schedule_of
from store.desk.tier_schemes import load_scheme
from store.desk.voiding import VoidedRecord, voided
from store.desk.worklist import PersonLine, worklist
from store.errors import NotFoundError
from store.model.assignment import Assignment
from store.model.leave import Leave
from store.model.measure import Measure
from store.model.person import Person
from store.model.suspension import Suspension
from store.rules.case import Case, as_of
from store.rules.policy import Policies, tier_on
from store.rules.schedule import Schedule
from store.rules.thresholds import Threshold, thresholds
from store.rules.worklist import Obligation
from store.vault.cipher import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierView:
    """What is recorded of one person, and what it means on ``today``. Numbers are in full: whoever shows them masks.

    ``measure`` is the one that counts on ``today`` as it was known by then, ``None`` for a person without any;
    ``measures`` are all of them as recorded. ``risk`` is the newest tier by ``today``, ``tier``
    the same with its sign in the scheme in use;
    ``suspension`` is the one that runs then, ``away`` the leave from which the person has not come back;
    ``overtaken`` where the confirmed end has to be confirmed anew.
    """

    today: date
    person: Person
    measure: Measure | None
    schedule: Schedule | None
    policies: Policies
    obligations: tuple[Obligation, ...]
    risk: str | None
    tier: str = ""
    measures: tuple[Measure, ...]
    events: tuple[CaseEvent, ...]
    assignments: tuple[Assignment, ...]
    voided: tuple[VoidedRecord, ...]
    suspension: Suspension | None = None
    away: Leave | None = None
    thresholds: tuple[Threshold, ...] = ()
    overtaken: Overtaken | None = None

    @property
    def line(self) -> PersonLine:
        """The person as the forms are told who it is."""
        person, measure = self.person, self.measure
        return PersonLine(
            id=person.id,
            uid=person.uid,
            name=person.name,
            sex=person.sex,
            birth_date=person.birth_date,
            id_number=person.id_number,
            phone=person.phone,
            village=person.village,
            village_group=person.village_group,
            grid=person.grid,
            category=measure.category if measure else "",
            reported_on=measure.reported_on if measure else None,
        )


def read_dossier_view(connection: Connection, person_id: int, today: date) -> DossierView:
    """Read one person's page as of ``today``. Raises ``NotFoundError`` if the person is not on the roster any more."""
    found = load(connection, Person, "WHERE id = ?", (person_id,))
    if not found:
        raise NotFoundError("登记已撤下", "这个人的登记已经撤下,没有可以显示的。日志里还留着原来的内容。")
    measures = measures_of(connection, person_id)
    current = schedule_of(connection, person_id, today) if measures else None
    policies = office_policies(connection)
    facts = as_of(current.case, today) if current else None
    return DossierView(
        today=today,
        person=found[0],
        measure=facts.measure if facts else None,
        schedule=current.schedule if current else None,
        policies=policies,
        obligations=tuple(item.obligation for item in worklist(connection, today, people=(person_id,))),
        risk=_risk(current, today),
        tier=load_scheme(connection).shown(_risk(current, today)),
        measures=tuple(measures),
        events=_newest_first(events_of(connection, person_id)),
        assignments=_open_first(load(connection, Assignment, "WHERE person_id = ? ORDER BY id", (person_id,))),
        voided=voided(connection, person_id),
        overtaken=overtaken_of(connection, person_id, today),
        **_open(facts, today),
    )


def _risk(current: MeasureSchedule | None, today: date) -> str | None:
    return tier_on(current.case.assessments, today) if current else None


def _open(facts: Case | None, today: date) -> dict[str, Any]:
    """What runs on at ``today`` in a measure that is open: its suspension, a leave, the thresholds."""
    if facts is None or facts.measure.closed_on is not None:
        return {}
    suspensions = [each for each in facts.suspensions if each.resumed_on is None]
    leaves = [each for each in facts.own_leaves if each.returned_on is None]
    return {
        "suspension": max(suspensions, key=lambda each: each.started_on, default=None),
        "away": max(leaves, key=lambda each: each.left_on, default=None),
        "thresholds": thresholds(facts, today),
    }


def _newest_first(events: Iterable[CaseEvent]) -> tuple[CaseEvent, ...]:
    return tuple(sorted(events, key=lambda event: (day_of(event), event.id), reverse=True))


def _open_first(assignments: Sequence[Assignment]) -> tuple[Assignment, ...]:
    return tuple(sorted(assignments, key=lambda held: (held.ended_on is not None, held.role, held.id)))
