"""五个到位 as the office sees it: who stands in it, and who has to be named."""

import dataclasses
import random
from datetime import date, timedelta
from pathlib import Path

import pytest

from store.desk.in_place import by_gaps, in_place
from store.desk.lives import spans
from store.desk.policies import shipped_text
from store.desk.policy_change import add_policy
from store.desk.records import add, change, load
from store.desk.tier_schemes import save_scheme, shipped_scheme_text
from store.desk.worklist import unexplained_misses
from store.model.assessment import RISK_TIERS, Assessment
from store.model.drug_test import DrugTest
from store.model.measure import Measure
from store.model.staff import Staff
from store.vault.cipher import Connection
from store.vault.unit_of_work import unit_of_work
from tests.desk.eventful import let_things_happen
from tests.desk.village import REPORTED, grid_worker, person, visited
from tests.ledger import TODAY, act, new_ledger


def rated(connection: Connection, person_id: int, risk: str, day: date) -> None:
    with unit_of_work(connection, act("assess")) as unit:
        add(unit, [Assessment(person_id=person_id, day=day, risk=risk)])


def tiered_since(connection: Connection, since: date) -> None:
    with unit_of_work(connection, act("policy")) as unit:
        unit.insert("policy", ("id", "since", "content"), [(1, since.isoformat(), shipped_text("tiered"))])


def test_the_policy_of_the_office_decides_what_is_behind(tmp_path: Path) -> None:
    connection = new_ledger(tmp_path)
    row_id = person(connection, "岩三木")
    grid_worker(connection, row_id, "王强")
    for ago in range(27, 320, 7):
        visited(connection, row_id, max(REPORTED, TODAY - timedelta(days=ago)))
    behind = in_place(connection, TODAY)[0].checks[-1]
    assert behind.text == "逾 见面2"
    tiered_since(connection, date(2026, 10, 1))
    rated(connection, row_id, "低", date(2026, 10, 1))
    assert in_place(connection, TODAY)[0].checks[-1].text != behind.text
    connection.close()


def posted(connection: Connection, role: str, name: str, village: str | None) -> None:
    with unit_of_work(connection, act("staff")) as unit:
        add(unit, [Staff(role=role, name=name, village=village, started_on=date(2026, 1, 1))])


def test_closed_measures_are_no_concern_of_this_list(tmp_path: Path) -> None:
    connection = new_ledger(tmp_path)
    person(connection, "岩三木")
    person(connection, "娜叶", closed_on=date(2026, 11, 1))
    assert [each.person.name for each in in_place(connection, TODAY)] == ["岩三木"]
    assert [each.person.name for each in in_place(connection, date(2026, 10, 31))] == ["娜叶", "岩三木"]
    connection.close()


def test_three_people_are_asked_for_where_the_tier_is_high(tmp_path: Path) -> None:
    connection = new_ledger(tmp_path)
    high, low = person(connection, "岩三木"), person(connection, "娜叶")
    rated(connection, high, "高", date(2026, 3, 1))
    rated(connection, low, "高", date(2026, 3, 1))
    rated(connection, low, "低", date(2026, 9, 1))
    missing = {each.person.name: each.missing for each in in_place(connection, TODAY)}
    assert missing == {"岩三木": ("网格员", "责任民警", "禁毒专干"), "娜叶": None}
    grid_worker(connection, high, "王强")
    posted(connection, "社区民警", "杨警官", "岳宋村")
    posted(connection, "禁毒专干", "李专干", None)
    (entry,) = (each for each in in_place(connection, TODAY) if each.person.name == "岩三木")
    assert entry.missing == ()
    assert "三员" not in entry.gaps
    connection.close()


def test_the_highest_tier_of_another_scheme_asks_for_three_people_too(tmp_path: Path) -> None:
    connection = new_ledger(tmp_path)
    red, yellow, old = person(connection, "岩三木"), person(connection, "娜叶"), person(connection, "尼惹")
    save_scheme(connection, act("settings"), shipped_scheme_text("four"))
    for row_id, risk in ((red, "红"), (yellow, "黄"), (old, "高")):
        rated(connection, row_id, risk, date(2026, 3, 1))
    asked = {each.person.name for each in in_place(connection, TODAY) if each.missing is not None}
    assert asked == {"岩三木", "尼惹"}
    connection.close()


def test_the_policy_in_force_says_what_is_missed(tmp_path: Path) -> None:
    connection = new_ledger(tmp_path)
    row_id = person(connection, "岩三木")
    grid_worker(connection, row_id, "王强")
    half_yearly = shipped_text("yuesong").replace("12x1m,6x2m,4x3m", "1x6m")
    add_policy(connection, act("policy", today=date(2026, 1, 4)), REPORTED, half_yearly)
    with unit_of_work(connection, act("test")) as unit:
        day = date(2026, 6, 1)
        add(unit, [DrugTest(person_id=row_id, day=day, sample="尿液", kind="定期", result="阴性")])
    (entry,) = in_place(connection, TODAY)
    assert "定期检测" not in {item.obligation.label for item in unexplained_misses(connection, TODAY)}
    assert {check.name: check.text for check in entry.checks}["检测"] == "有"
    connection.close()


def test_a_post_of_another_village_names_nobody_here(tmp_path: Path) -> None:
    connection = new_ledger(tmp_path)
    high = person(connection, "岩三木")
    rated(connection, high, "高", date(2026, 3, 1))
    posted(connection, "社区民警", "杨警官", "班帅村")
    grid_worker(connection, high, "王强", ended_on=TODAY)
    (entry,) = in_place(connection, TODAY)
    assert entry.missing == ("网格员", "责任民警", "禁毒专干")
    assert "措施" in entry.gaps
    connection.close()


@pytest.mark.parametrize("tiered_from", [None, date(2026, 3, 1), date(2026, 10, 20)])
def test_the_quick_reading_says_what_the_whole_schedule_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tiered_from: date | None
) -> None:
    connection = new_ledger(tmp_path)
    if tiered_from:
        tiered_since(connection, tiered_from)
    rng = random.Random(4)
    for number in range(60):
        row_id = person(connection, f"岩{number}")
        last = TODAY - timedelta(days=rng.choice((0, 5, 12, 20, 40, 90, 200)))
        for week in range(rng.choice((0, 3, 12))):
            visited(connection, row_id, max(REPORTED, last - timedelta(days=7 * week)))
        if number % 2 == 0:
            grid_worker(connection, row_id, "王强")
        if number % 3 == 0:
            rated(connection, row_id, rng.choice(RISK_TIERS), TODAY - timedelta(days=rng.randrange(200)))
    let_things_happen(connection, 4)
    with unit_of_work(connection, act("settle")) as unit:
        for measure in load(connection, Measure)[:20]:
            shorter = REPORTED + timedelta(days=rng.randrange(250, 500))
            change(unit, measure, dataclasses.replace(measure, confirmed_end=shorter))
    days = [TODAY - timedelta(days=back) for back in (0, 3, 17, 33, 100)]
    quick = [in_place(connection, day) for day in days]
    with monkeypatch.context() as patched:
        patched.setattr("store.desk.in_place.applies", lambda policies: False)
        whole = [in_place(connection, day) for day in days]
    assert quick == whole
    assert any("措施" in entry.gaps for entry in quick[0])
    portions = [in_place(connection, TODAY, people) for people in spans(connection, 25)]
    assert by_gaps(entry for portion in portions for entry in portion) == quick[0]
    connection.close()
