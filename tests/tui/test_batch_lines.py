"""What a line of a paper sheet becomes, and that nothing is guessed where it could mean something else."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.model.drug_test import DrugTest
from store.model.visit import Visit
from tests.hostile import OWN
from tui.batch_lines import SHEETS, TESTS, Sheet, read_line, record_text

TODAY = date(2026, 11, 22)
TEST_SHEET = Sheet(TESTS, date(2026, 11, 1), TODAY, by="王强", where="县中心")
MEETINGS = Sheet("见面", date(2026, 11, 1), TODAY, by="王强")


@pytest.mark.parametrize(
    ("line", "day", "result", "note"),
    [
        ("3 阴", 3, "阴性", None),
        ("3阴", 3, "阴性", None),
        ("3日 阴性", 3, "阴性", None),
        ("３ 阳", 3, "阳性", None),
        ("11.3 阴", 3, "阴性", None),
        ("昨天 未到 外出 打工", 21, "未到", "外出 打工"),
        ("20261105 拒绝", 5, "拒检", None),
    ],
)
def test_a_test(line: str, day: int, result: str, note: str | None) -> None:
    (piece,) = read_line(line, 7, TEST_SHEET)
    test = piece.record
    assert isinstance(test, DrugTest)
    assert (test.person_id, test.day, test.result, test.note) == (7, date(2026, 11, day), result, note)
    assert (test.kind, test.sample, test.testers, test.laboratory) == ("定期", "尿液", "王强", "县中心")


def test_kind_and_sample_can_be_written_on_the_line() -> None:
    (piece,) = read_line("3 随机 毛发 阴 复查", 7, TEST_SHEET)
    assert isinstance(piece.record, DrugTest)
    assert (piece.record.kind, piece.record.sample, piece.record.note) == ("随机", "毛发", "复查")


@pytest.mark.parametrize(
    ("line", "result", "contents", "note"),
    [
        ("5 未遇 赶集", "未见到", ("见面",), "赶集"),
        ("5 未遇赶集", "未见到", ("见面",), "赶集"),
        ("5 见到", "已见到", ("见面",), None),
        ("5 谈话", "已见到", ("见面", "谈话"), None),
        ("5 谈话 走访 想学修车", "已见到", ("见面", "谈话", "走访"), "想学修车"),
        ("5 见到 谈话 没有困难", "已见到", ("见面", "谈话"), "没有困难"),
    ],
)
def test_a_visit(line: str, result: str, contents: tuple[str, ...], note: str | None) -> None:
    (piece,) = read_line(line, 7, MEETINGS)
    visit = piece.record
    assert isinstance(visit, Visit), piece.fault
    assert (visit.day, visit.result, visit.contents, visit.note) == (date(2026, 11, 5), result, contents, note)
    assert (visit.mode, visit.visitors) == ("见面", "王强")


def test_several_records_on_one_line() -> None:
    first, second = read_line("3 阴;18 未到 打工", 7, TEST_SHEET)
    assert record_text(first.record) == "11-03 定期 尿液 阴性 王强 县中心"  # type: ignore[arg-type]
    assert record_text(second.record) == "11-18 定期 尿液 未到 王强 县中心 打工"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "sheet", "said"),
    [
        ("阴", TEST_SHEET, "看不懂日期"),
        ("31 阴", TEST_SHEET, "看不懂日期"),
        ("30 阴", TEST_SHEET, "还没到"),
        ("3", TEST_SHEET, "没写结果"),
        ("3 阴天", TEST_SHEET, "不是检测结果"),
        ("3 正常", TEST_SHEET, "不是检测结果"),
        ("5", MEETINGS, "没写见到没有"),
        ("5 赶集", MEETINGS, "没写见到没有"),
        ("5 谈话 人不在", MEETINGS, "没写见到没有"),
        ("5 见到 " + "字" * 10_001, MEETINGS, "太长"),
        ("5 见到 \x1b[31m", MEETINGS, "控制字符"),
    ],
)
def test_what_could_mean_something_else_is_asked_for(line: str, sheet: Sheet, said: str) -> None:
    (piece,) = read_line(line, 7, sheet)
    assert piece.record is None
    assert said in piece.fault


@pytest.mark.parametrize("text", [text for text in OWN if text.strip()])
def test_hostile_lines_become_faults(text: str) -> None:
    for about in SHEETS:
        sheet = Sheet(about, date(2026, 11, 1), TODAY)
        assert all(piece.record is None and piece.fault for piece in read_line(text, 7, sheet))


@given(st.text(max_size=40), st.sampled_from(SHEETS))
def test_every_part_is_a_record_of_a_past_day_or_a_fault(text: str, about: str) -> None:
    for piece in read_line(text, 7, Sheet(about, date(2026, 11, 1), TODAY)):
        assert (piece.record is None) == bool(piece.fault)
        assert piece.record is None or piece.record.day <= TODAY
