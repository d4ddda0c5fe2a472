"""Event rows under contract.md section 3: whose they are, which record they speak of, what they may not do."""

from collections.abc import Mapping

import pytest

from tests.handoff.contract_tables import Outcome, goes_in, ledger, misread, number, outcomes, stays_out
from tests.handoff.offices import Desk, codes_by_row, verdict_counts

YAN, NALE, ZHANG, NAMESAKE, CLOSED = (number(order, f"1970050{order}") for order in (1, 3, 4, 5, 7))
TWIN, OTHER_TWIN = number(8, "19700508"), number(9, "19700509")
STRANGER = number(11)
NO_UID = "01937b6e-3c00-7abc-8def-0123456789ab"
ROSTER = [
    f"岩温,岩旧,{YAN},永广村,社区戒毒,2025-01-01,2025-01-05,3,,",
    f"娜勒,,{NALE},永广村,社区康复,2025-01-01,2025-01-05,2,,",
    f"张三,,{ZHANG},永广村,自愿戒毒,,,,,",
    f"张三,,{NAMESAKE},岳宋村,自愿戒毒,,,,,",
    f"李四,,{TWIN},永广村,自愿戒毒,,,,,",
    f"李四,,{OTHER_TWIN},永广村,自愿戒毒,,,,,",
    f"关一,,{CLOSED},永广村,社区戒毒,2022-01-01,2022-01-05,3,2025-01-05,期满解除",
]
TEST = {"证件号码": YAN, "姓名": "岩温", "检测日期": "2025-06-01", "样本": "尿液", "类型": "定期", "结果": "阴性"}
VISIT = {"证件号码": YAN, "姓名": "岩温", "日期": "2025-06-01", "方式": "见面", "内容": "走访", "结果": "已见到"}
ASSESSMENT = {"证件号码": YAN, "姓名": "岩温", "日期": "2025-06-01", "风险等级": "高", "结论": "稳定"}
MEASURE = {
    "证件号码": YAN, "姓名": "岩温", "类别": "社区戒毒", "送达日期": "2021-01-01", "报到日期": "2021-01-05",
    "期限(年)": "3", "结束日期": "2024-01-05", "结束原因": "期满解除",
}  # fmt: skip
SUSPENSION = {"证件号码": YAN, "姓名": "岩温", "中止日期": "2025-06-01", "原因": "拘留"}
LEAVE = {"证件号码": YAN, "姓名": "岩温", "外出日期": "2025-06-01", "应返日期": "2026-12-31", "是否报告": "是"}
NOTICE = {"证件号码": YAN, "姓名": "岩温", "日期": "2025-06-01", "事项": "责令报到通知", "文号": "岩禁〔2025〕1号"}
SUPPORT = {"证件号码": YAN, "姓名": "岩温", "日期": "2025-06-01", "类别": "临时救助", "金额": "300", "内容": "米油"}
EVENTS = {
    "tests": TEST, "visits": VISIT, "assessments": ASSESSMENT, "measures": MEASURE,
    "suspensions": SUSPENSION, "leaves": LEAVE, "notices": NOTICE, "supports": SUPPORT,
}  # fmt: skip
DAY = {
    "tests": "检测日期", "visits": "日期", "assessments": "日期", "measures": "送达日期",
    "suspensions": "中止日期", "leaves": "外出日期", "notices": "日期", "supports": "日期",
}  # fmt: skip
TEXT = {
    "tests": "检测机构", "visits": "情况", "assessments": "结论", "measures": "决定机关",
    "suspensions": "原因", "leaves": "目的地", "notices": "内容", "supports": "经办人",
}  # fmt: skip
DATED = [kind for kind in EVENTS if kind != "measures"]
APART = [kind for kind in DATED if kind != "suspensions"]
"""Kinds of which one person may have several records at a time."""


@pytest.fixture(autouse=True)
def roster(desk: Desk) -> None:
    header = "姓名,曾用名,证件号码,村,类别,送达日期,报到日期,期限,结束日期,结束原因"
    assert verdict_counts(desk.take(header, *ROSTER, kind="people")) == {"new": len(ROSTER)}


