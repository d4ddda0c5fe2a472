"""Planned visits (安排): who means to go to whom, and when. A plan is intention, never a fact: it satisfies nothing."""

import dataclasses
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from store.desk.case_events import is_closed_on
from store.desk.cases import measures_of
from store.desk.ledger_rows import group_order
from store.desk.records import add, change, columns_of, from_row, load, remove
from store.errors import NotFoundError, StoreError
from store.model.person import Person
from store.model.plan import Plan
from store.model.visit import REACHED
from store.text import clean
from store.vault.cipher import Connection
from store.vault.unit_of_work import Act, Value, unit_of_work

PLAN = "plan"
_PLAN_COLUMNS = ", ".join(f"plan.{column}" for column in columns_of(Plan))
_DONE = """EXISTS (SELECT 1 FROM visit WHERE visit.person_id = plan.person_id AND visit.result = ?2
                        AND visit.day BETWEEN plan.day AND ?1)"""


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """A plan with what a list or a route sheet shows of the person."""

    plan: Plan
    name: str
    agreed_name: str | None
    village: str
    village_group: str | None

    @property
    def walking_order(self) -> tuple[Any, ...]:
        """Day by day, helper by helper, then village, group (numbers by value) and name; no helper comes last."""
        helper = self.plan.helper
        return self.plan.day, helper is None, helper or "", *walking_order(self.village, self.village_group, self.name)


def walking_order(village: str, village_group: str | None, name: str) -> tuple[Any, ...]:
    """Sort key of the way from house to house: village, group (2组 before 10组), name."""
    return village, *group_order(village_group), name


def save_plan(connection: Connection, act: Act, plans: Sequence[Plan]) -> list[Plan]:
    """Save new plans as one unit of work, so that one undo takes a whole week back.

    Raises ``StoreError`` for a day before today, a person who is gone or whose measure is closed by then, and a day
    on which the person is planned already; then none is saved.
    """
    if not plans:
        return []
    plans = [dataclasses.replace(plan, helper=plan.helper or None) for plan in plans]
    for plan in plans:
        _check(connection, act.today, plan)
    if len({(plan.person_id, plan.day) for plan in plans}) < len(plans):
        raise _planned_already()
    with unit_of_work(connection, dataclasses.replace(act, action=PLAN)) as unit:
        return add(unit, plans)


def move(connection: Connection, act: Act, plan: Plan, *, day: date, helper: str | None) -> Plan:
    """Give a plan another day or helper; see ``amend_plan``."""
    return amend_plan(connection, act, plan, dataclasses.replace(plan, day=day, helper=helper))


def amend_plan(connection: Connection, act: Act, old: Plan, new: Plan) -> Plan:
    """Change a plan that was saved as ``old``. Whose it is stays.

    Raises ``StoreError`` as ``save_plan`` does, and when ``old`` is no longer what is saved.
    """
    new = _as_amended(old, new)
    _require_saved(connection, old)
    if new == old:
        return old
    _check(connection, act.today, new)
    with unit_of_work(connection, dataclasses.replace(act, action=PLAN)) as unit:
        change(unit, old, new)
    return new


def drop(connection: Connection, act: Act, plan: Plan) -> None:
    """Give a plan up; the journal keeps it. Raises ``NotFoundError`` when it is no longer what is saved."""
    _require_saved(connection, plan)
    with unit_of_work(connection, dataclasses.replace(act, action=PLAN)) as unit:
        remove(unit, plan)


@dataclass(frozen=True, slots=True)
class PlanChanges:
    """What was worked out on a table of plans: visits to add, saved ones that became others, saved ones given up."""

    new: tuple[Plan, ...] = ()
    amended: tuple[tuple[Plan, Plan], ...] = ()
    dropped: tuple[Plan, ...] = ()


def save_changes(connection: Connection, act: Act, changes: PlanChanges) -> None:
    """Carry out all changes as one unit of work: all of them or none, and one undo takes them back together.

    Raises ``StoreError`` as ``save_plan``, ``amend_plan`` and ``drop`` do, with the person's name before its sentence.
    """
    with unit_of_work(connection, dataclasses.replace(act, action=PLAN)) as unit:
        # Given up first: their days are free for the others.
        for plan in changes.dropped:
            with _naming(connection, plan):
                _require_saved(connection, plan)
                remove(unit, plan)
        for old, new in changes.amended:
            with _naming(connection, new):
                _require_saved(connection, old)
                amended = _as_amended(old, new)
                _check(connection, act.today, amended)
                change(unit, old, amended)
        for plan in changes.new:
            with _naming(connection, plan):
                _check(connection, act.today, plan)
                add(unit, [dataclasses.replace(plan, helper=plan.helper or None)])


