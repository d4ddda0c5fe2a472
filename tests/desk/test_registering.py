"""The form of a person and a measure: checked as the ledgers are, saved in one unit, never an exception for a slip."""

import dataclasses
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from store.desk.contacts import record_visit
from store.desk.drafts import draft_of, keep_draft
from store.desk.form_checks import FORM_FIELDS, FormNote, check_typed
from store.desk.records import add, change, load
from store.desk.registering import Registration, amend_registration, open_measure, register, typed_of
from store.desk.undo import undo
from store.errors import StoreError
from store.model.area import Area
from store.model.measure import Measure
from store.model.person import Person
from store.model.visit import Visit
from store.vault.cipher import Connection
from store.vault.unit_of_work import unit_of_work
from tests.hostile import hostile_strings
from tests.ledger import NOW, TODAY, act, new_ledger

NUMBER = "530898199711073307"  # a woman born on 1997-11-07, prefix never assigned
TYPED = {"name": "娜叶", "village": "班帅村", "id_number": NUMBER, "category": "社区戒毒", "served_on": "2026-03-02"}


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Connection]:
    connection = new_ledger(tmp_path)
    yield connection
    connection.close()


def saved(connection: Connection, **typed: str) -> tuple[Person, Measure]:
    entered = register(connection, act(), TYPED | typed)
    assert entered.faults == ()
    assert entered.person
    assert entered.measure
    return entered.person, entered.measure


def codes(notes: tuple[FormNote, ...]) -> set[tuple[str, str]]:
    return {(found.field, found.code) for found in notes}


def refused(connection: Connection, **typed: str) -> set[tuple[str, str]]:
    """Where and why a form is not saved; nothing may be written by it."""
    entered = register(connection, act(), TYPED | typed)
    assert entered.unit is None
    assert load(connection, Person) == []
    return codes(entered.faults)


def test_a_person_and_a_measure_are_one_unit_of_work(ledger: Connection) -> None:
    entered = register(ledger, act(), TYPED | {"reported_on": "2026.3.5", "village_group": "第二村民小组"})
    assert load(ledger, Person) == [entered.person]
    assert load(ledger, Measure) == [entered.measure]
    assert entered.person is not None
    assert (entered.person.sex, entered.person.birth_date) == ("女", date(1997, 11, 7))
    assert entered.person.village_group == "2组"
    units = ledger.execute("SELECT number FROM unit WHERE action = 'register'").fetchall()
    assert units == [(entered.unit,)]


def test_a_registration_can_be_taken_back(ledger: Connection) -> None:
    entered = register(ledger, act(), TYPED)
    assert entered.unit is not None
    undo(ledger, entered.unit, act())
    assert load(ledger, Person) == []


def test_a_registration_that_was_built_upon_stays_whole_and_is_named_once(ledger: Connection) -> None:
    entered = register(ledger, act(), TYPED)
    assert entered.person is not None
    assert entered.unit is not None
    _visit(ledger, entered.person, date(2026, 10, 1))
    assert [left.record for left in undo(ledger, entered.unit, act()).kept] == [entered.person.uid]
    assert load(ledger, Measure) == [entered.measure]


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"name": " "}, ("name", "missing")),
        ({"village": ""}, ("village", "missing")),
        ({"category": ""}, ("category", "missing")),
        ({"category": "社戒毒"}, ("category", "choice-unknown")),
        ({"name": "岩?木"}, ("name", "encoding-damage")),
        ({"name": "同上"}, ("name", "ditto-not-allowed")),
        ({"note": "〔清空〕"}, ("note", "clear-not-allowed")),
        ({"note": "a\x1b[2Jb"}, ("note", "nul")),
        ({"note": "长" * 10_001}, ("note", "too-long")),
        ({"id_number": NUMBER[:-1] + "8"}, ("id_number", "id-checksum")),
        ({"id_number": "5.30898E+17"}, ("id_number", "id-excel-damage")),
        ({"birth_date": "1990-01-01", "sex": "男"}, ("id_number", "id-mismatch-both")),
        ({"served_on": "2026.3"}, ("served_on", "date-incomplete")),
        ({"birth_date": "1997年", "id_number": ""}, ("birth_date", "date-incomplete")),
        ({"served_on": "2026-11-23"}, ("served_on", "date-future")),
        ({"decided_on": "2026-03-03"}, ("served_on", "date-order")),
        ({"reported_on": "2026-03-01"}, ("reported_on", "date-order")),
        ({"closed_on": "2026-03-01"}, ("closed_on", "date-order")),
        ({"decided_on": "1990-01-01"}, ("decided_on", "date-order")),
        ({"first_found_on": "1990-01-01"}, ("first_found_on", "date-order")),
        ({"term_months": "2"}, ("term_months", "term-invalid")),
        ({"category": "社区康复"}, ("term_months", "missing")),
        ({"category": "社区康复", "term_months": "3.5"}, ("term_months", "term-invalid")),
        ({"control_state": "失踪"}, ("control_state", "choice-unknown")),
        ({"phone": "1.38E+10"}, ("phone", "phone-invalid")),
    ],
)
def test_a_slip_is_a_fault_at_its_field(ledger: Connection, typed: dict[str, str], fault: tuple[str, str]) -> None:
    assert refused(ledger, **typed) == {fault}


