"""The list of misses to be explained, and the list of who is near a threshold, by keys at 80x24."""

from datetime import date
from pathlib import Path

from store.desk.explaining import Miss, explain
from store.desk.records import load
from store.model.drug_test import DrugTest
from store.model.leave import Leave
from store.model.measure import Measure
from store.model.notice import Notice
from store.model.suspension import Suspension
from tests.tui.office import ACT, TODAY, application, reopened
from tests.tui.screen_text import SIZE, assert_snapshot, press, screen_lines, screen_text, unlock, write
from tests.tui.test_settling import AGREED, vault_of
from tui.requests import ListAsked
from tui.screens.alerts import AlertsScreen
from tui.screens.explanation import ExplanationScreen
from tui.screens.measure_form import MeasureForm
from tui.screens.misses import MissesScreen
from tui.screens.notice_form import NoticeForm
from tui.screens.person import PersonScreen
from tui.screens.suspension_form import SuspensionForm
from tui.screens.today import TodayScreen


def refused(day: int) -> DrugTest:
    """A refusal in November."""
    return DrugTest(day=date(2026, 11, day), sample="尿液", kind="定期", result="拒检")


async def test_several_misses_are_explained_with_one_reason_and_taken_back(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "ctrl+a")
        assert isinstance(app.screen, MissesScreen)
        assert_snapshot(app, "misses")
        before = screen_lines(app)[2]
        await press(pilot, "space", "space", "f2")
        assert isinstance(app.screen, ExplanationScreen)
        await press(pilot, "f2")
        assert "还没有保存: 请写明原因" in screen_text(app)
        await write(pilot, "道路中断")
        assert_snapshot(app, "explanation")
        await press(pilot, "f2")
        assert isinstance(app.screen, MissesScreen)
        assert "已说明 2 件漏项" in screen_text(app)
        count = int(before.split()[2])
        assert f"{count - 2} 件" in screen_lines(app)[2]
        await press(pilot, "ctrl+g")
        assert "新增事项文书2" in screen_text(app)
        await press(pilot, "enter")
        assert f"{count} 件" in screen_lines(app)[2]
        await press(pilot, "ctrl+x")
        assert isinstance(app.screen, ExplanationScreen), "without ticks the one under the cursor"
        await press(pilot, "escape", "enter")
        assert isinstance(app.screen, PersonScreen)
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen, TodayScreen)


async def test_a_village_and_a_series_are_ticked_at_once_and_only_what_is_shown_is_explained(
    vault_folder: Path,
) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "ctrl+a", "down", "space", "tab", "right", "tab", "right", "enter")
        assert "村:岳宋村  项目:检测" in screen_lines(app)[2]
        shown = [line for line in screen_lines(app) if "[ ]" in line]
        assert len(shown) == 5
        assert all("艾块" in line for line in shown)
        await press(pilot, "0")
        assert f"已勾选 {len(shown)}" in screen_lines(app)[2]
        await press(pilot, "0")
        assert "已勾选" not in screen_lines(app)[2], "the same key takes the ticks away"
        await press(pilot, "0", "f2")
        assert f"{len(shown)} 件" in screen_text(app), "the tick behind the filter is not explained along"
        await write(pilot, "道路中断")
        await press(pilot, "f2")
        assert f"已说明 {len(shown)} 件漏项" in screen_text(app)
    with reopened(vault_folder) as vault:
        found = load(vault.connection, Notice)
    assert {each.document_number.split()[0] for each in found if each.document_number} == {"定期检测"}
    assert len({each.person_id for each in found}) == 1