def _as_amended(old: Plan, new: Plan) -> Plan:
    return dataclasses.replace(new, id=old.id, uid=old.uid, person_id=old.person_id, helper=new.helper or None)


@contextmanager
def _naming(connection: Connection, plan: Plan) -> Iterator[None]:
    try:
        yield
    except StoreError as error:
        names = [clean(person.name) for person in load(connection, Person, "WHERE id = ?", (plan.person_id,))]
        raise type(error)(error.title, f"{''.join(names)} {plan.day.isoformat()}: {error.message}") from error


def planned(connection: Connection, first: date, last: date) -> tuple[PlannedVisit, ...]:
    """Every plan from ``first`` through ``last``, in the order in which they are walked."""
    return _visits(connection, "plan.day BETWEEN ? AND ?", (first.isoformat(), last.isoformat()))


def planned_today(connection: Connection, today: date) -> dict[int, Plan]:
    """Person id -> the plan for today: who is marked 已安排 on 今日."""
    return {visit.plan.person_id: visit.plan for visit in planned(connection, today, today)}


def done(connection: Connection, first: date, last: date, today: date) -> frozenset[int]:
    """The ids of the plans from ``first`` through ``last`` that were carried out by ``today``; see ``undone``."""
    query = f"SELECT plan.id FROM plan WHERE plan.day BETWEEN ?3 AND ?4 AND {_DONE}"
    parameters = (today.isoformat(), REACHED, first.isoformat(), last.isoformat())
    return frozenset(row_id for (row_id,) in connection.execute(query, parameters))


def undone(connection: Connection, today: date) -> tuple[PlannedVisit, ...]:
    """What was planned before today and not done: nobody reached the person from the planned day on, up to today.

    Who was planned anew comes back with the later plan only; who has no open measure left does not come back.
    """
    where = f"""
        plan.day < ?1
        AND NOT EXISTS (SELECT 1 FROM plan AS later WHERE later.person_id = plan.person_id AND later.day > plan.day)
        AND NOT {_DONE}
        AND EXISTS (SELECT 1 FROM measure WHERE measure.person_id = plan.person_id
                    AND (closed_on IS NULL OR closed_on > ?1))
    """
    return _visits(connection, where, (today.isoformat(), REACHED))


def _visits(connection: Connection, where: str, parameters: Sequence[Value]) -> tuple[PlannedVisit, ...]:
    query = f"""
        SELECT name, agreed_name, village, village_group, {_PLAN_COLUMNS}
        FROM plan JOIN person ON person.id = plan.person_id WHERE {where}
    """
    rows = connection.execute(query, tuple(parameters))
    visits = (PlannedVisit(from_row(Plan, row[4:]), *row[:4]) for row in rows)
    return tuple(sorted(visits, key=lambda visit: (*visit.walking_order, visit.plan.uid)))


def _check(connection: Connection, today: date, plan: Plan) -> None:
    if plan.day < today:
        raise StoreError("日期已过", "走访只能安排在今天或以后,没有保存,原来的安排还在。请改日期。")
    if not load(connection, Person, "WHERE id = ?", (plan.person_id,)):
        raise NotFoundError("没有这个人", "此人的登记已经撤下,没有保存,原来的安排还在。请核对人员。")
    if is_closed_on(measures_of(connection, plan.person_id), plan.day):
        raise StoreError("措施已结束", "到这一天此人的措施已经结束,没有保存,原来的安排还在。请核对人员和日期。")
    if load(connection, Plan, "WHERE person_id = ? AND day = ? AND id <> ?", _place(plan)):
        raise _planned_already()


def _place(plan: Plan) -> tuple[Value, ...]:
    return plan.person_id, plan.day.isoformat(), plan.id


def _planned_already() -> StoreError:
    return StoreError("这天已有安排", "同一个人一天只安排一次走访,没有保存,原来的安排还在。请改日期,或改那一次安排。")


def _require_saved(connection: Connection, plan: Plan) -> None:
    if load(connection, Plan, "WHERE id = ?", (plan.id,)) != [plan]:
        raise NotFoundError("安排已变", "这次安排刚才已经改过或取消,这次没有保存。请重新打开再改。")
