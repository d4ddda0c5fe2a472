"""Who has to act on whom: what is due at each of the four levels, with the person who answers for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from store.desk.due_item import PersonLine
from store.desk.office import load_office
from store.desk.records import load
from store.desk.responsible import GRID_WORKER, OFFICER, VILLAGE_CADRE, Responsible, responsible_on
from store.desk.worklist import worklist
from store.model.area import Area
from store.rules.worklist import Obligation
from store.vault.cipher import Connection

VILLAGE_LEVEL, OFFICE_LEVEL, TOWNSHIP_LEVEL = 2, 3, 4
NOBODY = "未定"
"""Stands where nobody is named: the gap has to be seen."""


@dataclass(frozen=True, slots=True)
class Escalated:
    """What one person owes at one level, most urgent first, and who has to act (role and name)."""

    person: PersonLine
    agreed_name: str | None
    level: int
    obligations: tuple[Obligation, ...]
    responsible: str


def escalated(connection: Connection, today: date, level: int, village: str | None = None) -> tuple[Escalated, ...]:
    """What can be acted on at ``level``: by village, then who has to act, then the urgency of the worklist.

    One person stands in the lists of several levels where several obligations do; ``due --level`` shows the same.
    """
    gathered: dict[int, list[Obligation]] = {}
    people: dict[int, PersonLine] = {}
    for item in worklist(connection, today, level=level, village=village):
        people[item.person.id] = item.person
        gathered.setdefault(item.person.id, []).append(item.obligation)
    names = _Names(connection, today)
    agreed = _agreed_names(connection, list(people))
    found = [
        Escalated(person, agreed[row_id], level, tuple(gathered[row_id]), names.of(level, person))
        for row_id, person in people.items()
    ]
    # Stable: within a sheet the order of urgency stays.
    return tuple(sorted(found, key=lambda each: (each.person.village, each.responsible)))


def for_one(entries: Sequence[Escalated], responsible: str | None) -> tuple[Escalated, ...]:
    """The entries of one who has to act; ``None`` lets every one through."""
    return tuple(each for each in entries if responsible in (None, each.responsible))


def _agreed_names(connection: Connection, people: Sequence[int]) -> dict[int, str | None]:
    wanted = set(people)
    rows = connection.execute("SELECT id, agreed_name FROM person")
    return {row_id: agreed for row_id, agreed in rows if row_id in wanted}


class _Names:
    """Who answers for a level: 网格员, 村委会, 禁毒专干, 乡镇."""

    def __init__(self, connection: Connection, today: date) -> None:
        self._team: Responsible = responsible_on(connection, today)
        self._leaders = {area.name: area.leader for area in load(connection, Area, "WHERE level = '村'") if area.leader}
        self._township = load_office(connection).name

    def of(self, level: int, person: PersonLine) -> str:
        village = person.village
        if level == VILLAGE_LEVEL:
            leader = self._leaders.get(village) or self._team.posted(VILLAGE_CADRE, village)
            return f"{village}村委会 {leader or NOBODY}"
        if level == OFFICE_LEVEL:
            return f"禁毒专干 {self._team.named(OFFICER, village, person.id) or NOBODY}"
        if level == TOWNSHIP_LEVEL:
            return self._township
        return f"网格员 {self._team.named(GRID_WORKER, village, person.id) or NOBODY}"
