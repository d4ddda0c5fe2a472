"""存疑 and 失联: who is looked into, who should be, when to look next, and how many were cleared up."""

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from store.desk.drafts import DraftKey, saving
from store.desk.due_item import PersonLine
from store.desk.recording import require_recorded
from store.desk.records import add, change, load
from store.desk.worklist import person_line
from store.errors import NotFoundError, StoreError
from store.model.inquiry import INQUIRY_KINDS, OUT_OF_TOUCH, Inquiry
from store.model.person import Person
from store.model.review import NOWHERE
from store.vault.cipher import Connection
from store.vault.unit_of_work import Act

PROPOSED, OPEN, SETTLED = STANDINGS = ("待立项", "在查", "已结")


@dataclass(frozen=True, slots=True)
class LookedInto:
    """One line of the list. Without an ``inquiry`` it is a proposal: the 管控状态 says it, and nobody has begun."""

    person: PersonLine
    kind: str
    inquiry: Inquiry | None
    standing: str


def record_inquiry(connection: Connection, act: Act, record: Inquiry, *, draft: DraftKey | None = None) -> Inquiry:
    """Open an inquiry as one unit of work. ``draft`` goes with it.

    Raises ``StoreError`` for a day to come, ``NotFoundError`` for somebody who is not there, and ``StoreError`` while
    another inquiry about the person is open.
    """
    _check(connection, act.today, record)
    with saving(connection, act, draft) as unit:
        return add(unit, [record])[0]


def amend_inquiry(
    connection: Connection, act: Act, old: Inquiry, new: Inquiry, *, draft: DraftKey | None = None
) -> Inquiry:
    """Correct or settle an inquiry. Raises as ``record_inquiry``, and if it is not recorded exactly so any more."""
    kept: dict[str, Any] = {"id": old.id, "uid": old.uid, "person_id": old.person_id}
    new = dataclasses.replace(new, **kept)
    require_recorded(connection, old)
    _check(connection, act.today, new)
    with saving(connection, act, draft) as unit:
        change(unit, old, new)
    return new


def _check(connection: Connection, today: date, record: Inquiry) -> None:
    if max(record.opened_on, record.settled_on or record.opened_on) > today:
        raise StoreError("日期在今天之后", "还没有发生的事不能记录,没有保存,您填的内容还在。请改日期。")
    if not load(connection, Person, "WHERE id = ?", (record.person_id,)):
        raise NotFoundError("没有这个人", "此人的登记已经撤下,没有保存,您填的内容还在。请核对人员。")
    others = load(connection, Inquiry, "WHERE person_id = ? AND settled_on IS NULL", (record.person_id,))
    if record.settled_on is None and any(other.id != record.id for other in others):
        raise StoreError("已经立项", "此人还有一项没有结,没有保存,您填的内容还在。请先结了那一项,或在那一项里补写。")


def looked_into(connection: Connection, today: date) -> tuple[LookedInto, ...]:
    """Proposals first, then open inquiries by their next check, those without one on top, then settled ones."""
    inquiries = load(connection, Inquiry, "WHERE opened_on <= ? ORDER BY opened_on, id", (today.isoformat(),))
    found = [*_proposed(connection, inquiries, today)]
    found += [
        LookedInto(person_line(connection, each.person_id, today), each.kind, each, _standing(each, today))
        for each in inquiries
    ]
    return tuple(sorted(found, key=lambda entry: _order(entry, today)))


def proposed_kind(connection: Connection, person_id: int) -> str | None:
    """What the 管控状态 of a person, else the newest review asks to look into; ``None`` where nothing does."""
    row = connection.execute("SELECT control_state FROM person WHERE id = ?", (person_id,)).fetchone()
    if row and row[0] in INQUIRY_KINDS:
        return str(row[0])
    return OUT_OF_TOUCH if person_id in _nowhere(connection) else None


def _nowhere(connection: Connection) -> dict[int, date]:
    """Whom the newest round could not find, and since when."""
    rows = connection.execute(
        """SELECT person_id, found_on FROM review_item
        WHERE finding = ? AND review_id = (SELECT id FROM review ORDER BY round DESC LIMIT 1)""",
        (NOWHERE,),
    )
    return {person_id: date.fromisoformat(found_on) for person_id, found_on in rows}


def _proposed(connection: Connection, inquiries: Iterable[Inquiry], today: date) -> Iterator[LookedInto]:
    """Everybody whose 管控状态 says so and about whom no inquiry is open; and whom the newest round of 清塘 could not
    find, where no inquiry was opened since."""
    begun = {each.person_id for each in inquiries if _standing(each, today) == OPEN}
    rows = connection.execute("SELECT id, control_state FROM person WHERE control_state IN (?, ?)", INQUIRY_KINDS)
    states: dict[int, str] = dict(rows.fetchall())
    opened = {each.person_id: each.opened_on for each in inquiries}
    for row_id, found_on in _nowhere(connection).items():
        if found_on <= today and opened.get(row_id, date.min) < found_on:
            states.setdefault(row_id, OUT_OF_TOUCH)
    for row_id, state in states.items():
        if row_id not in begun:
            yield LookedInto(person_line(connection, row_id, today), state, None, PROPOSED)


def _standing(inquiry: Inquiry, today: date) -> str:
    return SETTLED if inquiry.settled_on and inquiry.settled_on <= today else OPEN


def _order(entry: LookedInto, today: date) -> tuple[int, int, str, str]:
    inquiry = entry.inquiry
    if inquiry is None:
        days = 0
    elif entry.standing == OPEN:
        days = (inquiry.next_check_on - today).days if inquiry.next_check_on else -date.max.toordinal()
    else:
        days = (today - (inquiry.settled_on or today)).days
    return STANDINGS.index(entry.standing), days, entry.person.village, entry.person.name


def clearance(entries: Iterable[LookedInto], start: date, end: date) -> tuple[int, int]:
    """Inquiries settled in ``[start, end)``, and all that were open on one of its days: 找回(核实)率.

    What was opened earlier and is settled now counts in both, so no more than everything can be cleared up.
    """
    inquiries = [each.inquiry for each in entries if each.inquiry is not None]
    looked_into = [each for each in inquiries if each.opened_on < end and start <= (each.settled_on or end)]
    return sum(each.settled_on is not None and each.settled_on < end for each in looked_into), len(looked_into)
