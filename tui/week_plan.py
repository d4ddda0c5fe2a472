"""A week's visits as they are worked on before they are saved. Pure functions of frozen values."""

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import TYPE_CHECKING

from store.desk.plan import PlanChanges, PlannedVisit, done, planned, undone
from store.desk.plan_week import Proposal, propose_week
from store.desk.staff import staff_on

if TYPE_CHECKING:
    from store.desk.worklist import DueItem
    from store.model.plan import Plan
    from store.rules.worklist import Obligation
    from store.vault.cipher import Connection

_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
WEEKS_AHEAD = 4


class Stage(Enum):
    """Where a visit comes from. ``MISSED`` was planned before today and nobody was reached."""

    PROPOSED = "拟定"
    PLANNED = "已安排"
    DONE = "已走访"
    MISSED = "未办"


@dataclass(frozen=True, slots=True)
class Entry:
    """One visit on the table. ``visit.plan`` is as it would be saved, ``saved`` as it stands in the vault."""

    stage: Stage
    visit: PlannedVisit
    saved: "Plan | None" = None
    windows: tuple["Obligation", ...] = ()
    """What the visit is proposed for."""
    missed_on: date | None = None
    """The day of an earlier plan of this person that was not done."""
    wanted: bool = True

    @property
    def plan(self) -> "Plan":
        return self.visit.plan

    @property
    def key(self) -> tuple[str, int]:
        """The same whatever is done to the entry before it is saved."""
        return ("plan", self.saved.id) if self.saved else ("person", self.plan.person_id)

    @property
    def placed(self) -> bool:
        """Whether it has a day in this week; one that was not done waits for one."""
        return self.stage is not Stage.MISSED or self.saved is None or self.plan.day != self.saved.day

    @property
    def changed(self) -> bool:
        """Whether a saved plan would be saved otherwise."""
        return self.saved is not None and self.plan != self.saved

    @property
    def fixed(self) -> bool:
        """Whether nothing can be done to it any more."""
        return self.stage is Stage.DONE


@dataclass(frozen=True, slots=True)
class WeekTable:
    """The week from ``monday``: its visits in their order, and what is due beside them."""

    monday: date
    today: date
    entries: tuple[Entry, ...] = ()
    beyond: tuple["DueItem", ...] = ()
    carried_out: int = 0
    helpers: tuple[str, ...] = ()

    @property
    def first(self) -> date:
        """The first day something can be planned for."""
        return max(self.monday, self.today)

    @property
    def last(self) -> date:
        return self.monday + 6 * _DAY

    def entry(self, key: object) -> Entry | None:
        """The entry of ``key``, if it is still on the table."""
        return next((entry for entry in self.entries if entry.key == key), None)


def monday_of(day: date) -> date:
    """The Monday of the week that holds ``day``."""
    return day - day.weekday() * _DAY


def week_to_plan(today: date) -> date:
    """The Monday of the week one plans on ``today``: on Saturday and Sunday the coming one."""
    return monday_of(today + 2 * _DAY)


def week_after(monday: date, today: date) -> date:
    """The next week; after the last one that is offered, this week again."""
    this = monday_of(today)
    return monday + _WEEK if monday + _WEEK < this + WEEKS_AHEAD * _WEEK else this


def read_week(connection: "Connection", monday: date, today: date) -> WeekTable:
    """The table as it is laid before her: what is saved, what is proposed beside it, what was not done."""
    last = monday + 6 * _DAY
    proposal = propose_week(connection, monday, today)
    saved, carried_out = planned(connection, monday, last), done(connection, monday, last, today)
    missed = {visit.plan.person_id: visit for visit in undone(connection, today)}
    missed_on = {person: visit.plan.day for person, visit in missed.items()}
    entries = [_planned(visit, carried_out, missed_on) for visit in saved if visit.plan.day >= today]
    entries += [_proposed(one, missed_on) for one in proposal.visits]
    present = {entry.plan.person_id for entry in entries}
    entries += [Entry(Stage.MISSED, each, each.plan) for person, each in missed.items() if person not in present]
    helpers = _helpers(connection, entries, proposal.first)
    return WeekTable(monday, today, in_order(entries), proposal.beyond, len(carried_out), helpers)


