"""What is typed into a form, through its checks and into the vault: the cleaned text exactly, or refused in words."""

import dataclasses
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from store.desk.contacts import record_test, record_visit
from store.desk.domain_rules import DOMAIN_RULES
from store.desk.form_checks import FORM_FIELDS, check_typed
from store.desk.handing_over import hand_over, handed_over, terms_of
from store.desk.office import load_office
from store.desk.office_form import check_office_form, in_use_from_reason, save_office
from store.desk.operators import add_operator, operators
from store.desk.plan import save_plan
from store.desk.records import load
from store.desk.registering import register
from store.desk.revealing import note_reveal, reveals_of
from store.desk.staff import save_staff
from store.desk.voiding import void
from store.errors import StoreError
from store.fields import Text, declared_field
from store.fields.text import usual_name
from store.handoff.export import export_all
from store.model.drug_test import DrugTest
from store.model.person import Person
from store.model.plan import Plan
from store.model.visit import Visit
from store.text import clean
from store.vault.vault import Vault
from tests.handoff.offices import Desk, empty_office
from tests.hostile import as_cleaned, hostile_strings, is_refused_everywhere
from tests.ledger import TODAY, act, new_vault
from tui.batch_lines import TESTS, Sheet, read_line
from tui.founding import check_founding, founding_of
from tui.typed_text import cleaned_text, fault_of

TEXTS = tuple(dict.fromkeys(hostile_strings()))
NAMES = {"名单 姓名", "增加操作员 姓名", "新建台账 操作员"}
"""Names lose the blanks between Han characters, and take one form of the dot."""
WORDS_OF_LEDGERS = {"同上", "〃", "″", "〔清空〕"}
REGISTERED = {"name": "岩三", "village": "岳宋村", "category": "社会面管理"}
VISIT = Visit(day=TODAY, mode="见面", contents=("见面",), result="已见到")
TEST = DrugTest(day=TODAY, sample="尿液", kind="定期", result="阴性")


class RefusedError(Exception):
    """A form would not save this, and says why."""


Taker = Callable[[Vault, str], str | None]
"""Saves a text as a form does; what stands in the vault then. Raises ``RefusedError`` or ``StoreError``."""


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "vault") as opened:
        opened.connection.execute("PRAGMA synchronous = OFF")  # thousands of saves; what a power cut does is not asked
        register(opened.connection, act(), REGISTERED)
        yield opened


def somebody(vault: Vault) -> Person:
    return load(vault.connection, Person)[0]


def _refuse(said: str | None) -> None:
    if said:
        raise RefusedError(said)


def take_staff(vault: Vault, text: str) -> str | None:
    typed = {"role": "网格员", "name": text, "started_on": "2026-01-01"}
    faults = save_staff(vault.connection, act(), typed).faults
    _refuse(faults[0].sentence if faults else None)
    (name,) = vault.connection.execute("SELECT name FROM staff ORDER BY id DESC LIMIT 1").fetchone()
    return str(name)


def take_operator(vault: Vault, text: str) -> str | None:
    add_operator(vault.connection, act(), text)
    return operators(vault.connection)[-1]


def take_office_name(vault: Vault, text: str) -> str | None:
    faults = save_office(vault.connection, act(), {"name": text})
    _refuse(faults[0].sentence if faults else None)
    return load_office(vault.connection).name


def take_office_reason(vault: Vault, text: str) -> str | None:
    day = date(2026, 1, 1) if load_office(vault.connection).in_use_from.day == 2 else date(2026, 1, 2)
    typed, reasoned = {"in_use_from": day.isoformat()}, act(reason=text)
    faults = check_office_form(load_office(vault.connection), typed, TODAY, text)
    assert save_office(vault.connection, reasoned, typed) == faults
    _refuse(faults[0].sentence if faults else None)
    return in_use_from_reason(vault.connection)


def take_founding(field: str) -> Taker:
    def take(_vault: Vault, text: str) -> str | None:
        typed = {
            "township_code": "530829107", "name": "岳宋乡", "operator": "李敏", "in_use_from": "今天", "reason": "开始",
            "passphrase": "山高水长 木鼓声声 27", "again": "山高水长 木鼓声声 27", field: text,
        }  # fmt: skip
        faults = check_founding(typed, TODAY)
        _refuse(faults[0].sentence if faults else None)
        return str(getattr(founding_of(typed, TODAY), field))

    return take


def take_void(vault: Vault, text: str) -> str | None:
    record = record_visit(vault.connection, act(), dataclasses.replace(VISIT, person_id=somebody(vault).id))
    unit = void(vault.connection, act(), record, text)
    (reason,) = vault.connection.execute("SELECT reason FROM unit WHERE number = ?", (unit,)).fetchone()
    return str(reason)


def take_reveal(vault: Vault, text: str) -> str | None:
    note_reveal(vault.connection, act(), somebody(vault), text)
    return reveals_of(vault.connection, somebody(vault))[-1].purpose


def take_terms(vault: Vault, text: str) -> str | None:
    hand_over(vault, act(), "people", terms_of(recipient=text, basis=text, purpose=text), lambda: ())
    terms = handed_over(vault.connection)[0].terms
    assert terms.recipient == terms.basis == terms.purpose
    return terms.purpose or None


