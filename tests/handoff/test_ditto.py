"""同上 and empty 村 cells: what they stand for, and where they stand for nothing."""

from tests.handoff.offices import Desk, codes_by_row

HEADER = "姓名,身份证号,村,组,类别,送达日期"
A, B, C = "530898199711073307", "530899198212031630", "532799199410018438"


def codes(desk: Desk, *rows: str, header: str = HEADER, **options: object) -> dict[int, list[str]]:
    return codes_by_row(desk.take(header, *rows, **options))


def test_ditto_takes_the_cell_above(desk: Desk) -> None:
    found = codes(
        desk, f"岩三,{A},岳宋村,一组,社戒,2025-01-01", f"岩四,{B},同上,〃,″,2025-01-01", f"岩五,{C},同上,2组,同上,"
    )
    assert found == {3: ["ditto", "ditto", "ditto"], 4: ["ditto", "ditto"]}
    assert [(row["村"], row["组"], row["类别"]) for row in desk.records("people")] == [
        ("岳宋村", "1组", "社区戒毒"),
        ("岳宋村", "1组", "社区戒毒"),
        ("岳宋村", "2组", "社区戒毒"),
    ]


def test_ditto_of_a_rejected_row_still_stands(desk: Desk) -> None:
    assert codes(desk, "岩三,1,岳宋村,一组,社戒,", f"岩四,{B},同上,2组,社戒,") == {2: ["id-length"], 3: ["ditto"]}


def test_ditto_of_a_bad_word_is_a_bad_word(desk: Desk) -> None:
    found = codes(desk, f"岩三,{A},岳宋村,一组,待定,", f"岩四,{B},岳宋村,2组,同上,")
    assert found == {2: ["choice-unknown"], 3: ["choice-unknown", "ditto"]}


def test_ditto_where_it_stands_for_nothing(desk: Desk) -> None:
    good = f"岩三,{A},岳宋村,1组,社戒,2025-01-01"
    ditto = f"岩四,{B},同上,1组,社戒,"
    assert codes(desk, ditto) == {2: ["ditto-not-allowed"]}
    assert codes(desk, good, "", ditto) == {4: ["ditto-not-allowed"]}
    assert codes(desk, good, "小计,1,,,,", ditto) == {4: ["ditto-not-allowed"]}
    clearing = f"岩三,{A},岳宋村,1组,〔清空〕,2025-01-01"
    assert codes(desk, clearing, f"岩四,{B},岳宋村,1组,同上,")[3] == ["ditto-not-allowed"], "erasing is not repeated"
    assert codes(desk, good + ",多", ditto) == {2: ["ragged-row"], 3: ["ditto-not-allowed"]}
    assert codes(desk, good, f"同上,{B},岳宋村,1组,社戒,") == {3: ["ditto-not-allowed"]}
    assert codes(desk, good, f"岩四,{B},岳宋村,1组,社戒,同上") == {3: ["ditto-not-allowed"]}
    assert codes(desk, ditto, ditto.replace(B, C)) == {2: ["ditto-not-allowed"], 3: ["ditto-not-allowed"]}


def test_an_empty_village_is_the_one_above(desk: Desk) -> None:
    rows = (f"岩三,{A},岳宋村,1组,社戒,", f"岩四,{B},,1组,社戒,", f"岩五,{C},,1组,社戒,")
    assert codes(desk, *rows) == {3: ["filled-down"], 4: ["filled-down"]}
    assert {row["村"] for row in desk.records("people")} == {"岳宋村"}


def test_an_empty_village_with_nothing_above(desk: Desk) -> None:
    good, empty = f"岩三,{A},岳宋村,1组,社戒,", f"岩四,{B},,1组,社戒,"
    assert codes(desk, empty) == {2: ["missing"]}
    assert codes(desk, good, "", empty) == {4: ["missing"]}
    assert codes(desk, good + ",多", empty) == {2: ["ragged-row"], 3: ["missing"]}
    assert codes(desk, empty, empty.replace(B, C)) == {2: ["missing"], 3: ["missing"]}


def test_an_empty_group_is_empty(desk: Desk) -> None:
    assert codes(desk, f"岩三,{A},岳宋村,1组,社戒,", f"岩四,{B},岳宋村,,社戒,") == {}


def test_events_take_ditto_but_fill_nothing_down(desk: Desk) -> None:
    codes(desk, f"岩三,{A},岳宋村,1组,社戒,2025-01-01")
    found = codes(
        desk,
        f"{A},2026-01-01,尿液,定期,阴性,县中心,王、李",
        f"{A},2026-01-02,同上,同上,阴性,同上,同上",
        f"{A},2026-01-03,尿液,定期,同上,,",
        f"{A},2026-01-04,尿液,,阴性,,",
        header="证件号码,检测日期,样本,类型,结果,检测机构,检测人",
    )
    assert found == {3: ["ditto"] * 4, 4: ["ditto-not-allowed"], 5: ["missing"]}


def test_the_rejects_file_carries_what_they_stood_for(desk: Desk) -> None:
    found = codes(
        desk,
        f"岩三,{A},岳宋村,一组,社戒,2025-01-01",
        "岩四,1,,同上,同上,2025-01-01",
        "岩五,2,同上,,社戒,同上",
        rejects=desk.rejects,
    )
    assert found[3] == ["ditto", "ditto", "filled-down", "id-length"]
    lines = desk.rejects.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "姓名,身份证号,村,组,类别,送达日期,错误列,错误代码,怎么改"
    assert lines[1].startswith("岩四,1,岳宋村,一组,社戒,2025-01-01,身份证号,id-length,")
    assert lines[2].startswith("岩五,2,岳宋村,,社戒,同上,")
    assert codes_by_row(desk.bring(desk.rejects).document()) == {
        2: ["id-length"],
        3: ["ditto-not-allowed", "id-length"],
    }
