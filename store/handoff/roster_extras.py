"""The columns of ``people`` that are facts of other records: the tier of an assessment, the staff of assignments."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from store.fields import new_uid
from store.handoff.clean_rows import CleanRow
from store.handoff.cleaning import Cleaner
from store.handoff.known import Held, Known
from store.model.assessment import Assessment
from store.model.assignment import Assignment
from store.model.ledgers import Column


@dataclass(slots=True)
class Extras:
    """Where those columns stand, and what is recorded of them."""

    known: Known
    columns: Sequence[Column]
    today: date
    risk_at: int = field(init=False)
    roles: list[tuple[str, int, int | None]] = field(init=False)

    def __post_init__(self) -> None:
        places = list(enumerate(self.columns))
        self.risk_at = next(place for place, column in places if column.record is Assessment)
        phones = {column.role: place for place, column in places if column.field.name == "helper_phone"}
        self.roles = [
            (column.role, place, phones.get(column.role))
            for place, column in places
            if column.role and column.field.name == "helper"
        ]


def apply_extras(extras: Extras, row: CleanRow, held: Held, served_on: date | None, cleaner: Cleaner) -> bool:
    """Note in ``known`` what the row says beyond what is recorded; whether it says anything."""
    changed = _apply_risk(extras, row, held)
    for role, place, phone_place in extras.roles:
        helper = row.values[place]
        phone = row.values[phone_place] if phone_place is not None else None
        if helper is None and phone is None:
            continue
        change = _apply_role(extras, held.now.id, role, helper, phone, served_on)
        if change is None:
            cleaner.add(row, extras.columns[phone_place or place].header, "phone-without-name")
        changed |= bool(change)
    return changed


def _apply_risk(extras: Extras, row: CleanRow, held: Held) -> bool:
    risk = row.values[extras.risk_at]
    if risk is None:
        return False
    records = extras.known.records(Assessment)
    mine = records.of_person.get(held.now.id, [])
    tiered = [record for record in mine if record.now.risk]
    newest = max(tiered, key=lambda record: (record.now.day, record.now.uid), default=None)
    if newest is not None and newest.now.risk == risk:
        return False
    same_day = [record for record in mine if record.now.day == extras.today]
    if same_day:
        record = newest if newest in same_day else same_day[0]
        record.now = dataclasses.replace(record.now, risk=risk)
        return True
    records.put(
        Held(None, Assessment(uid=new_uid(), person_id=held.now.id, from_roster=True, day=extras.today, risk=risk))
    )
    return True


def _apply_role(
    extras: Extras, person_id: int, role: str, helper: str | None, phone: str | None, served_on: date | None
) -> bool | None:
    """Whether anything had to be noted; ``None`` for a phone of nobody."""
    records = extras.known.records(Assignment)
    mine = [record for record in records.of_person.get(person_id, ()) if record.now.role == role]
    opened = [record for record in mine if record.now.ended_on is None]
    same = [record for record in opened if helper is None or record.now.helper == helper]
    if same:
        return _give_phone(max(same, key=_recency), phone)
    if helper is None:
        return None
    started_on = served_on if served_on and not mine else extras.today
    if opened:
        # The column stands for the latest open assignment; others were entered by hand and stay.
        _end(max(opened, key=_recency), extras.today)
    records.put(
        Held(
            None,
            Assignment(
                uid=new_uid(),
                person_id=person_id,
                from_roster=True,
                role=role,
                helper=helper,
                helper_phone=phone,
                started_on=started_on,
            ),
        )
    )
    return True


def _recency(record: Held) -> tuple[date, str]:
    return record.now.started_on, record.now.uid


def _give_phone(record: Held, phone: str | None) -> bool:
    if phone is None or record.now.helper_phone == phone:
        return False
    record.now = dataclasses.replace(record.now, helper_phone=phone)
    return True


def _end(record: Held, today: date) -> None:
    record.now = dataclasses.replace(record.now, ended_on=max(today, record.now.started_on))
