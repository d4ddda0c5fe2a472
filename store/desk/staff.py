"""The staff list: 专干, 民警, 网格员 by village, as forms and plans complete their names."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from store.desk.form_checks import FormNote, note
from store.desk.records import add, change, load, remove
from store.errors import NotFoundError
from store.fields import Declared, declared_fields
from store.fields.cell import trim
from store.model.staff import STAFF_ROLES, Staff
from store.vault.cipher import Connection
from store.vault.unit_of_work import Act, unit_of_work

STAFF_FIELDS: dict[str, Declared] = {declared.name: declared for declared in declared_fields(Staff)}
_TWICE = "同一人在同一村的同一角色,这段时间已经登记过;请核对日期,或改那一条。"


@dataclass(frozen=True, slots=True)
class CheckedStaff:
    """What a form about one post says; with ``faults`` there is no ``staff`` to save. ``warnings`` are to be read."""

    staff: Staff | None
    faults: tuple[FormNote, ...] = ()
    warnings: tuple[FormNote, ...] = field(default=())


def staff_list(connection: Connection) -> list[Staff]:
    """Every post ever held: by role, the whole township first, then village, name and start."""
    return sorted(load(connection, Staff), key=_order)


def staff_on(connection: Connection, day: date, *, role: str | None = None, village: str | None = None) -> list[Staff]:
    """Who holds a post on ``day``, of one role if named. Those of ``village`` come first, and others stay offered:
    neighbours stand in for each other."""
    serving = [each for each in staff_list(connection) if is_serving(each, day) and role in (None, each.role)]
    return sorted(serving, key=lambda each: village is not None and each.village != village)


def is_serving(staff: Staff, day: date) -> bool:
    """Whether ``day`` lies in the time the post is held, the last day exclusive."""
    return staff.started_on <= day and (staff.ended_on is None or day < staff.ended_on)


def typed_staff(staff: Staff) -> dict[str, str]:
    """What a form shows of a post; saving it unchanged changes nothing."""
    return {name: declared.type.format(getattr(staff, name)) for name, declared in STAFF_FIELDS.items()}


def check_staff(
    connection: Connection, typed: Mapping[str, str], today: date, old: Staff | None = None
) -> CheckedStaff:
    """Check texts by attribute. What is not typed is as in ``old``; an empty text empties the field."""
    values: dict[str, Any] = {name: getattr(old, name) for name in STAFF_FIELDS} if old else {}
    faults, warnings = list[FormNote](), list[FormNote]()
    for name, text in typed.items():
        trimmed = trim(text)
        checked = STAFF_FIELDS[name].type.clean(trimmed, today) if trimmed else None
        values[name] = checked.value if checked else None
        codes = checked.codes if checked else ()
        (warnings if values[name] is not None else faults).extend(note(name, code) for code in codes)
    faults += _missing(values, {fault.field for fault in faults})
    if faults:
        return CheckedStaff(None, tuple(faults), tuple(warnings))
    staff = dataclasses.replace(old, **values) if old else Staff(**values)
    return CheckedStaff(staff, tuple(_contradictions(connection, staff)), tuple(warnings))


def save_staff(connection: Connection, act: Act, typed: Mapping[str, str], old: Staff | None = None) -> CheckedStaff:
    """Enter a post, or correct ``old``, as one unit of work; with faults nothing is saved.

    Raises ``NotFoundError`` if ``old`` is no longer what is recorded.
    """
    checked = check_staff(connection, typed, act.today, old)
    if checked.faults or checked.staff is None or checked.staff == old:
        return checked
    staff = checked.staff
    if old:
        _require_recorded(connection, old)
    with unit_of_work(connection, dataclasses.replace(act, action="staff")) as unit:
        if old:
            change(unit, old, staff)
        else:
            (staff,) = add(unit, [staff])
    return dataclasses.replace(checked, staff=staff)


def remove_staff(connection: Connection, act: Act, staff: Staff) -> None:
    """Take out a post that was entered by mistake; whoever leaves gets an end date instead.

    Raises ``NotFoundError`` if it is no longer what is recorded.
    """
    _require_recorded(connection, staff)
    with unit_of_work(connection, dataclasses.replace(act, action="staff")) as unit:
        remove(unit, staff)


def _order(staff: Staff) -> tuple[int, str, str, date, int]:
    return STAFF_ROLES.index(staff.role), staff.village or "", staff.name, staff.started_on, staff.id


def _missing(values: Mapping[str, Any], refused: Iterable[str]) -> Iterator[FormNote]:
    for name, declared in STAFF_FIELDS.items():
        if declared.required and values.get(name) is None and name not in refused:
            yield note(name, "missing")


def _contradictions(connection: Connection, staff: Staff) -> Iterator[FormNote]:
    if staff.ended_on is not None and staff.ended_on <= staff.started_on:
        yield note("ended_on", "date-order")
    elif any(_overlap(staff, other) for other in _of_same_post(connection, staff)):
        yield FormNote("started_on", _TWICE)


def _of_same_post(connection: Connection, staff: Staff) -> Sequence[Staff]:
    same = load(
        connection, Staff, "WHERE role = ? AND name = ? AND village IS ?", (staff.role, staff.name, staff.village)
    )
    return [other for other in same if other.id != staff.id]


def _overlap(one: Staff, other: Staff) -> bool:
    first, second = sorted((one, other), key=lambda each: each.started_on)
    return first.ended_on is None or second.started_on < first.ended_on


def _require_recorded(connection: Connection, staff: Staff) -> None:
    if load(connection, Staff, "WHERE id = ?", (staff.id,)) != [staff]:
        raise NotFoundError("名单已变", "这一条刚才已经改过或删去,这次没有保存,您填的内容还在。请重新打开再改。")
