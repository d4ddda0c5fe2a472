"""A township in which people help: volunteers, teams, activities, hours, duty; beside any roster or without one."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from store.desk.records import add, load
from store.model.activity import Activity
from store.model.area import Area
from store.model.duty import Duty
from store.model.service import Service
from store.model.team import PATROL, REPORTERS, Team
from store.model.volunteer import LEFT, Volunteer
from store.model.volunteer_event import COMMENDATION, CONTACT, TRAINING, VolunteerEvent
from store.vault.unit_of_work import unit_of_work
from tests.tui.office import ACT, reopened
from tests.tui.pact_township import areas

JOINED = date(2025, 1, 1)
PATROLLERS, SINGERS, INFORMANTS = "班帅村联防巡逻队", "班帅村2组歌舞队", "驻昆信息员队"
_BAO = Volunteer(
    number="Z0001", name="岩保", phone="13800001111", village="班帅村", village_group="2组", team=PATROLLERS,
    post="队长", languages="佤语、汉语", joined_on=JOINED, consent_on=JOINED, insured_until=date(2026, 11, 25),
)  # fmt: skip


def with_helping(folder: Path) -> Path:
    """Settle all of it, as units of work of their own."""
    with reopened(folder) as vault:
        connection = vault.connection
        if not load(connection, Area):
            areas(connection)
        with unit_of_work(connection, ACT) as unit:
            bao, ai, *_ = add(unit, [
                _BAO,
                replace(_BAO, number="Z0002", name="艾惹", post=None, phone="13800001112", insured_until=None),
                replace(_BAO, number="Z0003", name="[/]娜叶", post=None, phone="13800001113", team=SINGERS),
                replace(
                    _BAO, number="Z0004", name="刀叫", post=None, phone="13800001114", team=INFORMANTS, base="昆明",
                ),
                replace(
                    _BAO, number="Z0005", name="刘一", post=None, phone="13800001115", state=LEFT,
                    left_on=date(2026, 3, 1),
                ),
            ])  # fmt: skip
            add(unit, [
                Team(name=PATROLLERS, kind=PATROL, village="班帅村", leader="岩保", founded_on=date(2024, 3, 1)),
                Team(name=INFORMANTS, kind=REPORTERS),
            ])  # fmt: skip
            add(unit, [
                Activity(
                    number="HD0001", day=date(2026, 6, 26), name="禁毒日进寨宣讲", kind="禁毒宣传", team=SINGERS,
                    place="班帅村活动室", audience=120, leaflets=80, language="佤、汉", summary="[/]顺利",
                ),
                Activity(number="HD0002", day=date(2026, 11, 20), name="夜间巡逻", kind="巡逻", team=PATROLLERS),
                Activity(number="HD0003", day=date(2026, 11, 20), name="集市宣传", kind="禁毒宣传", audience=60),
                Activity(number="HD0004", day=date(2026, 11, 28), name="学校禁毒课", kind="禁毒宣传"),
            ])  # fmt: skip
            add(unit, [
                _service(bao, date(2026, 11, 20), 95, "夜间巡逻", "HD0002", "20:00", "22:00"),
                _service(bao, date(2026, 6, 26), 45, "禁毒日进寨宣讲", "HD0001"),
                _service(ai, date(2025, 12, 31), 30, "劝导"),
            ])  # fmt: skip
            add(unit, [
                VolunteerEvent(
                    volunteer_id=bao.id, kind=TRAINING, day=date(2026, 5, 6), content="急救培训",
                    organization="县禁毒办",
                ),
                VolunteerEvent(
                    volunteer_id=bao.id, kind=COMMENDATION, day=date(2026, 7, 1), content="先进个人",
                    organization="乡政府",
                ),
                VolunteerEvent(
                    volunteer_id=4, kind=CONTACT, day=date(2026, 10, 1), content="电话,都好",
                    next_on=date(2026, 11, 1),
                ),
            ])  # fmt: skip
            add(unit, [
                Duty(volunteer_id=bao.id, team=PATROLLERS, day=date(2026, 11, 18), shift="夜班"),
                Duty(volunteer_id=ai.id, team=PATROLLERS, day=date(2026, 11, 19), shift="全天"),
            ])  # fmt: skip
    return folder


def _service(
    of: Volunteer, day: date, minutes: int, content: str, activity: str | None = None, start: str | None = None,
    end: str | None = None,
) -> Service:  # fmt: skip
    return Service(
        volunteer_id=of.id, day=day, minutes=minutes, content=content, activity_number=activity, started_at=start,
        ended_at=end,
    )  # fmt: skip
