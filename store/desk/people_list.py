"""The people on the roster as a list of any length: ids in order first, what a line shows only when it is shown."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
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
    """People in an order. ``people`` are their row ids; rows are read when they are asked for.

    Unless it ``is_whole`` there may be others behind these, who are not read yet.
    """

    def __init__(
        self,
        connection: Connection,
        today: date,
        people: "array[int]",
        *,
        sorted_by_hand: bool,
        is_whole: bool = True,
    ) -> None:
        self.people = people
        self.is_whole = is_whole
        self._connection = connection
        self._today = today
        self._sorted_by_hand = sorted_by_hand
        self._listed: frozenset[int] | None = None

    def count(self) -> int:
        """How many there are."""
        return len(self.people)

    def index_of(self, person: int) -> int | None:
        """Where somebody stands; ``None`` if not in the list."""
        return place_in(self.people, person)

    def rows(self, start: int, stop: int) -> tuple[PersonRow, ...]:
        """The lines from ``start`` up to ``stop``."""
        return self.rows_of(self.people[start:stop])

    def rows_of(self, wanted: Sequence[int]) -> tuple[PersonRow, ...]:
        """The lines of these people, in this order."""
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


def place_in(people: "array[int]", person: int) -> int | None:
    """Where somebody stands among ``people``; ``None`` for one who is not among them."""
    try:
        return people.index(person)
    except ValueError:
        return None


def list_beginning(connection: Connection, today: date, number: int) -> PeopleList:
    """The first ``number`` of everybody by place: as quickly read of many as of few, so that the roster can open."""
    first = array("q", islice(_by_place(connection), number))
    return PeopleList(connection, today, first, sorted_by_hand=False, is_whole=len(first) < number)


def list_people(connection: Connection, today: date, wanted: Wanted | None = None) -> PeopleList:
    """The list for ``wanted``; without it everybody by place, which is how the roster opens."""
    wanted = wanted or Wanted()
    in_order = array("q", _by_place(connection))
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


def base_counts(connection: Connection, today: date, row_ids: range | None = None) -> dict[Count, int]:
    """The five base counts of domain.md 6 (24), of everybody or of the people with these successive row ids.

    ``list_people`` opens each number: ``Wanted(counted=...)`` lists those it counts.

    在册: everybody but the dead, those who left the country and those whose measure was moved to another place
    (domain.md 4.7: the denominators leave them out); 戒断三年 belong to it. 现有: of these, all but 戒断三年
    (domain.md 4.1). 新增: of 在册, first found this year; nobody without 初次发现日期 is guessed to be new.
    社戒, 社康: who is under such a measure on ``today``, whatever the state says: an open measure is the office's to
    carry out or to close.
    """
    among = "" if row_ids is None else "WHERE person.id >= ? AND person.id < ?"
    which = () if row_ids is None else (row_ids.start, row_ids.stop)
    sums = ", ".join(f"coalesce(sum({belongs}), 0)" for belongs in COUNTS.values())
    query = f"SELECT {sums} {PEOPLE} {among}".format(today=_quoted(today))
    return dict(zip(COUNTS, connection.execute(query, which).fetchone(), strict=True))


def how_many(connection: Connection) -> int:
    """Everybody who has a line on the roster."""
    number: int = connection.execute("SELECT count(*) FROM person").fetchone()[0]
    return number


def newest_row_id(connection: Connection) -> int:
    """The largest row id of a person; 0 of nobody."""
    newest: int = connection.execute("SELECT coalesce(max(id), 0) FROM person").fetchone()[0]
    return newest


def places_recorded(connection: Connection, column: Literal["village", "grid"]) -> tuple[str, ...]:
    """The villages or grids that somebody is recorded in: what can be filtered by."""
    rows = connection.execute(f"SELECT DISTINCT {column} FROM person WHERE {column} IS NOT NULL ORDER BY {column}")
    return tuple(name for (name,) in rows)


def _by_place(connection: Connection) -> Iterator[int]:
    """Everybody by village, group and name, read no further than somebody asks."""
    # One group at a time, straight from the index: numbers by value are no order that SQL knows.
    query = "SELECT id FROM person WHERE village = ? AND village_group IS ? ORDER BY name, id"
    groups = (chain.from_iterable(connection.execute(query, place)) for place in _places(connection))
    return chain.from_iterable(groups)


def _places(connection: Connection) -> Iterator[tuple[str, str | None]]:
    """Every village and group that somebody is recorded in, in the order of the ledgers."""
    village: str | None = connection.execute("SELECT min(village) FROM person").fetchone()[0]
    while village is not None:
        groups = connection.execute("SELECT DISTINCT village_group FROM person WHERE village = ?", (village,))
        for group in sorted(chain.from_iterable(groups), key=group_order):
            yield village, group
        village = connection.execute("SELECT min(village) FROM person WHERE village > ?", (village,)).fetchone()[0]


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
