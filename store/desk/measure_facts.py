"""Single facts of a recorded measure: 报到, 协议, 转入, 结束; and the record that a deadline hangs on."""

from collections.abc import Mapping
from datetime import date

from store.desk.cases import measure_at, measures_of
from store.desk.drafts import DraftKey
from store.desk.records import Record, load
from store.desk.registering import amend_registration, typed_of
from store.errors import NotFoundError, StoreError
from store.model.drug_test import DrugTest
from store.model.leave import Leave
from store.model.measure import Measure
from store.model.person import Person
from store.model.suspension import Suspension
from store.vault.cipher import Connection
from store.vault.unit_of_work import Act

HANGS_ON: Mapping[str, type[DrugTest] | type[Leave] | type[Suspension]] = {
    "test": DrugTest,
    "leave": Leave,
    "suspension": Suspension,
}
"""Records that a deadline names by uid, by the form they are corrected in."""


def amend_measure(
    connection: Connection, act: Act, old: Measure, new: Measure, *, draft: DraftKey | None = None
) -> Measure:
    """Correct facts of a measure that was recorded as ``old``; the checks are those of the whole registration.

    Raises ``StoreError`` with the first thing that is wrong, ``NotFoundError`` where the person is gone.
    """
    persons = load(connection, Person, "WHERE id = ?", (old.person_id,))
    if not persons:
        raise NotFoundError("没有这个人", "此人的登记已经撤下,没有保存,您填的内容还在。请核对人员。")
    before, after = typed_of(old), typed_of(new)
    typed = {name: text for name, text in after.items() if text != before[name]}
    done = amend_registration(connection, act, persons[0], old, typed, draft=draft)
    if done.faults:
        raise StoreError("没有保存", f"{done.faults[0].sentence}您填的内容还在。")
    return done.measure or old


def record_behind(connection: Connection, person_id: int, form: str, uid: str | None, today: date) -> Record:
    """What is corrected to settle a deadline: the record it names, or the measure that counts today.

    Raises ``NotFoundError`` if it is not recorded any more.
    """
    found: Record | None
    if form in HANGS_ON:
        record_type: type[DrugTest] | type[Leave] | type[Suspension] = HANGS_ON[form]
        found = next(iter(load(connection, record_type, "WHERE uid = ?", (uid,))), None)
    else:
        found = measure_at(measures_of(connection, person_id), today)
    if found is None:
        raise NotFoundError("记录已变", "这件事所凭的记录刚才已经改过或撤下,没有任何改动。请回到名单再看。")
    return found
