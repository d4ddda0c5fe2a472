"""Whoever sits in no leaf of the area tree: on one of its axes nobody answers for them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from store.desk.area_tree import AreaTree, area_tree
from store.desk.ledger_rows import place_order
from store.desk.records import iterate, load
from store.model.area import Area
from store.model.household import CLOSED, FormerState, Household
from store.model.person import Person
from store.rules.household_states import history, state_at
from store.vault.cipher import Connection


@dataclass(frozen=True, slots=True)
class Orphans:
    """People by their uids in the order of the roster, households by their numbers in the order of their ledger."""

    people: tuple[str, ...]
    households: tuple[str, ...]


def orphans(connection: Connection, today: date) -> Orphans:
    """Everybody on the roster, and every household that is not 注销, that fits no leaf of one of the axes."""
    tree = area_tree(load(connection, Area))
    people = sorted(load(connection, Person), key=place_order)
    return Orphans(
        tuple(person.uid for person in people if _is_lost(tree, person)),
        tuple(_lost_households(connection, tree, today)),
    )


def _lost_households(connection: Connection, tree: AreaTree, today: date) -> list[str]:
    former: dict[int, list[FormerState]] = defaultdict(list)
    for state in iterate(connection, FormerState):
        former[state.household_id].append(state)
    found: list[str] = []
    for household in iterate(connection, Household, "ORDER BY number"):
        now = state_at(history(household, former.get(household.id, ())), today)
        if now is not None and now.state != CLOSED and _is_lost(tree, now):
            found.append(household.number)
    return found


def _is_lost(tree: AreaTree, lives: Person | FormerState) -> bool:
    return not (tree.has_group(lives.village, lives.village_group) and tree.has_grid(lives.grid))
