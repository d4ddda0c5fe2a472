"""Who is responsible for whom, keyed in by hand: naming somebody, ending it, and handing a person on to the next."""

import dataclasses
from typing import Any

from store.desk.case_events import is_closed_on, overlapping_main_helpers
from store.desk.cases import measures_of
from store.desk.drafts import DraftKey, saving
from store.desk.recording import require_recorded
from store.desk.records import add, change, load
from store.errors import NotFoundError, StoreError
from store.model.assignment import MAIN_HELPER, Assignment
from store.model.person import Person
from store.model.volunteer import Volunteer
from store.vault.cipher import Connection
from store.vault.unit_of_work import Act

_KEPT = "没有保存,您填的内容还在。"


def assignments_of(connection: Connection, person_id: int) -> list[Assignment]:
    """Everybody who is or was responsible for a person."""
    return load(connection, Assignment, "WHERE person_id = ? ORDER BY id", (person_id,))


def handed_on(assignments: list[Assignment], record: Assignment) -> Assignment | None:
    """The open main helper whom ``record``, a new one, takes over from: that one's time ends when his begins.

    Somebody whose time is over already takes over from nobody: after it there would be no one.
    """
    if record.role != MAIN_HELPER or record.ended_on is not None:
        return None
    return next(
        (
            each
            for each in assignments
            if each.role == MAIN_HELPER and each.ended_on is None and each.started_on < record.started_on
        ),
        None,
    )


def record_assignment(connection: Connection, act: Act, record: Assignment, *, draft: DraftKey | None = None) -> None:
    """Name somebody for a person. A main helper who is named while another one is open takes over from that one.

    Raises ``StoreError`` for a day before birth, on or after the closing of the measure, for a volunteer who is not
    recorded, and for a main helper beside another one; ``NotFoundError`` for a person who is not there any more.
    """
    mine = assignments_of(connection, record.person_id)
    former = handed_on(mine, record)
    ended = None if former is None else dataclasses.replace(former, ended_on=record.started_on)
    others = [ended if each is former and ended is not None else each for each in mine]
    _require_possible(connection, others, record)
    with saving(connection, act, draft) as unit:
        if former is not None and ended is not None:
            change(unit, former, ended)
        add(unit, [record])


def amend_assignment(
    connection: Connection, act: Act, old: Assignment, new: Assignment, *, draft: DraftKey | None = None
) -> None:
    """Correct an assignment or end it; raises as ``record_assignment``, and when ``old`` is not recorded any more."""
    # Who and which stay: a correction never turns one record into another person's.
    kept: dict[str, Any] = {"id": old.id, "uid": old.uid, "person_id": old.person_id, "from_roster": old.from_roster}
    new = dataclasses.replace(new, **kept)
    require_recorded(connection, old)
    others = load(connection, Assignment, "WHERE person_id = ? AND id <> ?", (old.person_id, old.id))
    _require_possible(connection, others, new, is_moved=new.started_on != old.started_on)
    with saving(connection, act, draft) as unit:
        change(unit, old, new)


def _require_possible(
    connection: Connection, others: list[Assignment], record: Assignment, *, is_moved: bool = True
) -> None:  # fmt: skip
    persons = load(connection, Person, "WHERE id = ?", (record.person_id,))
    if not persons:
        raise NotFoundError("没有这个人", f"此人的登记已经撤下,{_KEPT}请核对人员。")
    born = persons[0].birth_date
    if born and record.started_on < born:
        raise StoreError("日期早于出生", f"这一天早于此人的出生日期,{_KEPT}请核对日期。")
    if is_moved and is_closed_on(measures_of(connection, record.person_id), record.started_on):
        raise StoreError("措施已结束", f"这一天措施已经结束,{_KEPT}请核对日期或人员。")
    number = record.volunteer_number
    if number and not load(connection, Volunteer, "WHERE number = ?", (number,)):
        raise StoreError("没有这位志愿者", f"志愿者里没有编号 {number},{_KEPT}请核对,或在 4 志愿者 先登记。")
    if record.role == MAIN_HELPER:
        pairs = overlapping_main_helpers([*others, record])
        shared = next((pair for pair in pairs if any(each is record for each in pair)), None)
        if shared:
            other = next(each for each in shared if each is not record)
            raise StoreError("已有主帮教人", f"{_days(other)}已有主帮教人 {other.helper},{_KEPT}请先写他的结束日期。")


def _days(held: Assignment) -> str:
    return f"{held.started_on} 至 {held.ended_on}" if held.ended_on else f"{held.started_on} 起"
