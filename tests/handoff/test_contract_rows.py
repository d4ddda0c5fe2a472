"""Rows and files under contract.md section 3: headers, rows that are none, ditto, fill-down, repetitions, rejects."""

import codecs
import csv
import io
from pathlib import Path

import pytest

from store.errors import StoreError
from store.handoff.export import exported
from tests.handoff.contract_tables import line_of, number
from tests.handoff.offices import Desk, codes_by_row, verdict_counts

HEADER = "姓名,证件号码,村,类别,送达日期,报到日期,期限(年),结束日期,结束原因"
ONE, TWO, THREE = number(1), number(3), number(5)
Codes = dict[int, list[str]]


def row(name: str = "岩温", given: str = ONE, **others: str) -> str:
    cells = {
        "村": "永广村",
        "类别": "社区戒毒",
        "送达日期": "2025-01-01",
        "报到日期": "2025-01-05",
        "期限": "3",
    } | others
    return line_of([name, given, *cells.values()])


def judged(desk: Desk, *lines: str, kind: str = "people") -> tuple[dict[str, int], Codes, list[int]]:
    report = desk.take(*lines, kind=kind)
    return verdict_counts(report), codes_by_row(report), report["skipped_rows"]


def refusal(desk: Desk, data: bytes, kind: str | None = None) -> int:
    path = desk.folder / "ledger.csv"
    path.write_bytes(data)
    with pytest.raises(StoreError) as refused:
        desk.bring(path, kind=kind)
    assert desk.records("people") == []
    return int(refused.value.exit_code)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gb18030", "gb18030"),
        ("utf-16", "utf-16"),
    ],
)
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_every_encoding_under_every_delimiter(desk: Desk, data: str, encoding: str, delimiter: str) -> None:
    path = desk.folder / "ledger.csv"
    path.write_bytes(f"标题\r\n{HEADER}\r\n{row('岩𠮷')}\r\n".replace(",", delimiter).encode(data))
    report = desk.bring(path).document()
    assert (report["encoding"], report["kind"], report["header_row"]) == (encoding, "people", 2)
    assert desk.records("people")[0]["姓名"] == "岩𠮷"


WHOLE = {
    "empty": b"",
    "only a byte order mark": codecs.BOM_UTF8,
    "no text in any encoding": HEADER.encode() + b"\xff\xff\x00",
    "UTF-16 without a mark": HEADER.encode("utf-16-le"),
    "a workbook": b"PK\x03\x04" + bytes(256),
    "without 村": HEADER.replace("村", "屯").encode(),
    "no ledger": b"a,b\r\n1,2\r\n",
    "two columns for one field": f"{HEADER},身份证号\r\n".encode(),
    "header in row 31": ("标题\r\n" * 30 + HEADER).encode(),
}


@pytest.mark.parametrize("what", WHOLE)
def test_files_that_are_refused_as_a_whole(desk: Desk, what: str) -> None:
    assert refusal(desk, WHOLE[what], "people") == 6


@pytest.mark.parametrize("header", ["姓名,证件号码,日期,方式,内容,结果,样本,类型", "姓名,证件号码,日期,事项,类别"])
def test_a_header_that_fits_two_kinds_alike_asks_for_the_kind(desk: Desk, header: str) -> None:
    assert refusal(desk, header.encode()) == 2


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("姓名,证件号码,村,类别", "people"),
        ("姓名,证件号码,类别", "measures"),
        ("人员编号,日期", "assessments"),
        ("姓名,证件号码,类别,日期", "supports"),
        ("姓名,村,日期,方式,内容,结果", "visits"),
        ("姓名,身份证号,检测时间,样本类型,类型,检测结果,检测单位", "tests"),
    ],
)
def test_the_kind_is_the_one_with_most_columns(desk: Desk, header: str, kind: str) -> None:
    report = desk.take(header)
    assert (report["kind"], report["unmapped_columns"]) == (kind, [])


SPELLINGS = {
    "姓名": ("姓 名", "人员姓名", "名字"),
    "证件号码": ("证件 号码：", "身份证", "身份证号", "身份证号码", "公民身份号码", "证件号"),
    "村": ("村（社区）", "村(社区)", "所属村", "村委会"),
    "类别": ("类型", "人员类别", "戒毒类型"),
    "送达日期": ("送达时间", "送\u3000达 日期"),
    "期限(年)": ("期限（年）", "期限"),
}


