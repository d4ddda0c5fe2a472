"""Recording contacts: visits, talks, calls, tests and assessments; correcting them afterwards."""

from store.desk.drafts import DraftKey
from store.desk.record_checks import own_day
from store.desk.recording import amend_event, record_event
from store.desk.records import AnyRecord, load
from store.model.assessment import Assessment
from store.model.drug_test import DrugTest
from store.model.visit import Visit
from store.vault.cipher import Connection
from store.vault.unit_of_work import Act


def record_visit(connection: Connection, act: Act, record: Visit, *, draft: DraftKey | None = None) -> Visit:
    """Save one visit; the draft it was typed in goes with the same transaction.

    Raises ``StoreError`` for a day after today, before birth, or on or after the closing of its measure.
    """
    return record_event(connection, act, record, draft=draft)


def record_test(connection: Connection, act: Act, record: DrugTest, *, draft: DraftKey | None = None) -> DrugTest:
    """Save one test; see ``record_visit``."""
    return record_event(connection, act, record, draft=draft)


def record_assessment(
    connection: Connection, act: Act, record: Assessment, *, draft: DraftKey | None = None
) -> Assessment:
    """Save one assessment; see ``record_visit``."""
    return record_event(connection, act, record, draft=draft)


def amend_visit(connection: Connection, act: Act, old: Visit, new: Visit, *, draft: DraftKey | None = None) -> Visit:
    """Correct a visit that was recorded as ``old``; the draft of the correction goes with the same transaction.

    Raises ``StoreError`` for the days ``record_visit`` refuses and when ``old`` is no longer what is recorded.
    """
    return amend_event(connection, act, old, new, draft=draft)


def amend_test(
    connection: Connection, act: Act, old: DrugTest, new: DrugTest, *, draft: DraftKey | None = None
) -> DrugTest:
    """Correct a test, 认定 included; see ``amend_visit``."""
    return amend_event(connection, act, old, new, draft=draft)


def amend_assessment(
    connection: Connection, act: Act, old: Assessment, new: Assessment, *, draft: DraftKey | None = None
) -> Assessment:
    """Correct an assessment; see ``amend_visit``."""
    return amend_event(connection, act, old, new, draft=draft)


def last_test(connection: Connection, person_id: int) -> DrugTest | None:
    """The newest test of a person."""
    return last_of(connection, DrugTest, person_id)


def last_of(connection: Connection, record_type: type[AnyRecord], person_id: int) -> AnyRecord | None:
    """The newest record of a kind about a person, for what its form fills in beforehand."""
    newest = f"WHERE person_id = ? ORDER BY {own_day(record_type)} DESC, id DESC LIMIT 1"
    return next(iter(load(connection, record_type, newest, (person_id,))), None)
