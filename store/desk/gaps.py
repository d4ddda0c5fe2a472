"""Persons under a measure that is open for whom nobody answers, or not everybody who should."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from importlib import resources

from store.desk.due_item import PersonLine, line_of
from store.desk.journal_rows import has_changed, newest_entry
from store.desk.ledger_rows import place_order
from store.desk.lives import Span
from store.desk.records import load
from store.desk.responsible import Responsible, responsible_on
from store.model.assignment import MAIN_HELPER
from store.model.measure import Measure
from store.model.person import Person
from store.rules.ownership import measure_at
from store.rules.team_templates import Templates, missing_roles
from store.vault.cipher import Connection

_ABOUT = ("person", "measure", "assignment", "staff")
_IN_FORCE = "WHERE id IN (SELECT person_id FROM measure WHERE closed_on IS NULL OR closed_on > ?)"


@dataclass(frozen=True, slots=True)
class MissingRoles:
    """The places of one template that nobody fills for one person (by uid)."""

    person: str
    template: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HelperGaps:
    """By uid, in the order of the roster: who has no main helper, and whose teams are not whole."""

    without_main_helper: tuple[str, ...]
    missing_roles: tuple[MissingRoles, ...]


@dataclass(frozen=True, slots=True)
class HelperGap:
    """One person for whom somebody is lacking: the main helper if there is one, and by template the places unfilled."""

    person: PersonLine
    main_helper: str | None
    missing: Mapping[str, tuple[str, ...]]


def gap_lines(connection: Connection, today: date) -> tuple[HelperGap, ...]:
    """Everybody for whom somebody is lacking: those without a main helper first, each in the order of the roster."""
    named = responsible_on(connection, today)
    measures: dict[int, list[Measure]] = defaultdict(list)
    for measure in load(connection, Measure, "ORDER BY id"):
        measures[measure.person_id].append(measure)
    found: list[HelperGap] = []
    for person in in_force(connection, today):
        missing = {each.template: each.roles for each in _missing([person], named)}
        helper = named.assigned.get(person.id, {}).get(MAIN_HELPER)
        if missing or helper is None:
            found.append(HelperGap(line_of(person, measure_at(measures[person.id], today)), helper, missing))
    return tuple(sorted(found, key=lambda gap: gap.main_helper is not None))


def without_main_helper(connection: Connection, today: date) -> int:
    """How many persons under a measure that is open have no main helper today."""
    day = today.isoformat()
    found: int = connection.execute(
        """
        SELECT count(DISTINCT person_id) FROM measure WHERE (closed_on IS NULL OR closed_on > ?1)
          AND NOT EXISTS (
            SELECT 1 FROM assignment WHERE assignment.person_id = measure.person_id AND role = ?2
              AND started_on <= ?1 AND (ended_on IS NULL OR ended_on > ?1)
          )
        """,
        (day, MAIN_HELPER),
    ).fetchone()[0]
    return found


@dataclass(frozen=True, slots=True)
class IncompleteTeams:
    """For how many people somebody is lacking, as counted for ``today`` while the journal ended at ``seen``."""

    people: int
    today: date
    seen: int


def still_incomplete(connection: Connection, today: date, known: IncompleteTeams) -> IncompleteTeams | None:
    """The count taken from ``known``; None if anything it is about has changed since: it has to be counted anew."""
    seen = newest_entry(connection)
    if known.today != today or has_changed(connection, _ABOUT, known.seen):
        return None
    return IncompleteTeams(known.people, today, seen)


def incomplete_teams(connection: Connection, today: date, people: Span) -> int:
    """How many of these ``people`` under a measure that is open lack somebody in one of the teams."""
    first, last = people
    where = f"{_IN_FORCE} AND id BETWEEN ? AND ?"
    found = load(connection, Person, where, (today.isoformat(), first, last))
    named = responsible_on(connection, today, people)
    return len({each.person for each in _missing(found, named)})


def in_force(connection: Connection, today: date) -> list[Person]:
    """Everybody under a measure that is open, in the order of the roster."""
    return sorted(load(connection, Person, _IN_FORCE, (today.isoformat(),)), key=place_order)


@cache
def team_templates() -> Templates:
    """The places of every template, by its name."""
    text = resources.files("store.rules").joinpath("team_templates.json").read_text(encoding="utf-8")
    found: Templates = json.loads(text)
    return found


def helper_gaps(connection: Connection, today: date) -> HelperGaps:
    """What is lacking today. A post on the staff list counts for its village; a main helper has to be named."""
    people = in_force(connection, today)
    named = responsible_on(connection, today)
    return HelperGaps(
        tuple(person.uid for person in people if MAIN_HELPER not in named.assigned.get(person.id, {})),
        tuple(_missing(people, named)),
    )


def _missing(people: Sequence[Person], named: Responsible) -> Iterator[MissingRoles]:
    for person in people:
        is_held = partial(_is_held, named, person)
        for name, template in team_templates().items():
            if roles := missing_roles(template, is_held):
                yield MissingRoles(person.uid, name, roles)


def _is_held(named: Responsible, person: Person, role: str) -> bool:
    return named.named(role, person.village, person.id) is not None
