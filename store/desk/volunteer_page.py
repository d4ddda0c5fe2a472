"""Everything recorded of one volunteer (志愿服务条例 19): who they are, teams, service, training, commendation.

Nothing here reads the roster.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from store.desk.memberships import memberships_of_all
from store.desk.records import load
from store.model.certificate import Certificate
from store.model.service import Service
from store.model.volunteer import Volunteer
from store.model.volunteer_event import VolunteerEvent
from store.rules.calendar import add_months
from store.rules.membership import Membership
from store.vault.cipher import Connection

MONTHS = 12


@dataclass(frozen=True, slots=True)
class VolunteerPage:
    """One volunteer; services and events with the newest first. ``months`` are minutes of the last twelve, by month."""

    volunteer: Volunteer
    teams: tuple[Membership, ...]
    services: tuple[Service, ...]
    events: tuple[VolunteerEvent, ...]
    certificates: tuple[Certificate, ...]
    months: Mapping[date, int]


def volunteer_page(connection: Connection, volunteer_id: int, today: date) -> VolunteerPage | None:
    """The page of a volunteer; None for one who is not there any more."""
    found = load(connection, Volunteer, "WHERE id = ?", (volunteer_id,))
    if not found:
        return None
    mine = (volunteer_id,)
    services = load(connection, Service, "WHERE volunteer_id = ? ORDER BY day DESC, started_at DESC, id DESC", mine)
    events = load(connection, VolunteerEvent, "WHERE volunteer_id = ? ORDER BY day DESC, id DESC", mine)
    papers = load(connection, Certificate, "WHERE volunteer_id = ? ORDER BY issued_on DESC, id DESC", mine)
    teams = memberships_of_all(connection, found)[volunteer_id]
    return VolunteerPage(
        found[0], teams, tuple(services), tuple(events), tuple(papers), minutes_by_month(services, today)
    )


def minutes_by_month(services: list[Service], today: date) -> Mapping[date, int]:
    """Minutes of each of the last twelve months (by its first day), this one the last."""
    this_month = today.replace(day=1)
    firsts = [add_months(this_month, -back) for back in range(MONTHS - 1, -1, -1)]
    minutes = Counter[date]()
    for service in services:
        minutes[service.day.replace(day=1)] += service.minutes
    return {first: minutes[first] for first in firsts}
