"""Who has to sign again: the version changed, the validity is over, or will be within thirty days."""

from dataclasses import dataclass
from datetime import date

from store.desk.coverage import coverage
from store.desk.household_standings import HouseholdStanding, household_standings
from store.desk.journal_rows import has_changed, newest_entry
from store.rules.calendar import add_days
from store.vault.cipher import Connection

AHEAD_DAYS = 30
_ABOUT = ("household", "former_state", "document", "signature")


@dataclass(frozen=True, slots=True)
class Renewals:
    """How often a household has to sign again, as counted for ``today`` while the journal ended at ``seen``."""

    households: int
    today: date
    seen: int


@dataclass(frozen=True, slots=True)
class Renewal:
    """A household that has to sign a version again, since ``lapsed_on`` or from then on."""

    standing: HouseholdStanding
    lapsed_on: date
    is_over: bool


def renewals_due(connection: Connection, today: date, known: Renewals | None = None) -> Renewals:
    """The count, taken from ``known`` while nothing it is about has changed since."""
    seen = newest_entry(connection)
    if known is not None and known.today == today and not has_changed(connection, _ABOUT, known.seen):
        return Renewals(known.households, today, seen)
    rows = coverage(connection, add_days(today, AHEAD_DAYS))
    return Renewals(sum(row.expired for row in rows), today, seen)


def pact_places(connection: Connection) -> tuple[tuple[str, str], ...]:
    """Every village that households live in, with every kind of document."""
    rows = connection.execute(
        """
        SELECT village, kind FROM (SELECT DISTINCT village FROM household), (SELECT DISTINCT kind FROM document)
        ORDER BY village, kind
        """
    )
    return tuple((village, kind) for village, kind in rows)


def renewal_lines(connection: Connection, today: date, village: str, kind: str) -> tuple[Renewal, ...]:
    """The households of a village that have to sign one kind again by then, in walking order."""
    standings = household_standings(connection, add_days(today, AHEAD_DAYS), kind, village)
    return tuple(
        Renewal(each, each.lapsed_on, each.lapsed_on <= today) for each in standings if each.lapsed_on is not None
    )
