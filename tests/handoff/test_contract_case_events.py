"""Suspensions, leaves, notices and supports under contract.md sections 2 and 3: cells, dates, closings, overlaps."""

from collections.abc import Mapping
from itertools import permutations
from pathlib import Path

import pytest

from store.desk.domain_rules import DOMAIN_RULES
from store.desk.records import load, remove
from store.desk.undo import undo
from store.model.measure import Measure
from store.model.notice import MATTERS
from store.model.support import SUPPORT_KINDS
from store.vault.unit_of_work import unit_of_work
from tests.handoff.contract_tables import ledger, number
from tests.handoff.offices import ACT, Desk, codes_by_row, verdict_counts

OPEN, CLOSED, TWICE = (number(order, f"1970050{order}") for order in (1, 3, 5))
UID, UID_2 = "01937b6e-3c00-7abc-8def-0123456789ab", "01937b6e-3c00-7abc-8def-0123456789ac"
ROWS = {
    "suspensions": {"证件号码": OPEN, "中止日期": "2025-06-01", "恢复日期": "2025-07-01", "原因": "拘留"},
    "leaves": {"证件号码": OPEN, "外出日期": "2025-06-01", "应返日期": "2025-06-10", "实返日期": "2025-06-09"},
    "notices": {"证件号码": OPEN, "日期": "2025-06-01", "事项": "告诫书", "回执日期": "2025-06-03"},
    "supports": {"证件号码": OPEN, "日期": "2025-06-01", "类别": "慰问"},
}
DAY = {"suspensions": "中止日期", "leaves": "外出日期", "notices": "日期", "supports": "日期"}
RUNNING = ("正当理由认定", "无正当理由认定", "擅自离开认定", "责令报到通知", "转入决定", "中止核实")


@pytest.fixture(autouse=True)
def roster(desk: Desk) -> None:
    """One under a measure since 2025, one whose measure was closed on 2025-01-05, one with a second measure."""
    desk.bring(
        desk.write(
            "姓名,证件号码,村,类别,送达日期,报到日期,结束日期,结束原因",
            f"岩温,{OPEN},永广村,社区戒毒,2025-01-01,2025-01-05,,",
            f"关一,{CLOSED},永广村,社区戒毒,2022-01-01,2022-01-05,2025-01-05,期满解除",
            f"扎二,{TWICE},永广村,社区戒毒,2025-01-01,2025-01-05,,",
            name="people.csv",
        ),
        desk.write(
            "证件号码,类别,送达日期,报到日期,结束日期,结束原因",
            f"{TWICE},社区戒毒,2020-01-01,2020-01-05,2021-01-05,收监终止",
            name="measures.csv",
        ),
    )


def judged(desk: Desk, kind: str, *changes: Mapping[str, str]) -> tuple[dict[str, int], dict[int, list[str]]]:
    report = desk.take(*ledger([{**ROWS[kind], **change} for change in changes]), kind=kind)
    return verdict_counts(report), codes_by_row(report)


def broken_rules(desk: Desk) -> list[str]:
    return [fault for rule in DOMAIN_RULES if (fault := rule(desk.connection))]


@pytest.mark.parametrize(
    ("kind", "change", "codes"),
    [
        ("suspensions", {"中止日期": ""}, ["missing"]),
        ("suspensions", {"中止日期": "1960-01-01", "恢复日期": ""}, ["date-order"]),
        ("suspensions", {"中止日期": "1960-01-01", "恢复日期": "1960-01-02"}, ["date-order", "date-order"]),
        ("suspensions", {"中止日期": "2026-11-23", "恢复日期": ""}, ["date-future"]),
        ("suspensions", {"中止日期": "2025.6"}, ["date-incomplete"]),
        ("suspensions", {"恢复日期": "2025-05-31"}, ["date-order"]),
        ("suspensions", {"恢复日期": "2026-11-23"}, ["date-future"]),
        ("suspensions", {"恢复日期": "2025.7"}, ["date-incomplete"]),
        ("suspensions", {"恢复日期": "2025-06-31"}, ["date-invalid"]),
        ("suspensions", {"原因": "长" * 201}, ["too-long"]),
        ("leaves", {"应返日期": ""}, ["missing"]),
        ("leaves", {"应返日期": "2025-05-31"}, ["date-order"]),
        ("leaves", {"实返日期": "2025-05-31"}, ["date-order"]),
        ("leaves", {"应返日期": "2025-05-31", "实返日期": "2025-05-30"}, ["date-order", "date-order"]),
        ("leaves", {"应返日期": "1970-01-01"}, ["date-order", "date-order"]),
        ("leaves", {"实返日期": "2026-11-23"}, ["date-future"]),
        ("leaves", {"应返日期": "下周"}, ["date-invalid"]),
        ("leaves", {"外出日期": "x", "应返日期": "2020-01-01"}, ["date-invalid"]),
        ("notices", {"事项": ""}, ["missing"]),
        ("notices", {"事项": "面谈"}, ["choice-unknown"]),
        ("notices", {"回执日期": "2025-05-31"}, ["date-order"]),
        ("notices", {"回执日期": "2026-11-23"}, ["date-future"]),
        ("notices", {"文号": "长" * 101}, ["too-long"]),
        ("supports", {"类别": "/"}, ["missing"]),
        ("supports", {"类别": "发钱"}, ["choice-unknown"]),
        ("supports", {"金额": "三百"}, ["number-invalid"]),
        ("supports", {"金额": "-5"}, ["number-invalid"]),
        ("supports", {"金额": "3.001"}, ["number-invalid"]),
    ],
)
def test_cells_that_keep_a_row_out(desk: Desk, kind: str, change: dict[str, str], codes: list[str]) -> None:
    assert judged(desk, kind, change) == ({"rejected": 1}, {2: codes})
    assert desk.records(kind) == []


