"""Who is responsible for whom: open assignments of a person, else whoever holds the post on the staff list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from store.desk.lives import Span
from store.desk.records import load
from store.desk.staff import staff_on
from store.model.assignment import MAIN_HELPER, Assignment
from store.model.person import Person
from store.model.staff import Staff
from store.vault.cipher import Connection

GRID_WORKER, POLICE, OFFICER = "网格员", "社区民警", "禁毒专干"
VILLAGE_CADRE = "村组干部"
THREE = {GRID_WORKER: "网格员", POLICE: "责任民警", OFFICER: "禁毒专干"}
"""The three whom 层级管控 asks for, by their role, in the words of the roster."""


@dataclass(frozen=True, slots=True)
class Responsible:
    """The assignments and posts that are open on a day."""

    assigned: Mapping[int, Mapping[str, str]]
    """By person, the name of each role."""
    staff: Sequence[Staff]

    def named(self, role: str, village: str, person_id: int | None = None) -> str | None:
        """Who holds the role: for the person, else for the village, else for the whole township; ``None`` if nobody."""
        own = self.assigned.get(person_id, {}).get(role) if person_id is not None else None
        return own or self.posted(role, village)

    def posted(self, role: str, village: str | None) -> str | None:
        """Who holds the post on the staff list: for the village, else for the whole township."""
        posts = [each for each in self.staff if each.role == role and each.village in (village, None)]
        return min(posts, key=lambda each: each.village is None).name if posts else None

    def has_helper(self, person: Person) -> bool:
        """Whether a 主帮教人 is named, else a 网格员."""
        return any(self.named(role, person.village, person.id) for role in (MAIN_HELPER, GRID_WORKER))

    def missing(self, person: Person) -> tuple[str, ...]:
        """Those of the three responsible people whom nobody has named, in the words of the roster."""
        return tuple(word for role, word in THREE.items() if not self.named(role, person.village, person.id))


def responsible_on(connection: Connection, day: date, people: Span | None = None) -> Responsible:
    """Who is responsible on ``day``, of ``people`` alone if given; of two names for one role of a person the newest."""
    among, which = ("person_id BETWEEN ? AND ? AND", people) if people else ("", ())
    open_on = f"WHERE {among} started_on <= ? AND (ended_on IS NULL OR ended_on > ?) ORDER BY started_on, id"
    assigned: dict[int, dict[str, str]] = {}
    for each in load(connection, Assignment, open_on, (*which, day.isoformat(), day.isoformat())):
        assigned.setdefault(each.person_id, {})[each.role] = each.helper
    return Responsible(assigned, staff_on(connection, day))