@pytest.mark.parametrize(("usual", "header"), [(usual, word) for usual, words in SPELLINGS.items() for word in words])
def test_headers_go_by_many_names(desk: Desk, usual: str, header: str) -> None:
    report = desk.take(",".join(header if title == usual else title for title in HEADER.split(",")), row())
    assert (verdict_counts(report), report["unmapped_columns"]) == ({"new": 1}, [])


@pytest.mark.parametrize(
    ("cells", "joined", "codes"),
    [
        ("13800001111,13900002222", "13800001111、13900002222", []),
        ("无,13900002222", "13900002222", []),
        ("/,-", "", []),
        ("1.38E+10,13900002222", "13900002222", ["phone-invalid"]),
        ("同上,13900002222", None, ["ditto-not-allowed"]),
    ],
)
def test_two_phone_columns_are_joined(desk: Desk, cells: str, joined: str | None, codes: list[str]) -> None:
    report = desk.take("姓名,证件号码,村,类别,手机,联系电话", f"岩温,{ONE},永广村,自愿戒毒,{cells}")
    assert codes_by_row(report) == ({2: codes} if codes else {})
    assert [record["联系电话"] for record in desk.records("people")] == ([] if joined is None else [joined])


@pytest.mark.parametrize(
    "second", ["1,2,3,4,5,6,7,8,9", "(1),(2),(3),(4),(5),(6),(7),(8),(9)", ",,,,,,年,,", "甲,乙,1,2,3,4,5,6,7"]
)
def test_a_second_heading_row_is_skipped(desk: Desk, second: str) -> None:
    assert judged(desk, HEADER, second, row()) == ({"new": 1}, {}, [2])


@pytest.mark.parametrize("heading", [HEADER, HEADER.replace("姓名", "姓 名"), ",,,,", "\u200b,\u3000,,"])
def test_headings_and_blank_rows_inside_are_skipped(desk: Desk, heading: str) -> None:
    assert judged(desk, HEADER, row(), heading, row("艾一", TWO)) == ({"new": 2}, {}, [3])


NOTES = "合计 小计 总计 共计 填表 填报 审核 制表 单位负责人 备注： 注： 说明：".split()  # noqa: SIM905


@pytest.mark.parametrize("word", [*NOTES, "填表人：岩三", "合 计", " 总计"])
@pytest.mark.parametrize("place", ["", ",,"])
def test_notes_are_skipped_wherever_they_stand(desk: Desk, word: str, place: str) -> None:
    assert judged(desk, HEADER, f"{place}{word},2", row(), f"{place}{word},2") == ({"new": 1}, {}, [2, 4])


@pytest.mark.parametrize("word", ["备注", "说明", "领导签字"])
def test_other_short_rows_are_no_notes(desk: Desk, word: str) -> None:
    assert judged(desk, HEADER, row(), f"{word},,永广村")[0] == {"new": 1, "rejected": 1}


def test_a_whole_row_is_no_note(desk: Desk) -> None:
    assert judged(desk, HEADER, row("合计")) == ({"new": 1}, {}, [])


