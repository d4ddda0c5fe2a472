"""What a person's page says in words: the head, the lists, the records, the history."""

from datetime import date, datetime

import pytest

from store.desk.dossier_view import DossierView
from store.desk.history import Change
from store.desk.policies import default_policies
from store.desk.undo import Left, Undone
from store.model.assessment import Assessment
from store.model.assignment import Assignment
from store.model.drug_test import DrugTest
from store.model.measure import Measure
from store.model.person import Person
from store.model.visit import Visit
from store.rules.case import Case, as_of
from store.rules.schedule import schedule
from store.rules.worklist import listed
from store.text import cells
from tui.event_text import event_text
from tui.history_rows import Event, _changed
from tui.person_head import identity, standing, two_ends
from tui.person_page import overview, records
from tui.record_text import field_rows, measure_text, record_title
from tui.taking_back import undone_text

TODAY = date(2026, 11, 22)
REPORTED = date(2026, 6, 15)
ID_NUMBER = "53082919920304001X"


def view(person: Person | None = None, measure: Measure | None = None, *contacts: Visit | DrugTest) -> DossierView:
    """A page of these facts; no database needed."""
    person = person or Person(id=1, name="岩三木", village="班帅村")
    case = Case(measure=measure, in_use_from=date(2020, 1, 1)) if measure else None
    whole = schedule(case, default_policies(), TODAY) if case else None
    known = as_of(case, TODAY).measure if case else None
    return DossierView(
        today=TODAY,
        person=person,
        measure=known,
        schedule=whole,
        policies=default_policies(),
        obligations=listed(whole, known, default_policies(), TODAY) if whole and known else (),
        risk=None,
        measures=(measure,) if measure else (),
        events=contacts,
        assignments=(),
        voided=(),
    )


def visit(**rest: object) -> Visit:
    facts = {"day": TODAY, "mode": "见面", "contents": ("见面",), "result": "已见到", **rest}
    return Visit(person_id=1, **facts)  # type: ignore[arg-type]


def texts(found: tuple[object, ...]) -> str:
    return "\n".join(str(getattr(entry, "row", entry)) for entry in found)


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        (None, "没有措施"),
        ({"served_on": date(2026, 11, 1)}, "社区戒毒  未报到(送达 2026-11-01)"),
        ({}, "社区戒毒  未报到"),
        ({"reported_on": REPORTED}, "社区戒毒  2026-06-15 至 2029-06-14  第1年  协议 未签"),
        (
            {"reported_on": REPORTED, "agreement_on": date(2026, 6, 17)},
            "社区戒毒  2026-06-15 至 2029-06-14  第1年  协议 已签 06-17",
        ),
        (
            {"reported_on": REPORTED, "closed_on": date(2026, 9, 1), "close_reason": "死亡"},
            "社区戒毒  2026-09-01 已结束 死亡",
        ),
        ({"reported_on": date(2026, 12, 1)}, "社区戒毒  未报到"),
    ],
)
def test_the_measure_in_one_line(measure: dict[str, date] | None, said: str) -> None:
    known = None if measure is None else Measure(person_id=1, category="社区戒毒", **measure)  # type: ignore[arg-type]
    assert standing(view(measure=known), 80) == said
    closer = standing(view(measure=known), 40)
    assert closer == (said if cells(said) <= 40 else said.replace("  ", " "))


def test_whom_nobody_asks_to_report_is_not_called_unreported() -> None:
    assert standing(view(None, Measure(category="社会面管理")), 80) == "社会面管理"
    served = Measure(category="自愿戒毒", served_on=date(2026, 11, 1))
    assert standing(view(None, served), 80) == "自愿戒毒  2026-11-01 起"


def test_numbers_show_their_tails_only_until_they_are_revealed() -> None:
    person = Person(id=1, name="岩三木", village="班帅村", id_number=ID_NUMBER, phone="13800000021、08790001234")
    masked = identity(view(person), revealed=False)
    assert "证件尾号 001X" in masked
    assert "电话尾号 0021" in masked
    assert ID_NUMBER[:10] not in masked + texts(overview(view(person), revealed=False))
    assert "1380000" not in masked + texts(overview(view(person), revealed=False))
    assert f"证件 {ID_NUMBER}  电话 13800000021、08790001234" in identity(view(person), revealed=True)
    assert ID_NUMBER in texts(overview(view(person), revealed=True))


def test_a_number_as_short_as_its_tail_shows_nothing() -> None:
    person = Person(id=1, name="岩三木", village="班帅村", id_number="0021")
    assert "0021" not in identity(view(person), revealed=False)


def test_a_state_out_of_the_usual_is_said() -> None:
    assert "失联" in identity(view(Person(name="岩", village="村", control_state="失联")), revealed=False)
    assert "在册" not in identity(view(Person(name="岩", village="村", control_state="在册")), revealed=False)


def test_the_left_end_gives_way() -> None:
    line = two_ends("岩" * 60, "班帅村2组", 80)
    assert cells(line) == 80
    assert "~" in line
    assert line.endswith(" 班帅村2组")


