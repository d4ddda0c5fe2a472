"""What is typed into the form of one record is refused or kept as a ledger would refuse or keep it."""

from datetime import date

import pytest

from store.desk.record_checks import check_record, own_day
from store.model.assessment import Assessment
from store.model.drug_test import DrugTest
from store.model.leave import Leave
from store.model.suspension import Suspension
from store.model.visit import Visit

TODAY = date(2026, 11, 22)
VISIT = {"day": "2026-11-20", "mode": "见面", "contents": "见面、谈话", "result": "已见到"}
TEST = {"day": "2026-11-20", "sample": "尿液", "kind": "定期", "result": "阳性"}
LEAVE = {"left_on": "2026-11-20", "due_back_on": "2026-12-20"}


def codes(record_type: type, typed: dict[str, str]) -> list[tuple[str, str]]:
    """Field and code of every fault."""
    return [(fault.field, fault.code) for fault in check_record(record_type, typed, TODAY).faults]


def test_what_is_typed_becomes_the_values_of_a_record() -> None:
    form = check_record(Visit, {**VISIT, "place": " 家中 ", "needs": "\n"}, TODAY)
    assert form.faults == ()
    record = Visit(person_id=1, **form.values)
    assert (record.day, record.contents, record.place, record.needs) == (
        date(2026, 11, 20), ("见面", "谈话"), "家中", None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("record_type", "typed", "found"),
    [
        (Visit, {**VISIT, "contents": ""}, [("contents", "missing")]),
        (Visit, {**VISIT, "day": "2026-11-23"}, [("day", "date-future")]),
        (Visit, {**VISIT, "day": "11月"}, [("day", "date-incomplete")]),
        (Visit, {**VISIT, "place": "同上"}, [("place", "ditto-not-allowed")]),
        (Visit, {**VISIT, "place": "岩" * 201}, [("place", "too-long")]),
        (DrugTest, {**TEST, "confirmation": "确认", "confirmed_on": "2026-11-19"}, [("confirmed_on", "date-order")]),
        (DrugTest, {**TEST, "result": "阴性", "confirmation": "初筛"}, [("confirmation", "")]),
        (Leave, LEAVE, []),
        (Leave, {**LEAVE, "due_back_on": "2026-11-19"}, [("due_back_on", "date-order")]),
        (Leave, {**LEAVE, "returned_on": "2026-11-23"}, [("returned_on", "date-future")]),
        (Suspension, {"started_on": "2026-11-20", "resumed_on": "2026-11-01"}, [("resumed_on", "date-order")]),
        (Assessment, {}, [("day", "missing")]),
    ],
)
def test_faults_name_their_field(record_type: type, typed: dict[str, str], found: list[tuple[str, str]]) -> None:
    assert codes(record_type, typed) == found


def test_what_is_not_typed_stays_and_an_empty_text_empties() -> None:
    recorded = {"day": TODAY, "risk": "高", "conclusion": "稳定\r", "assessor": "李敏"}
    form = check_record(Assessment, {"risk": "", "assessor": "王强"}, TODAY, recorded)
    assert form.values == {"day": TODAY, "risk": None, "conclusion": "稳定\r", "assessor": "王强"}


def test_every_kind_has_a_day_of_its_own() -> None:
    kinds = (Visit, DrugTest, Assessment, Suspension, Leave)
    assert [own_day(kind) for kind in kinds] == ["day", "day", "day", "started_on", "left_on"]
