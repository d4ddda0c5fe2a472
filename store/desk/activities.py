"""Activities: planned, held and reported, who was there, and the totals that 禁毒宣传 is reported with.

Nothing here reads the roster.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from store.desk.drafts import DraftKey, saving
from store.desk.recording import require_recorded
from store.desk.records import add, change, load
from store.desk.serving import check_service
from store.errors import NotFoundError, StoreError
from store.model.activity import ACTIVITY_PREFIX, Activity
from store.model.serial import numbered, serial_of
from store.model.service import Service
from store.model.team import Team
from store.model.volunteer import Volunteer
from store.rules.service import is_outside_membership
from store.vault.cipher import Connection
from store.vault.unit_of_work import Act, unit_of_work

PLANNED, HELD, REPORTED = "计划", "待小结", "已小结"
ACTIVITY_STATES = (PLANNED, HELD, REPORTED)
NOT_SAID = "没有写"
_KEPT = "没有保存,您填的内容还在。"
TotalsBy = Literal["month", "year", "kind", "team", "language", "village"]


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """One activity, how many attended and for how many minutes all together."""

    activity: Activity
    attended: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who may have been at an activity, and the service that says so; None while nothing does."""

    volunteer: Volunteer
    service: Service | None


@dataclass(frozen=True, slots=True)
class ActivityTotals:
    """What was held by one key: times, audience, leaflets, and those among them of which no audience is reported."""

    key: str
    times: int
    audience: int
    leaflets: int
    unreported: int


def activity_state(activity: Activity, today: date) -> str:
    """Planned ahead of its day; held, and reported once the audience is."""
    if activity.audience is not None:
        return REPORTED
    return PLANNED if activity.day > today else HELD


def activity_lines(connection: Connection) -> tuple[ActivityLine, ...]:
    """Every activity, by day and number."""
    minutes: dict[str, list[int]] = defaultdict(list)
    for service in load(connection, Service, "WHERE activity_number IS NOT NULL"):
        minutes[service.activity_number or ""].append(service.minutes)
    return tuple(
        ActivityLine(each, len(minutes[each.number]), sum(minutes[each.number]))
        for each in load(connection, Activity, "ORDER BY day, number")
    )


def next_activity_number(connection: Connection) -> str:
    """The number that the next activity gets."""
    numbers = (serial_of(ACTIVITY_PREFIX, each.number) for each in load(connection, Activity))
    return numbered(ACTIVITY_PREFIX, 1 + max(numbers, default=0))


def record_activity(connection: Connection, act: Act, record: Activity, *, draft: DraftKey | None = None) -> None:
    """Save a new activity, under the next number where none is given.

    Raises ``StoreError`` for a number in use, and for a report ahead of the day.
    """
    record = replace(record, number=record.number or next_activity_number(connection))
    _require_sound(connection, act.today, record)
    with saving(connection, act, draft) as unit:
        add(unit, [record])


def amend_activity(
    connection: Connection, act: Act, old: Activity, new: Activity, *, draft: DraftKey | None = None
) -> None:
    """Correct or report an activity; under a new number its services go along, as one unit of work.

    Raises as ``record_activity``; ``StoreError`` for another day once somebody attended; ``NotFoundError`` when ``old``
    is no longer what is recorded.
    """
    require_recorded(connection, old)
    new = replace(new, id=old.id, number=new.number or old.number)
    _require_sound(connection, act.today, new)
    attended = load(connection, Service, "WHERE activity_number = ? ORDER BY id", (old.number,))
    if new.day != old.day and attended:
        raise StoreError("已经记了到场", f"已有 {len(attended)} 人记在原来那一天,{_KEPT}请先核对他们的服务记录。")
    with saving(connection, act, draft) as unit:
        change(unit, old, new)
        for service in attended if new.number != old.number else ():
            change(unit, service, replace(service, activity_number=new.number))


def _require_sound(connection: Connection, today: date, record: Activity) -> None:
    if load(connection, Activity, "WHERE number = ? AND id <> ?", (record.number, record.id)):
        raise StoreError("编号已有", f"活动编号 {record.number} 已经有了,{_KEPT}请换一个或空着。")
    if record.day > today and (record.audience is not None or record.leaflets is not None):
        raise StoreError("还没有办", f"还没到那一天,不能填受众人数和发放份数,{_KEPT}")


def attendance(connection: Connection, activity: Activity) -> tuple[Attendance, ...]:
    """Everybody who could have been there: its team first, then the others; each by name."""
    there: dict[int, Service] = {}
    for service in load(connection, Service, "WHERE activity_number = ? ORDER BY id DESC", (activity.number,)):
        there[service.volunteer_id] = service
    volunteers = [
        each
        for each in load(connection, Volunteer)
        if each.id in there or not is_outside_membership(each, activity.day)
    ]
    volunteers.sort(key=lambda each: (each.team != activity.team or activity.team is None, each.name, each.number))
    return tuple(Attendance(each, there.get(each.id)) for each in volunteers)


