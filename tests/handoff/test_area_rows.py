"""Areas come in by their codes: each in an area of the fitting level, in whatever order the rows stand."""

import pytest

from tests.handoff.offices import Desk, codes_by_row, verdict_counts

HEADERS = "层级,编码,名称,上级编码"
TREE = (
    "组,V1-1,第一村民小组,V1", "村,V1,岳宋村,", "村,V2,永广村,530827203", "组,V2-1,1组,V2",
    "点,P1,寨头,G1", "网格,G1,一网格,A1", "片区,A1,东片,",
)  # fmt: skip
TREE_CODES = {"V1", "V2", "V1-1", "V2-1", "A1", "G1", "P1"}


def codes_of(desk: Desk) -> set[str]:
    return {row["编码"] for row in desk.records("areas")}


def test_a_tree_goes_in_in_any_order_and_is_same_the_second_time(desk: Desk) -> None:
    report = desk.take(HEADERS, *TREE)
    assert (verdict_counts(report), codes_by_row(report)) == ({"new": 7}, {})
    assert codes_of(desk) == TREE_CODES
    assert verdict_counts(desk.take(HEADERS, *reversed(TREE))) == {"same": 7}
    assert [row["层级"] for row in desk.records("areas")] == ["村", "村", "点", "片区", "组", "组", "网格"]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("组,X,9组,V9", "area-unknown"),
        ("组,X,9组,", "missing"),
        ("点,X,寨尾,", "missing"),
        ("组,X,9组,G1", "area-level"),
        ("网格,X,九网格,V1", "area-level"),
        ("点,X,寨尾,A1", "area-level"),
        ("村,X,帕科村,V1", "area-level"),
        ("村,X,帕科村,530899999", "area-unknown"),
        ("片区,X,西片,X", "area-level"),
        ("网格,X,九网格,X", "area-level"),
        ("组,X,一组,V1", "area-name-taken"),
        ("村,X,岳宋村村委会,", "area-name-taken"),
        ("村,X,永广村,", "area-name-taken"),
        ("乡,X,帕科村,", "choice-unknown"),
        ("组,V1,岳宋村,V2", "conflict"),
    ],
)
def test_what_cannot_stand_in_the_tree_stays_out(desk: Desk, row: str, code: str) -> None:
    desk.take(HEADERS, *TREE)
    assert codes_by_row(desk.take(HEADERS, row)) == {2: [code]}
    assert codes_of(desk) == TREE_CODES


def test_what_lies_in_a_refused_area_is_refused_with_it_and_the_rest_goes_in(desk: Desk) -> None:
    report = desk.take(HEADERS, "点,P1,寨头,G1", "网格,G1,一网格,A1", "片区,A1,东片,V1", "村,V1,岳宋村,")
    assert codes_by_row(report) == {2: ["area-unknown"], 3: ["area-unknown"], 4: ["area-level"]}
    assert codes_of(desk) == {"V1"}


def test_a_code_twice_with_different_content_is_taken_neither_time(desk: Desk) -> None:
    report = desk.take(HEADERS, "村,V1,岳宋村,", "村,V1,永广村,", "村,V2,班帅村,", "村,V2,班帅村,")
    assert codes_by_row(report) == {2: ["duplicate-in-file"], 3: ["duplicate-in-file"]}
    assert verdict_counts(report) == {"rejected": 2, "new": 1, "same": 1}


def test_an_area_is_moved_and_renamed_by_its_code(desk: Desk) -> None:
    desk.take(HEADERS, *TREE, "片区,A2,西片,")
    report = desk.take(HEADERS, "网格,G1,首网格,A2")
    assert verdict_counts(report) == {"changed": 1}
    grid = next(row for row in desk.records("areas") if row["编码"] == "G1")
    assert (grid["名称"], grid["上级编码"]) == ("首网格", "A2")


def test_names_of_two_areas_may_change_places(desk: Desk) -> None:
    desk.take(HEADERS, *TREE)
    assert verdict_counts(desk.take(HEADERS, "村,V1,永广村,", "村,V2,岳宋村,")) == {"changed": 2}
    assert {row["编码"]: row["名称"] for row in desk.records("areas") if row["层级"] == "村"} == {
        "V1": "永广村",
        "V2": "岳宋村",
    }