def uid_of(desk: Desk, given: str) -> str:
    return next(person["人员编号"] for person in desk.records("people") if person["证件号码"] == given)


def judged(desk: Desk, kind: str, *changes: Mapping[str, str]) -> tuple[dict[str, int], dict[int, list[str]]]:
    report = desk.take(*ledger([{**EVENTS[kind], **change} for change in changes]), kind=kind)
    return verdict_counts(report), codes_by_row(report)


def table(desk: Desk, kind: str, header: str, expected: Mapping[str, Outcome]) -> dict[str, Outcome]:
    """What becomes of each cell text under a header, every row on a day of its own."""
    days = {cell: f"2025-{6 + place // 28:02}-{1 + place % 28:02}" for place, cell in enumerate(expected)}
    return outcomes(
        desk, header, {cell: {**EVENTS[kind], DAY[kind]: days[cell], header: cell} for cell in expected}, kind
    )


def test_results_of_tests(desk: Desk) -> None:
    same = {
        "阴性": "阴 (-) (－) 阴性(-) 阴性",
        "阳性": "阳 (+) 阳性(+) 阳性",
        "拒检": "拒检 拒绝 拒绝检测",
        "无效": "无效",
    }
    same |= {"逃避": "逃避 逃避检测", "未到": "未到 缺席"}
    expected = {word: goes_in(meant) for meant, words in same.items() for word in words.split()}
    expected |= {"正常": goes_in("阴性", "result-guessed")}
    expected |= dict.fromkeys(("-", "", "/", "—", "无", "不详"), stays_out("missing"))
    expected |= dict.fromkeys(("待查", "+", "未检", "弱阳"), stays_out("choice-unknown"))
    expected |= {"同上": stays_out("ditto-not-allowed")}
    assert table(desk, "tests", "结果", expected) == expected


def test_results_of_visits(desk: Desk) -> None:
    expected = dict.fromkeys(("已见到", "见到", "已见面", "找到", "接通"), goes_in("已见到"))
    expected |= dict.fromkeys(("未见到", "未遇", "未找到", "未接通"), goes_in("未见到"))
    expected |= {"不在家": stays_out("choice-unknown"), "": stays_out("missing")}
    assert table(desk, "visits", "结果", expected) == expected


def test_contents_of_visits(desk: Desk) -> None:
    expected = {"见面、谈话、走访、汇报": goes_in("见面、谈话、走访、汇报"), "谈话": goes_in("谈话")}
    expected |= {"走访、吃饭": stays_out("choice-unknown"), "无": stays_out("missing")}
    assert table(desk, "visits", "内容", expected) == expected


@pytest.mark.parametrize("kind", APART)
def test_days_of_events(desk: Desk, kind: str) -> None:
    days = {
        "2025年6月1日": ({"new": 1}, []),
        "45810": ({"new": 1}, ["date-serial"]),
        "25.6.3": ({"new": 1}, ["date-two-digit-year"]),
        "2026-11-22": ({"new": 1}, []),
        "2010-01-01": ({"new": 1}, []),
        "2025.6": ({"rejected": 1}, ["date-incomplete"]),
        "2025-06-31": ({"rejected": 1}, ["date-invalid"]),
        "2026-11-23": ({"rejected": 1}, ["date-future"]),
        "1960-01-01": ({"rejected": 1}, ["date-order"]),
        "/": ({"rejected": 1}, ["missing"]),
    }
    for day, (verdicts, codes) in days.items():
        assert judged(desk, kind, {DAY[kind]: day}) == (verdicts, {2: codes} if codes else {}), day


