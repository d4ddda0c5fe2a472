"""Main helpers with their people (1带N), and handing all people of one on to another in one step."""

import dataclasses
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from store.desk.gaps import in_force
from store.desk.records import add, change, load
from store.desk.staff import is_serving
from store.errors import StoreError
from store.model.assignment import MAIN_HELPER, Assignment
from store.model.person import Person
from store.model.staff import Staff
from store.model.volunteer import LEFT, Volunteer
from store.vault.cipher import Connection
from store.vault.unit_of_work import Act, unit_of_work

MANY = 10
"""A main helper with more people than this is marked in the list; nothing else hangs on it."""
_KEPT = "没有保存,您填的内容还在。"


@dataclass(frozen=True, slots=True)
class HelperWarnings:
    """How many main helpers have left and still have people, and how many have more than one can look after."""

    left: int
    overloaded: int


@dataclass(frozen=True, slots=True)
class HelperLoad:
    """One main helper, known by name and volunteer number: whose people, in the order of the roster."""

    helper: str
    volunteer_number: str | None
    people: tuple[Person, ...]
    has_left: bool

    @property
    def is_overloaded(self) -> bool:
        """Whether there are more people than one helper can well look after."""
        return len(self.people) > MANY


def helper_loads(connection: Connection, today: date) -> tuple[HelperLoad, ...]:
    """Every main helper of today with the people under a measure that is open; who has left first, then by load."""
    people = {person.id: person for person in in_force(connection, today)}
    place = {row_id: number for number, row_id in enumerate(people)}
    gone = _Gone(connection, today)
    mine: dict[tuple[str, str | None], list[Assignment]] = defaultdict(list)
    for each in _open_on(connection, today):
        if each.person_id in people:
            mine[each.helper, each.volunteer_number].append(each)
    found = [
        HelperLoad(
            helper,
            number,
            tuple(people[row_id] for row_id in sorted({each.person_id for each in held}, key=place.__getitem__)),
            gone.has_left(helper, number),
        )
        for (helper, number), held in mine.items()
    ]
    return tuple(sorted(found, key=lambda each: (not each.has_left, -len(each.people), each.helper)))


def helper_warnings(connection: Connection, today: date) -> HelperWarnings:
    """As ``helper_loads`` would say, counted without reading the roster."""
    gone, loads = _Gone(connection, today), helper_counts(connection, today)
    left = sum(gone.has_left(helper, number) for helper, number in loads)
    return HelperWarnings(left, sum(people > MANY for people in loads.values()))


def helper_counts(connection: Connection, today: date) -> Mapping[tuple[str, str | None], int]:
    """How many people under a measure that is open each main helper (name and volunteer number) has today."""
    rows = connection.execute(
        """
        SELECT helper, volunteer_number, count(DISTINCT person_id) FROM assignment
        WHERE role = ?2 AND started_on <= ?1 AND (ended_on IS NULL OR ended_on > ?1)
          AND person_id IN (SELECT person_id FROM measure WHERE closed_on IS NULL OR closed_on > ?1)
        GROUP BY helper, volunteer_number
        """,
        (today.isoformat(), MAIN_HELPER),
    )
    return {(helper, number): people for helper, number, people in rows}


class _Gone:
    """Who does not help any more: a volunteer who left, or somebody of the staff list whose posts are all over."""

    def __init__(self, connection: Connection, today: date) -> None:
        self._numbers = {each.number for each in load(connection, Volunteer) if each.state == LEFT}
        posts = load(connection, Staff)
        serving = {each.name for each in posts if is_serving(each, today)}
        self._former = {each.name for each in posts if not is_serving(each, today)} - serving

    def has_left(self, helper: str, number: str | None) -> bool:
        """Whether a main helper is one of them, by number, else by name."""
        return number in self._numbers if number else helper in self._former


def hand_over(
    connection: Connection, act: Act, *, giver: HelperLoad, to: str, number: str | None, day: date
) -> tuple[Person, ...]:
    """All people of ``giver`` have ``to`` for their main helper from ``day`` on, as one unit of work; who they are.

    The time of the one ends on the day on which that of the other begins. Raises ``StoreError`` for the same helper
    again, a volunteer who is not recorded or has left, a day that has not come or lies before somebody's beginning,
    and where nobody is left to hand over.
    """
    if day > act.today:
        raise StoreError("日期在今天之后", f"还没有到的日子不能移交,{_KEPT}请改日期。")
    if (to, number) == (giver.helper, giver.volunteer_number):
        raise StoreError("是同一个人", f"移交前后是同一个人,{_KEPT}请写另一个人。")
    if number and not load(connection, Volunteer, "WHERE number = ? AND state IS NOT ?", (number, LEFT)):
        raise StoreError("没有这位志愿者", f"在册的志愿者里没有编号 {number},{_KEPT}请核对。")
    people = {person.id: person for person in giver.people}
    held = [
        each
        for each in _open_on(connection, act.today)
        if each.person_id in people and (each.helper, each.volunteer_number) == (giver.helper, giver.volunteer_number)
    ]
    if not held:
        raise StoreError("没有可移交的", "他名下现在没有人,没有改动什么。")
    late = next((each for each in held if each.started_on > day), None)
    if late is not None:
        name = people[late.person_id].name
        raise StoreError("日期早于开始", f"{name} 从 {late.started_on} 起才由他负责,{_KEPT}请改日期。")
    with unit_of_work(connection, act) as unit:
        for each in held:
            change(unit, each, dataclasses.replace(each, ended_on=day))
        new = (
            Assignment(person_id=each.person_id, role=MAIN_HELPER, helper=to, volunteer_number=number, started_on=day)
            for each in held
        )
        add(unit, list(new))
    return tuple(people[each.person_id] for each in held)


def _open_on(connection: Connection, day: date) -> list[Assignment]:
    where = "WHERE role = ? AND started_on <= ? AND (ended_on IS NULL OR ended_on > ?) ORDER BY id"
    return load(connection, Assignment, where, (MAIN_HELPER, day.isoformat(), day.isoformat()))