@pytest.mark.parametrize(
    ("kind", "change", "codes", "recorded"),
    [
        ("suspensions", {"恢复日期": "至今"}, [], {"恢复日期": ""}),
        ("suspensions", {"恢复日期": "2025-06-01"}, [], {"恢复日期": "2025-06-01"}),
        ("leaves", {"应返日期": "2030-01-01", "实返日期": "/"}, [], {"应返日期": "2030-01-01", "实返日期": ""}),
        ("leaves", {"实返日期": "2025-06-01"}, [], {"实返日期": "2025-06-01"}),
        ("leaves", {"是否报告": "已报"}, ["choice-unknown"], {"是否报告": ""}),
        ("leaves", {"外出日期": "45809"}, ["date-serial"], {"外出日期": "2025-06-01"}),
        ("notices", {"事项": "其它"}, [], {"事项": "其他"}),
        ("notices", {"回执日期": "2025-06-01"}, [], {"回执日期": "2025-06-01"}),
        ("notices", {"文号": "无"}, [], {"文号": "无"}),
        ("supports", {"金额": "¥1,200.50元"}, [], {"金额": "1200.50"}),
        ("supports", {"金额": "无"}, [], {"金额": ""}),
        ("supports", {"金额": "0"}, [], {"金额": "0"}),
        ("supports", {"类别": "其它"}, [], {"类别": "其他"}),
    ],
)
def test_cells_that_go_in(
    desk: Desk, kind: str, change: dict[str, str], codes: list[str], recorded: dict[str, str]
) -> None:
    assert judged(desk, kind, change) == ({"new": 1}, {2: codes} if codes else {})
    assert recorded.items() <= desk.records(kind)[0].items()
    assert broken_rules(desk) == []


def test_every_matter_and_every_kind_of_help_goes_in(desk: Desk) -> None:
    assert judged(desk, "notices", *({"事项": matter} for matter in MATTERS)) == ({"new": 16}, {})
    assert judged(desk, "supports", *({"类别": kind} for kind in SUPPORT_KINDS)) == ({"new": 10}, {})


@pytest.mark.parametrize("matter", MATTERS)
def test_only_some_matters_belong_to_a_running_measure(desk: Desk, matter: str) -> None:
    row = {"证件号码": CLOSED, "事项": matter, "日期": "2025-01-05", "回执日期": ""}
    refused = ({"rejected": 1}, {2: ["measure-closed"]})
    assert judged(desk, "notices", row) == (refused if matter in RUNNING else ({"new": 1}, {}))
    assert judged(desk, "notices", {**row, "日期": "2025-01-04"}) == ({"new": 1}, {})


@pytest.mark.parametrize(
    ("kind", "completion"),
    [("suspensions", {"恢复日期": "2025-07-01"}), ("leaves", {"实返日期": "2025-06-09"})],
)
def test_a_later_row_of_the_same_day_completes_the_record(desk: Desk, kind: str, completion: dict[str, str]) -> None:
    (header,) = completion
    assert judged(desk, kind, {header: ""}) == ({"new": 1}, {})
    assert judged(desk, kind, completion) == ({"changed": 1}, {})
    assert judged(desk, kind, {header: ""}) == ({"same": 1}, {})
    assert [record[header] for record in desk.records(kind)] == [completion[header]]


