"""Who was in which team when: told from what was recorded of a volunteer, one version after the other."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from store.model.volunteer import Volunteer
from store.rules.calendar import add_days


@dataclass(frozen=True, slots=True)
class Membership:
    """In one team over ``[since, until)``; ``until`` is None while it lasts."""

    team: str
    since: date
    until: date | None

    def holds(self, day: date) -> bool:
        """Whether that day lies within."""
        return self.since <= day and (self.until is None or day < self.until)


def moved(old: Volunteer, new: Volunteer, day: date) -> Volunteer:
    """``new`` with the day since when it is in another team than ``old`` was: ``day``, where no other is said.

    Who was in none before is taken to have been in the new one since joining: the ledger was filled in.
    """
    if new.team == old.team or new.team_since != old.team_since or (old.team is None and old.team_since is None):
        return new
    return replace(new, team_since=max(day, new.joined_on))


def memberships(versions: Iterable[tuple[str | None, date | None]], volunteer: Volunteer) -> tuple[Membership, ...]:
    """The teams of ``volunteer`` in their order, from its versions (team and since when), the newest last.

    A version takes the place of all that begin with it or later: another name under the same day is a correction, an
    earlier day takes a move back.
    """
    begun: list[tuple[str | None, date]] = []
    for team, since in versions:
        first = since or volunteer.joined_on
        while begun and begun[-1][1] >= first:
            begun.pop()
        if not begun or begun[-1][0] != team:
            begun.append((team, first))
    end = add_days(volunteer.left_on, 1) if volunteer.left_on else None
    ends = [*(first for _, first in begun[1:]), end]
    return tuple(
        Membership(team, first, until)
        for (team, first), until in zip(begun, ends, strict=True)
        if team is not None and (until is None or first < until)
    )
