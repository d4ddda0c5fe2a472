"""办理: one key opens the small form of the fact that closes what is due; two or three keys save it, and it is gone."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from store.desk.policies import default_policies
from store.desk.records import add, load
from store.model.drug_test import DrugTest
from store.model.leave import Leave
from store.model.measure import RECOVERY, Measure
from store.model.notice import Notice
from store.model.suspension import Suspension
from store.vault.unit_of_work import unit_of_work
from tests.tui.office import ACT, TODAY, Life, application, make_vault, reopened
from tests.tui.screen_text import SIZE, assert_snapshot, press, screen_lines, screen_text, unlock, write
from tui.screens.leave_form import LeaveForm
from tui.screens.measure_form import MeasureForm
from tui.screens.notice_form import NoticeForm
from tui.screens.person import PersonScreen
from tui.screens.person_form import PersonForm
from tui.screens.suspension_form import SuspensionForm
from tui.screens.test_form import TestForm
from tui.screens.today import TodayScreen
from tui.screens.visit_form import VisitForm
from tui.screens.why import WhyScreen
from tui.settling import FACTS

AGREED = {"reported_on": date(2026, 6, 15), "agreement_on": date(2026, 6, 17)}
CLOSED = {"closed_on": date(2023, 11, 1), "close_reason": "期满解除"}
LONG_AGO = {"served_on": date(2020, 10, 20), "reported_on": date(2020, 11, 1), "agreement_on": date(2020, 11, 2)}


def vault_of(folder: Path, measure: dict[str, Any], *events: Any) -> Path:
    """One person with a measure and these events, the person's id left to be filled in."""
    made = make_vault(folder / "vault", (Life("岩三木", "班帅村", "2组", **measure),))
    with reopened(made) as vault, unit_of_work(vault.connection, ACT) as unit:
        for event in events:
            add(unit, [replace(event, person_id=1)])
    return made


async def go_to(pilot: Pilot[None], text: str) -> None:
    """On 今日, one obligation a line, the line that says so."""
    await press(pilot, "ctrl+o", "end")
    if any(line.startswith(">以后") for line in screen_lines(pilot.app)):  # type: ignore[arg-type]
        await press(pilot, "enter")
    await press(pilot, "home")
    for _ in range(30):
        if any(line.startswith(">") and text in line for line in screen_lines(pilot.app)):  # type: ignore[arg-type]
            return
        await press(pilot, "down")
    raise AssertionError(f"{text} is not on 今日:\n{screen_text(pilot.app)}")  # type: ignore[arg-type]


@dataclass(frozen=True)
class Settled:
    """What is due, the keys after 办理 that save it, the form they pass, and what must be recorded then."""

    label: str
    measure: dict[str, Any]
    events: tuple[Any, ...]
    keys: tuple[str, ...]
    form: type
    record: type
    became: Callable[[Any], bool]


USUAL = (
    Settled("报到", {"served_on": date(2026, 11, 1)}, (), ("enter", "f2"), MeasureForm, Measure,
            lambda each: each.reported_on == TODAY),
    Settled("签协议", {"reported_on": date(2026, 11, 20)}, (), ("f2",), MeasureForm, Measure,
            lambda each: each.agreement_on == TODAY),
    Settled("转入报到", AGREED, (Notice(day=date(2026, 11, 10), matter="转入决定"),), ("f2",), MeasureForm, Measure,
            lambda each: each.taken_over_on == TODAY),
    Settled("解除", {**LONG_AGO, "served_on": date(2023, 10, 20), "reported_on": date(2023, 11, 25)} |
            {"agreement_on": date(2023, 11, 25)}, (), ("enter", "f2"), MeasureForm, Measure,
            lambda each: (each.closed_on, each.close_reason) == (TODAY, "期满解除")),
    Settled("返回", AGREED, (Leave(left_on=date(2026, 11, 1), due_back_on=TODAY, reported="是"),), ("f2",), LeaveForm,
            Leave, lambda each: each.returned_on == TODAY),
    Settled("中止核实", AGREED, (Suspension(started_on=date(2026, 10, 20)),), ("enter", "f2"), NoticeForm, Notice,
            lambda each: (each.day, each.matter, each.handler) == (TODAY, "中止核实", "李敏")),
    Settled("报告公安", AGREED, (DrugTest(day=date(2026, 11, 20), sample="尿液", kind="定期", result="阳性",
            confirmation="确认"),), ("f2",), NoticeForm, Notice,
            lambda each: (each.matter, each.content) == ("报告公安", "阳性确认(2026-11-20)")),
    Settled("复检", AGREED, (DrugTest(day=date(2026, 11, 20), sample="尿液", kind="定期", result="阳性"),), ("3", "f2"),
            TestForm, DrugTest, lambda each: (each.confirmation, each.confirmed_on) == ("排除", TODAY)),
    Settled("封存", {**LONG_AGO, **CLOSED}, (), ("enter", "f2"), NoticeForm, Notice,
            lambda each: (each.day, each.matter) == (TODAY, "封存")),
)  # fmt: skip


