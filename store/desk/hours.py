"""The hours of the volunteers: minutes as recorded, added up, never rounded (民政部令67号)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from store.desk.records import load
from store.model.service import Service
from store.model.volunteer import Volunteer
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
    """Sums over the services of ``[start, end)``, by key; a team is the one its volunteer belongs to now."""
    volunteers = {each.id: each for each in load(connection, Volunteer)}
    within = (start or date.min).isoformat(), (end or date.max).isoformat()
    services = load(connection, Service, "WHERE day >= ? AND (day < ? OR ?2 = '9999-12-31')", within)
    key = _KEYS[by]
    found: dict[tuple[str | None, str], list[int]] = {} if by else {(None, ALL): []}
    for service in services:
        found.setdefault(key(service, volunteers[service.volunteer_id]), []).append(service.minutes)
    rows = (HoursRow(*of, sum(minutes), len(minutes)) for of, minutes in found.items())
    return sorted(rows, key=lambda row: (row.key or "", row.name))


def hours_text(minutes: int) -> str:
    """Minutes as hours and minutes, exactly."""
    whole, rest = divmod(minutes, 60)
    return f"{whole}小时{rest}分" if rest else f"{whole}小时"


_Key = Callable[[Service, Volunteer], tuple[str | None, str]]
_KEYS: dict[By | None, _Key] = {
    None: lambda service, volunteer: (None, ALL),
    "volunteer": lambda service, volunteer: (volunteer.number, volunteer.name),
    "team": lambda service, volunteer: (volunteer.team, volunteer.team or NO_TEAM),
    "month": lambda service, volunteer: (f"{service.day:%Y-%m}", f"{service.day:%Y-%m}"),
    "year": lambda service, volunteer: (f"{service.day:%Y}", f"{service.day:%Y}"),
}