def test_a_record_id_can_empty_a_cell_of_the_key(desk: Desk) -> None:
    judged(desk, "notices", {"记录编号": UID, "文号": "一号"}, {"文号": "二号"})
    assert judged(desk, "notices", {"记录编号": UID, "文号": "〔清空〕"}) == ({"changed": 1}, {})
    assert sorted(record["文号"] for record in desk.records("notices")) == ["", "二号"]
    assert judged(desk, "suspensions", {"记录编号": UID_2}, {"记录编号": UID_2}) == ({"new": 1, "same": 1}, {})
    assert judged(desk, "suspensions", {"记录编号": UID_2, "恢复日期": "〔清空〕"}) == ({"changed": 1}, {})
    assert [record["恢复日期"] for record in desk.records("suspensions")] == [""]


def test_a_refused_cell_of_the_key_is_not_an_empty_one(desk: Desk) -> None:
    """Otherwise the good row beside it would be called a duplicate."""
    rows = [{"内容": "", "文号": ""}, {"内容": "别的", "文号": "长" * 101}]
    assert judged(desk, "notices", *rows) == ({"new": 1, "rejected": 1}, {3: ["too-long"]})


def spell(begun: str, resumed: str = "", **others: str) -> dict[str, str]:
    return {"中止日期": begun, "恢复日期": resumed, **others}


@pytest.mark.parametrize(
    "other",
    [
        spell("2025-06-10", "2025-06-20"),
        spell("2025-05-01", "2025-08-01"),
        spell("2025-05-01", "2025-06-02"),
        spell("2025-06-30", "2025-08-01"),
        spell("2025-06-15", "2025-06-15"),
        spell("2025-05-01"),
        spell("2025-06-15"),
    ],
)
def test_a_suspension_that_shares_days_with_another(desk: Desk, other: dict[str, str]) -> None:
    """Of two in one file neither is taken, for either may be the wrong one; beside a recorded one only that stays."""
    both = ({"rejected": 2}, {2: ["range-overlap"], 3: ["range-overlap"]})
    assert judged(desk, "suspensions", {}, other) == both
    assert judged(desk, "suspensions", other, {}) == both
    assert desk.records("suspensions") == []
    assert judged(desk, "suspensions", {}) == ({"new": 1}, {})
    assert judged(desk, "suspensions", other) == ({"rejected": 1}, {2: ["range-overlap"]})
    assert judged(desk, "suspensions", {}, other) == ({"same": 1, "rejected": 1}, {3: ["range-overlap"]})
    assert [record["中止日期"] for record in desk.records("suspensions")] == ["2025-06-01"]


def test_suspensions_that_touch_do_not_overlap(desk: Desk) -> None:
    rows = [{}, spell("2025-07-01", "2025-07-10"), spell("2025-05-01", "2025-06-01"), spell("2025-07-10")]
    assert judged(desk, "suspensions", *rows) == ({"new": 4}, {})
    assert broken_rules(desk) == []


def test_an_open_suspension_has_no_end(desk: Desk) -> None:
    assert judged(desk, "suspensions", spell("2025-02-01")) == ({"new": 1}, {})
    later = spell("2026-01-01", "2026-02-01")
    assert judged(desk, "suspensions", later) == ({"rejected": 1}, {2: ["range-overlap"]})
    assert judged(desk, "suspensions", spell("2025-01-10", "2025-01-20")) == ({"new": 1}, {})


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_whether_a_row_ends_the_open_suspension_does_not_hang_on_the_order(desk: Desk, order: tuple[int]) -> None:
    assert judged(desk, "suspensions", spell("2025-02-01")) == ({"new": 1}, {})
    rows = [spell("2025-02-01", "2025-03-01"), spell("2025-04-01", "2025-05-01"), spell("2025-06-01")]
    assert judged(desk, "suspensions", *(rows[place] for place in order)) == ({"changed": 1, "new": 2}, {})
    assert broken_rules(desk) == []


def test_a_refused_ending_leaves_the_suspension_open_and_what_follows_out(desk: Desk) -> None:
    """The ending overlaps, so it is refused; then the suspension is open still, and the third row lies inside it."""
    judged(desk, "suspensions", spell("2025-02-01"))
    rows = [spell("2025-02-01", "2025-05-01"), spell("2025-04-01", "2025-04-10"), spell("2025-06-01", "2025-06-02")]
    refused = ({"rejected": 3}, {row: ["range-overlap"] for row in (2, 3, 4)})
    assert judged(desk, "suspensions", *rows) == refused
    assert judged(desk, "suspensions", *rows) == refused
    assert [record["恢复日期"] for record in desk.records("suspensions")] == [""]


def test_a_repeated_row_stays_out_with_the_row_it_repeats(desk: Desk) -> None:
    inner = spell("2025-06-10", "2025-06-11")
    counts, codes = judged(desk, "suspensions", {}, inner, {}, inner)
    assert (counts, codes) == ({"rejected": 4}, {row: ["range-overlap"] for row in (2, 3, 4, 5)})
    assert desk.records("suspensions") == []


