"""What must hold between the facts of one measure or one person, typed or read from a ledger: identity, dates, term."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from store.fields.id_number import birth_date_of, sex_of
from store.model.assignment import Assignment
from store.model.award import Award
from store.model.document import Document
from store.model.drug_test import DrugTest
from store.model.inquiry import Inquiry
from store.model.leave import Leave
from store.model.measure import RECOVERY, REHABILITATION
from store.model.notice import Notice
from store.model.review import Review
from store.model.supervision import Supervision
from store.model.suspension import Suspension

REPORT_WITHIN_DAYS = 15
"""戒毒条例 14, 38."""
_REHABILITATION_MONTHS = _MOST_RECOVERY_MONTHS = 36
Found = tuple[str, str]
"""The header of the field a code is about, and the code."""
ORDERED_DAYS: dict[type, tuple[tuple[str, str], ...]] = {
    DrugTest: (("day", "confirmed_on"),),
    Document: (("effective_on", "repealed_on"),),
    Award: (("nominated_on", "decided_on"),),
    Assignment: (("started_on", "ended_on"),),
    Suspension: (("started_on", "resumed_on"),),
    Leave: (("left_on", "due_back_on"), ("left_on", "returned_on")),
    Notice: (("day", "receipt_on"),),
    Review: (("started_on", "due_on"), ("started_on", "closed_on")),
    Inquiry: (("opened_on", "next_check_on"), ("opened_on", "settled_on")),
    Supervision: (("issued_on", "reply_due"), ("issued_on", "replied_on")),
}
"""Days of one record of which the first never lies after the second."""


def measure_faults(measure: Mapping[str, Any]) -> Iterator[Found]:
    """Contradictions inside one measure, given its values by attribute (absent and ``None`` alike)."""
    yield from _order_faults(measure)
    category, term = measure.get("category"), measure.get("term_months")
    if term is not None and (
        (category == REHABILITATION and term != _REHABILITATION_MONTHS)
        or (category == RECOVERY and term > _MOST_RECOVERY_MONTHS)
    ):
        yield ("期限(年)", "term-invalid")


def _order_faults(measure: Mapping[str, Any]) -> Iterator[Found]:
    decided, served, reported = measure.get("decided_on"), measure.get("served_on"), measure.get("reported_on")
    if decided and served and served < decided:
        yield ("送达日期", "date-order")
    if served and reported and reported < served:
        yield ("报到日期", "date-order")
    begun = max((day for day in (decided, served, reported) if day), default=None)
    for header, name in (("结束日期", "closed_on"), ("确认到期日", "confirmed_end")):
        end = measure.get(name)
        if begun and end and end < begun:
            yield (header, "date-order")


def disordered_days(record_type: type, values: Mapping[str, Any]) -> Iterator[str]:
    """The attributes of days that contradict an earlier one inside one record other than a measure."""
    for first, second in ORDERED_DAYS.get(record_type, ()):
        earlier, later = values.get(first), values.get(second)
        if earlier and later and later < earlier:
            yield second


def is_reported_late(measure: Mapping[str, Any]) -> bool:
    """Whether the report came more than 15 days after service."""
    served, reported = measure.get("served_on"), measure.get("reported_on")
    return bool(served and reported and (reported - served).days > REPORT_WITHIN_DAYS)


def identity_contradictions(number: str, birth: date | None, sex: str | None) -> list[str]:
    """Which of the given facts the resident ID number contradicts: ``birth``, ``sex``."""
    found = ["birth"] if birth and birth != birth_date_of(number) else []
    return [*found, "sex"] if sex and sex != sex_of(number) else found