async def test_the_misses_of_one_person_are_reached_from_the_list_of_gaps(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        app.post_message(ListAsked("五个到位"))
        await press(pilot, "home")
        for _ in range(8):
            if any(line.startswith(">") and "岩三木" in line for line in screen_lines(app)):
                break
            await press(pilot, "down")
        await press(pilot, "enter")
        ways = [line for line in screen_lines(app) if "写漏项说明" in line]
        await press(pilot, ways[0].split()[0].lstrip("(")[0])
        assert isinstance(app.screen, MissesScreen)
        assert "待说明漏项    岩三木" in screen_text(app)
        assert {line.split()[2] for line in screen_lines(app) if "[ ]" in line} == {"岩三木"}


async def test_each_window_is_named_and_once_is_enough(vault_folder: Path) -> None:
    misses = (
        Miss(2, "见面", date(2026, 11, 2)),
        Miss(2, "见面", date(2026, 11, 9)),
        Miss(3, "定期检测", date(2026, 10, 15)),
    )
    with reopened(vault_folder) as vault:
        assert explain(vault.connection, ACT, misses[:2], " 道路中断 ") == 2
        assert explain(vault.connection, ACT, misses, "道路中断") == 1, "what is explained is passed over"
        found = load(vault.connection, Notice, "ORDER BY id")
    assert [each.document_number for each in found] == ["见面 2026-11-02", "见面 2026-11-09", "定期检测 2026-10-15"]
    assert {(each.day, each.matter, each.content, each.handler) for each in found} == {
        (TODAY, "漏项说明", "道路中断", "李敏")
    }


async def test_nobody_is_explained_whose_registration_was_taken_back_meanwhile(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "ctrl+a", "f2")
        await write(pilot, "道路中断")
        await press(pilot, "ctrl+g", "enter")
        assert isinstance(app.screen, ExplanationScreen)
        await press(pilot, "f2")
        assert "其中有人的登记已经撤下,没有保存,您写的还在" in screen_text(app)
        await press(pilot, "enter")
        assert "道路中断" in screen_text(app)
        await press(pilot, "escape", "f2")
        assert isinstance(app.screen, MissesScreen)
        assert "没有要说明的漏项" in screen_text(app)


async def test_a_warning_is_said_on_today_on_the_page_and_in_the_list(tmp_path: Path) -> None:
    away = Leave(
        left_on=date(2026, 10, 1), due_back_on=date(2026, 10, 2), returned_on=date(2026, 10, 26), reported="否"
    )
    app = application(vault_of(tmp_path, AGREED, refused(3), refused(9), refused(20), away))
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        assert "已达 拒检、逃避次数 3/3  预警 擅自离开累计天数 25/30天" in screen_text(app)
        await press(pilot, "ctrl+w")
        assert isinstance(app.screen, AlertsScreen)
        assert "算入: 11-03 拒检、11-09 拒检、11-20 拒检" in screen_text(app)
        assert_snapshot(app, "alerts")
        await press(pilot, "ctrl+x", "1")
        assert isinstance(app.screen, NoticeForm)
        await press(pilot, "f2")
        assert isinstance(app.screen, AlertsScreen)
        await press(pilot, "down", "ctrl+x", "1", "f2")
        assert isinstance(app.screen, NoticeForm), "a finding says its reason"
        await press(pilot, "escape", "enter")
        assert isinstance(app.screen, PersonScreen)
        assert "已达 拒检、逃避次数 3/3" in screen_lines(app)[3]
    with reopened(tmp_path / "vault") as vault:
        (saved,) = load(vault.connection, Notice)
    assert (saved.matter, saved.content) == ("报告公安", "拒检、逃避次数 3/3")


async def test_an_end_to_be_confirmed_anew_is_said_everywhere_and_mended_from_the_list(tmp_path: Path) -> None:
    confirmed = {**AGREED, "confirmed_end": date(2029, 1, 5)}
    app = application(vault_of(tmp_path, confirmed, Suspension(started_on=date(2026, 10, 20))))
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        assert "到期日 2029-01-05 要重新确认" in screen_text(app)
        await press(pilot, "f8")
        assert "又记了 10-20 起的中止" in screen_text(app)
        await press(pilot, "escape", "enter")
        assert "到期日 2029-01-05 要重新确认" in screen_lines(app)[3]
        await press(pilot, "escape", "ctrl+w")
        assert_snapshot(app, "alerts_confirmed_end")
        await press(pilot, "ctrl+x")
        assert isinstance(app.screen, MeasureForm)
        await press(pilot, "end", *["backspace"] * 10)
        await write(pilot, "2029-02-05")
        await press(pilot, "f2")
        assert "没有人接近界限" in screen_text(app)
    with reopened(tmp_path / "vault") as vault:
        (measure,) = load(vault.connection, Measure)
    assert measure.confirmed_end == date(2029, 2, 5)


async def test_the_form_of_a_suspension_says_that_a_confirmed_end_does_not_move(tmp_path: Path) -> None:
    app = application(vault_of(tmp_path, {**AGREED, "confirmed_end": date(2029, 1, 5)}))
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "enter", "f7", "2")
        assert isinstance(app.screen, SuspensionForm)
        assert "到期日已确认为 2029-01-05,不因中止顺延" in screen_text(app)


async def test_nobody_near_a_threshold_is_said(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "ctrl+w")
        assert "没有人接近界限" in screen_text(app)
        await press(pilot, "enter", "ctrl+x", "f12")
        await unlock(pilot)
        assert isinstance(app.screen, AlertsScreen)