def test_an_open_suspension_ends_with_its_measure(desk: Desk) -> None:
    """A closed measure left it behind; it must not stand in the way of the next measure's."""
    rows = [{"证件号码": TWICE, **spell("2020-06-01")}, {"证件号码": TWICE, **spell("2025-06-01")}]
    assert judged(desk, "suspensions", *rows) == ({"new": 2}, {})
    assert broken_rules(desk) == []
    inside = {"证件号码": TWICE, **spell("2020-12-01", "2020-12-05")}
    assert judged(desk, "suspensions", inside) == ({"rejected": 1}, {2: ["range-overlap"]})


def test_every_code_of_a_suspension_is_listed(desk: Desk) -> None:
    judged(desk, "suspensions", {})
    cases = [
        ({"姓名": "别人", **spell("2025-06-10", "2025-06-20")}, ["conflict", "range-overlap"]),
        (spell("2025-06-10", "2025-06-09"), ["date-order", "range-overlap"]),
        (spell("2025-06-10", "x"), ["date-invalid", "range-overlap"]),
        (spell("2025-05-10", "x"), ["date-invalid"]),
        ({"证件号码": CLOSED, **spell("2025-02-01", "2025-01-31")}, ["date-order", "measure-closed"]),
    ]
    for change, codes in cases:
        assert judged(desk, "suspensions", change) == ({"rejected": 1}, {2: codes}), change


def test_rows_that_stay_out_lie_in_the_rejects_file_and_can_be_corrected(desk: Desk) -> None:
    outer, inner = spell("2025-05-01", "2025-08-01"), spell("2025-06-10", "2025-06-20")
    lines = ledger([{"证件号码": OPEN, **outer}, {"证件号码": OPEN, **inner}])
    desk.take(*lines, kind="suspensions", rejects=desk.rejects)
    again = desk.bring(desk.rejects, dry_run=True).document()
    assert codes_by_row(again) == {2: ["range-overlap"], 3: ["range-overlap"]}
    corrected = desk.rejects.read_text("utf-8-sig").replace("2025-08-01", "2025-06-10").splitlines()
    assert verdict_counts(desk.take(*corrected)) == {"new": 2}


@pytest.mark.parametrize("kind", ROWS)
def test_taking_an_import_back_leaves_the_vault_as_it_was(desk: Desk, kind: str) -> None:
    before = desk.records(kind)
    batch = desk.bring(desk.write(*ledger([ROWS[kind]])), kind=kind).batch
    assert batch is not None
    done = undo(desk.connection, batch, ACT)
    assert (done.reversed, done.kept, desk.records(kind)) == (1, (), before)


def test_taking_an_ending_back_is_refused_where_suspensions_would_overlap(desk: Desk) -> None:
    judged(desk, "suspensions", spell("2025-02-01"))
    ended = desk.bring(desk.write(*ledger([{"证件号码": OPEN, **spell("2025-02-01", "2025-03-01")}]))).batch
    judged(desk, "suspensions", spell("2025-04-01"))
    assert ended is not None
    done = undo(desk.connection, ended, ACT)
    assert [left.why for left in done.kept] == ["撤回后会有两次中止的日期重叠,没有撤回。"]
    assert broken_rules(desk) == []


def test_verify_names_suspensions_that_share_days(desk: Desk) -> None:
    """No way of the program leads there, so the measure that keeps them apart is taken out behind its back."""
    judged(desk, "suspensions", {"证件号码": TWICE, **spell("2020-06-01")}, {"证件号码": TWICE, **spell("2025-06-01")})
    first = next(measure for measure in load(desk.connection, Measure) if measure.closed_on and measure.served_on
                 and measure.served_on.year == 2020)  # fmt: skip
    with unit_of_work(desk.connection, ACT) as unit:
        remove(unit, first)
    (fault,) = broken_rules(desk)
    assert fault.startswith("一个人两次中止的日期重叠(记录编号 ")


def test_one_import_puts_people_and_measures_first(desk: Desk, tmp_path: Path) -> None:
    newcomer = number(21, "19800101")
    paths = [desk.write(*ledger([{**row, "证件号码": newcomer}]), name=f"{kind}.csv") for kind, row in ROWS.items()]
    roster = desk.write("姓名,证件号码,村,类别,送达日期", f"新来,{newcomer},永广村,社区戒毒,2025-01-01", name="z.csv")
    outcome = desk.bring(*paths, roster)
    assert [report.kind for report in outcome.reports] == ["people", *ROWS]
    assert all(report.counts["new"] == 1 for report in outcome.reports)
