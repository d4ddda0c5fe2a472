"""Hours that nobody can have given: asked by ``verify``, and before something is taken back."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from store.desk.records import load
from store.model.service import Service
from store.model.volunteer import Volunteer
from store.rules.service import DAY_MINUTES, is_outside_membership, minutes_on, overlapping
from store.vault.cipher import Connection


def impossible_services(connection: Connection, volunteers: Iterable[int] | None = None) -> set[Service]:
    """Services of these volunteers (row ids), or of all, that overlap or fill more than a day of 24 hours."""
    return {each for mine in _by_volunteer(connection, volunteers) for each in _impossible(mine)}


def services_outside(connection: Connection, volunteers: Iterable[int]) -> set[Service]:
    """Services before their volunteer joined, or after leaving. What came from another vault may always have been."""
    found: set[Service] = set()
    for mine in _by_volunteer(connection, volunteers):
        (volunteer,) = load(connection, Volunteer, "WHERE id = ?", (mine[0].volunteer_id,))
        found |= {each for each in mine if is_outside_membership(volunteer, each.day)}
    return found


def _by_volunteer(connection: Connection, volunteers: Iterable[int] | None) -> Iterator[list[Service]]:
    if volunteers is not None:
        for volunteer in sorted(set(volunteers)):
            if mine := load(connection, Service, "WHERE volunteer_id = ?", (volunteer,)):
                yield mine
        return
    found: dict[int, list[Service]] = defaultdict(list)
    for service in load(connection, Service, "ORDER BY id"):
        found[service.volunteer_id].append(service)
    yield from found.values()


def _impossible(services: list[Service]) -> Iterator[Service]:
    """Of one volunteer: the later one of two that share minutes, and all of a day that is too long."""
    on_days: dict[object, list[Service]] = defaultdict(list)
    for service in services:
        on_days[service.day].append(service)
    for on_day in on_days.values():
        yield from (later for _, later in overlapping(on_day))
        if minutes_on(on_day, on_day[0].day) > DAY_MINUTES:
            yield from on_day
