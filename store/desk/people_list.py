"""The people on the roster as a list of any length: ids in order first, what a line shows only when it is shown."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from store.desk.ledger_rows import group_order
from store.desk.next_due import by_urgency
from store.desk.people_sql import COUNTS, FACTS, FILTERS, PEOPLE, SORTS, WITHOUT_MAIN_HELPER, Count, by_tier
from store.desk.search import search
from store.desk.search_tokens import spoken_order
from store.desk.tier_schemes import load_scheme
from store.vault.cipher import Connection

TAIL = 4
"""Characters of an ID number or a phone that a list shows."""

Sort = Literal["place", "name", "sex", "age", "grid", "category", "reported", "risk", "state", "due"]
"""``place``: village, group (numbers by value), name. ``name``: as it is read aloud. ``age``: the youngest first.
``due``: by the last day of what comes next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Whom the list shows and in which order. A filter of "" wants those for whom nothing is recorded there."""

    category: str | None = None
    village: str | None = None
    grid: str | None = None
    risk: str | None = None
    state: str | None = None
    without_main_helper: bool = False
    counted: Count | None = None
    sort: Sort = "place"
    descending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """What one line shows: of the measure that counts today, the newest tier, and numbers only by their tails."""

    id: int
    uid: str
    name: str
    sex: str | None
    birth_date: date | None
    village: str
    village_group: str | None
    grid: str | None
    state: str | None
    category: str | None
    reported_on: date | None
    closed_on: date | None
    risk: str | None
    id_tail: str | None
    phone_tail: str | None


class PeopleList:
    """People in an order. ``people`` are their row ids; rows are read when they are asked for."""

    def __init__(self, connection: Connection, today: date, people: "array[int]", *, sorted_by_hand: bool) -> None:
        self.people = people
        self._connection = connection
        self._today = today
        self._sorted_by_hand = sorted_by_hand
        self._listed: frozenset[int] | None = None

    def count(self) -> int:
        """How many there are."""
        return len(self.people)

    def index_of(self, person: int) -> int | None:
        """Where somebody stands; ``None`` if not in the list."""
        return self.people.index(person) if person in self.people else None

    def rows(self, start: int, stop: int) -> tuple[PersonRow, ...]:
        """The lines from ``start`` up to ``stop``."""
        wanted = self.people[start:stop]
        marks = ", ".join("?" * len(wanted))
        found = self._connection.execute(FACTS.format(people=marks, today=_quoted(self._today)), wanted)
        by_id = {row[0]: row for row in found}
        return tuple(_person_row(by_id[person]) for person in wanted if person in by_id)

    def searched(self, text: str) -> "PeopleList":
        """Those of the list who fit what was typed: the likeliest first, unless a column was chosen to sort by."""
        if not text.strip():
            return self
        found = search(self._connection, text).people
        if self._sorted_by_hand:
            fitting = set(found)
            narrowed = array("q", (person for person in self.people if person in fitting))
        else:
            # Made once, not anew for every letter.
            self._listed = listed = self._listed or frozenset(self.people)
            narrowed = array("q", (person for person in found if person in listed))
        return PeopleList(self._connection, self._today, narrowed, sorted_by_hand=self._sorted_by_hand)


def list_people(connection: Connection, today: date, wanted: Wanted | None = None) -> PeopleList:
    """The list for ``wanted``; without it everybody by place, which is how the roster opens."""
    wanted = wanted or Wanted()
    in_order = _by_place(connection)
    if wanted.sort == "name":
        in_order = _by_name(connection, in_order)
    elif wanted.sort == "due":
        in_order = by_urgency(connection, today, in_order, descending=wanted.descending)
    elif wanted.sort == "risk":
        column = by_tier(load_scheme(connection).words)
        in_order = _by_column(connection, today, column, descending=wanted.descending)
    elif wanted.sort != "place":
        in_order = _by_column(connection, today, SORTS[wanted.sort], descending=wanted.descending)
    if wanted.descending and wanted.sort in ("place", "name"):
        in_order.reverse()
    conditions, values = _conditions(wanted)
    if conditions:
        query = f"SELECT person.id {PEOPLE} WHERE {' AND '.join(conditions)}"
        fitting = set(_ids(connection, query, today, values))
        in_order = array("q", (person for person in in_order if person in fitting))
    return PeopleList(connection, today, in_order, sorted_by_hand=wanted.sort != "place" or wanted.descending)


def base_counts(connection: Connection, today: date) -> dict[Count, "array[int]"]:
    """The five base counts of domain.md 6 (24), each as the people it counts, so that the number can be opened.

    在册: everybody but the dead, those who left the country and those whose measure was moved to another place
    (domain.md 4.7: the denominators leave them out); 戒断三年 belong to it. 现有: of these, all but 戒断三年
    (domain.md 4.1). 新增: of 在册, first found this year; nobody without 初次发现日期 is guessed to be new.
    社戒, 社康: who is under such a measure on ``today``, whatever the state says: an open measure is the office's to
    carry out or to close.
    """
    names = tuple(COUNTS)
    columns = ", ".join(COUNTS[name] for name in names)
    query = f"SELECT person.id, {columns} {PEOPLE} ORDER BY person.id".format(today=_quoted(today))
    counted: dict[Count, array[int]] = {name: array("q") for name in names}
    for person, *belongs in connection.execute(query):
        for name, does in zip(names, belongs, strict=True):
            if does:
                counted[name].append(person)
    return counted


def how_many(connection: Connection) -> int:
    """Everybody who has a line on the roster."""
    number: int = connection.execute("SELECT count(*) FROM person").fetchone()[0]
    return number


def places_recorded(connection: Connection, column: Literal["village", "grid"]) -> tuple[str, ...]:
    """The villages or grids that somebody is recorded in: what can be filtered by."""
    rows = connection.execute(f"SELECT DISTINCT {column} FROM person WHERE {column} IS NOT NULL ORDER BY {column}")
    return tuple(name for (name,) in rows)


def _by_place(connection: Connection) -> "array[int]":
    pairs = connection.execute("SELECT DISTINCT village, village_group FROM person").fetchall()
    in_order = array("q")
    # One group at a time, straight from the index: numbers by value are no order that SQL knows.
    for village, group in sorted(pairs, key=lambda pair: (pair[0], *group_order(pair[1]))):
        query = "SELECT id FROM person WHERE village = ? AND village_group IS ? ORDER BY name, id"
        in_order.extend(person for (person,) in connection.execute(query, (village, group)))
    return in_order


def _by_name(connection: Connection, in_order: Iterable[int]) -> "array[int]":
    names: dict[int, str] = dict(connection.execute("SELECT id, name FROM person"))
    spoken = {name: spoken_order(name) for name in set(names.values())}
    return array("q", sorted(in_order, key=lambda person: spoken[names[person]]))


def _by_column(connection: Connection, today: date, column: str, *, descending: bool) -> "array[int]":
    # Who has nothing recorded there comes last either way.
    order = f"{column} IS NULL, {column} {'DESC' if descending else ''}"
    place = "village, length(village_group), village_group, name, person.id"
    return _ids(connection, f"SELECT person.id {PEOPLE} ORDER BY {order}, {place}", today)


def _conditions(wanted: Wanted) -> tuple[list[str], list[str]]:
    """What a person must fit, as SQL, and the values to be bound in it."""
    conditions, values = [], []
    for name, column in FILTERS.items():
        value: str | None = getattr(wanted, name)
        if value:
            conditions.append(f"{column} = ?")
            values.append(value)
        elif value is not None:
            conditions.append(f"{column} IS NULL")
    if wanted.without_main_helper:
        conditions.append(WITHOUT_MAIN_HELPER)
    if wanted.counted:
        conditions.append(f"({COUNTS[wanted.counted]})")
    return conditions, values


def _ids(connection: Connection, query: str, today: date, values: Sequence[str] = ()) -> "array[int]":
    return array("q", (person for (person,) in connection.execute(query.format(today=_quoted(today)), values)))


def _quoted(today: date) -> str:
    return f"'{today.isoformat()}'"


def _person_row(row: Sequence[Any]) -> PersonRow:
    (row_id, uid, name, sex, born, village, group, grid, state, category, reported, closed, risk, number, phone) = row
    return PersonRow(
        id=row_id,
        uid=uid,
        name=name,
        sex=sex,
        birth_date=_day(born),
        village=village,
        village_group=group,
        grid=grid,
        state=state,
        category=category,
        reported_on=_day(reported),
        closed_on=_day(closed),
        risk=risk,
        id_tail=_tail(number),
        phone_tail=_tail((phone or "").partition("、")[0]),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _tail(number: str | None) -> str | None:
    return number[-TAIL:] if number else None