def test_every_fault_is_named_at_once_with_what_to_do(ledger: Connection) -> None:
    entered = register(ledger, act(), TYPED | {"name": "", "id_number": "123", "served_on": "####"})
    assert codes(entered.faults) == {("name", "missing"), ("id_number", "id-length"), ("served_on", "date-invalid")}
    assert all(";" in fault.sentence and fault.sentence.endswith("。") for fault in entered.faults)


@pytest.mark.parametrize(
    ("typed", "warning"),
    [
        ({"birth_date": "1997-11-08"}, ("birth_date", "id-mismatch-birth")),
        ({"sex": "男"}, ("sex", "id-mismatch-sex")),
        ({"phone": "12345"}, ("phone", "phone-invalid")),
        ({"reported_on": "2026-03-18"}, ("reported_on", "reported-late")),
        ({"reported_on": "未报到"}, ("reported_on", "not-reported")),
        ({"close_reason": "其他"}, ("closed_on", "")),
        ({"id_number": ""}, ("id_number", "")),
    ],
)
def test_a_doubt_is_said_and_the_form_saved(
    ledger: Connection, typed: dict[str, str], warning: tuple[str, str]
) -> None:
    entered = register(ledger, act(), TYPED | typed)
    assert entered.faults == ()
    assert codes(entered.warnings) == {warning}
    assert load(ledger, Person) == [entered.person]


def test_the_number_wins_over_one_contradiction(ledger: Connection) -> None:
    person, _ = saved(ledger, birth_date="1997-11-08")
    assert person.birth_date == date(1997, 11, 7)


def test_border_residents_may_have_other_papers_or_none(ledger: Connection) -> None:
    person, _ = saved(ledger, id_type="边民证", id_number="佤-0071", birth_date="1997-11-07")
    assert (person.id_number, person.sex) == ("佤-0071", None)


def test_a_number_that_is_somebody_elses_names_them(ledger: Connection) -> None:
    saved(ledger)
    entered = register(ledger, act(), TYPED | {"name": "岩三木"})
    assert codes(entered.faults) == {("id_number", "conflict")}
    assert "娜叶" in entered.faults[0].sentence
    assert len(load(ledger, Person)) == 1


def test_a_namesake_in_the_village_is_pointed_out(ledger: Connection) -> None:
    saved(ledger)
    entered = register(ledger, act(), TYPED | {"id_number": ""})
    assert ("name", "") in codes(entered.warnings)


def test_a_village_outside_the_recorded_areas_is_pointed_out(ledger: Connection) -> None:
    with unit_of_work(ledger, act()) as unit:
        add(unit, [Area(level="村", code="C1", name="岳宋村")])
    assert ("village", "area-unknown") in codes(register(ledger, act(), TYPED).warnings)


def test_what_a_form_shows_saved_again_changes_nothing(ledger: Connection) -> None:
    person, measure = saved(ledger, category="社区康复", term_months="1.5", phone="13800001111", note="两行\n备注")
    again = amend_registration(ledger, act(), person, measure, typed_of(person, measure))
    assert (again.unit, again.faults) == (None, ())
    assert (load(ledger, Person), load(ledger, Measure)) == ([person], [measure])


def test_a_correction_changes_what_was_typed_and_nothing_else(ledger: Connection) -> None:
    person, measure = saved(ledger, phone="13800001111")
    done = amend_registration(ledger, act(), person, measure, {"phone": "", "reported_on": "2026-03-05"})
    assert load(ledger, Person) == [dataclasses.replace(person, phone=None)]
    assert load(ledger, Measure) == [dataclasses.replace(measure, reported_on=date(2026, 3, 5))]
    assert done.unit is not None


def test_a_required_field_cannot_be_emptied(ledger: Connection) -> None:
    person, measure = saved(ledger)
    assert codes(amend_registration(ledger, act(), person, measure, {"name": ""}).faults) == {("name", "missing")}
    assert load(ledger, Person) == [person]


