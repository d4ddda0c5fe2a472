"""The teams: what there is, who leads and belongs to them, what they gave this year, and which groups have no 歌舞队.

Nothing here reads the roster.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from store.desk.drafts import DraftKey, saving
from store.desk.ledger_rows import group_order
from store.desk.memberships import memberships_of_all, team_on
from store.desk.recording import require_recorded
from store.desk.records import add, change, load
from store.errors import NotFoundError, StoreError
from store.fields.area import GROUP, VILLAGE, usual_area_name
from store.model.activity import Activity
from store.model.area import Area
from store.model.duty import Duty
from store.model.service import Service
from store.model.team import SONGS, TEAM_KINDS, Team
from store.model.volunteer import LEFT, Volunteer
from store.rules.membership import Membership
from store.vault.cipher import Connection
from store.vault.unit_of_work import Act, UnitOfWork

_OF_TEAM = "WHERE team = ? ORDER BY id"
_KEPT = "没有保存,您填的内容还在。"


@dataclass(frozen=True, slots=True)
class TeamLine:
    """A team, or one that should be there.

    ``team`` without a row id is not registered: either volunteers name it, or it is the 歌舞队 that a group lacks
    (``is_lacking``). ``members`` serve in it now; minutes and services are of this year, by whoever was in it then.
    """

    team: Team
    members: int
    minutes: int
    services: int
    is_lacking: bool = False


@dataclass(frozen=True, slots=True)
class TeamMember:
    """Who is or was in a team, over which time."""

    volunteer: Volunteer
    time: Membership


def team_lines(connection: Connection, today: date) -> tuple[TeamLine, ...]:
    """Every team by kind, village and group, then the groups that have no 歌舞队."""
    volunteers = load(connection, Volunteer)
    given = _given_this_year(connection, volunteers, today)
    members: dict[str, int] = defaultdict(int)
    for volunteer in volunteers:
        if volunteer.team and volunteer.state != LEFT:
            members[volunteer.team] += 1
    teams = {team.name: team for team in load(connection, Team)}
    songs = {team.name: team for team in _lacking_songs(connection)}
    named = {name: songs.pop(name, Team(name=name, kind="其他")) for name in (*members, *given) if name not in teams}
    lines = [
        TeamLine(team, members[name], sum(given[name]), len(given[name])) for name, team in (teams | named).items()
    ]
    lacking = [TeamLine(team, 0, 0, 0, is_lacking=True) for team in songs.values()]
    return tuple(sorted([*lines, *lacking], key=_order))


def _given_this_year(
    connection: Connection, volunteers: Sequence[Volunteer], today: date
) -> defaultdict[str, list[int]]:
    teams = memberships_of_all(connection, volunteers)
    given: defaultdict[str, list[int]] = defaultdict(list)
    within = (date(today.year, 1, 1).isoformat(), today.isoformat())
    for service in load(connection, Service, "WHERE day BETWEEN ? AND ?", within):
        if team := team_on(teams[service.volunteer_id], service.day):
            given[team].append(service.minutes)
    return given


def _order(line: TeamLine) -> tuple[object, ...]:
    team = line.team
    place = (team.village or "", *group_order(team.village_group))
    return (line.is_lacking, TEAM_KINDS.index(team.kind), not team.id, *place, team.name)


def _lacking_songs(connection: Connection) -> Iterator[Team]:
    """The 歌舞队 that is missing in each group of the recorded areas (one for every group, source 003)."""
    areas = {area.code: area for area in load(connection, Area)}
    own = {
        (team.village, team.village_group)
        for team in load(connection, Team, "WHERE kind = ?", (SONGS,))
    }  # fmt: skip
    for area in areas.values():
        village = areas.get(area.parent_code or "") if area.level == GROUP else None
        if village is not None and village.level == VILLAGE:
            place = usual_area_name(VILLAGE, village.name), usual_area_name(GROUP, area.name)
            if place not in own:
                yield Team(name=f"{place[0]}{place[1]}{SONGS}", kind=SONGS, village=place[0], village_group=place[1])


def record_team(connection: Connection, act: Act, record: Team, *, draft: DraftKey | None = None) -> None:
    """Save a new team. Raises ``StoreError`` for a name that is taken, or a founding that has not come."""
    _require_sound(connection, act.today, record)
    with saving(connection, act, draft) as unit:
        add(unit, [record])


def amend_team(connection: Connection, act: Act, old: Team, new: Team, *, draft: DraftKey | None = None) -> None:
    """Correct a team; under a new name its members, activities and duties go along, as one unit of work.

    Raises as ``record_team``, and ``NotFoundError`` when ``old`` is no longer what is recorded.
    """
    require_recorded(connection, old)
    new = replace(new, id=old.id)
    _require_sound(connection, act.today, new)
    with saving(connection, act, draft) as unit:
        change(unit, old, new)
        if new.name != old.name:
            _rename(unit, old.name, new.name)


def _rename(unit: UnitOfWork, old: str, new: str) -> None:
    for volunteer in load(unit.connection, Volunteer, _OF_TEAM, (old,)):
        change(unit, volunteer, replace(volunteer, team=new))
    for activity in load(unit.connection, Activity, _OF_TEAM, (old,)):
        change(unit, activity, replace(activity, team=new))
    for duty in load(unit.connection, Duty, _OF_TEAM, (old,)):
        change(unit, duty, replace(duty, team=new))


def _require_sound(connection: Connection, today: date, record: Team) -> None:
    if load(connection, Team, "WHERE name = ? AND id <> ?", (record.name, record.id)):
        raise StoreError("队伍已有", f"已经有同名的队伍,{_KEPT}请换一个名称,或在名单里改那一支。")
    if record.founded_on is not None and record.founded_on > today:
        raise StoreError("日期在今天之后", f"还没有成立的不能登记,{_KEPT}请改日期。")


def team_as_it_is(connection: Connection, team: Team) -> Team:
    """The team as it is recorded now: it may have another name. Raises ``NotFoundError`` for one that is gone."""
    found = load(connection, Team, "WHERE id = ?", (team.id,))
    if not found:
        raise NotFoundError("没有这支队伍", "这支队伍刚才已经撤下。请回到队伍的名单。")
    return found[0]


def team_members(connection: Connection, name: str) -> tuple[TeamMember, ...]:
    """Who is in the team, by name, then who was: the latest first."""
    volunteers = load(connection, Volunteer)
    teams = memberships_of_all(connection, volunteers)
    found = [
        TeamMember(volunteer, time) for volunteer in volunteers for time in teams[volunteer.id] if time.team == name
    ]
    now = sorted((each for each in found if each.time.until is None), key=lambda each: each.volunteer.name)
    gone = sorted((each for each in found if each.time.until), key=lambda each: each.time.until or date.max)
    return (*now, *reversed(gone))
