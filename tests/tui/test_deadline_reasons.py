"""F8 on every kind of one-off deadline: what opened it, how its days count, what does not count, what settles it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from store.desk.policies import default_policies
from store.model.drug_test import DrugTest
from store.model.leave import Leave
from store.model.measure import REHABILITATION, Measure
from store.model.notice import Notice
from store.model.suspension import Suspension
from store.model.visit import Visit
from store.rules.calendar import Holidays
from store.rules.case import Case
from store.rules.schedule import schedule
from store.rules.worklist import full_obligations
from tui.reasons import reasons

TODAY = date(2026, 11, 22)
BEGUN = Measure(category=REHABILITATION, served_on=date(2026, 6, 10), reported_on=date(2026, 6, 15))
SIGNED = replace(BEGUN, agreement_on=date(2026, 6, 17))
HOLIDAYS = Holidays(frozenset(), frozenset(), frozenset({2026}))


def told(measure: Measure, rule: str, **facts: Any) -> dict[str, str]:
    """What F8 says of the newest obligation of a rule."""
    known = Case(measure=measure, in_use_from=date(2020, 1, 1), **facts)
    whole = schedule(known, default_policies(), TODAY, HOLIDAYS)
    found = [o for o in full_obligations(known, default_policies(), TODAY, HOLIDAYS) if o.rule == rule]
    return dict(reasons(found[-1], known, whole, default_policies(), TODAY))


def notice(day: date, matter: str, **rest: Any) -> Notice:
    return Notice(uid=f"n{day}", day=day, matter=matter, **rest)


def refusal(day: date) -> DrugTest:
    return DrugTest(uid=f"t{day}", day=day, sample="尿液", kind="定期", result="拒检")


def positive(**rest: Any) -> DrugTest:
    return DrugTest(uid="t", day=date(2026, 11, 20), sample="尿液", kind="定期", result="阳性", **rest)


def test_a_report_counts_from_the_service_and_moves_over_days_off() -> None:
    said = told(Measure(category=REHABILITATION, served_on=date(2026, 11, 6)), "report_in")
    assert said["起点"] == "送达日期 2026-11-06,记在措施里"
    assert said["天数"] == "2026-11-06 加 15 天是 2026-11-21 周六,遇休息日顺延到 2026-11-23 周一"
    assert "Ctrl+X 办理" in said["怎样完成"]


def test_an_accepted_reason_begins_the_days_anew() -> None:
    accepted = notice(date(2026, 11, 20), "正当理由认定")
    said = told(Measure(category=REHABILITATION, served_on=date(2026, 11, 1)), "report_in", notices=(accepted,))
    assert said["起点"] == "正当理由认定 2026-11-20,记在事项文书里;送达日期 2026-11-01"
    assert said["天数"].startswith("2026-11-20 加 15 天是 2026-12-05 周六,遇休息日顺延到 2026-12-07 周一")


def test_a_year_without_holidays_is_said() -> None:
    known = Case(measure=Measure(category=REHABILITATION, served_on=date(2026, 11, 6)), in_use_from=date(2020, 1, 1))
    whole = schedule(known, default_policies(), TODAY)
    (found,) = full_obligations(known, default_policies(), TODAY)
    assert "节假日未载入" in dict(reasons(found, known, whole, default_policies(), TODAY))["说明"]


def test_an_agreement_counts_from_the_report() -> None:
    said = told(BEGUN, "agreement")
    assert said["起点"] == "报到日期 2026-06-15,记在措施里"
    assert said["天数"] == "2026-06-15 加 7 天是 2026-06-22 周一"


def test_a_transfer_counts_from_the_decision_and_an_older_taking_over_does_not_count() -> None:
    decided = notice(date(2026, 11, 10), "转入决定", document_number="岳转1号")
    said = told(replace(SIGNED, taken_over_on=date(2026, 7, 1)), "transfer_in", notices=(decided,))
    assert said["起点"] == "转入决定 2026-11-10 岳转1号,记在事项文书里"
    assert said["不算的"] == "转入日期 2026-07-01 早于转入决定"


def test_a_return_names_its_leave() -> None:
    leave = Leave(uid="l", left_on=date(2026, 11, 1), due_back_on=date(2026, 11, 25), destination="景洪")
    said = told(SIGNED, "return", leaves=(leave,))
    assert said["起点"] == "2026-11-01 请假外出 景洪,应返日期 2026-11-25"
    assert said["天数"] == "应返前 7 天提醒,应返那天是最后一天"


def test_a_suspension_is_checked_and_an_older_check_does_not_count() -> None:
    suspension = Suspension(uid="s", started_on=date(2026, 9, 21), reason="住院")
    checked = notice(date(2026, 10, 1), "中止核实")
    said = told(SIGNED, "suspension_check", suspensions=(suspension,), notices=(checked,))
    assert said["起点"] == "2026-09-21 中止(住院),还没有恢复,每 30 天核实一次"
    assert said["天数"] == "2026-11-20 加 7 天是 2026-11-27 周五"
    assert said["不算的"] == "2026-10-01 中止核实 早于 2026-11-20"


def test_a_discharge_shows_how_the_end_was_reckoned() -> None:
    began = replace(SIGNED, served_on=date(2023, 10, 1), reported_on=date(2023, 10, 10), offset_days=10)
    began = replace(began, agreement_on=date(2023, 10, 11))
    paused = Suspension(uid="s", started_on=date(2024, 1, 1), resumed_on=date(2024, 2, 1))
    said = told(began, "discharge", suspensions=(paused,))
    assert said["起点"] == "报到日 2023-10-10,期限 36 个月,折抵 10 天,中止 31 天,到期 2026-10-31"
    said = told(replace(began, confirmed_end=date(2026, 11, 30)), "discharge")
    assert said["起点"] == "确认到期日 2026-11-30,记在措施里"


def test_a_positive_names_its_test() -> None:
    assert told(SIGNED, "recheck", tests=(positive(),))["起点"] == "2026-11-20 检测 尿液 阳性,认定 初筛(没填)"
    confirmed = positive(confirmation="确认", confirmed_on=date(2026, 11, 21))
    said = told(SIGNED, "police_report", tests=(confirmed,), notices=(notice(date(2026, 9, 1), "报告公安"),))
    assert said["起点"] == "2026-11-20 检测 尿液 阳性,认定 确认 2026-11-21"
    assert said["不算的"] == "2026-09-01 报告公安 早于 2026-11-21"


def test_a_threshold_says_what_was_counted_and_a_warning_is_said_with_everything() -> None:
    tests = tuple(refusal(date(2026, 11, day)) for day in (3, 9, 20))
    said = told(SIGNED, "police_report", tests=tests)
    assert said["起点"] == "拒检、逃避累计 3 次,2026-11-20 达到"
    counted = "2026-11-03 拒检、2026-11-09 拒检"
    assert said["已达界限"].startswith(f"拒检、逃避次数 3/3,2026-11-20 起;算入 {counted}、2026-11-20 拒检")
    assert told(SIGNED, "meeting", tests=tests[:2])["预警"] == (
        f"拒检、逃避次数 2/3,2026-11-09 起;算入 {counted};依据 戒毒条例 第二十条"
    )


def test_a_refusal_to_seal_without_reason_does_not_count() -> None:
    closed = replace(SIGNED, closed_on=date(2023, 11, 1), close_reason="期满解除", served_on=date(2020, 10, 1))
    closed = replace(closed, reported_on=date(2020, 10, 10), agreement_on=date(2020, 10, 11))
    notices = (notice(date(2026, 11, 5), "暂不封存"), notice(date(2026, 10, 5), "暂不封存", content="再观察"))
    said = told(closed, "seal", notices=notices)
    assert "措施 2023-11-01 期满解除" in said["起点"]
    assert said["不算的"] == "2026-11-05 暂不封存 没有写理由; 2026-10-05 暂不封存 早于三年期满 2026-11-01"


@pytest.mark.parametrize(("reported", "said"), [("是", "算数"), ("否", "电话,不算")])
def test_a_call_counts_while_on_a_reported_leave(reported: str, said: str) -> None:
    leave = Leave(uid="l", left_on=date(2026, 11, 9), due_back_on=date(2026, 12, 30), reported=reported)
    call = Visit(uid="v", day=date(2026, 11, 11), mode="电话", contents=("见面",), result="已见到")
    assert said in told(SIGNED, "meeting", leaves=(leave,), visits=(call,))["上一窗口"]


def test_a_window_that_lost_days_says_how_many_are_left() -> None:
    suspension = Suspension(uid="s", started_on=date(2026, 11, 1), resumed_on=date(2026, 11, 8))
    assert told(SIGNED, "home_visit", suspensions=(suspension,))["有效天数"] == "23 天,整期 30 天,够一半,要办"
