"""The whole first day at 80x24 by keys: a new vault, the old ledger, a week, records, a correction, an export."""

import csv
import shutil
from pathlib import Path

from textual.pilot import Pilot

from store.desk.handing_over import handed_over
from store.desk.records import load
from store.model.drug_test import DrugTest
from store.model.person import Person
from store.model.plan import Plan
from store.model.visit import Visit
from store.vault.backup import inspect
from store.vault.vault import open_vault
from store.vault.verify import verify
from tests.tui.office import TODAY, application
from tests.tui.screen_text import SIZE, assert_snapshot, burst, press, screen_lines, screen_text, settled, write
from tests.tui.test_first_start import copy_down, found
from tui.app import OfficeApp
from tui.screens.batch_entry import BatchScreen
from tui.screens.export_ledger import ExportScreen
from tui.screens.first_start import FirstStartScreen
from tui.screens.import_ledger import ImportScreen
from tui.screens.person import PersonScreen
from tui.screens.plan import PlanScreen
from tui.screens.today import TodayScreen

LEDGER = Path(__file__).parent.parent / "ledgers" / "people-1.csv"
TERMS = ("县禁毒办", "便函3号", "季度上报")


async def test_the_first_day(tmp_path: Path) -> None:
    ledger = Path(shutil.copy(LEDGER, tmp_path))
    app = application(tmp_path / "office")
    async with app.run_test(size=SIZE) as pilot:
        code = await found_by_hand(pilot)
        await bring_in(pilot, ledger)
        await look_at_the_problems(pilot)
        await write_in(pilot)
        await plan_the_week(pilot)
        await record_a_visit_and_a_test(pilot)
        await key_in_a_sheet(pilot)
        await correct_the_visit_and_take_that_back(pilot)
        await hand_up(pilot, tmp_path / "上报")
        await leave(pilot)
    assert app.return_code == 0
    assert_what_is_left(tmp_path, code)


async def found_by_hand(pilot: Pilot[None]) -> str:
    """A new vault, and the code typed back; the code."""
    await settled(pilot)
    assert isinstance(pilot.app.screen, FirstStartScreen)
    await found(pilot)
    return await copy_down(pilot)


async def bring_in(pilot: Pilot[None], ledger: Path) -> None:
    """From the end of the wizard to the check of the old ledger."""
    await press(pilot, "enter")
    assert isinstance(pilot.app.screen, ImportScreen)
    await burst(pilot, "ctrl+u", *str(ledger), "enter")
    await burst(pilot, "enter", "enter")
    where = next(line for line in screen_lines(app_of(pilot)) if line.startswith(" 退回写到"))
    assert_snapshot(app_of(pilot), "first_day_problems", hidden=where.strip())


async def look_at_the_problems(pilot: Pilot[None]) -> None:
    """One code alone: the numbers that a spreadsheet broke."""
    await burst(pilot, "tab", "tab", "right", "enter")
    await press(pilot, "down")
    assert "(id-excel-damage)" in screen_text(app_of(pilot))
    assert "第18行" in screen_text(app_of(pilot))


async def write_in(pilot: Pilot[None]) -> None:
    """What can go in goes in; 今日 shows them."""
    await press(pilot, "f2", "f2")
    assert "已写入台账,批次 2" in screen_text(app_of(pilot))
    await press(pilot, "escape")
    assert isinstance(pilot.app.screen, TodayScreen)
    assert_snapshot(app_of(pilot), "first_day_today")


async def plan_the_week(pilot: Pilot[None]) -> None:
    """The proposed week as it stands."""
    await press(pilot, "ctrl+k")
    assert isinstance(pilot.app.screen, PlanScreen)
    assert "拟定 26" in screen_text(app_of(pilot))
    await press(pilot, "f2")
    assert_snapshot(app_of(pilot), "first_day_plan")
    await press(pilot, "escape")