@pytest.mark.parametrize("kind", EVENTS)
def test_whose_row_it_is(desk: Desk, kind: str) -> None:
    """By number, else by uid, else by name and village, else by name alone; a given number never falls through."""
    uid, other = uid_of(desk, YAN), uid_of(desk, NALE)
    by_name = {"证件号码": "", "姓名": "张三"}
    alone = ({"rejected": 1}, ["person-ambiguous"]) if kind == "tests" else ({"new": 1}, ["person-by-name"])
    cases: list[tuple[dict[str, str], tuple[dict[str, int], list[str]]]] = [
        ({"姓名": ""}, ({"new": 1}, [])),
        ({"姓名": "岩旧"}, ({"new": 1}, [])),
        ({"姓名": "岩 温", "人员编号": uid}, ({"new": 1}, [])),
        ({"姓名": "别人"}, ({"conflict": 1}, ["conflict"])),
        ({"人员编号": other}, ({"conflict": 1}, ["conflict"])),
        ({"证件号码": STRANGER, "人员编号": uid}, ({"rejected": 1}, ["person-unknown"])),
        ({"证件号码": misread(YAN)}, ({"rejected": 1}, ["id-checksum"])),
        ({"证件号码": "5.3E+17"}, ({"rejected": 1}, ["id-excel-damage"])),
        ({"证件号码": "", "人员编号": uid}, ({"new": 1}, [])),
        ({"证件号码": "无", "姓名": "", "人员编号": uid}, ({"new": 1}, [])),
        ({"证件号码": "", "人员编号": NO_UID, "姓名": ""}, ({"rejected": 1}, ["person-unknown"])),
        ({"证件号码": "", "人员编号": "A-17"}, ({"rejected": 1}, ["record-id-invalid"])),
        ({**by_name, "村": "岳宋村委会"}, ({"new": 1}, ["person-by-name"])),
        (by_name, ({"rejected": 1}, ["person-ambiguous"])),
        ({"证件号码": "", "姓名": "李四", "村": "永广村"}, ({"rejected": 1}, ["person-ambiguous"])),
        ({"证件号码": "", "姓名": "没有此人"}, ({"rejected": 1}, ["person-unknown"])),
        ({"证件号码": "", "姓名": "娜勒"}, alone),
        ({"证件号码": "", "姓名": ""}, ({"rejected": 1}, ["missing"])),
    ]
    for change, (verdicts, codes) in cases:
        report = desk.take(*ledger([{**EVENTS[kind], **change}]), kind=kind, dry_run=True)
        assert (verdict_counts(report), codes_by_row(report)) == (verdicts, {2: codes} if codes else {}), change


@pytest.mark.parametrize("kind", DATED)
def test_a_row_of_somebody_unknown_would_be_forgotten_and_is_counted(desk: Desk, kind: str) -> None:
    changes = [{}, {"证件号码": STRANGER, "姓名": ""}, {"证件号码": "", "姓名": "没有此人"}, {DAY[kind]: "x"}]
    report = desk.take(*ledger([{**EVENTS[kind], **change} for change in changes]), kind=kind)
    assert (verdict_counts(report), report["not_in_vault"]) == ({"new": 1, "rejected": 3}, 2)


@pytest.mark.parametrize("kind", DATED)
def test_the_same_row_again_and_a_changed_one(desk: Desk, kind: str) -> None:
    assert judged(desk, kind, {TEXT[kind]: "旧"}) == ({"new": 1}, {})
    assert judged(desk, kind, {TEXT[kind]: ""}) == ({"same": 1}, {})
    assert judged(desk, kind, {TEXT[kind]: "新"}) == ({"changed": 1}, {})
    assert [record[TEXT[kind]] for record in desk.records(kind)] == ["新"]


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("visits", {"方式": "电话"}),
        ("visits", {"内容": "谈话"}),
        ("visits", {"结果": "未见到"}),
        ("visits", {"日期": "2025-06-02"}),
        ("tests", {"样本": "毛发"}),
        ("tests", {"类型": "随机"}),
        ("tests", {"检测日期": "2025-06-02"}),
        ("assessments", {"日期": "2025-06-02"}),
        ("leaves", {"外出日期": "2025-06-02"}),
        ("notices", {"日期": "2025-06-02"}),
        ("notices", {"事项": "告诫书"}),
        ("notices", {"文号": "岩禁〔2025〕2号"}),
        ("notices", {"文号": ""}),
        ("supports", {"日期": "2025-06-02"}),
        ("supports", {"类别": "慰问"}),
        ("supports", {"金额": "300.50"}),
        ("supports", {"金额": ""}),
        ("supports", {"内容": "米"}),
        ("visits", {"证件号码": NALE, "姓名": "娜勒"}),
    ],
)
def test_another_key_is_another_record(desk: Desk, kind: str, change: dict[str, str]) -> None:
    assert judged(desk, kind, {}, change) == ({"new": 2}, {})
    assert judged(desk, kind, change, {}) == ({"same": 2}, {})


