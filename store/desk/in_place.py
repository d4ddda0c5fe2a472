"""五个到位: one line for each person whose measure is open, with what is in place and what is not."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from store.desk.due_item import PersonLine, line_of
from store.desk.holidays import load_holidays
from store.desk.lives import Recorded, Span, everybody
from store.desk.newest_days import NewestDays, newest_days, newest_days_of_few
from store.desk.office import load_office
from store.desk.policies import office_policies
from store.desk.records import load
from store.desk.responsible import Responsible, responsible_on
from store.desk.tier_schemes import load_scheme
from store.model.assessment import RISK_TIERS, Assessment
from store.model.measure import Measure
from store.model.visit import Visit
from store.rules.calendar import Holidays
from store.rules.case import Case, as_of
from store.rules.case_deadlines import deadlines
from store.rules.deadlines import COMMUNITY
from store.rules.in_place import CONTACT_RULES, TEST_RULE, Check, Lapse, checks, lapses, lapses_told
from store.rules.ownership import begun_on, is_open, measure_at
from store.rules.policy import Policies, rules_owed, tier_on
from store.rules.schedule import Schedule
from store.rules.shortcut import UndecidedError, applies
from store.rules.term import Term, term, term_months
from store.rules.windows import windows_of
from store.vault.cipher import Connection

_ANYBODY = 2**63 - 1
"""No row id is greater."""
HIGH = RISK_TIERS[0]
"""层级管控: who stands in this tier, or in the first tier of an axis of the scheme in use, needs three responsible
people. 高 counts under every scheme: it can always be recorded."""


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


def in_place(connection: Connection, today: date, people: Span | None = None) -> tuple[InPlace, ...]:
    """Everybody under 社区戒毒 or 社区康复 that has begun and is not closed at ``today``; most gaps first.

    People who have not reported in are in it: theirs is the widest gap. With ``people`` of these alone.
    """
    policies = office_policies(connection)
    facts = _Facts(
        connection,
        today,
        load_office(connection).in_use_from,
        policies,
        load_holidays(connection),
        responsible_on(connection, today, people),
        frozenset((HIGH, *load_scheme(connection).closest)),
        _newest(connection, policies, today, people),
    )
    found = (
        _of(recorded, measure, facts)
        for recorded in everybody(connection, people, without=(Visit,))
        if (measure := measure_at(recorded.measures, today)) and _is_in_force(measure, today)
    )
    return by_gaps(found)


def by_gaps(found: Iterable[InPlace]) -> tuple[InPlace, ...]:
    """In the order of the list: most gaps first."""
    return tuple(sorted(found, key=_order))


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is the same for everybody: ``high`` are the tiers of 层级管控, ``newest`` the newest contacts, where they
    decide how a series stands."""

    connection: Connection
    today: date
    in_use_from: date
    policies: Policies
    holidays: Holidays
    team: Responsible
    high: frozenset[str]
    newest: NewestDays | None


def _newest(connection: Connection, policies: Policies, today: date, people: Span | None) -> NewestDays | None:
    """The newest days of the contacts that anybody owes."""
    if not applies(policies):
        return None
    query = (
        "SELECT category, term_months, group_concat(person_id) FROM measure"
        " WHERE (closed_on IS NULL OR closed_on > ?) AND person_id BETWEEN ? AND ? GROUP BY 1, 2"
    )
    first, last = people or (0, _ANYBODY)
    wanted: dict[int, tuple[str, ...]] = {}
    for category, months, under in connection.execute(query, (today.isoformat(), first, last)):
        owed = rules_owed(policies, category, term_months(Measure(category=category, term_months=months)))
        rules = tuple(rule for rule in owed if rule in CONTACT_RULES)
        wanted.update(dict.fromkeys(map(int, under.split(",")), rules))
    read = newest_days if people is None else newest_days_of_few
    return read(connection, wanted, policies, today)


def _is_in_force(measure: Measure, today: date) -> bool:
    return measure.category in COMMUNITY and is_open(measure, today) and begun_on(measure) <= today


def _of(recorded: Recorded, measure: Measure, facts: _Facts) -> InPlace:
    person, today = recorded.person, facts.today
    known = as_of(recorded.case(measure, facts.in_use_from), today)
    known_term = term(known.measure, known.suspensions, today)
    windows = windows_of(TEST_RULE, known, known_term, facts.policies, today) if known_term else ()
    whole = Schedule(known_term, windows, deadlines(known, known_term, today, facts.holidays))
    contacts = _contacts(known, known_term, person.id, facts) if known_term else ()
    has_helper = facts.team.has_helper(person)
    found = checks(whole, known, facts.policies, today, contacts, has_helper=has_helper)
    is_high = tier_on(recorded.records[Assessment], today) in facts.high
    return InPlace(line_of(person, measure), measure.uid, found, facts.team.missing(person) if is_high else None)


def _contacts(known: Case, known_term: Term, person: int, facts: _Facts) -> tuple[Lapse, ...]:
    """The lapses told from the newest contacts, or read off all windows of whom those do not decide."""
    today, policies = facts.today, facts.policies
    if facts.newest is not None:
        with suppress(UndecidedError):
            return tuple(lapses_told(known, known_term, facts.newest.get(person, {}), policies, today))
    mine = "WHERE person_id = ? AND day <= ? ORDER BY day, uid"
    visits = tuple(load(facts.connection, Visit, mine, (person, today.isoformat())))
    seen = replace(known, visits=visits)
    laid = (windows_of(rule, seen, known_term, policies, today) for rule in CONTACT_RULES)
    return tuple(lapses(Schedule(known_term, tuple(chain.from_iterable(laid)), ()), seen, policies, today))


def _order(each: InPlace) -> tuple[int, str, str, str]:
    return -len(each.gaps), each.person.village, each.person.name, each.person.uid
