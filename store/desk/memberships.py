"""Who was in which team when, read from the journal: every version of a volunteer stands there."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from store.desk.records import load
from store.model.volunteer import Volunteer
from store.rules.membership import Membership, memberships
from store.vault.cipher import Connection


def memberships_of_all(
    connection: Connection, volunteers: Sequence[Volunteer] | None = None
) -> Mapping[int, tuple[Membership, ...]]:
    """The teams of each volunteer (by row id), or of these alone, in their order."""
    found = load(connection, Volunteer) if volunteers is None else volunteers
    versions: dict[int, list[tuple[str | None, date | None]]] = defaultdict(list)
    renamings = _renamings(connection)
    rows = connection.execute(
        """
        SELECT seq, record, after ->> 'team', after ->> 'team_since' FROM journal
        WHERE kind = 'volunteer' AND record BETWEEN ? AND ? AND after IS NOT NULL ORDER BY seq
        """,
        (min((each.id for each in found), default=0), max((each.id for each in found), default=0)),
    )
    for seq, record, team, since in rows:
        versions[record].append((_now_called(team, seq, renamings), date.fromisoformat(since) if since else None))
    return {each.id: memberships([*versions[each.id], (each.team, each.team_since)], each) for each in found}


def _renamings(connection: Connection) -> Sequence[tuple[int, str, str]]:
    """When a team got another name (by the entry of the journal), from what to what; the oldest first."""
    rows: Sequence[tuple[int, str, str]] = connection.execute(
        """
        SELECT seq, before ->> 'name', after ->> 'name' FROM journal
        WHERE kind = 'team' AND before ->> 'name' <> after ->> 'name' ORDER BY seq
        """
    ).fetchall()
    return rows


def _now_called(team: str | None, seq: int, renamings: Sequence[tuple[int, str, str]]) -> str | None:
    """What a team that was named at ``seq`` is called now: who had left it by then was in the same team."""
    for renamed_at, old, new in renamings:
        if renamed_at > seq and team == old:
            team = new
    return team


def team_on(own: Sequence[Membership], day: date) -> str | None:
    """The team on that day, if any."""
    return next((each.team for each in own if each.holds(day)), None)
