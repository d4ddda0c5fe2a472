"""Why something is due, and what a record would settle: told from facts alone."""

from dataclasses import replace
from datetime import date

import pytest

from store.desk.holidays import shipped_holidays
from store.desk.policies import default_policies
from store.model.drug_test import DrugTest
from store.model.leave import Leave
from store.model.measure import REHABILITATION, Measure
from store.model.notice import REASON_REFUSED, REPORTED_TO_POLICE, Notice
from store.model.suspension import Suspension
from store.model.visit import Visit
from store.rules.calendar import WEEKENDS_ONLY
from store.rules.case import Case
from store.rules.schedule import schedule
from store.rules.worklist import Obligation, full_obligations
from tui.reasons import SETTLED_BY, reasons
from tui.settlement import other_owner, owner_text, settlement, settlement_text

TODAY = date(2026, 11, 22)
MEASURE = Measure(
    category=REHABILITATION,
    served_on=date(2026, 6, 10),
    reported_on=date(2026, 6, 15),
    agreement_on=date(2026, 6, 17),
)


def visit(day: date, *contents: str, uid: str = "v", mode: str = "见面", result: str = "已见到") -> Visit:
    return Visit(uid=uid, day=day, mode=mode, contents=contents, result=result)


def drug_test(day: date, result: str = "阴性", kind: str = "定期", uid: str = "t") -> DrugTest:
    return DrugTest(uid=uid, day=day, sample="尿液", kind=kind, result=result)


def case(*records: Visit | DrugTest, measure: Measure = MEASURE) -> Case:
    return Case(
        measure=measure,
        in_use_from=date(2020, 1, 1),
        visits=tuple(record for record in records if isinstance(record, Visit)),
        tests=tuple(record for record in records if isinstance(record, DrugTest)),
    )


def due(known: Case, rule: str) -> Obligation:
    return next(o for o in full_obligations(known, default_policies(), TODAY) if o.rule == rule)


def why(known: Case, rule: str) -> dict[str, str]:
    whole = schedule(known, default_policies(), TODAY)
    return dict(reasons(due(known, rule), known, whole, default_policies(), TODAY))


def test_the_sixth_test_of_the_screen_design() -> None:
    earlier = [drug_test(date(2026, month, 20), uid=f"t{month}") for month in (6, 7, 8, 9)]
    said = why(case(*earlier, drug_test(date(2026, 11, 2), "未到")), "test")
    assert said == {
        "事项": "定期检测 第6次(共22次)",
        "窗口": "2026-11-15 至 2026-12-14,还剩 22 天",
        "依据": "戒毒条例 第十九条(二)",
        "办法": "岳宋 2026-01 版: 12x1月,6x2月,4x3月",
        "起点": "报到日 2026-06-15",
        "上一窗口": "10-15 至 11-14 已漏: 11-02 未到,不算",
        "本窗口": "还没有记录",
        "怎样完成": "做一次定期或异地检测、结果阴性或阳性即可",
        "级别": "二级 村委会,连漏 1 次",
    }


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (visit(date(2026, 11, 20), "谈话"), "11-20 没勾见面,不算"),
        (visit(date(2026, 11, 20), "见面", mode="电话"), "11-20 电话,不算"),
        (visit(date(2026, 11, 20), "见面", result="未见到"), "11-20 未见到,不算"),
    ],
)
def test_a_visit_that_does_not_count_says_why(record: Visit, said: str) -> None:
    assert why(case(record), "meeting")["本窗口"] == said


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (drug_test(date(2026, 11, 20), kind="随机"), "11-20 随机检测,不算"),
        (drug_test(date(2026, 11, 20), "无效"), "11-20 无效,不算"),
    ],
)
def test_a_test_that_does_not_count_says_why(record: DrugTest, said: str) -> None:
    assert why(case(record), "test")["本窗口"] == said


def test_the_window_before_says_what_counted() -> None:
    assert why(case(visit(date(2026, 11, 12), "见面")), "meeting")["上一窗口"] == ("11-09 至 11-15 已完成: 11-12 算数")


def test_a_first_window_has_none_before() -> None:
    fresh = Measure(category=REHABILITATION, served_on=date(2026, 11, 10), reported_on=date(2026, 11, 16))
    assert "上一窗口" not in why(case(measure=fresh), "meeting")


def test_a_deadline_says_last_day_and_what_settles_it() -> None:
    said = why(case(measure=Measure(category=REHABILITATION, served_on=date(2026, 11, 2))), "report_in")
    assert said["期限"] == "2026-11-02 起,最后一天 2026-11-17,已逾期 5 天"
    assert "报到日期" in said["怎样完成"]
    assert said["级别"] == "三级 禁毒办"