@pytest.mark.parametrize(
    ("lines", "verdicts", "codes"),
    [
        # A row that lacks its last cells is whole, one that has more is not.
        ([f"岩温,{ONE},永广村,自愿戒毒"], {"new": 1}, {}),
        ([row() + ",,,,"], {"new": 1}, {}),
        ([row() + ",,,\u200b"], {"new": 1}, {}),
        ([row() + ",,,多"], {"rejected": 1}, {2: ["ragged-row"]}),
        ([row("岩?") + ",,,多"], {"rejected": 1}, {2: ["encoding-damage", "ragged-row"]}),
        # An empty village is that of the nearest data row above, rejected or not.
        ([row(), row("艾", TWO, 村="")], {"new": 2}, {3: ["filled-down"]}),
        ([row(), row("艾", TWO, 村="\u200b")], {"new": 2}, {3: ["filled-down"]}),
        ([row(), row("艾", TWO, 村=""), row("叶", THREE, 村="")], {"new": 3}, {3: ["filled-down"], 4: ["filled-down"]}),
        (
            [row("岩?"), row("艾", TWO, 村="")],
            {"new": 1, "rejected": 1},
            {2: ["encoding-damage"], 3: ["filled-down"]},
        ),
        ([row(村=""), row("艾", TWO, 村="")], {"rejected": 2}, {2: ["missing"], 3: ["missing"]}),
        ([row(), ",,,", row("艾", TWO, 村="")], {"new": 1, "rejected": 1}, {4: ["missing"]}),
        ([row(), "小计,1", row("艾", TWO, 村="")], {"new": 1, "rejected": 1}, {4: ["missing"]}),
        ([row() + ",,,多", row("艾", TWO, 村="")], {"rejected": 2}, {2: ["ragged-row"], 3: ["missing"]}),
        # 同上 likewise, in the columns where it is usual.
        ([row(), row("艾", TWO, 村="同上", 类别="〃")], {"new": 2}, {3: ["ditto", "ditto"]}),
        ([row(), row("艾", TWO, 村=" ″ "), row("叶", THREE, 村="同上")], {"new": 3}, {3: ["ditto"], 4: ["ditto"]}),
        ([row(村="同上")], {"rejected": 1}, {2: ["ditto-not-allowed"]}),
        ([row(), "", row("艾", TWO, 村="同上")], {"new": 1, "rejected": 1}, {4: ["ditto-not-allowed"]}),
        ([row() + ",,,多", row("艾", TWO, 村="同上")], {"rejected": 2}, {2: ["ragged-row"], 3: ["ditto-not-allowed"]}),
        ([row(), row("艾", TWO, 报到日期="同上")], {"new": 1, "rejected": 1}, {3: ["ditto-not-allowed"]}),
        (
            [row(类别="强戒"), row("艾", TWO, 类别="同上")],
            {"rejected": 2},
            {2: ["choice-unknown"], 3: ["choice-unknown", "ditto"]},
        ),
        # The same person twice.
        ([row(), row()], {"new": 1, "same": 1}, {}),
        (
            [row(), row("岩 温", f"'{ONE}", 村="永广村委会", 送达日期="2025.1.1", 期限="三年")],
            {"new": 1, "same": 1},
            {},
        ),
        ([row(), row(村="")], {"new": 1, "same": 1}, {3: ["filled-down"]}),
        ([row(), row(报到日期="2025-01-06")], {"rejected": 2}, {2: ["duplicate-in-file"], 3: ["duplicate-in-file"]}),
        ([row(报到日期="x"), row(报到日期="x")], {"rejected": 2}, {2: ["date-invalid"], 3: ["date-invalid"]}),
    ],
)
def test_rows(desk: Desk, lines: list[str], verdicts: dict[str, int], codes: Codes) -> None:
    assert judged(desk, HEADER, *lines)[:2] == (verdicts, codes)


EARLIER = row(送达日期="2020-01-01", 报到日期="2020-01-05") + ",2023-01-05,期满解除"
LATER = row(送达日期="2024-01-01", 报到日期="2024-01-05")


@pytest.mark.parametrize("lines", [[EARLIER, LATER], [LATER, EARLIER]])
def test_successive_measures_of_one_person(desk: Desk, lines: list[str]) -> None:
    assert judged(desk, HEADER, *lines)[:2] == ({"new": 2}, {})
    assert [(r["送达日期"], r["结束日期"]) for r in desk.records("measures")] == [
        ("2020-01-01", "2023-01-05"),
        ("2024-01-01", ""),
    ]
    assert verdict_counts(desk.take(HEADER, *lines)) == {"same": 2}


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (EARLIER.replace("2023-01-05", "2024-06-01"), LATER),
        (EARLIER.replace("2023-01-05,期满解除", ","), LATER),
        (EARLIER, LATER.replace("永广村", "岳宋村")),
    ],
)
def test_overlapping_or_differing_rows_are_no_succession(desk: Desk, earlier: str, later: str) -> None:
    codes = {2: ["duplicate-in-file"], 3: ["duplicate-in-file"]}
    assert judged(desk, HEADER, earlier, later)[:2] == ({"rejected": 2}, codes)


