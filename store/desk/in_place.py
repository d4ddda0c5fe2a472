"""五个到位: one line for each person whose measure is open, with what is in place and what is not."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from store.desk.due_item import PersonLine, line_of
from store.desk.holidays import load_holidays
from store.desk.lives import Recorded, everybody
from store.desk.office import load_office
from store.desk.policies import office_policies
from store.desk.responsible import Responsible, responsible_on
from store.desk.tier_schemes import load_scheme
from store.desk.worklist import worklist
from store.model.assessment import RISK_TIERS, Assessment
from store.model.measure import Measure
from store.rules.calendar import Holidays, add_days
from store.rules.case import Case, as_of
from store.rules.case_deadlines import deadlines
from store.rules.deadlines import COMMUNITY
from store.rules.in_place import CONTACT_RULES, TEST_RULE, Check, Lapse, checks, lapses
from store.rules.ownership import begun_on, is_open, measure_at
from store.rules.policy import Policies, tier_on
from store.rules.schedule import Schedule, schedule
from store.rules.shortcut import applies
from store.rules.term import Term, term
from store.rules.windows import windows_of
from store.vault.cipher import Connection

_LOOK_AHEAD_DAYS = 31
"""Far enough to see the next window of every series that may have none today."""
_LONGEST_WINDOW_DAYS = 92
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


def in_place(connection: Connection, today: date) -> tuple[InPlace, ...]:
    """Everybody under 社区戒毒 or 社区康复 that has begun and is not closed at ``today``; most gaps first.

    People who have not reported in are in it: theirs is the widest gap.
    """
    policies, office = office_policies(connection), load_office(connection)
    facts = _Facts(
        today,
        office.in_use_from,
        policies,
        load_holidays(connection),
        responsible_on(connection, today),
        frozenset((HIGH, *load_scheme(connection).closest)),
        None,
    )
    if applies(policies):
        facts = replace(facts, lapsing=_lapsing(connection, today))
    found = (
        _of(recorded, measure, facts)
        for recorded in everybody(connection)
        if (measure := measure_at(recorded.measures, today)) and _is_in_force(measure, today)
    )
    return tuple(sorted(found, key=_order))


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is the same for everybody: ``high`` are the tiers of 层级管控, ``lapsing`` the lapses of each person as the
    worklist tells them, if it does."""

    today: date
    in_use_from: date
    policies: Policies
    holidays: Holidays
    team: Responsible
    high: frozenset[str]
    lapsing: Mapping[int, Sequence[Lapse]] | None


def _lapsing(connection: Connection, today: date) -> dict[int, list[Lapse]]:
    found: dict[int, list[Lapse]] = {}
    for item in worklist(connection, today, within=_LOOK_AHEAD_DAYS):
        due = item.obligation
        if due.rule in CONTACT_RULES and due.level > 1:
            found.setdefault(item.person.id, []).append((due.level, due.missed_in_a_row, due.label))
    return found


def _is_in_force(measure: Measure, today: date) -> bool:
    return measure.category in COMMUNITY and is_open(measure, today) and begun_on(measure) <= today


def _of(recorded: Recorded, measure: Measure, facts: _Facts) -> InPlace:
    case, person, today = recorded.case(measure, facts.in_use_from), recorded.person, facts.today
    known = as_of(case, today)
    known_term = term(known.measure, known.suspensions, today)
    contacts: Iterable[Lapse]
    if facts.lapsing is None or _may_be_excused(known, known_term, today):
        whole = schedule(case, facts.policies, today, facts.holidays)
        contacts = lapses(whole, known, facts.policies, today)
    else:
        windows = windows_of(TEST_RULE, known, known_term, facts.policies, today) if known_term else ()
        whole = Schedule(known_term, windows, deadlines(known, known_term, today, facts.holidays))
        contacts = facts.lapsing.get(person.id, ())
    has_helper = facts.team.has_helper(person)
    found = checks(whole, known, facts.policies, today, contacts, has_helper=has_helper)
    is_high = tier_on(recorded.records[Assessment], today) in facts.high
    return InPlace(line_of(person, measure), measure.uid, found, facts.team.missing(person) if is_high else None)


def _may_be_excused(known: Case, known_term: Term | None, today: date) -> bool:
    """Whether the window of today may ask nothing, so that the worklist does not show what was missed before it."""
    if known.suspensions or known.awaits_transfer:
        return True
    return known_term is not None and known_term.end <= add_days(today, _LONGEST_WINDOW_DAYS)


def _order(each: InPlace) -> tuple[int, str, str, str]:
    return -len(each.gaps), each.person.village, each.person.name, each.person.uid
