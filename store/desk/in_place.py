"""五个到位: one line for each person whose measure is open, with what is in place and what is not."""

from dataclasses import dataclass
from datetime import date

from store.desk.due_item import PersonLine, line_of
from store.desk.holidays import load_holidays
from store.desk.lives import Recorded, everybody
from store.desk.office import load_office
from store.desk.policies import default_policies
from store.desk.responsible import Responsible, responsible_on
from store.model.assessment import RISK_TIERS, Assessment
from store.model.measure import Measure
from store.rules.calendar import Holidays
from store.rules.case import as_of
from store.rules.deadlines import COMMUNITY
from store.rules.in_place import Check, checks
from store.rules.ownership import begun_on, is_open, measure_at
from store.rules.policy import Policies, tier_on
from store.rules.schedule import schedule
from store.vault.cipher import Connection

HIGH = RISK_TIERS[0]
"""层级管控: who stands in this tier needs three responsible people."""


@dataclass(frozen=True, slots=True)
class InPlace:
    """One person: the five checks, and ``missing`` of the three responsible people; ``None`` outside 层级管控."""

    person: PersonLine
    measure_uid: str
    checks: tuple[Check, ...]
    missing: tuple[str, ...] | None

    @property
    def gaps(self) -> tuple[str, ...]:
        """The names of the checks that are not in place, 三员 for missing people."""
        found = tuple(check.name for check in self.checks if not check.is_in_place)
        return (*found, "三员") if self.missing else found


def in_place(connection: Connection, today: date) -> tuple[InPlace, ...]:
    """Everybody under 社区戒毒 or 社区康复 that has begun and is not closed at ``today``; most gaps first.

    People who have not reported in are in it: theirs is the widest gap.
    """
    policies, holidays, office = default_policies(), load_holidays(connection), load_office(connection)
    team = responsible_on(connection, today)
    found = (
        _of(recorded, measure, office.in_use_from, policies, holidays, team, today)
        for recorded in everybody(connection)
        if (measure := measure_at(recorded.measures, today)) and _is_in_force(measure, today)
    )
    return tuple(sorted(found, key=_order))


def _is_in_force(measure: Measure, today: date) -> bool:
    return measure.category in COMMUNITY and is_open(measure, today) and begun_on(measure) <= today


def _of(
    recorded: Recorded,
    measure: Measure,
    in_use_from: date,
    policies: Policies,
    holidays: Holidays,
    team: Responsible,
    today: date,
) -> InPlace:
    case, person = recorded.case(measure, in_use_from), recorded.person
    whole = schedule(case, policies, today, holidays)
    known = as_of(case, today)
    found = checks(whole, known, policies, today, has_helper=team.has_helper(person))
    is_high = tier_on(recorded.records[Assessment], today) == HIGH
    return InPlace(line_of(person, measure), measure.uid, found, team.missing(person) if is_high else None)


def _order(each: InPlace) -> tuple[int, str, str, str]:
    return -len(each.gaps), each.person.village, each.person.name, each.person.uid
