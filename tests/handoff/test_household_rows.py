"""Households come in by their numbers, each row with one state of a history that never loses one."""

import pytest

from store.desk.records import load
from store.model.household import FormerState
from tests.handoff.contract_tables import misread, number
from tests.handoff.offices import Desk, codes_by_row, verdict_counts

AREAS = (
    "层级,编码,名称,上级编码", "村,V1,岳宋村,", "村,V2,永广村,", "组,V1-1,1组,V1", "组,V1-2,2组,V1", "片区,A,东片,",
    "网格,G1,岳宋第1网格,A", "点,P1,寨头,G1",
)  # fmt: skip
STATES = "户编号,村,户主姓名,户状态,状态起始日期"


def past(desk: Desk) -> list[tuple[str | None, str | None, str]]:
    """The former states, oldest first: state, day, village."""
    rows = load(desk.connection, FormerState, "ORDER BY state_since")
    return [(row.state, row.state_since.isoformat() if row.state_since else None, row.village) for row in rows]


def now(desk: Desk) -> tuple[str, str, str]:
    (row,) = desk.records("households")
    return row["户状态"], row["状态起始日期"], row["村"]


def test_places_are_held_against_the_areas_as_those_of_people_are(desk: Desk) -> None:
    desk.take(*AREAS)
    report = desk.take(
        "户编号,村,组,网格,户主姓名",
        "1,岳宋,一组,岳宋第1网格,岩块", "2,岳宋村村委会,3组,P1,岩块", "3,,2组,G1,岩块", "4,无此村,1组,九网格,岩块",
        "5,永广村,7组,,岩块",
    )  # fmt: skip
    assert codes_by_row(report) == {
        2: ["area-guessed"],
        3: ["area-unknown"],
        4: ["filled-down"],
        5: ["area-unknown", "area-unknown"],
    }
    assert verdict_counts(report) == {"new": 5}
    assert [(row["村"], row["组"]) for row in desk.records("households")][:3] == [
        ("岳宋村", "1组"), ("岳宋村", "3组"), ("岳宋村", "2组"),
    ]  # fmt: skip


def test_people_are_held_against_recorded_groups_and_grids_too(desk: Desk) -> None:
    report = desk.bring(
        desk.write("姓名,证件号码,村,组,网格,类别", f"岩一,{number(1)},岳宋村,9组,九网格,社会面管理", name="p.csv"),
        desk.write(*AREAS, name="a.csv"),
    ).document()["files"][1]
    assert [(p["field"], p["code"], p["severity"]) for p in report["problems"]] == [
        ("网格", "area-unknown", "warn"), ("组", "area-unknown", "warn"),
    ]  # fmt: skip


def test_a_number_twice_is_taken_once_or_not_at_all(desk: Desk) -> None:
    report = desk.take(
        STATES, "1,岳宋村,岩块,,", "1,岳宋村,岩块,,", "2,岳宋村,艾惹,,", "2,岳宋村,艾到,,", ",岳宋村,艾到,,"
    )
    assert codes_by_row(report) == {4: ["duplicate-in-file"], 5: ["duplicate-in-file"], 6: ["missing"]}
    assert verdict_counts(report) == {"new": 1, "same": 1, "rejected": 3}


def test_one_number_of_a_head_in_two_households_is_flagged(desk: Desk) -> None:
    mine, other = number(1), number(3)
    headers = "户编号,村,户主姓名,户主证件号码,户状态,状态起始日期"
    report = desk.take(headers, f"1,岳宋村,岩一,{mine},,", f"2,岳宋村,岩一,{mine},,", f"3,岳宋村,岩三,{other},,")
    assert codes_by_row(report) == {2: ["head-in-two-households"], 3: ["head-in-two-households"]}
    assert verdict_counts(report) == {"new": 3}
    assert codes_by_row(desk.take(headers, f"2,岳宋村,岩一,{mine},注销,2026-01-01")) == {}
    assert codes_by_row(desk.take(headers, f"1,岳宋村,岩一,{mine},,")) == {}, "the other one is closed"


def test_the_number_of_a_head_is_checked_whoever_is_on_the_roster(desk: Desk) -> None:
    desk.take("证件类型,证件号码,姓名,村,类别", "缅甸身份证,12/ABC(N)000123,岩三,岳宋村,社会面管理")
    report = desk.take(
        "户编号,村,户主姓名,户主证件号码", "1,岳宋村,岩三,12/ABC(N)000123", f"2,岳宋村,岩五,{misread(number(5))}"
    )
    assert codes_by_row(report) == {2: ["id-length"], 3: ["id-checksum"]}