def test_one_of_several_deadlines_of_a_rule_says_what_it_is_about() -> None:
    leaves = (
        Leave(uid="1", left_on=date(2026, 11, 1), due_back_on=date(2026, 11, 10)),
        Leave(uid="2", left_on=date(2026, 11, 20), due_back_on=date(2026, 11, 25)),
    )
    known = replace(case(), leaves=leaves)
    whole = schedule(known, default_policies(), TODAY)
    found = [each for each in full_obligations(known, default_policies(), TODAY) if each.rule == "return"]
    said = [dict(reasons(each, known, whole, default_policies(), TODAY)) for each in found]
    assert [each["事项"] for each in said] == ["返回: 2026-11-01 外出", "返回: 2026-11-20 外出"]
    assert said[0]["期限"] == "2026-11-03 起,最后一天 2026-11-10,已逾期 12 天"
    assert "实返日期" in said[0]["怎样完成"]


def test_every_deadline_says_what_settles_it() -> None:
    rules = ("report_in", "transfer_in", "agreement", "return", "suspension_check", "discharge")
    assert {*rules, "recheck", "police_report", "seal", "facts_missing"} == set(SETTLED_BY)


def test_missing_facts_are_named() -> None:
    assert why(case(measure=Measure(category=REHABILITATION)), "facts_missing")["依据"] == "缺 送达日期或报到日期"


def test_one_visit_settles_one_window_of_each_ticked_series() -> None:
    found = settlement(case(), default_policies(), TODAY, visit(TODAY, "见面", "走访", uid=""), WEEKENDS_ONLY).done
    assert {(window.rule, window.start) for window in found} == {
        ("meeting", date(2026, 11, 16)),
        ("home_visit", date(2026, 11, 1)),
    }


def test_what_is_done_already_is_not_settled_again() -> None:
    known = case(visit(date(2026, 11, 17), "见面"))
    assert settlement(known, default_policies(), TODAY, visit(TODAY, "见面", uid=""), WEEKENDS_ONLY).done == ()


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (visit(TODAY, "见面", uid=""), "会完成: 见面 本周"),
        (visit(TODAY, "谈话", uid=""), "会完成: 谈话 11-16至11-30"),
        (visit(date(2026, 11, 10), "见面", uid=""), "会完成: 见面 11-09至11-15 补记"),
        (drug_test(TODAY, uid=""), "会完成: 检测 第6次 11-15至12-14"),
        (drug_test(TODAY, "未到", uid=""), "只留记录,不完成应办事项"),
        (visit(TODAY, "见面", mode="电话", uid=""), "只留记录,不完成应办事项"),
    ],
)
def test_what_a_record_will_settle_is_said(record: Visit | DrugTest, said: str) -> None:
    assert settlement_text(settlement(case(), default_policies(), TODAY, record, WEEKENDS_ONLY), TODAY) == said


def test_a_suspension_of_an_earlier_measure_excuses_nothing_of_this_one() -> None:
    earlier = Measure(
        id=1, category=REHABILITATION, served_on=date(2022, 1, 5), reported_on=date(2022, 1, 5),
        closed_on=date(2025, 1, 5), close_reason="期满解除",
    )  # fmt: skip
    known = replace(case(measure=replace(MEASURE, id=2)), others=(earlier,))
    old = Suspension(uid="", started_on=date(2023, 5, 1))
    found = settlement(known, default_policies(), TODAY, old, WEEKENDS_ONLY)
    assert (found.excused, found.done) == (0, ())
    owner = other_owner(known, old)
    assert owner is earlier
    assert owner_text(owner) == "算在 2022-01-05 起的社区戒毒(已结束)"
    own = Suspension(uid="", started_on=date(2026, 9, 1))
    assert other_owner(known, own) is None
    assert settlement(known, default_policies(), TODAY, own, WEEKENDS_ONLY).excused > 0


def test_a_report_is_settled_by_the_days_off_that_the_office_knows() -> None:
    unreported = Measure(category=REHABILITATION, served_on=date(2026, 9, 16))
    refused = Notice(uid="n", day=date(2026, 10, 5), matter=REASON_REFUSED, content="拒不报到")
    known = replace(case(measure=unreported), notices=(refused,))
    told = Notice(uid="", day=TODAY, matter=REPORTED_TO_POLICE, content="已报告")
    by_weekends = settlement(known, default_policies(), TODAY, told, WEEKENDS_ONLY)
    assert [each.rule for each in by_weekends.settled] == ["police_report"]
    found = settlement(known, default_policies(), TODAY, told, shipped_holidays())
    assert found.settled == (), "over the national holiday the report was not overdue on 10-05"
