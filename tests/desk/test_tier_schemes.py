"""Tier schemes: the shipped ones, an office's own, what import and forms make of them, and bad files."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from store.desk.domain_rules import DOMAIN_RULES
from store.desk.office import load_office
from store.desk.people_list import Wanted, list_people
from store.desk.policies import shipped_text
from store.desk.policy_change import add_policy
from store.desk.record_checks import check_record
from store.desk.records import add
from store.desk.settings import write_settings
from store.desk.tier_schemes import (
    SHIPPED,
    load_scheme,
    people_left_behind,
    read_scheme,
    risk_choice,
    save_scheme,
    scheme_from_file,
    scheme_in_use,
    shipped_scheme_text,
)
from store.errors import FileRefusedError, VaultDamagedError
from store.handoff.importing import ImportOptions, import_files
from store.model.assessment import RISK_TIERS, Assessment
from store.model.person import Person
from store.vault.cipher import Connection
from store.vault.unit_of_work import unit_of_work
from store.vault.verify import verify
from tests.ledger import TODAY, act, new_ledger

FOUR = shipped_scheme_text("four")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Connection]:
    connection = new_ledger(tmp_path / "vault")
    yield connection
    connection.close()


def rated(connection: Connection, *risks: str) -> list[Person]:
    with unit_of_work(connection, act()) as unit:
        people = add(unit, [Person(name=f"某{risk}", village="岳宋村") for risk in risks])
        for person, risk in zip(people, risks, strict=True):
            add(unit, [Assessment(person_id=person.id, day=date(2026, 11, 1), risk=risk)])
    return people


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_scheme_passes_its_own_guard(name: str) -> None:
    scheme = read_scheme(shipped_scheme_text(name))
    assert scheme.name == name
    assert all(scheme.shown(word).startswith(word) for word in scheme.words)
    signs = [scheme.shown(word).removeprefix(word) for word in scheme.words]
    assert len(set(signs)) == len(scheme.words), "told apart without colour by the sign alone"
    assert "".join(signs).isascii()


def test_three_levels_are_the_usual_scheme(ledger: Connection) -> None:
    assert load_scheme(ledger).words == RISK_TIERS
    assert load_office(ledger).tier_scheme == ""


def test_two_axes_are_read_and_shown_together() -> None:
    scheme = read_scheme(shipped_scheme_text("double_four"))
    assert len(scheme.words) == 16
    assert scheme.shown("红绿") == "红绿RG"
    assert scheme.review_months("绿红") == 1
    choice = risk_choice(scheme)
    assert {choice.clean(text, TODAY).value for text in ("红黄", "红/黄", "红色黄色", "红色、黄色")} == {"红黄"}


def test_what_the_scheme_does_not_know_is_shown_as_it_stands() -> None:
    scheme = read_scheme(FOUR)
    assert scheme.shown("高") == "高"
    assert scheme.shown(None) == ""
    assert scheme.review_months("高") is None


def test_a_change_is_one_unit_and_leaves_what_is_recorded(ledger: Connection) -> None:
    rated(ledger, "高", "低", "红")
    assert people_left_behind(ledger, read_scheme(FOUR), TODAY.isoformat()) == {"低": 1, "高": 1}
    save_scheme(ledger, act(), FOUR)
    assert load_scheme(ledger).words == ("红", "黄", "蓝", "绿")
    assert scheme_in_use(load_office(ledger).tier_scheme) == load_scheme(ledger)
    assert ledger.execute("SELECT risk FROM assessment ORDER BY id").fetchall() == [("高",), ("低",), ("红",)]
    last = ledger.execute("SELECT action, reason, entries FROM unit ORDER BY number DESC LIMIT 1").fetchone()
    assert last == ("settings", "等级 四色 2026-01", 1)


def test_the_roster_is_ordered_by_the_scheme_with_other_words_behind(ledger: Connection) -> None:
    green, high, red, yellow = rated(ledger, "绿", "高", "红", "黄")
    save_scheme(ledger, act(), FOUR)
    assert list(list_people(ledger, TODAY, Wanted(sort="risk")).people) == [red.id, yellow.id, green.id, high.id]


def test_an_import_takes_the_words_of_the_scheme_in_use(ledger: Connection, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    rows = (
        "姓名,村,类别,证件类型,证件号码,风险等级",
        "岩三木,岳宋村,自愿戒毒,护照,P0001,红色",
        "艾块,岳宋村,自愿戒毒,护照,P0002,高",
    )
    path.write_text("\n".join(rows), encoding="utf-8")
    before = import_files(ledger, [path], act("import"), ImportOptions(dry_run=True)).reports[0]
    assert [(problem.row, problem.code) for problem in before.problems if problem.field == "风险等级"] == [
        (2, "choice-unknown")
    ]
    save_scheme(ledger, act(), FOUR)
    after = import_files(ledger, [path], act("import"), ImportOptions()).reports[0]
    assert [problem.code for problem in after.problems if problem.field == "风险等级"] == []
    assert ledger.execute("SELECT risk FROM assessment ORDER BY id").fetchall() == [("红",), ("高",)]


def test_a_form_takes_them_too(ledger: Connection) -> None:
    typed = {"day": TODAY.isoformat(), "risk": "红"}
    types = {"risk": risk_choice(read_scheme(FOUR))}
    assert check_record(Assessment, typed, TODAY, types=types).values["risk"] == "红"
    assert check_record(Assessment, typed, TODAY).values["risk"] is None


def test_a_policy_names_the_tiers_of_the_scheme_in_use(ledger: Connection) -> None:
    save_scheme(ledger, act(), FOUR)
    with pytest.raises(FileRefusedError, match=r"series 第4项 tiers 高.*红、绿、蓝、黄"):
        add_policy(ledger, act(), date(2027, 1, 1), shipped_text("tiered"))
    own = shipped_text("tiered").replace('"高"', '"红"').replace('"中"', '"黄"').replace('"低"', '"绿"')
    add_policy(ledger, act(), date(2027, 1, 1), own)


def changed(change: Callable[[dict[str, Any]], object]) -> str:
    data = json.loads(FOUR)
    change(data)
    return json.dumps(data, ensure_ascii=False, indent=1)


def own(code: str, label: str, glyph: str) -> dict[str, Any]:
    return {"code": code, "label": label, "glyph": glyph, "review_months": 6}


def tier(place: int, **fields: Any) -> str:
    return changed(lambda data: data["axes"][0]["tiers"][place].update(fields))


BAD_FILES = {
    "empty": ("", "不是 JSON"),
    "no axes": (changed(lambda data: data.update(axes=[])), "太少"),
    "three axes": (changed(lambda data: data.update(axes=data["axes"] * 3)), "太多"),
    "one tier": (changed(lambda data: data["axes"][0].update(tiers=data["axes"][0]["tiers"][:1])), "太少"),
    "a word twice": (tier(1, code="红"), "tiers 第2项 code): 和前面的一级相同"),
    "a sign twice": (tier(1, glyph="R"), "tiers 第2项 glyph): 和前面的一级相同"),
    "a sign in colour": (tier(0, glyph="●"), "不符合格式"),
    "no word": (tier(0, code=""), "不能是空的"),
    "a word with a sign": (tier(0, code="红'"), "只能用文字和数字"),
    "a word that means nothing": (tier(0, code="无"), "另有意思"),
    "a label that is another word": (tier(0, label="黄"), "tiers 第1项 label): 是另一级的写法"),
    "never reviewed": (tier(0, review_months=0), "数太小"),
    "an unknown key": (tier(0, color="red"), "没有这样的项"),
    "two axes run together": (
        changed(
            lambda data: data.update(
                axes=[
                    {"name": "甲", "tiers": [own("一", "一级", "1"), own("一二", "一二级", "2")]},
                    {"name": "乙", "tiers": [own("二三", "二三级", "1"), own("三", "三级", "2")]},
                ]
            )
        ),
        "写法相同",
    ),
}


@pytest.mark.parametrize(("text", "reason"), BAD_FILES.values(), ids=BAD_FILES)
def test_a_bad_scheme_is_refused_with_its_reason_and_nothing_changes(
    ledger: Connection, tmp_path: Path, text: str, reason: str
) -> None:
    path = tmp_path / "scheme.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FileRefusedError) as refused:
        save_scheme(ledger, act(), scheme_from_file(path))
    assert reason in refused.value.message
    assert "原来的等级没有改动" in refused.value.message
    assert load_scheme(ledger).words == RISK_TIERS


def test_verify_finds_a_spoilt_scheme_and_spoilt_holidays(ledger: Connection) -> None:
    save_scheme(ledger, act(), FOUR)
    assert verify(ledger, DOMAIN_RULES) == []
    write_settings(ledger, act(), {"tier_scheme": FOUR.replace("R", "●"), "holidays": "{}"})
    assert [fault.where for fault in verify(ledger, DOMAIN_RULES)] == ["设置里的节假日读不出来"]
    write_settings(ledger, act(), {"holidays": '{"title": "x", "years": {}}'})
    write_settings(ledger, act(), {"tier_scheme": "[]"})
    with unit_of_work(ledger, act()) as unit:
        unit.connection.execute("DELETE FROM setting WHERE name = 'holidays'")
    assert [fault.where for fault in verify(ledger, DOMAIN_RULES)] == ["设置里的等级读不出来"]


def test_a_spoilt_scheme_is_told() -> None:
    with pytest.raises(VaultDamagedError, match="备份"):
        scheme_in_use("{}")