async def record_a_visit_and_a_test(pilot: Pilot[None]) -> None:
    """For the person on the first line of 今日."""
    await press(pilot, "f5")
    await burst(pilot, "enter", "enter", "1", "2", "f2")
    assert "已保存: 李才 11-22 见面、谈话 已见到" in screen_text(app_of(pilot))
    await press(pilot, "f6")
    await burst(pilot, "1", "f2")
    assert "已保存: 李才 11-22 检测" in screen_text(app_of(pilot))


async def key_in_a_sheet(pilot: Pilot[None]) -> None:
    """Two lines of a village's paper sheet."""
    await press(pilot, "ctrl+b")
    assert isinstance(pilot.app.screen, BatchScreen)
    await burst(pilot, *"3 阴", "enter", *"5 未到 赶集", "enter")
    assert_snapshot(app_of(pilot), "first_day_sheet")
    await press(pilot, "f2", "f2")
    assert "补录 2 条" in screen_text(app_of(pilot))


async def correct_the_visit_and_take_that_back(pilot: Pilot[None]) -> None:
    """The visit was not answered after all; then it was."""
    await press(pilot, "enter")
    assert isinstance(pilot.app.screen, PersonScreen)
    await press(pilot, "right", "f4")
    assert "更正走访谈话记录    李才" in screen_text(app_of(pilot))
    await burst(pilot, "enter", "enter", "enter", "2")
    assert "更正: 结果 已见到 改为 未见到" in screen_text(app_of(pilot))
    await press(pilot, "f2")
    assert_snapshot(app_of(pilot), "first_day_corrected")
    await press(pilot, "ctrl+g")
    assert "将撤回" in screen_text(app_of(pilot))
    await press(pilot, "enter")
    assert "已见到" in screen_text(app_of(pilot))
    await press(pilot, "escape")


async def hand_up(pilot: Pilot[None], target: Path) -> None:
    """Everything, to whom, on what basis, what for."""
    await press(pilot, "5", "down", "enter")
    assert isinstance(pilot.app.screen, ExportScreen), screen_text(app_of(pilot))
    await burst(pilot, "enter", "ctrl+u", *str(target), "enter", "enter", "enter")
    for text in TERMS:
        await write(pilot, text)
        await press(pilot, "enter")
    await press(pilot, "f2")
    assert "已导出 18 个文件" in screen_text(app_of(pilot))
    await press(pilot, "escape")
    assert isinstance(pilot.app.screen, TodayScreen)


async def leave(pilot: Pilot[None]) -> None:
    """Esc on 今日, and yes."""
    await press(pilot, "escape")
    await burst(pilot, "f2")
    for _ in range(400):
        if not pilot.app.is_running:
            return
        await pilot.pause(0.01)
    raise AssertionError("the program is still there")


def app_of(pilot: Pilot[None]) -> OfficeApp:
    assert isinstance(pilot.app, OfficeApp)
    return pilot.app


def assert_what_is_left(folder: Path, code: str) -> None:
    """The facts as another process finds them, the files that went out, and the backups."""
    with open_vault(folder / "office", code) as vault:
        assert verify(vault.connection, ()) == []
        assert len(load(vault.connection, Person)) == 41
        assert len(load(vault.connection, Plan)) == 26
        (visit,) = load(vault.connection, Visit)
        assert (visit.day, visit.contents, visit.result) == (TODAY, ("见面", "谈话"), "已见到")
        assert [test.result for test in load(vault.connection, DrugTest, "ORDER BY id")] == ["阴性", "阴性", "未到"]
        (entry,) = handed_over(vault.connection)
        assert (entry.terms.recipient, entry.terms.basis, entry.terms.purpose) == TERMS
    people = (folder / "上报" / "people.csv").read_text(encoding="utf-8-sig")
    assert len(list(csv.reader(people.splitlines()))) == 1 + 41
    assert len((folder / "people-1-退回.csv").read_bytes().splitlines()) == 21
    backups = sorted((folder / "office" / "backups").iterdir())
    assert len(backups) == 2
    inspect(backups[-1])