def test_a_recorded_report_is_not_talked_away(ledger: Connection) -> None:
    person, measure = saved(ledger, reported_on="2026-03-05")
    done = amend_registration(ledger, act(), person, measure, {"reported_on": "未报到"})
    assert codes(done.faults) == {("reported_on", "conflict")}
    assert amend_registration(ledger, act(), person, measure, {"reported_on": ""}).faults == ()


def test_a_form_about_something_changed_meanwhile_is_not_saved(ledger: Connection) -> None:
    person, measure = saved(ledger)
    with unit_of_work(ledger, act()) as unit:
        change(unit, person, dataclasses.replace(person, phone="13800001111"))
    done = amend_registration(ledger, act(), person, measure, {"phone": "13900002222"})
    assert codes(done.faults) == {("name", "conflict")}
    assert load(ledger, Person)[0].phone == "13800001111"


def _next(connection: Connection, person: Person, **typed: str) -> Registration:
    return open_measure(connection, act(), person, {"category": "社区康复", "term_months": "3"} | typed)


def test_a_second_open_measure_is_a_fault(ledger: Connection) -> None:
    person, _ = saved(ledger)
    assert codes(_next(ledger, person, served_on="2026-09-02").faults) == {("category", "conflict")}
    assert len(load(ledger, Measure)) == 1


def test_after_closing_the_next_measure_opens(ledger: Connection) -> None:
    person, measure = saved(ledger)
    closing = {"closed_on": "2026-09-01", "close_reason": "其他"}
    assert amend_registration(ledger, act(), person, measure, closing).faults == ()
    assert _next(ledger, person, served_on="2026-09-01").faults == ()
    assert len(load(ledger, Measure)) == 2


def test_a_measure_begun_before_the_last_was_closed_is_a_fault(ledger: Connection) -> None:
    person, measure = saved(ledger)
    amend_registration(ledger, act(), person, measure, {"closed_on": "2026-09-01"})
    assert codes(_next(ledger, person, served_on="2026-08-31").faults) == {("category", "conflict")}


def test_reopening_while_another_is_open_is_a_fault(ledger: Connection) -> None:
    person, measure = saved(ledger)
    closed = amend_registration(ledger, act(), person, measure, {"closed_on": "2026-09-01"}).measure
    _next(ledger, person, served_on="2026-09-01")
    assert closed is not None
    done = amend_registration(ledger, act(), person, closed, {"closed_on": ""})
    assert codes(done.faults) == {("closed_on", "conflict")}


def _visit(connection: Connection, person: Person, day: date) -> None:
    visit = Visit(person_id=person.id, day=day, mode="见面", contents=("见面",), result="已见到")
    record_visit(connection, act("visit"), visit)


def test_closing_before_a_recorded_visit_is_a_fault(ledger: Connection) -> None:
    person, measure = saved(ledger)
    _visit(ledger, person, date(2026, 10, 1))
    for day, fault in (("2026-10-01", {("closed_on", "measure-closed")}), ("2026-10-02", set())):
        assert codes(amend_registration(ledger, act(), person, measure, {"closed_on": day}).faults) == fault


def test_a_birth_after_a_recorded_visit_is_a_fault(ledger: Connection) -> None:
    person, measure = saved(ledger, id_number="", served_on="", category="自愿戒毒")
    _visit(ledger, person, date(2020, 10, 1))
    done = amend_registration(ledger, act(), person, measure, {"birth_date": "2020-10-02"})
    assert codes(done.faults) == {("birth_date", "date-order")}


def test_the_draft_goes_with_the_record_it_became(ledger: Connection) -> None:
    keep_draft(ledger, "register", "", dict(TYPED), NOW)
    register(ledger, act(), TYPED | {"name": ""}, draft=("register", ""))
    assert draft_of(ledger, "register", "") is not None
    register(ledger, act(), TYPED, draft=("register", ""))
    assert draft_of(ledger, "register", "") is None


def test_hostile_text_in_every_field_is_answered_with_values_and_never_raises() -> None:
    for text in hostile_strings():
        form = check_typed(dict.fromkeys(FORM_FIELDS, text), TODAY)
        assert {fault.field for fault in form.faults} <= set(FORM_FIELDS)


def test_a_field_no_form_has_is_a_bug_and_not_a_fault(ledger: Connection) -> None:
    with pytest.raises((KeyError, ValueError)):
        register(ledger, act(), TYPED | {"uid": "x"})


def test_a_visit_before_birth_is_refused(ledger: Connection) -> None:
    person, _ = saved(ledger)
    with pytest.raises(StoreError, match="早于出生"):
        _visit(ledger, person, date(1990, 1, 1))