REJECTED = [
    [row("岩?", 村=""), row("艾", TWO)],
    [row(), row("艾?", TWO, 村=""), row("叶", THREE, 村="同上", 期限="x")],
    [row() + ",,,多,,出", row("艾", TWO, 村="")],
    [row(), row(报到日期="2025-01-06"), row("艾", TWO, 期限="2")],
    [row(), row(类别="强戒"), row(报到日期="x")],
    [row(), ",,,", row("艾", TWO, 村="")],
    [row("岩温", "530899197303151000"), row("艾", "5.3E+17")],
    [row("同上"), row("艾", TWO, 送达日期="同上", 报到日期="2025.1")],
    [row("=cmd", 期限="-1"), row('"艾",\n', TWO, 类别="无")],
]


def reject_codes(desk: Desk, path: Path, rejects: Path) -> tuple[list[list[str]], dict[str, int]]:
    report = desk.bring(path, kind="people", rejects=rejects).document()
    wrong = [problem for problem in report["problems"] if problem["severity"] != "warn"]
    rows = sorted({problem["row"] for problem in wrong})
    codes = [sorted(problem["code"] for problem in wrong if problem["row"] == number) for number in rows]
    return codes, verdict_counts(report)


@pytest.mark.parametrize("lines", REJECTED)
def test_rejects_imported_unchanged_give_the_same_errors(desk: Desk, lines: list[str]) -> None:
    again, third = desk.folder / "again.csv", desk.folder / "third.csv"
    codes, counts = reject_codes(desk, desk.write("标题", HEADER, *lines), again)
    assert reject_codes(desk, again, third) == (codes, {"rejected": counts["rejected"]})
    columns = next(csv.reader(io.StringIO(again.read_text(encoding="utf-8-sig"))))
    surplus = ["多余内容"] if "ragged-row" in codes[0] else []
    assert columns == [*HEADER.split(","), "错误列", "错误代码", "怎么改", *surplus]


def test_a_row_marked_as_repeated_or_ragged_waits_until_the_mark_is_emptied(desk: Desk) -> None:
    marked = ["duplicate-in-file", "ragged-row", "id-checksum", ""]
    lines = [line_of([f"岩{n}", number(7 + 2 * n), "永广村", "自愿戒毒", code]) for n, code in enumerate(marked)]
    codes = {2: ["duplicate-in-file"], 3: ["ragged-row"]}
    assert judged(desk, "姓名,证件号码,村,类别,错误代码", *lines)[:2] == ({"new": 2, "rejected": 2}, codes)


SAFE = {
    **{cell: f"'{cell}" for cell in ("=1+1", "'=1", "''=1", "-5", "＋8", "@x", "＝", "'－")},
    "123456789012": "\t123456789012",
    "1234567890123456789": "\t1234567890123456789",
    **{cell: cell for cell in ("12345678901", "12345678901a", "１２３４５６７８９０１２", "'abc", "'", "a=1", "a\nb")},
}


def test_the_product_for_spreadsheets_comes_back_exactly(desk: Desk) -> None:
    persons = [line_of(["岩温", number(11 + 2 * n), "永广村", "自愿戒毒", note]) for n, note in enumerate(SAFE)]
    desk.take("姓名,证件号码,村,类别,备注", *persons)
    safe = exported(desk.connection, "people", excel_safe=True)
    records = list(csv.DictReader(io.StringIO(safe.decode("utf-8-sig"), newline="")))
    assert sorted(record["备注"] for record in records) == sorted(SAFE.values())
    assert {record["表格安全"] for record in records} == {""}
    path = desk.folder / "safe.csv"
    path.write_bytes(safe)
    assert verdict_counts(desk.bring(path).document()) == {"same": len(SAFE)}


def test_without_the_mark_nothing_is_undone(desk: Desk) -> None:
    desk.take("姓名,证件号码,村,类别,备注", f"岩温,{ONE},永广村,自愿戒毒,'=1")
    assert desk.records("people")[0]["备注"] == "'=1"
