"""The hours of the volunteers: minutes as recorded, added up, never rounded (民政部令67号)."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Literal

from store.desk.memberships import memberships_of_all, team_on
from store.desk.records import load
from store.model.service import Service
from store.model.volunteer import Volunteer
from store.vault.cipher import Connection

By = Literal["volunteer", "team", "month", "year"]
_Key = tuple[str | None, str]
NO_TEAM, ALL = "无队伍", "合计"


@dataclass(frozen=True, slots=True)
class HoursRow:
    """Minutes and number of services of one volunteer, team, month or year; ``key`` is None for everything."""

    key: str | None
    name: str
    minutes: int
    services: int


def hours(
    connection: Connection, *, by: By | None = None, start: date | None = None, end: date | None = None
) -> list[HoursRow]:
    """Sums over the services of ``[start, end)``, by key; a team is the one its volunteer was in on that day."""
    within = (start or date.min).isoformat(), (end or date.max).isoformat()
    services = load(connection, Service, "WHERE day >= ? AND (day < ? OR ?2 = '9999-12-31')", within)
    key_of = _keys(connection)
    return _summed(services, lambda service: key_of(by, service), {} if by else {(None, ALL): []})


def _summed(
    services: Iterable[Service], key: Callable[[Service], _Key], found: dict[_Key, list[int]]
) -> list[HoursRow]:
    for service in services:
        found.setdefault(key(service), []).append(service.minutes)
    rows = (HoursRow(*of, sum(minutes), len(minutes)) for of, minutes in found.items())
    return sorted(rows, key=lambda row: (row.key or "", row.name))


@dataclass(frozen=True, slots=True)
class HoursLine:
    """One row of one sort of sum and one year; ``most`` is the most minutes of any row of that sort."""

    by: By
    year: str
    row: HoursRow
    most: int


def hours_by_year(connection: Connection, today: date) -> tuple[HoursLine, ...]:
    """Everything by year and by month, then of each year by team and by volunteer; the newest first."""
    key_of = _keys(connection)
    of_year: dict[str, list[Service]] = defaultdict(list)
    for service in load(connection, Service, "WHERE day <= ?", (today.isoformat(),)):
        of_year[str(service.day.year)].append(service)
    found: list[tuple[By, str, HoursRow]] = []
    for by in ("year", "month", "team", "volunteer"):
        for year in sorted(of_year, reverse=True):
            rows = _summed(of_year[year], partial(key_of, by), {})
            order = sorted(rows, key=lambda row: -row.minutes) if by in ("team", "volunteer") else reversed(rows)
            found += ((by, year, row) for row in order)
    most: dict[By, int] = {}
    for by, _, row in found:
        most[by] = max(most.get(by, 0), row.minutes)
    return tuple(HoursLine(by, year, row, most[by]) for by, year, row in found)


def _keys(connection: Connection) -> Callable[[By | None, Service], _Key]:
    """What a service is summed under."""
    volunteers = {each.id: each for each in load(connection, Volunteer)}
    teams = memberships_of_all(connection, list(volunteers.values()))

    def key(by: By | None, service: Service) -> _Key:
        match by:
            case "volunteer":
                volunteer = volunteers[service.volunteer_id]
                return volunteer.number, volunteer.name
            case "team":
                team = team_on(teams[service.volunteer_id], service.day)
                return team, team or NO_TEAM
            case "month":
                month = service.day.isoformat()[:7]
                return month, month
            case "year":
                return str(service.day.year), str(service.day.year)
        return None, ALL

    return key


def hours_text(minutes: int) -> str:
    """Minutes as hours and minutes, exactly."""
    whole, rest = divmod(minutes, 60)
    return f"{whole}小时{rest}分" if rest else f"{whole}小时"
