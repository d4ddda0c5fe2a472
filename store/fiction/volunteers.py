"""Who helps in a fictional township: volunteers, their teams, what they do and for how long; never about the roster."""

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from store.fiction.dice import Dice
from store.fiction.names import LANGUAGES, a_name, a_people
from store.fiction.pacts import MARK
from store.fiction.papers import a_phone, an_id_number
from store.fiction.places import Places, Village
from store.model.activity import Activity
from store.model.duty import SHIFTS, Duty
from store.model.service import Service
from store.model.team import PATROL, Team
from store.model.volunteer import LEFT, SERVING, Volunteer
from store.model.volunteer_event import COMMENDATION, CONTACT, EVALUATION, TRAINING, VolunteerEvent
from store.rules.calendar import add_days

_MOST = 12
_SONGS, _TALKS, _PERSUADERS, _LAWYERS, _CHAMBER, _REPORTERS = (
    "歌舞队", "宣讲团", "劝导队", "法律志愿者", "驻外商会", "信息员",
)  # fmt: skip
_TOWNSHIP_TEAMS = (
    (_TALKS, "禁毒防艾宣讲团"), (_LAWYERS, "法律志愿者服务队"), (_CHAMBER, "驻昆商会志愿队"), (_REPORTERS, "信息员队"),
)  # fmt: skip
_DOINGS = {
    _TALKS: ("进寨宣讲", "学校禁毒课", "集市宣传"), PATROL: ("夜间巡逻", "卡点值守"),
    _PERSUADERS: ("入户劝导", "矛盾劝解"), _SONGS: ("禁毒歌舞巡演",), _LAWYERS: ("现场普法",),
    _CHAMBER: ("务工人员座谈",), _REPORTERS: ("信息员碰头会",),
}  # fmt: skip
_SKILLS = ("双语宣讲", "法律", "急救", "歌舞", "驾驶", "电工")
_EVENTS = (
    (TRAINING, 0.5, "禁毒知识培训", "县禁毒办"), (COMMENDATION, 0.15, "先进志愿者", "乡政府"),
    (EVALUATION, 0.2, "年度评价:优秀", "乡禁毒办"),
)  # fmt: skip
_MINUTES = (45, 60, 90, 100, 120, 150, 180, 235)


@dataclass(frozen=True, slots=True)
class Helping:
    """Everything about those who help; service, events and duties each with the volunteer they are of."""

    volunteers: tuple[Volunteer, ...]
    teams: tuple[Team, ...]
    activities: tuple[Activity, ...]
    services: tuple[tuple[Volunteer, Service], ...]
    events: tuple[tuple[Volunteer, VolunteerEvent], ...]
    duties: tuple[tuple[Volunteer, Duty], ...]


def helping(places: Places, seed: int, people: int, today: date) -> Helping:
    """The volunteers of a township of so many people, over the last two years, with what is planned ahead."""
    teams = tuple(_teams(places, seed, today))
    volunteers = tuple(_volunteers(places, teams, seed, people, today))
    activities = tuple(_activities(teams, seed, today))
    services = tuple(_services(volunteers, activities, teams, seed, today))
    events = tuple(_events(volunteers, teams, seed, today))
    return Helping(volunteers, teams, activities, services, events, tuple(_duties(volunteers, teams, seed, today)))


def _teams(places: Places, seed: int, today: date) -> Iterator[Team]:
    dice = Dice(seed, "teams")
    for kind, name in _TOWNSHIP_TEAMS:
        yield _team(dice, kind, name, None, None, today)
    for village in places.villages:
        yield _team(dice, PATROL, f"{village.name}联防巡逻队", village.name, None, today)
        yield _team(dice, _PERSUADERS, f"{village.name}劝导队", village.name, None, today)
        for group in village.groups:
            # Some groups have none: that is what the list of groups without one is for.
            if dice.chance(0.8):
                yield _team(dice, _SONGS, f"{village.name}{group.name}歌舞队", village.name, group.name, today)


def _team(dice: Dice, kind: str, name: str, village: str | None, group: str | None, today: date) -> Team:
    leader = a_name(dice, a_people(dice), dice.pick(("男", "女")))
    founded = add_days(today, -dice.number(800, 2000))
    return Team(
        name=name, kind=kind, village=village, village_group=group, leader=leader, founded_on=founded, note=MARK
    )