@pytest.mark.parametrize("case", USUAL, ids=lambda case: case.label)
async def test_the_usual_case_takes_two_or_three_keys_and_the_line_is_gone(case: Settled, tmp_path: Path) -> None:
    app = application(vault_of(tmp_path, case.measure, *case.events))
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await go_to(pilot, case.label)
        await press(pilot, "ctrl+x", *case.keys[:-1])
        assert isinstance(app.screen, case.form)
        await press(pilot, case.keys[-1])
        assert isinstance(app.screen, TodayScreen), screen_text(app)
        assert not any(f" {case.label} " in line for line in screen_lines(app)[4:-3]), "the line is gone"
        assert len(case.keys) + 1 <= 3
    with reopened(tmp_path / "vault") as vault:
        found: list[Any] = load(vault.connection, case.record)
        (saved,) = [each for each in found if case.became(each)]
        assert saved.person_id == 1


def test_every_rule_says_which_fact_closes_it() -> None:
    deadlines = {case.label for case in USUAL} | {"缺要素"}
    assert len(deadlines) == 10
    assert set(FACTS) == set(default_policies().rules) | {
        "report_in", "agreement", "transfer_in", "discharge", "return", "suspension_check", "recheck",
        "police_report", "seal", "facts_missing",
    }  # fmt: skip


async def test_not_reported_may_be_excused_refused_or_urged(tmp_path: Path) -> None:
    app = application(vault_of(tmp_path, {"served_on": date(2026, 11, 1)}))
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "ctrl+x")
        assert_snapshot(app, "settle_which")
        await press(pilot, "2", "f2")
        assert isinstance(app.screen, NoticeForm), "a finding says its reason"
        await write(pilot, "住院")
        await press(pilot, "f2")
        await press(pilot, "enter")
        assert "报到 12-07" in screen_text(app), "fifteen days from the finding"
        await press(pilot, "ctrl+g", "enter", "ctrl+x", "3")
        await press(pilot, "enter", "enter")
        await write(pilot, "外出不归")
        await press(pilot, "f2")
        assert "报告公安" in screen_text(app)


async def test_a_late_return_may_be_found_unauthorised(tmp_path: Path) -> None:
    leave = Leave(left_on=date(2026, 11, 1), due_back_on=date(2026, 11, 10), reported="是")
    app = application(vault_of(tmp_path, AGREED, leave))
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await go_to(pilot, "返回")
        await press(pilot, "ctrl+x")
        assert "擅自离开认定" in screen_text(app)
        await press(pilot, "1")
        assert isinstance(app.screen, LeaveForm)
        assert "会办结: 返回(2026-11-01 外出)" in screen_text(app)
        assert_snapshot(app, "settle_return")


async def test_the_last_office_that_was_told_is_filled_in(tmp_path: Path) -> None:
    told = Notice(day=date(2026, 9, 1), matter="报告公安", counterpart="岳宋派出所", content="x")
    positive = DrugTest(day=date(2026, 11, 20), sample="尿液", kind="定期", result="阳性", confirmation="确认")
    app = application(vault_of(tmp_path, AGREED, told, positive))
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await go_to(pilot, "报告公安")
        await press(pilot, "ctrl+x")
        assert "岳宋派出所" in screen_text(app)
        assert "会办结: 报告公安(阳性确认)" in screen_text(app)
        assert_snapshot(app, "settle_police")
        await press(pilot, "escape")
        assert isinstance(app.screen, TodayScreen), "nothing was typed, nothing is asked"


async def test_missing_facts_open_the_registration_at_the_field(tmp_path: Path) -> None:
    app = application(vault_of(tmp_path, {"category": RECOVERY, "served_on": None}))
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "ctrl+x")
        assert isinstance(app.screen, PersonForm)
        assert app.focused is app.screen._entries["served_on"]


