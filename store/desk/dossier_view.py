"""One person's page, read in one call: the facts, the measure with its schedule, and every record, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from store.desk.cases import measures_of
from store.desk.contacts import AnyContact, contacts_of
from store.desk.policies import default_policies
from store.desk.records import load
from store.desk.schedule import MeasureSchedule, schedule_of
from store.desk.voiding import VoidedRecord, voided
from store.desk.worklist import PersonLine, worklist
from store.errors import NotFoundError
from store.model.assignment import Assignment
from store.model.measure import Measure
from store.model.person import Person
from store.rules.case import as_of
from store.rules.policy import Policies, tier_on
from store.rules.schedule import Schedule
from store.rules.worklist import Obligation
from store.vault.cipher import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierView:
    """What is recorded of one person, and what it means on ``today``. Numbers are in full: whoever shows them masks.

    ``measure`` is the one that counts on ``today`` as it was known by then, ``None`` for a person without any;
    ``measures`` are all of them as recorded. ``risk`` is the newest tier by ``today``.
    """

    today: date
    person: Person
    measure: Measure | None
    schedule: Schedule | None
    policies: Policies
    obligations: tuple[Obligation, ...]
    risk: str | None
    measures: tuple[Measure, ...]
    contacts: tuple[AnyContact, ...]
    assignments: tuple[Assignment, ...]
    voided: tuple[VoidedRecord, ...]

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
    policies = default_policies()
    known = as_of(current.case, today).measure if current else None
    contacts = contacts_of(connection, person_id)
    return DossierView(
        today=today,
        person=found[0],
        measure=known,
        schedule=current.schedule if current else None,
        policies=policies,
        obligations=tuple(item.obligation for item in worklist(connection, today, people=(person_id,))),
        risk=_risk(current, today),
        measures=tuple(measures),
        contacts=_newest_first(contacts),
        assignments=_open_first(load(connection, Assignment, "WHERE person_id = ? ORDER BY id", (person_id,))),
        voided=voided(connection, person_id),
    )


def _risk(current: MeasureSchedule | None, today: date) -> str | None:
    return tier_on(current.case.assessments, today) if current else None


def _newest_first(contacts: Sequence[AnyContact]) -> tuple[AnyContact, ...]:
    return tuple(sorted(contacts, key=lambda contact: (contact.day, contact.id), reverse=True))


def _open_first(assignments: Sequence[Assignment]) -> tuple[Assignment, ...]:
    return tuple(sorted(assignments, key=lambda held: (held.ended_on is not None, held.role, held.id)))