def _planned(visit: PlannedVisit, carried_out: frozenset[int], missed_on: dict[int, date]) -> Entry:
    stage = Stage.DONE if visit.plan.id in carried_out else Stage.PLANNED
    return Entry(stage, visit, visit.plan, missed_on=missed_on.get(visit.plan.person_id))


def _proposed(proposal: Proposal, missed_on: dict[int, date]) -> Entry:
    person = proposal.person
    visit = PlannedVisit(proposal.plan, person.name, None, person.village, person.village_group)
    return Entry(Stage.PROPOSED, visit, windows=proposal.meets, missed_on=missed_on.get(person.id))


def _helpers(connection: "Connection", entries: Iterable[Entry], day: date) -> tuple[str, ...]:
    """Who can be chosen: those on the table already, then the staff who serve by then."""
    on_table = sorted({entry.plan.helper for entry in entries if entry.plan.helper})
    serving = [post.name for post in staff_on(connection, day)]
    return tuple(dict.fromkeys((*on_table, *serving)))


def in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """What was not done and has no day first, then day by day in walking order."""
    return tuple(sorted(entries, key=lambda entry: (entry.placed, *entry.visit.walking_order, entry.key)))


def replaced(table: WeekTable, old: Entry, new: Entry) -> WeekTable:
    """The table with one entry exchanged."""
    entries = (new if entry.key == old.key else entry for entry in table.entries)
    return dataclasses.replace(table, entries=in_order(entries))


def moved(table: WeekTable, entry: Entry, step: int) -> Entry | None:
    """The entry one day later or earlier; None where there is no such day.

    A day on which the person is planned already is passed over. The week after can be reached, the past cannot. What
    was not done and has no day yet gets the first day of the week.
    """
    day = entry.plan.day + step * _DAY if entry.placed else table.first
    while _taken(table, entry, day):
        day += step * _DAY if entry.placed else _DAY
    return _on(entry, day) if table.today <= day <= table.last + _WEEK else None


def _taken(table: WeekTable, entry: Entry, day: date) -> bool:
    return any(
        other.plan.person_id == entry.plan.person_id and other.plan.day == day
        for other in table.entries
        if other.key != entry.key and other.placed and other.wanted
    )


def _on(entry: Entry, day: date) -> Entry:
    return _with_plan(dataclasses.replace(entry, wanted=True), dataclasses.replace(entry.plan, day=day))


def with_helper(entry: Entry, helper: str | None) -> Entry:
    """The entry for another helper; empty means nobody yet."""
    return _with_plan(dataclasses.replace(entry, wanted=True), dataclasses.replace(entry.plan, helper=helper or None))


def _with_plan(entry: Entry, plan: "Plan") -> Entry:
    return dataclasses.replace(entry, visit=dataclasses.replace(entry.visit, plan=plan))


def toggled(entry: Entry) -> Entry:
    """Left out, or wanted again. What was not done and got a day goes back to waiting for one."""
    if entry.stage is Stage.MISSED and entry.saved and entry.placed:
        return _with_plan(entry, entry.saved)
    return dataclasses.replace(entry, wanted=not entry.wanted)


def changes(entries: Sequence[Entry]) -> PlanChanges:
    """What saving the table would do."""
    wanted = [entry for entry in entries if entry.wanted]
    new = (
        entry.plan if entry.saved is None else dataclasses.replace(entry.plan, id=0, uid="")
        for entry in wanted
        if entry.stage is Stage.PROPOSED or (entry.stage is Stage.MISSED and entry.placed)
    )
    amended = ((e.saved, e.plan) for e in wanted if e.stage is Stage.PLANNED and e.saved and e.changed)
    dropped = (entry.saved for entry in entries if not entry.wanted and entry.saved)
    return PlanChanges(tuple(new), tuple(amended), tuple(dropped))
