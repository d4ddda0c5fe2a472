"""A village's paper sheet: who stands on it, what is wrong with its records, and saving all of them or none."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from store.desk.case_events import is_closed_on
from store.desk.cases import measures_of
from store.desk.drafts import DraftKey, drop_draft
from store.desk.ledger_rows import place_order
from store.desk.records import add, load
from store.errors import StoreError
from store.model.drug_test import DrugTest
from store.model.person import Person
from store.model.visit import Visit
from store.vault.cipher import Connection
from store.vault.unit_of_work import Act, unit_of_work

SheetRecord = Visit | DrugTest


@dataclass(frozen=True, slots=True)
class SheetPerson:
    """One line of a sheet."""

    id: int
    uid: str
    name: str
    village: str
    village_group: str | None
    birth_date: date | None


@dataclass(frozen=True, slots=True)
class SheetNote:
    """What is to be said of one record: a fault keeps the sheet from being saved, anything else is to be read."""

    sentence: str
    fault: bool


def sheet_villages(connection: Connection) -> tuple[str, ...]:
    """The villages people live in."""
    rows = connection.execute("SELECT DISTINCT village FROM person ORDER BY village")
    return tuple(village for (village,) in rows)


def sheet_people(connection: Connection, village: str) -> tuple[SheetPerson, ...]:
    """Everybody of a village in walking order."""
    people = sorted(load(connection, Person, "WHERE village = ?", (village,)), key=place_order)
    return tuple(
        SheetPerson(each.id, each.uid, each.name, each.village, each.village_group, each.birth_date) for each in people
    )


def check_sheet(connection: Connection, today: date, records: Sequence[SheetRecord]) -> tuple[SheetNote | None, ...]:
    """For each record what the ledger says against it, or that such a record is there already."""
    written = Counter((record.person_id, record.day) for record in records)
    return tuple(_note(connection, today, record, written[record.person_id, record.day]) for record in records)


def record_sheet(connection: Connection, act: Act, records: Sequence[SheetRecord], draft: DraftKey) -> None:
    """Save every record of a sheet as one unit of work; its draft goes with it.

    Raises ``StoreError`` if the ledger has come to contradict one of them; nothing is saved then.
    """
    if any(note and note.fault for note in check_sheet(connection, act.today, records)):
        raise StoreError("还有要改的", "有几条和台账对不上,一条都没有保存,填的内容还在。请再核对一遍。")
    with unit_of_work(connection, act) as unit:
        for record_type in (Visit, DrugTest):
            add(unit, [replace(record, id=0) for record in records if isinstance(record, record_type)])
        drop_draft(connection, *draft)


def _note(connection: Connection, today: date, record: SheetRecord, written: int) -> SheetNote | None:
    persons = load(connection, Person, "WHERE id = ?", (record.person_id,))
    if not persons:
        return SheetNote("此人的登记已经撤下", fault=True)
    if record.day > today:
        return SheetNote("日期在今天之后", fault=True)
    born = persons[0].birth_date
    if born and record.day < born:
        return SheetNote("日期早于出生", fault=True)
    if is_closed_on(measures_of(connection, record.person_id), record.day):
        return SheetNote("这一天措施已经结束", fault=True)
    if written > 1:
        return SheetNote("这张表上同一天写了两条", fault=True)
    same_day = load(connection, type(record), "WHERE person_id = ? AND day = ?", (record.person_id, _iso(record)))
    return SheetNote(f"台账里这一天已有: {_what(same_day[0])}", fault=False) if same_day else None


def _iso(record: SheetRecord) -> str:
    return record.day.isoformat()


def _what(record: SheetRecord) -> str:
    return f"{'、'.join(record.contents)} {record.result}" if isinstance(record, Visit) else f"检测 {record.result}"