@pytest.mark.parametrize("kind", DATED)
def test_repetitions_within_one_file(desk: Desk, kind: str) -> None:
    other = {TEXT[kind]: "别的"}
    both = {2: ["duplicate-in-file"], 3: ["duplicate-in-file"]}
    assert judged(desk, kind, {}, other) == ({"rejected": 2}, both)
    assert judged(desk, kind, {}, other, {}) == ({"rejected": 3}, both | {4: ["duplicate-in-file"]})
    assert judged(desk, kind, {}, {}) == ({"new": 1, "same": 1}, {})


@pytest.mark.parametrize("sample", ["尿液", "毛发"])
def test_two_results_of_one_day_are_both_kept_and_warned_about(desk: Desk, sample: str) -> None:
    second = {"结果": "阳性", "样本": sample}
    assert judged(desk, "tests", {}, second) == ({"new": 2}, {3: ["same-day-result"]})
    assert judged(desk, "tests", {}, second)[0] == {"same": 2}


@pytest.mark.parametrize("kind", DATED)
def test_a_closed_measure_takes_only_what_came_before_its_closing(desk: Desk, kind: str) -> None:
    closed = {"证件号码": CLOSED, "姓名": "关一"}
    assert judged(desk, kind, {**closed, DAY[kind]: "2025-01-04"}) == ({"new": 1}, {})
    for day in ("2025-01-05", "2026-01-01"):
        assert judged(desk, kind, {**closed, DAY[kind]: day}) == ({"rejected": 1}, {2: ["measure-closed"]})


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        ({}, ({"new": 1}, [])),
        ({"送达日期": "2025-01-01", "报到日期": "2025-01-05", "结束日期": "", "结束原因": ""}, ({"same": 1}, [])),
        (
            {"送达日期": "2025-01-01", "报到日期": "2025-01-05", "结束日期": "2026-01-01", "结束原因": "死亡"},
            ({"changed": 1}, []),
        ),
        ({"送达日期": "2026-01-01", "报到日期": "2026-01-05", "结束日期": ""}, ({"conflict": 1}, ["conflict"])),
        (
            {"送达日期": "2024-12-01", "报到日期": "2024-12-05", "结束日期": "2025-06-01"},
            ({"conflict": 1}, ["conflict"]),
        ),
        ({"期限(年)": "2"}, ({"rejected": 1}, ["term-invalid"])),
        ({"类别": "社康", "期限(年)": ""}, ({"rejected": 1}, ["missing"])),
        ({"报到日期": "2020-01-01"}, ({"rejected": 1}, ["date-order"])),
    ],
)
def test_measures_beside_the_open_one(
    desk: Desk, change: dict[str, str], outcome: tuple[dict[str, int], list[str]]
) -> None:
    verdicts, codes = outcome
    assert judged(desk, "measures", change) == (verdicts, {2: codes} if codes else {})


def test_a_closed_measure_stays_as_it_is(desk: Desk) -> None:
    equal = {
        "证件号码": CLOSED,
        "姓名": "关一",
        "送达日期": "2022-01-01",
        "报到日期": "2022-01-05",
        "结束日期": "2025-01-05",
    }
    assert judged(desk, "measures", equal) == ({"same": 1}, {})
    for change in ({"结束日期": "2025-02-05"}, {"报到日期": "2022-01-06"}, {"决定机关": "县局"}):
        assert judged(desk, "measures", {**equal, **change}) == ({"conflict": 1}, {2: ["conflict"]})


