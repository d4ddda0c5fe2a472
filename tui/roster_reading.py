"""What the roster reads in the database thread: whom it shows in which order, and the lines around the cursor."""

from array import array
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from store.desk.next_due import next_due
from store.desk.people_list import (
    PeopleList,
    Wanted,
    base_counts,
    how_many,
    list_beginning,
    list_people,
    newest_row_id,
    places_recorded,
)
from store.desk.tier_schemes import load_scheme, recorded_words
from store.model.measure import CATEGORIES
from store.model.person import CONTROL_STATES
from tui.roster_list import RosterLine
from tui.widgets.filter_choice import EVERY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.vault.cipher import Connection

PORTION = 60
"""Lines kept read around the cursor: more than a screen above and below."""
COUNTED_AT_ONCE = 10_000
"""People counted in one job: so few that a key pressed meanwhile is answered as ever."""
NOTHING = "未填"
"""The choice of a filter that wants those for whom nothing is recorded there."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Whom the list shows. ``everybody`` is the list before anything was typed, kept for the next letter.

    It is ``None`` as long as only the beginning is read.
    """

    everybody: PeopleList | None
    shown: PeopleList
    lines: dict[int, RosterLine]


def read_beginning(connection: "Connection", *, today: date) -> Listing:
    """What the roster opens with, in the same time whether a thousand people are on it or a hundred thousand."""
    shown = list_beginning(connection, today, PORTION)
    return Listing(None, shown, read_lines(connection, shown, around(shown, 0), today))


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
    return Listing(everybody, shown, read_lines(connection, shown, around(shown, place or 0), today))


def around(shown: PeopleList, place: int) -> "array[int]":
    """The people near ``place``, in order."""
    start = max(0, place - PORTION // 2)
    return shown.people[start : start + PORTION]


def read_lines(
    connection: "Connection", shown: PeopleList, people: "Sequence[int]", today: date
) -> dict[int, RosterLine]:
    """The lines of these people, by row id."""
    rows = shown.rows_of(people)
    due = next_due(connection, today, array("q", (row.id for row in rows)))
    scheme = load_scheme(connection)
    return {row.id: RosterLine(row, due.get(row.id), scheme.shown(row.risk)) for row in rows}


def read_counts(connection: "Connection", *, today: date, start: int) -> tuple[dict[str, int], int | None]:
    """The base counts of the people with the next row ids from ``start``, and where to go on.

    With the last of them, behind whom nobody comes, how many there are in all.
    """
    stop = start + COUNTED_AT_ONCE
    numbers: dict[str, int] = dict(base_counts(connection, today, range(start, stop)).items())
    if stop <= newest_row_id(connection):
        return numbers, stop
    return {EVERY: how_many(connection), **numbers}, None


def read_choices(connection: "Connection") -> dict[str, tuple[str, ...]]:
    """What each filter can be set to, by its name in ``Wanted``."""
    return {
        "category": (*CATEGORIES, NOTHING),
        "village": places_recorded(connection, "village"),
        "grid": (*places_recorded(connection, "grid"), NOTHING),
        "risk": (*dict.fromkeys((*load_scheme(connection).words, *recorded_words(connection))), NOTHING),
        "state": (*CONTROL_STATES, NOTHING),
    }
