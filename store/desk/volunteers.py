"""Those who help: registering them by consent, correcting and letting go, and what they have given this year.

What the import would refuse is refused here for the same reasons. Nothing here reads the roster.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from store.desk.drafts import DraftKey, saving
from store.desk.ledger_rows import group_order
from store.desk.recording import require_recorded
from store.desk.records import add, change, load
from store.errors import StoreError
from store.fields.id_number import sex_of
from store.fields.text import usual_name
from store.model.serial import numbered, serial_of
from store.model.service import Service
from store.model.volunteer import LEFT, VOLUNTEER_PREFIX, Volunteer
from store.rules.membership import moved
from store.rules.service import is_outside_membership
from store.vault.cipher import Connection
from store.vault.unit_of_work import Act

INSURED, RUN_OUT, UNINSURED = "有效", "过期", "没有"
INSURANCE_STATES = (INSURED, RUN_OUT, UNINSURED)
_KEPT = "没有保存,您填的内容还在。"


@dataclass(frozen=True, slots=True)
class VolunteerLine:
    """One volunteer, the minutes and services of this year, and the newest day of service of all."""

    volunteer: Volunteer
    minutes: int
    services: int
    last_on: date | None


def volunteer_lines(connection: Connection, today: date) -> tuple[VolunteerLine, ...]:
    """Everybody who helps, then who helped, each by village, group, name and number."""
    given: dict[int, list[Service]] = defaultdict(list)
    for service in load(connection, Service, "WHERE day <= ?", (today.isoformat(),)):
        given[service.volunteer_id].append(service)
    volunteers = sorted(load(connection, Volunteer), key=_order)
    return tuple(_line(volunteer, given[volunteer.id], today) for volunteer in volunteers)


def _order(volunteer: Volunteer) -> tuple[Any, ...]:
    place = (volunteer.village or "", *group_order(volunteer.village_group))
    return (volunteer.state == LEFT, *place, volunteer.name, volunteer.number)


def _line(volunteer: Volunteer, services: list[Service], today: date) -> VolunteerLine:
    of_year = [each.minutes for each in services if each.day.year == today.year]
    last = max((each.day for each in services), default=None)
    return VolunteerLine(volunteer, sum(of_year), len(of_year), last)


def insurance_state(volunteer: Volunteer, day: date) -> str:
    """Whether an accident on ``day`` would be insured (志愿服务条例 17); the last day counts."""
    if volunteer.insured_until is None:
        return UNINSURED
    return INSURED if volunteer.insured_until >= day else RUN_OUT


def record_volunteer(connection: Connection, act: Act, record: Volunteer, *, draft: DraftKey | None = None) -> None:
    """Save a new volunteer, under the next number where none is given.

    Raises ``StoreError`` for somebody who is there already: by number, by ID number, or by name and phone.
    """
    numbers = [each.number for each in load(connection, Volunteer)]
    number = record.number or numbered(
        VOLUNTEER_PREFIX, 1 + max((serial_of(VOLUNTEER_PREFIX, each) for each in numbers), default=0)
    )
    record = _settled(replace(record, number=number), act.today)
    _require_sound(connection, record)
    with saving(connection, act, draft) as unit:
        add(unit, [record])


def amend_volunteer(
    connection: Connection, act: Act, old: Volunteer, new: Volunteer, *, draft: DraftKey | None = None
) -> None:
    """Correct a volunteer, or note that they left.

    Raises as ``record_volunteer``; when recorded service would lie outside their time; and ``NotFoundError`` when
    ``old`` is no longer what is recorded.
    """
    require_recorded(connection, old)
    new = moved(old, replace(new, id=old.id, number=new.number or old.number), act.today)
    new = _settled(new, act.today)
    _require_sound(connection, new)
    with saving(connection, act, draft) as unit:
        change(unit, old, new)


def _settled(volunteer: Volunteer, today: date) -> Volunteer:
    """The sex as the ID number says it; whoever left has a day of leaving, whoever did not has none."""
    if volunteer.id_number:
        volunteer = replace(volunteer, sex=sex_of(volunteer.id_number))
    left_on = (volunteer.left_on or max(today, volunteer.joined_on)) if volunteer.state == LEFT else None
    return replace(volunteer, left_on=left_on)


def _require_sound(connection: Connection, record: Volunteer) -> None:
    for other in load(connection, Volunteer, "WHERE id <> ?", (record.id,)):
        if other.number == record.number:
            raise StoreError("编号已有", f"志愿者编号 {record.number} 已经有人用,{_KEPT}请换一个或空着。")
        if is_same_person(other, record):
            raise StoreError("已经登记过", f"这个人已经登记为志愿者 {other.number},{_KEPT}请在名单里改那一位。")
    if record.left_on and record.left_on < record.joined_on:
        raise StoreError("日期先后不对", f"退出日期早于加入日期,{_KEPT}请核对。")
    if record.team_since and not record.joined_on <= record.team_since <= (record.left_on or date.max):
        raise StoreError("日期先后不对", f"入队日期不在加入和退出之间,{_KEPT}请核对。")
    for service in load(connection, Service, "WHERE volunteer_id = ? ORDER BY day", (record.id,)):
        if is_outside_membership(record, service.day):
            raise StoreError("有那以外的服务记录", f"{service.day} 有服务记录,{_KEPT}请核对加入和退出日期。")


def is_same_person(one: Volunteer, other: Volunteer) -> bool:
    """Whether two are one by ID number, else by name and phone unless both have numbers that tell them apart."""
    if one.id_number and other.id_number:
        return one.id_number == other.id_number
    shares_phone = not set(one.phone.split("、")).isdisjoint(other.phone.split("、"))
    return shares_phone and usual_name(one.name) == usual_name(other.name)