@pytest.mark.parametrize("kind", EVENTS)
def test_record_ids(desk: Desk, kind: str) -> None:
    later = {"measures": "2020-12-31"}.get(kind, "2025-06-02")
    reused = ({"conflict": 1}, {2: ["record-id-reused"]})
    assert judged(desk, kind, {"记录编号": "17"}) == ({"rejected": 1}, {2: ["record-id-invalid"]})
    assert judged(desk, kind, {"记录编号": NO_UID}) == ({"new": 1}, {})
    assert judged(desk, kind, {"记录编号": NO_UID}) == ({"same": 1}, {})
    assert judged(desk, kind, {"记录编号": NO_UID, DAY[kind]: later}) == reused
    assert judged(desk, kind, {"记录编号": NO_UID, "证件号码": NALE, "姓名": "娜勒"}) == reused


def test_a_record_id_outweighs_the_key_and_can_empty_a_cell(desk: Desk) -> None:
    judged(desk, "tests", {"记录编号": NO_UID, "备注": "写明"})
    assert judged(desk, "tests", {"记录编号": NO_UID, "结果": "阳性", "备注": "〔清空〕"}) == ({"changed": 1}, {})
    assert [(record["结果"], record["备注"]) for record in desk.records("tests")] == [("阳性", "")]


USUAL = {
    "tests": "样本 类型 检测机构 检测人",
    "visits": "地点 走访人",
    "assessments": "评估人",
    "measures": "类别 决定机关",
    "notices": "经办人",
    "supports": "类别 经办人",
}


@pytest.mark.parametrize(("kind", "header"), [(kind, header) for kind, row in USUAL.items() for header in row.split()])
def test_columns_in_which_ditto_is_usual(desk: Desk, kind: str, header: str) -> None:
    above = {header: EVENTS[kind].get(header, "甲")}
    below = {"证件号码": ZHANG if kind != "measures" else CLOSED, "姓名": "", header: "〃"}
    if kind == "measures":
        below |= {"送达日期": "2018-01-01", "报到日期": "2018-01-05", "结束日期": "2019-01-01"}
    assert judged(desk, kind, above, below) == ({"new": 2}, {3: ["ditto"]})


RISKY = {
    "tests": "结果 检测日期 姓名 备注",
    "visits": "方式 内容 情况",
    "assessments": "风险等级 结论",
    "suspensions": "中止日期 原因",
    "leaves": "应返日期 目的地 是否报告",
    "notices": "事项 文号 对方单位",
    "supports": "金额 内容",
    "measures": "送达日期",
}


@pytest.mark.parametrize(("kind", "header"), [(kind, header) for kind, row in RISKY.items() for header in row.split()])
def test_columns_in_which_ditto_could_hide_a_slip(desk: Desk, kind: str, header: str) -> None:
    below = {"证件号码": NALE, "姓名": "娜勒", header: "同上"}
    report = desk.take(*ledger([EVENTS[kind], {**EVENTS[kind], **below}]), kind=kind)
    assert codes_by_row(report) == {3: ["ditto-not-allowed"]}


def test_every_code_of_a_row_is_listed(desk: Desk) -> None:
    cases = [
        ({"证件号码": STRANGER, "结果": "-"}, ["missing", "person-unknown"]),
        ({"姓名": "别人", "结果": "-"}, ["conflict", "missing"]),
        ({"证件号码": "", "姓名": "张三", "检测日期": "2025-13-01"}, ["date-invalid", "person-ambiguous"]),
        ({"证件号码": CLOSED, "姓名": "别人", "样本": "x"}, ["choice-unknown", "conflict", "measure-closed"]),
        ({"检测日期": "1960-01-01", "样本": "x"}, ["choice-unknown", "date-order"]),
        ({"记录编号": "x", "人员编号": "y", "样本": "x"}, ["choice-unknown", "record-id-invalid", "record-id-invalid"]),
    ]
    for change, codes in cases:
        assert judged(desk, "tests", change) == ({"rejected": 1}, {2: codes})
