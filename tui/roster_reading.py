"""What the roster reads in the database thread: whom it shows in which order, and the lines around the cursor."""

from array import array
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from store.desk.next_due import next_due
from store.desk.people_list import PeopleList, Wanted, base_counts, how_many, list_people, places_recorded
from store.desk.tier_schemes import load_scheme, recorded_words
from store.model.measure import CATEGORIES
from store.model.person import CONTROL_STATES
from tui.roster_list import RosterLine
from tui.widgets.filter_choice import EVERY

if TYPE_CHECKING:
    from store.vault.cipher import Connection

PORTION = 60
"""Lines read at once around the cursor: more than a screen above and below."""
NOTHING = "未填"
"""The choice of a filter that wants those for whom nothing is recorded there."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Whom the list shows. ``everybody`` is the list before anything was typed, kept for the next letter."""

    everybody: PeopleList
    shown: PeopleList
    lines: dict[int, RosterLine]


def read_listing(
    connection: "Connection",
    *,
    today: date,
    wanted: Wanted,
    typed: str,
    everybody: PeopleList | None,
    cursor: int | None,
) -> Listing:
    """The list for ``wanted`` and what was typed, with the lines around ``cursor`` (a row id), else the first ones."""
    everybody = everybody or list_people(connection, today, wanted)
    shown = everybody.searched(typed)
    place = shown.index_of(cursor) if cursor is not None else None
    return Listing(everybody, shown, lines_around(connection, shown, place or 0, today))


def lines_around(connection: "Connection", shown: PeopleList, place: int, today: date) -> dict[int, RosterLine]:
    """The lines near ``place``, by row id."""
    start = max(0, place - PORTION // 2)
    rows = shown.rows(start, start + PORTION)
    due = next_due(connection, today, array("q", (row.id for row in rows)))
    scheme = load_scheme(connection)
    return {row.id: RosterLine(row, due.get(row.id), scheme.shown(row.risk)) for row in rows}


def read_counts(connection: "Connection", today: date) -> dict[str, int]:
    """The five base counts by their names, and everybody."""
    counted: dict[str, int] = {name: len(people) for name, people in base_counts(connection, today).items()}
    return {EVERY: how_many(connection), **counted}


def read_choices(connection: "Connection") -> dict[str, tuple[str, ...]]:
    """What each filter can be set to, by its name in ``Wanted``."""
    return {
        "category": (*CATEGORIES, NOTHING),
        "village": places_recorded(connection, "village"),
        "grid": (*places_recorded(connection, "grid"), NOTHING),
        "risk": (*dict.fromkeys((*load_scheme(connection).words, *recorded_words(connection))), NOTHING),
        "state": (*CONTROL_STATES, NOTHING),
    }