def _volunteers(
    places: Places, teams: Sequence[Team], seed: int, people: int, today: date
) -> Iterator[Volunteer]:  # fmt: skip
    number, taken = 0, set[str]()
    for village in places.villages:
        for place in range(min(2 + people // 50, _MOST)):
            number += 1
            yield _volunteer(Dice(seed, today, number, "volunteer"), number, village, place, teams, today, taken)


def _volunteer(
    dice: Dice, number: int, village: Village, place: int, teams: Sequence[Team], today: date, taken: set[str]
) -> Volunteer:  # fmt: skip
    people, sex = a_people(dice), dice.pick(("男", "女"))
    born = add_days(today, -dice.number(19 * 365, 60 * 365))
    own = [team for team in teams if team.village == village.name] if dice.chance(0.8) else list(teams[:4])
    # The patrol and the persuaders stand first: half of those who help in a village are there.
    team, joined = dice.pick(own[:2] if dice.chance(0.5) else own), add_days(today, -dice.number(60, 900))
    is_patrol, has_left = team.kind == PATROL, dice.chance(0.08)
    # Somebody whose insurance has run out patrols all the same: the duty roster has to say so.
    insured = add_days(today, dice.number(-60, 300)) if is_patrol and dice.chance(0.8) else None
    return Volunteer(
        number=f"Z{number:04d}", name=a_name(dice, people, sex), sex=sex,
        id_number=_id_number(dice, born, sex, taken) if dice.chance(0.85) or number == 1 else None,
        phone=a_phone(dice), village=village.name,
        village_group=team.village_group or dice.pick(village.groups).name, team=team.name,
        post="队长" if place == 0 else None, languages=LANGUAGES[people],
        skills=dice.pick(_SKILLS) if dice.chance(0.5) else None,
        base="昆明" if team.kind == _CHAMBER else None, joined_on=joined,
        consent_on=add_days(joined, -dice.number(0, 5)), state=LEFT if has_left else SERVING,
        insured_until=insured, note=MARK, left_on=today if has_left else None,
    )  # fmt: skip


def _id_number(dice: Dice, born: date, sex: str, taken: set[str]) -> str:
    """Two volunteers are two people."""
    found = an_id_number(dice, born, sex)
    while found in taken:
        found = an_id_number(dice, born, sex)
    taken.add(found)
    return found


def _activities(teams: Sequence[Team], seed: int, today: date) -> Iterator[Activity]:
    dice = Dice(seed, today, "activities")
    number = 0
    for team in teams:
        for _ in range(dice.number(2, 5) if team.village_group is None else 1):
            number += 1
            day = add_days(today, dice.number(-700, 20))
            doing, is_over = dice.pick(_DOINGS[team.kind]), day <= today
            yield Activity(
                number=f"HD{number:04d}", day=day, name=doing, kind="禁毒宣传" if team.kind != PATROL else "巡逻",
                team=team.name, place=f"{team.village or '岳宋乡'}活动室",
                audience=dice.number(8, 200) if is_over else None,
                leaflets=dice.number(0, 150) if is_over and dice.chance(0.7) else None,
                language=dice.pick(tuple(LANGUAGES.values())), summary=f"{MARK}:{'顺利' if is_over else '计划中'}",
            )  # fmt: skip


def _services(
    volunteers: Sequence[Volunteer], activities: Sequence[Activity], teams: Sequence[Team], seed: int, today: date
) -> Iterator[tuple[Volunteer, Service]]:
    for activity in activities:
        dice = Dice(seed, today, activity.number, "attendance")
        for volunteer in volunteers:
            is_there = volunteer.team == activity.team and volunteer.joined_on <= activity.day <= today
            if is_there and dice.chance(0.8):
                yield volunteer, _service(dice, volunteer, activity)


def _service(dice: Dice, volunteer: Volunteer, activity: Activity) -> Service:
    minutes, begun = dice.pick(_MINUTES), dice.number(8, 18)
    spent = minutes + dice.number(0, 30)
    is_timed = dice.chance(0.6)
    return Service(
        uid=dice.uid(activity.day), activity_number=activity.number, day=activity.day,
        started_at=f"{begun:02d}:00" if is_timed else None,
        ended_at=f"{begun + spent // 60:02d}:{spent % 60:02d}" if is_timed else None,
        minutes=minutes, content=f"{activity.name}({MARK})", recorder="李敏" if dice.chance(0.5) else None,
        evaluation="认真" if dice.chance(0.3) else None,
    )  # fmt: skip


def _events(
    volunteers: Sequence[Volunteer], teams: Sequence[Team], seed: int, today: date
) -> Iterator[tuple[Volunteer, VolunteerEvent]]:
    """Training and commendation of some, contact with everybody who reports from elsewhere."""
    reporting = {team.name for team in teams if team.kind in (_REPORTERS, _CHAMBER)}
    for volunteer in volunteers:
        dice = Dice(seed, today, volunteer.number, "record")
        day = dice.day(volunteer.joined_on, today)
        for kind, often, content, by in _EVENTS:
            if dice.chance(often):
                yield volunteer, _event(dice, kind, day, f"{content}({MARK})", by)
        if volunteer.team in reporting and volunteer.state != LEFT:
            last = max(volunteer.joined_on, add_days(today, -dice.number(5, 60)))
            meant = add_days(last, dice.number(20, 40))
            yield volunteer, dataclasses.replace(_event(dice, CONTACT, last, f"电话({MARK})", None), next_on=meant)


def _event(dice: Dice, kind: str, day: date, content: str, by: str | None) -> VolunteerEvent:
    return VolunteerEvent(uid=dice.uid(day), kind=kind, day=day, content=content, organization=by)


def _duties(
    volunteers: Sequence[Volunteer], teams: Sequence[Team], seed: int, today: date
) -> Iterator[tuple[Volunteer, Duty]]:
    """Two weeks of patrols around today."""
    patrols = {team.name for team in teams if team.kind == PATROL}
    for volunteer in volunteers:
        dice = Dice(seed, today, volunteer.number, "duty")
        if volunteer.team not in patrols or volunteer.state == LEFT:
            continue
        for place in range(-7, 7):
            day = add_days(today, place)
            if dice.chance(0.3) and day >= volunteer.joined_on:
                yield volunteer, Duty(uid=dice.uid(day), team=volunteer.team or "", day=day, shift=dice.pick(SHIFTS))
