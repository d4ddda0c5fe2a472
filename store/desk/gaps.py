"""Persons under a measure that is open for whom nobody answers, or not everybody who should."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from importlib import resources

from store.desk.ledger_rows import place_order
from store.desk.records import load
from store.desk.responsible import Responsible, responsible_on
from store.model.assignment import MAIN_HELPER
from store.model.person import Person
from store.rules.team_templates import Templates, missing_roles
from store.vault.cipher import Connection

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


@cache
def team_templates() -> Templates:
    """The places of every template, by its name."""
    text = resources.files("store.rules").joinpath("team_templates.json").read_text(encoding="utf-8")
    found: Templates = json.loads(text)
    return found


def helper_gaps(connection: Connection, today: date) -> HelperGaps:
    """What is lacking today. A post on the staff list counts for its village; a main helper has to be named."""
    people = sorted(load(connection, Person, _IN_FORCE, (today.isoformat(),)), key=place_order)
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
