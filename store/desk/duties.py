"""The duty roster of a patrol: who is on duty in a week, and whose accident insurance does not hold then."""

from dataclasses import dataclass, replace
from datetime import date

from store.desk.records import add, change, load, remove
from store.desk.volunteers import INSURED, insurance_state
from store.errors import NotFoundError, StoreError
from store.model.duty import Duty
from store.model.volunteer import LEFT, Volunteer
from store.rules.calendar import add_days
from store.rules.service import is_outside_membership
from store.vault.cipher import Connection
from store.vault.unit_of_work import Act, unit_of_work

WEEK = 7


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One member with the shift of each day of the week (None: off duty), and whether insured on it."""

    volunteer: Volunteer
    shifts: tuple[str | None, ...]
    insured: tuple[bool, ...]

    @property
    def unprotected(self) -> bool:
        """Whether the member is on duty on a day without valid insurance (志愿服务条例 17)."""
        return any(shift and not insured for shift, insured in zip(self.shifts, self.insured, strict=True))


def duty_lines(connection: Connection, team: str, monday: date) -> tuple[DutyLine, ...]:
    """The members of a team and whoever else is on duty for it in the week from ``monday``, by name."""
    days = tuple(add_days(monday, place) for place in range(WEEK))
    duties = load(
        connection, Duty, "WHERE team = ? AND day BETWEEN ? AND ?", (team, days[0].isoformat(), days[-1].isoformat())
    )
    shifts = {(each.volunteer_id, each.day): each.shift for each in duties}
    on_duty = {each.volunteer_id for each in duties}
    volunteers = sorted(load(connection, Volunteer), key=lambda each: (each.name, each.number))
    return tuple(
        DutyLine(
            each,
            tuple(shifts.get((each.id, day)) for day in days),
            tuple(insurance_state(each, day) == INSURED for day in days),
        )
        for each in volunteers
        if each.id in on_duty or (each.team == team and each.state != LEFT)
    )


def set_duty(
    connection: Connection, act: Act, *, volunteer_id: int, team: str, day: date, shift: str | None
) -> None:  # fmt: skip
    """Put a volunteer on duty for a day, change the shift, or take the duty back (``shift`` None). One unit of work.

    Raises ``StoreError`` for somebody who has left or not joined by then, ``NotFoundError`` for nobody.
    """
    volunteers = load(connection, Volunteer, "WHERE id = ?", (volunteer_id,))
    if not volunteers:
        raise NotFoundError("没有这位志愿者", "这位志愿者刚才已经撤下,没有改动。")
    if shift is not None and (volunteers[0].state == LEFT or is_outside_membership(volunteers[0], day)):
        raise StoreError("不在加入和退出之间", "这一天不在他加入和退出之间,没有排班。请核对他的登记。")
    where = "WHERE volunteer_id = ? AND team = ? AND day = ?"
    found = load(connection, Duty, where, (volunteer_id, team, day.isoformat()))
    if (found[0].shift if found else None) == shift:
        return
    with unit_of_work(connection, replace(act, action="duty")) as unit:
        if shift is None:
            remove(unit, found[0])
        elif found:
            change(unit, found[0], replace(found[0], shift=shift))
        else:
            add(unit, [Duty(volunteer_id=volunteer_id, team=team, day=day, shift=shift)])