async def test_a_window_opens_its_form_and_a_suspension_can_be_ended(tmp_path: Path) -> None:
    app = application(vault_of(tmp_path, AGREED, Suspension(started_on=date(2026, 10, 20))))
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "ctrl+x", "2")
        assert isinstance(app.screen, SuspensionForm)
        await press(pilot, "f2")
        assert "中止核实" not in screen_text(app)
        await go_to(pilot, "谈话")
        await press(pilot, "x")
        assert isinstance(app.screen, VisitForm)
        assert "会完成: 谈话" in screen_text(app)


async def test_from_the_page_and_from_why_she_comes_back_where_she_was(tmp_path: Path) -> None:
    app = application(vault_of(tmp_path, {"reported_on": date(2026, 11, 20)}))
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "f8")
        assert isinstance(app.screen, WhyScreen)
        await press(pilot, "home")
        before = len([line for line in screen_lines(app)[2:8] if line.strip()])
        while not any(line.startswith(">") and "签协议" in line for line in screen_lines(app)):
            await press(pilot, "down")
        await press(pilot, "ctrl+x", "f2")
        assert isinstance(app.screen, WhyScreen)
        assert "签协议" not in "".join(screen_lines(app)[2:9])
        assert "已更正: 岩三木 协议签订日期 11-22" in screen_text(app)
        assert before
        await press(pilot, "escape", "ctrl+g", "enter", "enter")
        assert isinstance(app.screen, PersonScreen)
        while not any(line.startswith(">") and "签协议" in line for line in screen_lines(app)):
            await press(pilot, "down")
        await press(pilot, "ctrl+x", "f2")
        assert "协议 已签 11-22" in screen_text(app)


async def test_a_wrong_day_is_refused_in_the_small_form(tmp_path: Path) -> None:
    app = application(vault_of(tmp_path, {"served_on": date(2026, 11, 1)}))
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "ctrl+x", "1", "ctrl+u")
        await write(pilot, "10.30")
        await press(pilot, "f2")
        assert isinstance(app.screen, MeasureForm)
        assert "还没有保存" in screen_text(app)
        assert_snapshot(app, "settle_measure")
        await press(pilot, "ctrl+u")
        await write(pilot, "11.20")
        assert "应签协议" in screen_text(app)
        await press(pilot, "f2")
        assert isinstance(app.screen, TodayScreen)


async def test_what_it_hangs_on_was_voided_meanwhile(tmp_path: Path) -> None:
    folder = vault_of(tmp_path, AGREED, Leave(left_on=date(2026, 11, 1), due_back_on=TODAY, reported="是"))
    app = application(folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await go_to(pilot, "返回")
        from functools import partial

        from store.desk.voiding import void

        (leave,) = await app.session.read(partial(load, record_type=Leave))
        await app.session.read(partial(void, act=ACT, record=leave, reason="记重了"))
        await press(pilot, "ctrl+x")
        assert "记录已变" in screen_text(app)


def test_the_days_of_the_examples_are_due() -> None:
    assert TODAY - timedelta(days=33) == date(2026, 10, 20), "a suspension of thirty days is checked"


async def test_the_form_of_a_transfer_says_that_it_excuses_what_was_missed(tmp_path: Path) -> None:
    app = application(vault_of(tmp_path, AGREED))
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "enter", "f7", "4")
        assert isinstance(app.screen, NoticeForm)
        assert "都免" not in screen_text(app)
        await press(pilot, "7")
        assert "转入决定" in screen_text(app)
        assert "报到以来没办的各期都免,含已漏" in screen_text(app)


async def test_an_agreement_from_before_the_report_is_asked_about_and_kept(tmp_path: Path) -> None:
    app = application(vault_of(tmp_path, {"reported_on": date(2026, 11, 20)}))
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await go_to(pilot, "签协议")
        await press(pilot, "ctrl+x", "end", *["backspace"] * 10)
        await write(pilot, "2026-11-19")
        assert "请核对: 协议签订日期早于报到日期" in screen_text(app)
        await press(pilot, "f2")
        assert isinstance(app.screen, TodayScreen)
    with reopened(tmp_path / "vault") as vault:
        (measure,) = load(vault.connection, Measure)
    assert measure.agreement_on == date(2026, 11, 19)


async def test_a_transfer_of_whom_nothing_recurs_is_told_to_excuse_nothing(tmp_path: Path) -> None:
    app = application(vault_of(tmp_path, {"category": "社会面管理", "reported_on": date(2026, 6, 15)}))
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "2", "enter", "f7", "4", "7")
        assert isinstance(app.screen, NoticeForm)
        assert "只留记录" in screen_text(app)
        assert "都免" not in screen_text(app)