def test_a_contact_says_what_it_was_and_how_it_ended() -> None:
    met = visit(contents=("见面", "谈话"), place="家中", visitors="王强", situation="想学修车", needs="要贷款")
    assert event_text(met, TODAY) == "见面、谈话 已见到 家中 王强 「想学修车」 「要贷款」"
    assert event_text(visit(mode="电话"), TODAY) == "见面(电话) 已见到"
    tested = DrugTest(day=TODAY, sample="尿液", kind="定期", result="阳性", confirmation="初筛")
    assert event_text(tested, TODAY) == "检测 定期 尿液 阳性(初筛)"
    assert event_text(Assessment(day=TODAY, risk="高", conclusion="稳定"), TODAY) == "评估 风险高 稳定"
    assert record_title(tested, TODAY) == "11-22 检测 阳性"


def test_a_measure_in_one_line_names_its_end() -> None:
    closed = Measure(category="社区康复", reported_on=REPORTED, closed_on=date(2027, 1, 2), close_reason="期满解除")
    assert measure_text(closed, TODAY) == "社区康复 报到 06-15 2027-01-02 期满解除"


def test_every_field_that_holds_something_can_be_read() -> None:
    held = Assignment(role="监护人", helper="岩块", helper_phone="13800000021", started_on=REPORTED)
    assert field_rows(held) == (
        ("角色", "监护人"), ("责任人", "岩块"), ("责任人电话", "*******0021"), ("开始日期", "2026-06-15"),
    )  # fmt: skip


def test_a_record_of_a_later_day_says_that_it_does_not_count() -> None:
    later = view(None, None, visit(day=date(2026, 11, 30)))
    assert "还没到这一天,不计" in texts(records(later, ""))


def test_the_search_looks_into_every_field_and_ignores_case() -> None:
    found = view(None, None, visit(situation="去了KTV"), visit(day=REPORTED, note="没事"))
    assert len(records(found, " ktv ")) == 1
    assert len(records(found, "06-15")) == 1
    assert len(records(found, "没有这些字")) == 0
    assert len(records(found, "")) == 2


def change(before: dict[str, str] | None, after: dict[str, str] | None, reason: str = "amend") -> Event:
    made = Change(7, "2026-11-22T09:30:00+08:00", "李敏", 3, reason, "visits", "u", before, after)
    return _changed(made)


def test_a_correction_says_from_what_to_what() -> None:
    event = change({"日期": "2026-11-20", "结果": "已见到"}, {"日期": "2026-11-21", "结果": "已见到"})
    assert event.text == "李敏  改动 2026-11-21 走访谈话 (修改)  日期 2026-11-20 改为 2026-11-21"
    assert event.at == datetime.fromisoformat("2026-11-22T09:30:00+08:00")
    assert event.when(TODAY) == "11-22 09:30"


def test_a_field_that_was_emptied_or_filled_says_so() -> None:
    assert change({"地点": "家中"}, {"备注": "x"}).changed == (("地点", "家中", "(空)"), ("备注", "(空)", "x"))


def test_a_new_and_a_removed_record_have_one_side() -> None:
    assert change(None, {"日期": "2026-11-20"}, "visit").text == "李敏  新增 2026-11-20 走访谈话 (登记)"
    gone = change({"日期": "2026-11-20"}, None, "void 记错了人")
    assert gone.text == "李敏  撤下 2026-11-20 走访谈话 (作废: 记错了人)"
    assert gone.changed == (("日期", "2026-11-20", ""),)


def test_what_was_taken_back_and_what_stayed() -> None:
    assert undone_text(Undone(7, 3)) == "已撤回 3 条, 再按一次 Ctrl+G 可以恢复"
    kept = (Left("u", "名下有之后登记的记录,没有撤回。"),)
    assert undone_text(Undone(7, 3, kept)) == "已撤回 3 条, 保留 1 条: 名下有之后登记的记录,没有撤回。"
    assert undone_text(Undone(None, 0, kept)).startswith("没有撤回, 保留 1 条")


@pytest.mark.parametrize(
    ("kind", "values", "said"),
    [
        ("suspensions", {"中止日期": "2026-03-01"}, "新增 2026-03-01 中止 (导入)"),
        ("leaves", {"外出日期": "2026-03-01", "应返日期": "2026-03-09"}, "新增 2026-03-01 请假外出 (导入)"),
        ("notices", {"日期": "2026-03-01", "回执日期": "2026-03-02"}, "新增 2026-03-01 事项文书 (导入)"),
        ("supports", {"日期": "2026-03-01"}, "新增 2026-03-01 帮扶 (导入)"),
    ],
)
def test_the_history_names_the_events_of_a_case_by_their_own_day(kind: str, values: dict[str, str], said: str) -> None:
    made = Change(1, "2026-11-22T09:00:00+08:00", "李敏", 2, "import", kind, "x", None, values)
    assert _changed(made).what == said
