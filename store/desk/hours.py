"""The hours of the volunteers: minutes as recorded, added up, never rounded (民政部令67号)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from store.desk.memberships import memberships_of_all, team_on
from store.desk.records import load
from store.model.service import Service
from store.model.volunteer import Volunteer
from store.rules.calendar import add_days
from store.vault.cipher import Connection

By = Literal["volunteer", "team", "month", "year"]
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
    volunteers = {each.id: each for each in load(connection, Volunteer)}
    within = (start or date.min).isoformat(), (end or date.max).isoformat()
    services = load(connection, Service, "WHERE day >= ? AND (day < ? OR ?2 = '9999-12-31')", within)
    key = _by_team(connection, list(volunteers.values())) if by == "team" else _KEYS[by]
    found: dict[tuple[str | None, str], list[int]] = {} if by else {(None, ALL): []}
    for service in services:
        found.setdefault(key(service, volunteers[service.volunteer_id]), []).append(service.minutes)
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
    years = [row.key or "" for row in hours(connection, by="year", end=add_days(today, 1))]
    found: list[tuple[By, str, HoursRow]] = []
    for by in ("year", "month", "team", "volunteer"):
        for year in reversed(years):
            start, end = date(int(year), 1, 1), min(date(int(year) + 1, 1, 1), add_days(today, 1))
            rows = hours(connection, by=by, start=start, end=end)
            order = sorted(rows, key=lambda row: -row.minutes) if by in ("team", "volunteer") else reversed(rows)
            found += ((by, year, row) for row in order)
    most: dict[By, int] = {}
    for by, _, row in found:
        most[by] = max(most.get(by, 0), row.minutes)
    return tuple(HoursLine(by, year, row, most[by]) for by, year, row in found)


def _by_team(connection: Connection, volunteers: Sequence[Volunteer]) -> "_Key":
    teams = memberships_of_all(connection, volunteers)

    def key(service: Service, volunteer: Volunteer) -> tuple[str | None, str]:
        team = team_on(teams[volunteer.id], service.day)
        return team, team or NO_TEAM

    return key


def hours_text(minutes: int) -> str:
    """Minutes as hours and minutes, exactly."""
    whole, rest = divmod(minutes, 60)
    return f"{whole}小时{rest}分" if rest else f"{whole}小时"


_Key = Callable[[Service, Volunteer], tuple[str | None, str]]
_KEYS: dict[By | None, _Key] = {
    None: lambda service, volunteer: (None, ALL),
    "volunteer": lambda service, volunteer: (volunteer.number, volunteer.name),
    "month": lambda service, volunteer: (f"{service.day:%Y-%m}", f"{service.day:%Y-%m}"),
    "year": lambda service, volunteer: (f"{service.day:%Y}", f"{service.day:%Y}"),
}