def take_helper(vault: Vault, text: str) -> str | None:
    helper = cleaned_text(text)
    _refuse(fault_of(helper, declared_field(Plan, "helper"), TODAY))
    (planned,) = vault.connection.execute("SELECT count(*) FROM plan").fetchone()
    day = TODAY + timedelta(days=planned)
    plan = Plan(person_id=somebody(vault).id, day=day, helper=helper, contents=("见面",))
    (saved,) = save_plan(vault.connection, act(), [plan])
    return load(vault.connection, Plan, "WHERE id = ?", (saved.id,))[0].helper


TAKERS: dict[str, Taker] = {
    "名单 姓名": take_staff,
    "增加操作员 姓名": take_operator,
    "本乡镇 乡镇名称": take_office_name,
    "本乡镇 理由": take_office_reason,
    "新建台账 乡镇名称": take_founding("name"),
    "新建台账 操作员": take_founding("operator"),
    "新建台账 理由": take_founding("reason"),
    "作废 原因": take_void,
    "显示全部号码 用途": take_reveal,
    "导出台账 接收单位 依据 用途": take_terms,
    "排期 走访人": take_helper,
}


@pytest.mark.parametrize("field", TAKERS)
def test_a_typed_line_is_kept_exactly_or_refused_in_words(vault: Vault, field: str) -> None:
    kept = 0
    for text in TEXTS:
        said, recorded = "", None
        try:
            recorded = TAKERS[field](vault, text)
        except (RefusedError, StoreError) as refusal:
            said = str(refusal)
        if said:
            assert clean(said) == said, ascii(text)
            assert re.search("[\u4e00-\u9fff]", said)
            continue
        expected = usual_name(as_cleaned(text)) if field in NAMES else as_cleaned(text)
        assert not is_refused_everywhere(expected), ascii(text)
        assert (recorded or "") == expected or not expected.strip("\n"), ascii(text)
        kept += 1
    assert kept > len(TEXTS) / 3


def accepted(record_type: type, text: str) -> dict[str, Any]:
    """What the forms of a visit and a test would save of this text, by attribute: of the fields that take it.

    A field refuses control characters, what is too long and the words of ledgers, and nothing else.
    """
    found = {}
    for name in ("place", "visitors", "situation", "needs", "laboratory", "testers", "witness", "note"):
        if hasattr(record_type, name):
            declared = declared_field(record_type, name)
            assert isinstance(declared.type, Text)
            cleaned = as_cleaned(text)
            refused = (
                is_refused_everywhere(text) or len(cleaned) > declared.type.max_length or cleaned in WORDS_OF_LEDGERS
            )
            assert (fault_of(cleaned_text(text), declared, TODAY) is not None) == refused, ascii(text)
            if not refused:
                assert (cleaned_text(text) or "") in (cleaned, ""), ascii(text)
                found[name] = cleaned_text(text)
    return found


def test_what_is_typed_about_people_visits_and_tests_is_in_vault_and_files_as_it_was_typed(
    vault: Vault, tmp_path: Path
) -> None:
    person, connection = somebody(vault), vault.connection
    expected: dict[tuple[type, int], dict[str, Any]] = {}
    for text in TEXTS:
        visit = dataclasses.replace(VISIT, person_id=person.id, **accepted(Visit, text))
        saved_visit = record_visit(connection, act(), visit)
        expected[Visit, saved_visit.id] = accepted(Visit, text)
        saved_test = record_test(
            connection, act(), dataclasses.replace(TEST, person_id=person.id, **accepted(DrugTest, text))
        )
        expected[DrugTest, saved_test.id] = accepted(DrugTest, text)
        typed = {name: text for name in FORM_FIELDS if not check_typed(REGISTERED | {name: text}, TODAY).faults}
        form = register(connection, act(), REGISTERED | typed)
        if form.person is not None:
            free = {name for name in typed if type(FORM_FIELDS[name].type) is Text and hasattr(Person, name)}
            expected[Person, form.person.id] = {name: as_cleaned(text) or None for name in free}
    for (record_type, row_id), facts in expected.items():
        record: Any
        (record,) = load(connection, record_type, "WHERE id = ?", (row_id,))
        assert {name: getattr(record, name) for name in facts} == facts
    assert [fault for rule in DOMAIN_RULES if (fault := rule(connection))] == []
    paths = export_all(connection, tmp_path / "out")
    with empty_office(tmp_path / "there") as there:
        taken = Desk(there, tmp_path).bring(*paths)
        assert [report.counts["new"] for report in taken.reports] == [report.counts["rows"] for report in taken.reports]
        again = export_all(there, tmp_path / "again")
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in paths]


def test_the_note_of_a_line_of_a_sheet_is_kept_exactly_or_refused_in_words(vault: Vault) -> None:
    person, sheet = somebody(vault), Sheet(TESTS, TODAY.replace(day=1), TODAY)
    kept_notes = 0
    for text in TEXTS:
        for piece in read_line(f"3 阴 注 {text}", person.id, sheet):
            assert bool(piece.fault) != (piece.record is not None)
            if not isinstance(piece.record, DrugTest) or set(";；") & set(text):
                continue
            record_test(vault.connection, act(), piece.record)
            kept = load(vault.connection, DrugTest, "ORDER BY id DESC LIMIT 1")[0]
            assert kept.note == as_cleaned(f"注 {text}"), ascii(text)
            kept_notes += 1
    assert kept_notes > len(TEXTS) / 2