@pytest.mark.parametrize(
    ("rows", "verdict", "codes", "history", "newest"),
    [
        (("常住,", "常住,2024-01-01"), "changed", [], [], ("常住", "2024-01-01")),
        ((",", "外出,2024-01-01"), "changed", [], [], ("外出", "2024-01-01")),
        (("常住,", "外出,2024-01-01"), "changed", [], [("常住", None)], ("外出", "2024-01-01")),
        (("常住,", "外出,"), "changed", [], [], ("外出", "")),
        (("常住,2024-01-01", "外出,2025-01-01"), "changed", [], [("常住", "2024-01-01")], ("外出", "2025-01-01")),
        (("常住,2024-01-01", ",2025-01-01"), "changed", [], [("常住", "2024-01-01")], ("常住", "2025-01-01")),
        (("常住,2024-01-01", "外出,2024-01-01"), "changed", [], [], ("外出", "2024-01-01")),
        (("常住,2024-01-01", "外出,"), "conflict", ["state-undated"], [], ("常住", "2024-01-01")),
        (("常住,2024-01-01", "常住,"), "same", [], [], ("常住", "2024-01-01")),
        (("常住,2024-01-01", ","), "same", [], [], ("常住", "2024-01-01")),
        (("常住,2024-01-01", "外出,2020-01-01"), "changed", ["state-older"], [("外出", "2020-01-01")],
         ("常住", "2024-01-01")),
        (("常住,", "外出,2024-01-01", "常住,2020-01-01"), "changed", ["state-older"], [("常住", "2020-01-01")],
         ("外出", "2024-01-01")),
        (("空户,2020-01-01", "常住,2024-01-01", "空户,2020-01-01"), "same", ["state-older"], [("空户", "2020-01-01")],
         ("常住", "2024-01-01")),
        (("空户,2020-01-01", "常住,2024-01-01", "外出,2020-01-01"), "conflict", ["conflict"], [("空户", "2020-01-01")],
         ("常住", "2024-01-01")),
    ],
)  # fmt: skip
def test_a_word_about_a_state_finds_its_place_in_the_history(
    desk: Desk,
    rows: tuple[str, ...],
    verdict: str,
    codes: list[str],
    history: list[tuple[str, str | None]],
    newest: tuple[str, str],
) -> None:
    for row in rows:
        report = desk.take(STATES, f"1,岳宋村,岩块,{row}")
    assert (verdict_counts(report), codes_by_row(report).get(2, [])) == ({verdict: 1}, codes)
    assert past(desk) == [(*state, "岳宋村") for state in history]
    assert now(desk) == (*newest, "岳宋村")
    if verdict != "conflict":
        assert verdict_counts(desk.take(STATES, f"1,岳宋村,岩块,{rows[-1]}")) == {"same": 1}


def test_a_dated_move_keeps_where_the_household_was_and_an_undated_one_corrects_it(desk: Desk) -> None:
    desk.take(STATES, "1,岳宋村,岩块,常住,2020-01-01")
    desk.take(STATES, "1,永广村,岩块,,2024-01-01")
    assert (past(desk), now(desk)) == ([("常住", "2020-01-01", "岳宋村")], ("常住", "2024-01-01", "永广村"))
    desk.take(STATES, "1,班帅村,岩块,,")
    assert (past(desk), now(desk)) == ([("常住", "2020-01-01", "岳宋村")], ("常住", "2024-01-01", "班帅村"))


def test_an_older_ledger_changes_nothing_of_today(desk: Desk) -> None:
    headers = "户编号,村,户主姓名,人口数,户状态,状态起始日期"
    desk.take(headers, "1,岳宋村,岩块,5,常住,2024-01-01")
    desk.take(headers, "1,永广村,老岩,3,外出,2020-01-01")
    (row,) = desk.records("households")
    assert (row["户主姓名"], row["人口数"], row["村"]) == ("岩块", "5", "岳宋村")
    assert past(desk) == [("外出", "2020-01-01", "永广村")]


def test_two_ledgers_of_one_import_make_one_history(desk: Desk) -> None:
    outcome = desk.bring(
        desk.write(STATES, "1,岳宋村,岩块,常住,2020-01-01", name="old.csv"),
        desk.write(STATES, "1,岳宋村,岩块,外出,2024-01-01", name="new.csv"),
    )
    assert [verdict_counts(report.document(1)) for report in outcome.reports] == [{"new": 1}, {"new": 1}]
    assert (past(desk), now(desk)) == ([("常住", "2020-01-01", "岳宋村")], ("外出", "2024-01-01", "岳宋村"))