def activity_times(connection: Connection, activity: Activity) -> tuple[int, str | None, str | None] | None:
    """Minutes, beginning and end as they were noted last for somebody of the activity; None before anybody was."""
    noted = load(connection, Service, "WHERE activity_number = ? ORDER BY id DESC LIMIT 1", (activity.number,))
    return (noted[0].minutes, noted[0].started_at, noted[0].ended_at) if noted else None


def attend(
    connection: Connection,
    act: Act,
    *,
    activity: Activity,
    volunteer_id: int,
    minutes: int,
    started_at: str | None = None,
    ended_at: str | None = None,
) -> Service:
    """Note that a volunteer was there for so many minutes, as one unit of work of its own.

    Raises what ``record_service`` raises, and ``NotFoundError`` when the activity is no longer what is recorded.
    """
    if not load(connection, Activity, "WHERE id = ? AND number = ? AND day = ?", _named(activity)):
        raise NotFoundError("活动已变", "这次活动刚才已经改过或撤下,没有记。请重新打开再记。")
    service = Service(
        volunteer_id=volunteer_id, activity_number=activity.number, day=activity.day, started_at=started_at,
        ended_at=ended_at, minutes=minutes, content=activity.name, recorder=act.operator,
    )  # fmt: skip
    there = load(connection, Service, "WHERE volunteer_id = ? AND activity_number = ?", (volunteer_id, activity.number))
    if there:
        raise StoreError("已经记过", "这个人这次活动已经记过到场。分钟不对的,打开他的服务记录改。")
    check_service(connection, act.today, service)
    with unit_of_work(connection, replace(act, action="attendance")) as unit:
        return add(unit, [service])[0]


def _named(activity: Activity) -> tuple[int, str, str]:
    return activity.id, activity.number, activity.day.isoformat()


def activity_totals(
    connection: Connection, by: TotalsBy, *, start: date | None = None, end: date | None = None, today: date
) -> tuple[ActivityTotals, ...]:
    """What was held over ``[start, end)`` and by ``today``: how often, before how many, with how many leaflets.

    A sum leaves out what is not reported, and ``unreported`` says of how many activities that is.
    """
    held = [
        each
        for each in _held_by(connection, today)
        if (start is None or start <= each.day) and (end is None or each.day < end)
    ]
    return _totals(held, by, _villages(connection))


def _held_by(connection: Connection, today: date) -> list[Activity]:
    return load(connection, Activity, "WHERE day <= ? ORDER BY day", (today.isoformat(),))


def _villages(connection: Connection) -> Mapping[str, str | None]:
    return {team.name: team.village for team in load(connection, Team)}


@dataclass(frozen=True, slots=True)
class PublicityLine:
    """Totals of one sort and one year; ``most`` is the largest audience of any row of that sort."""

    by: TotalsBy
    year: str
    row: ActivityTotals
    most: int


def publicity_by_year(connection: Connection, today: date) -> tuple[PublicityLine, ...]:
    """Everything by year, month, sort, team, village and language, year by year; the newest first."""
    villages = _villages(connection)
    of_year: dict[str, list[Activity]] = defaultdict(list)
    for activity in _held_by(connection, today):
        of_year[str(activity.day.year)].append(activity)
    found: list[tuple[TotalsBy, str, ActivityTotals]] = []
    for by in ("year", "month", "kind", "team", "village", "language"):
        for year in sorted(of_year, reverse=True):
            rows = _totals(of_year[year], by, villages)
            found += ((by, year, row) for row in (reversed(rows) if by == "month" else rows))
    most: dict[TotalsBy, int] = {}
    for by, _, row in found:
        most[by] = max(most.get(by, 0), row.audience)
    return tuple(PublicityLine(by, year, row, most[by]) for by, year, row in found)


def _totals(held: Iterable[Activity], by: TotalsBy, villages: Mapping[str, str | None]) -> tuple[ActivityTotals, ...]:
    found: dict[str, list[Activity]] = defaultdict(list)
    for activity in held:
        found[_key(activity, by, villages) or NOT_SAID].append(activity)
    rows = [_total(key, activities) for key, activities in found.items()]
    return tuple(sorted(rows, key=lambda row: (row.key == NOT_SAID, row.key)))


def _key(activity: Activity, by: TotalsBy, villages: Mapping[str, str | None]) -> str | None:
    match by:
        case "month":
            return activity.day.isoformat()[:7]
        case "year":
            return str(activity.day.year)
        case "kind":
            return activity.kind
        case "team":
            return activity.team
        case "language":
            return activity.language
    return villages.get(activity.team or "")


def _total(key: str, activities: Sequence[Activity]) -> ActivityTotals:
    return ActivityTotals(
        key,
        len(activities),
        sum(each.audience or 0 for each in activities),
        sum(each.leaflets or 0 for each in activities),
        sum(each.audience is None for each in activities),
    )
