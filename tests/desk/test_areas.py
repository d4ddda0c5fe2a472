"""Areas: counted, renamed, merged and split; every record keeps its place and its history."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from store.desk.areas import amend_area, area_lines, merge_area, record_area, split_area
from store.desk.coverage import coverage
from store.desk.orphans import orphans
from store.desk.records import add, load
from store.desk.undo import undo
from store.desk.undoable import last_undoable
from store.errors import NotFoundError, StoreError
from store.model.area import Area
from store.model.household import FormerState, Household
from store.model.person import Person
from store.vault.cipher import Connection
from store.vault.unit_of_work import unit_of_work
from tests.ledger import TODAY, act, new_ledger
from tests.tui.pact_township import PLEDGE, areas, papers


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Connection]:
    connection = new_ledger(tmp_path)
    papers(connection)
    areas(connection)
    amend_area(connection, act("amend"), area(connection, "V1-2"), replace(area(connection, "V1-2"), name="二组"))
    with unit_of_work(connection, act("settle")) as unit:
        person = Person(name="岩三木", village="班帅村", village_group="2组", grid="东一", household_number="B2-10")
        add(unit, [person, replace(person, name="尼惹", village="岳宋村", village_group="1组", household_number=None)])
    yield connection
    connection.close()


def area(connection: Connection, code: str) -> Area:
    return load(connection, Area, "WHERE code = ?", (code,))[0]


def places(connection: Connection) -> dict[str, tuple[str, str | None]]:
    return {home.number: (home.village, home.village_group) for home in load(connection, Household)}


def required(connection: Connection, today: date) -> dict[str | None, int]:
    return {row.area: row.households for row in coverage(connection, today, document=PLEDGE, by="group")}


def test_the_tree_with_its_households(ledger: Connection) -> None:
    found = [(line.area.code, line.depth, line.households) for line in area_lines(ledger, TODAY)]
    assert found == [
        ("V1", 0, 4), ("V1-2", 1, 3), ("V1-10", 1, 1), ("V2", 0, 3), ("V2-1", 1, 2),
        ("P1", 0, 0), ("G1", 1, 0), ("D1", 2, 0),
    ]  # fmt: skip


def test_a_renamed_area_is_the_same_area_in_every_record(ledger: Connection) -> None:
    before, lost = required(ledger, TODAY), orphans(ledger, TODAY)
    amend_area(ledger, act("amend"), area(ledger, "V1"), replace(area(ledger, "V1"), name="新寨村"))
    amend_area(ledger, act("amend"), area(ledger, "V1-2"), replace(area(ledger, "V1-2"), name="上寨组"))
    assert places(ledger)["B2-9"] == ("新寨村", "上寨组")
    person = load(ledger, Person, "WHERE name = '岩三木'")[0]
    assert (person.village, person.village_group) == ("新寨村", "上寨组")
    assert load(ledger, FormerState)[0].village == "新寨村"
    renamed = {
        str(name).replace("班帅村", "新寨村").replace("村2组", "村上寨组"): count for name, count in before.items()
    }
    assert {str(name): count for name, count in required(ledger, TODAY).items()} == renamed
    assert orphans(ledger, TODAY) == lost
    last = last_undoable(ledger)
    assert last is not None
    undo(ledger, last.number, act("undo"))
    assert places(ledger)["B2-9"] == ("新寨村", "2组")


def test_a_grid_is_renamed_and_coded_anew(ledger: Connection) -> None:
    amend_area(ledger, act("amend"), area(ledger, "G1"), replace(area(ledger, "G1"), name="东二", code="G2"))
    assert {person.grid for person in load(ledger, Person)} == {"东二"}
    assert area(ledger, "D1").parent_code == "G2"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"code": "V2"}, "已经是另一个区划的"), ({"name": "岳宋村委会"}, "同一级里已经有"),
        ({"level": "组"}, "层级不能改"),
        ({"parent_code": "G1"}, "上级编码"), ({"parent_code": "无"}, "上级编码"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(ledger: Connection, changes: dict[str, str], said: str) -> None:
    old = area(ledger, "V1")
    with pytest.raises(StoreError, match=said):
        amend_area(ledger, act("amend"), old, replace(old, **changes))  # type: ignore[arg-type]
    assert area(ledger, "V1") == old


def test_a_group_needs_its_village(ledger: Connection) -> None:
    with pytest.raises(StoreError, match="上级编码"):
        record_area(ledger, act("area"), Area(level="组", code="X", name="3组"))
    record_area(ledger, act("area"), Area(level="组", code="V1-3", name="3组", parent_code="V1"))


def test_merged_from_a_day_on_and_told_as_it_was_before(ledger: Connection) -> None:
    before = required(ledger, date(2026, 11, 21))
    moved = merge_area(ledger, act("area"), area(ledger, "V1-10"), area(ledger, "V1-2"), TODAY)
    assert moved == 1
    assert places(ledger)["B10-1"] == ("班帅村", "2组")
    assert required(ledger, date(2026, 11, 21)) == before
    assert required(ledger, TODAY)["班帅村2组"] == 4
    assert not load(ledger, Area, "WHERE code = 'V1-10'")
    last = last_undoable(ledger)
    assert last is not None
    undo(ledger, last.number, act("undo"))
    assert required(ledger, TODAY) == before


def test_a_village_goes_into_another_with_its_groups_and_people(ledger: Connection) -> None:
    with pytest.raises(StoreError, match="只能并入同一级"):
        merge_area(ledger, act("area"), area(ledger, "V2"), area(ledger, "V1-2"), TODAY)
    record_area(ledger, act("area"), Area(level="组", code="V1-1", name="1组", parent_code="V1"))
    with pytest.raises(StoreError, match="两边都有 1组"):
        merge_area(ledger, act("area"), area(ledger, "V2"), area(ledger, "V1"), TODAY)
    amend_area(ledger, act("amend"), area(ledger, "V2-1"), replace(area(ledger, "V2-1"), name="岳1组"))
    assert merge_area(ledger, act("area"), area(ledger, "V2"), area(ledger, "V1"), TODAY) == 3
    assert places(ledger)["Y1-1"] == ("班帅村", "岳1组")
    assert load(ledger, Person, "WHERE name = '尼惹'")[0].village == "班帅村"
    assert area(ledger, "V2-1").parent_code == "V1"
    gone = Area(id=99, level="村", code="V9", name="无")
    with pytest.raises(NotFoundError):
        merge_area(ledger, act("area"), gone, area(ledger, "V1"), TODAY)


def test_split_from_one_household_to_another(ledger: Connection) -> None:
    part = Area(level="组", code="V1-5", name="5组")
    for numbers in (("B2-10", "B2-9"), ("B2-9", "B10-1"), ("X", "B2-9")):
        with pytest.raises(StoreError, match="户编号"):
            split_area(ledger, act("area"), area(ledger, "V1-2"), part, numbers, TODAY)
    assert split_area(ledger, act("area"), area(ledger, "V1-2"), part, ("B2-10", "B2-11"), TODAY) == 2
    assert places(ledger)["B2-9"] == ("班帅村", "2组")
    assert places(ledger)["B2-10"] == places(ledger)["B2-11"] == ("班帅村", "5组")
    assert load(ledger, Person, "WHERE name = '岩三木'")[0].village_group == "5组", "its people go with a household"
    assert required(ledger, date(2026, 11, 21))["班帅村2组"] == 3
    assert required(ledger, TODAY)["班帅村2组"] == 1
    with pytest.raises(StoreError, match="只有组和网格"):
        split_area(ledger, act("area"), area(ledger, "V1"), replace(part, level="村"), ("B2-9", "B2-9"), TODAY)
