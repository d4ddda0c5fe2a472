"""排期 at 80x24 by keys: a week is proposed, changed, saved at once, printed; it counts as nothing that was done."""

import dataclasses
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from store.desk.contacts import record_visit
from store.desk.plan import drop, save_plan
from store.desk.records import load
from store.desk.undo import undo
from store.desk.undoable import last_undoable
from store.desk.worklist import worklist
from store.fields import declared_field
from store.model.person import Person
from store.model.plan import Plan
from store.model.visit import Visit
from store.vault.cipher import Connection
from tests.hostile import OWN
from tests.tui.office import ACT, TODAY, application, reopened
from tests.tui.screen_text import SIZE, assert_snapshot, press, screen_lines, screen_text, settled, unlock, write
from tui.app import OfficeApp
from tui.screens.person import PersonScreen
from tui.screens.plan import PlanScreen
from tui.screens.route_sheet import RouteSheetScreen
from tui.screens.today import TodayScreen
from tui.screens.visit_form import VisitForm
from tui.typed_text import cleaned_text, fault_of
from tui.widgets.path_entry import PathEntry

MONDAY = date(2026, 11, 23)
TUESDAY = MONDAY + timedelta(days=1)


async def at_plan(pilot: Pilot[None]) -> None:
    """Unlock, and from 今日 to the table of the coming week: today is a Sunday."""
    await unlock(pilot)
    await press(pilot, "ctrl+k")
    assert isinstance(pilot.app.screen, PlanScreen)


def plans(folder: Path) -> list[tuple[str, date, str | None]]:
    """Who is planned for when and whom, as another process finds it."""
    with reopened(folder) as vault:
        names = {person.id: person.name for person in load(vault.connection, Person)}
        return [(names[plan.person_id], plan.day, plan.helper) for plan in load(vault.connection, Plan, "ORDER BY day")]


def person_id(connection: Connection, name: str) -> int:
    return load(connection, Person, "WHERE name = ?", (name,))[0].id


def planned_before(folder: Path, *names: str, day: date = TODAY, helper: str = "王强") -> None:
    """Plans that were saved on their own day."""
    with reopened(folder) as vault:
        ids = [person_id(vault.connection, name) for name in names]
        wanted = [Plan(person_id=row_id, day=day, helper=helper, contents=("见面",)) for row_id in ids]
        save_plan(vault.connection, dataclasses.replace(ACT, today=min(day, TODAY)), wanted)


def line_of(app: OfficeApp, name: str) -> str:
    """The line of the list on which somebody stands."""
    return next(line for line in screen_lines(app)[3:-4] if name in line)


async def on_line_of(pilot: Pilot[None], name: str) -> None:
    """Move the cursor down to somebody."""
    await press(pilot, "home")
    for _ in range(20):
        if any(line.startswith(">") and name in line for line in screen_lines(app_of(pilot))):
            return
        await press(pilot, "down")
    raise AssertionError(f"{name} is not on the screen")


def app_of(pilot: Pilot[None]) -> OfficeApp:
    assert isinstance(pilot.app, OfficeApp)
    return pilot.app


@pytest.mark.parametrize("size", [SIZE, (120, 40)], ids=["80x24", "120x40"])
async def test_the_week_is_laid_on_the_table_from_what_is_due(vault_folder: Path, size: tuple[int, int]) -> None:
    planned_before(vault_folder, "岩三木", day=TODAY - timedelta(days=4))
    app = application(vault_folder)
    async with app.run_test(size=size) as pilot:
        await at_plan(pilot)
        await press(pilot, "end", "enter", "home")
        assert_snapshot(app, f"plan_{size[0]}")


async def test_one_key_saves_the_proposed_week_and_one_undo_takes_it_back(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_plan(pilot)
        await press(pilot, "f2")
        assert "已保存: 新排 4 处" in screen_text(app)
        assert "拟定 0  已安排 4" in screen_text(app)
        await press(pilot, "f2")
        assert "没有要保存的" in screen_text(app)
    assert sorted(plans(vault_folder)) == [
        ("娜叶", MONDAY, "王强"), ("尼惹", MONDAY, "王强"), ("岩三木", TUESDAY, "王强"), ("艾块", MONDAY, "王强"),
    ]  # fmt: skip
    with reopened(vault_folder) as vault:
        last = last_undoable(vault.connection)
        assert last
        undo(vault.connection, last.number, ACT)
        assert load(vault.connection, Plan) == []


async def test_a_plan_settles_nothing(vault_folder: Path) -> None:
    with reopened(vault_folder) as vault:
        before = worklist(vault.connection, TODAY, within=30)
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_plan(pilot)
        await press(pilot, "f2")
    with reopened(vault_folder) as vault:
        assert worklist(vault.connection, TODAY, within=30) == before
        assert load(vault.connection, Plan)


async def test_left_and_right_move_a_visit_from_day_to_day(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_plan(pilot)
        await on_line_of(pilot, "艾块")
        await press(pilot, "right", "right", "left")
        assert "有改动,F2 保存" in screen_text(app)
        assert screen_lines(app)[-3].startswith(" 艾块 岳宋村3组 11-24 周二 王强")
        await press(pilot, "f2")
    assert ("艾块", TUESDAY, "王强") in plans(vault_folder)


async def test_a_visit_never_moves_into_the_past(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_plan(pilot)
        await on_line_of(pilot, "艾块")
        await press(pilot, *["left"] * 3)
        assert "过去的日子不能再排" in screen_text(app)
        assert "今天 周日 11-22  1 处" in screen_text(app)
        assert "见面 这天不算" in line_of(app, "艾块")


async def test_a_saved_visit_is_moved_given_to_another_and_given_up(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_plan(pilot)
        await press(pilot, "f2")
        await on_line_of(pilot, "艾块")
        await press(pilot, "right")
        await on_line_of(pilot, "娜叶")
        await press(pilot, "space")
        assert line_of(app, "娜叶").endswith("取消")
        await on_line_of(pilot, "尼惹")
        await press(pilot, "f4")
        await write(pilot, "刀明")
        await press(pilot, "enter")
        assert "刀明" in line_of(app, "尼惹")
        await press(pilot, "f2")
        assert "已保存: 改动 2 处  取消 1 处" in screen_text(app)
    assert sorted(plans(vault_folder)) == [
        ("尼惹", MONDAY, "刀明"), ("岩三木", TUESDAY, "王强"), ("艾块", TUESDAY, "王强"),
    ]  # fmt: skip


async def test_a_visit_left_out_is_not_saved_and_stays_in_sight(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_plan(pilot)
        await on_line_of(pilot, "尼惹")
        await press(pilot, "space")
        assert line_of(app, "尼惹").endswith("不排")
        await press(pilot, "f2")
        assert line_of(app, "尼惹").endswith("拟定")
    assert "尼惹" not in {name for name, _, _ in plans(vault_folder)}


async def test_the_helper_is_chosen_from_the_names_or_nobody(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_plan(pilot)
        await on_line_of(pilot, "尼惹")
        await press(pilot, "f4", "down", "f2")
        assert "没定人" in line_of(app, "尼惹")
        await press(pilot, "f4", "escape")
        assert "没定人" in line_of(app, "尼惹")
        await press(pilot, "f4", "enter")
        assert "王强" in line_of(app, "尼惹")


@pytest.mark.parametrize("typed", ["同上", "甲" * 101])
async def test_a_helper_who_cannot_be_saved_is_refused_where_he_is_typed(vault_folder: Path, typed: str) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_plan(pilot)
        await on_line_of(pilot, "尼惹")
        await press(pilot, "f4")
        await write(pilot, typed)
        await press(pilot, "enter")
        assert "走访人" in screen_lines(app)[-2]
        await press(pilot, "escape")
        assert typed[:2] not in screen_text(app)
        await press(pilot, "escape")
        assert "王强" in line_of(app, "尼惹")


async def test_what_was_planned_and_not_done_comes_back(vault_folder: Path) -> None:
    planned_before(vault_folder, "李建国", day=TODAY - timedelta(days=4))
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        assert "安排未办 1" in screen_lines(app)[2]
        await press(pilot, "ctrl+k")
        assert "安排未办 (1)" in screen_text(app)
        await on_line_of(pilot, "李建国")
        await press(pilot, "right")
        assert line_of(app, "李建国").endswith("重排")
        await press(pilot, "space")
        assert line_of(app, "李建国").endswith("未办")
        await press(pilot, "right", "f2")
        assert "安排未办" not in screen_text(app)
    assert ("李建国", MONDAY, "王强") in plans(vault_folder)
    assert ("李建国", TODAY - timedelta(days=4), "王强") in plans(vault_folder)


async def test_what_was_not_done_can_be_given_up(vault_folder: Path) -> None:
    planned_before(vault_folder, "李建国", day=TODAY - timedelta(days=4))
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_plan(pilot)
        await on_line_of(pilot, "李建国")
        await press(pilot, "space", "f2")
        assert "取消 1 处" in screen_text(app)
    assert "李建国" not in {name for name, _, _ in plans(vault_folder)}


async def test_today_marks_who_is_planned_until_the_visit_is_recorded(vault_folder: Path) -> None:
    planned_before(vault_folder, "岩三木")
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        assert "已安排 1" in screen_lines(app)[2]
        assert "见面 今天止 | 已安排 +3" in line_of(app, "岩三木")
        await on_line_of(pilot, "岩三木")
        assert "今天安排 王强" in screen_text(app)
        await press(pilot, "ctrl+o")
        marked = [line for line in screen_lines(app) if "已安排" in line and "岩三木" in line]
        assert len(marked) == 1
        assert "见面" in marked[0]
    with reopened(vault_folder) as vault:
        row_id = person_id(vault.connection, "岩三木")
        visit = Visit(person_id=row_id, day=TODAY, mode="见面", contents=("谈话",), result="已见到")
        record_visit(vault.connection, dataclasses.replace(ACT, action="visit"), visit)
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        assert "见面 今天止" in line_of(app, "岩三木")
        assert "已安排" not in screen_text(app)


async def test_leaving_asks_only_when_something_was_changed(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_plan(pilot)
        await press(pilot, "escape")
        assert isinstance(app.screen, TodayScreen)
        await press(pilot, "k", "right", "escape")
        assert "离开会丢掉" in screen_text(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, PlanScreen)
        await press(pilot, "left")
        await press(pilot, "escape")
        assert isinstance(app.screen, TodayScreen)
    assert plans(vault_folder) == []


async def test_tab_goes_through_the_weeks_and_asks_before_changes_are_lost(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_plan(pilot)
        weeks = []
        for _ in range(4):
            weeks.append(screen_lines(app)[1].split()[1])
            await press(pilot, "tab")
        assert weeks == ["下周", "下下周", "第4周", "本周"]
        await press(pilot, "right", "tab")
        assert "换周会丢掉" in screen_text(app)
        await press(pilot, "escape")
        assert "有改动" in screen_text(app)
        await press(pilot, "tab", "f2")
        assert "下下周" in screen_lines(app)[1]


async def test_changes_outlast_a_lock(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_plan(pilot)
        await on_line_of(pilot, "尼惹")
        await press(pilot, "right", "f12")
        await unlock(pilot)
        assert "有改动,F2 保存" in screen_text(app)
        await press(pilot, "f2")
    assert ("尼惹", TUESDAY, "王强") in plans(vault_folder)


async def test_a_table_without_changes_is_forgotten_by_a_lock_and_read_anew(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_plan(pilot)
        screen = app.screen
        assert isinstance(screen, PlanScreen)
        await press(pilot, "f12")
        assert screen._table.entries == ()
        await unlock(pilot)
        assert "尼惹" in screen_text(app)


def sheet_words(sheet: str, words: Sequence[str]) -> set[str]:
    return {word for word in words if word in sheet}


async def test_the_route_sheet_holds_place_and_agreed_name_only(vault_folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "单.html"
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_plan(pilot)
        await press(pilot, "f9")
        assert "先按 F2 保存" in screen_text(app)
        await press(pilot, "f2", "f9")
        assert isinstance(app.screen, RouteSheetScreen)
        assert "周一 11-23" in screen_text(app)
        app.screen.query_one("#target", PathEntry).fill(str(target))
        await settled(pilot)
        await press(pilot, "f9")
        assert isinstance(app.screen, PlanScreen)
        assert str(target)[-20:] in screen_text(app) or "路线单已写好" in screen_text(app)
    sheet = target.read_text(encoding="utf-8")
    assert sheet_words(sheet, ("岳宋村3组", "永广村1组", "走访人 王强")) == {"岳宋村3组", "永广村1组", "走访人 王强"}
    assert sheet_words(sheet, ("艾块", "尼惹", "见面", "谈话", "检测", "戒毒", "康复", "1380")) == set()


async def test_a_route_sheet_of_one_day_and_a_file_that_stands_there_is_asked_about(
    vault_folder: Path, tmp_path: Path
) -> None:
    target = tmp_path / "单.html"
    target.write_text("旧", encoding="utf-8")
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_plan(pilot)
        await press(pilot, "f2")
        await on_line_of(pilot, "岩三木")
        await press(pilot, "p")
        app.screen.query_one("#target", PathEntry).fill(str(target))
        await settled(pilot)
        assert "班帅村" in screen_text(app)
        assert "岳宋村" not in screen_text(app)
        await press(pilot, "f9")
        assert "要换成新的吗" in screen_text(app)
        await press(pilot, "escape")
        assert target.read_text(encoding="utf-8") == "旧"
        await press(pilot, "f9", "f2")
        assert isinstance(app.screen, PlanScreen)
    assert "共 1 处" in target.read_text(encoding="utf-8")


async def test_a_folder_that_is_not_there_keeps_the_form(vault_folder: Path, tmp_path: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_plan(pilot)
        await press(pilot, "f2", "f9")
        app.screen.query_one("#target", PathEntry).fill(str(tmp_path / "没有" / "单.html"))
        await settled(pilot)
        await press(pilot, "f9")
        assert "要写入的文件夹不存在" in screen_text(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, RouteSheetScreen)


async def test_a_visit_is_recorded_and_the_person_opened_from_the_table(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_plan(pilot)
        await on_line_of(pilot, "尼惹")
        await press(pilot, "f5")
        assert isinstance(app.screen, VisitForm)
        assert "尼惹" in screen_text(app)
        await press(pilot, "escape", "enter")
        assert isinstance(app.screen, PersonScreen)
        assert "尼惹" in screen_lines(app)[1]
        await press(pilot, "escape", "end", "enter", "down", "enter")
        assert isinstance(app.screen, PersonScreen)
        assert "李建国" in screen_lines(app)[1]


async def test_the_saved_week_is_taken_back_by_one_key(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_plan(pilot)
        await press(pilot, "f2", "ctrl+g")
        assert "新增安排4" in screen_text(app)
        await press(pilot, "f2")
        assert "拟定 4  已安排 0" in screen_text(app)
    assert plans(vault_folder) == []


@pytest.mark.parametrize("typed", ["王", "wq", "wang"])
async def test_a_helper_is_found_by_pinyin_and_initials(vault_folder: Path, typed: str) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_plan(pilot)
        await on_line_of(pilot, "尼惹")
        await press(pilot, "f4", "down", "f2", "f4")
        await write(pilot, typed)
        await press(pilot, "f2")
        assert "王强" in line_of(app, "尼惹")


async def test_a_week_that_can_no_longer_be_saved_names_the_person_and_stays_on_the_table(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_plan(pilot)
        await press(pilot, "f2")
        await on_line_of(pilot, "尼惹")
        await press(pilot, "right")

        def give_up(connection: Connection) -> None:
            row_id = person_id(connection, "尼惹")
            drop(connection, ACT, load(connection, Plan, "WHERE person_id = ?", (row_id,))[0])

        await app.session.write(give_up)
        await press(pilot, "f2")
        assert "尼惹 2026-11-24:" in screen_text(app)
        assert "这次安排刚才已经改过或取消" in screen_text(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, PlanScreen)
        assert "有改动,F2 保存" in screen_text(app)


async def test_hostile_names_of_helpers_keep_their_line(vault_folder: Path) -> None:
    helpers = [text for text in OWN if fault_of(cleaned_text(text), declared_field(Plan, "helper"), TODAY) is None]
    helpers = [cleaned_text(text) or "王强" for text in helpers if text.isprintable() or "\x1b" in text][:4]
    assert "[/]" in helpers
    with reopened(vault_folder) as vault:
        people = [person.id for person in load(vault.connection, Person)]
        wanted = [
            Plan(person_id=row_id, day=MONDAY, helper=helper, contents=("见面",))
            for row_id, helper in zip(people, helpers, strict=False)
        ]
        save_plan(vault.connection, ACT, wanted)
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_plan(pilot)
        await press(pilot, "f4")
        assert len(screen_lines(app)) == SIZE[1]
        await press(pilot, "down", "f2", "f2", "f9")
        assert isinstance(app.screen, RouteSheetScreen)
        lines = screen_lines(app)
        assert len(lines) == SIZE[1]
        assert not any(character in "".join(lines) for character in "\x1b\x07\x9b\u202e")


async def test_a_week_taken_back_is_not_printed(vault_folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "单.html"
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_plan(pilot)
        await press(pilot, "f2", "f9")
        app.screen.query_one("#target", PathEntry).fill(str(target))
        await settled(pilot)
        await press(pilot, "ctrl+g", "f2", "f9")
        assert "没有可打印的" in screen_text(app)
    assert not target.exists()


async def test_the_question_who_goes_has_help(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_plan(pilot)
        await press(pilot, "f4", "f1")
        assert "由谁去走访" in screen_text(app)
        assert "确定所问的事" in screen_text(app)
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen, PlanScreen)


async def test_a_lock_over_the_question_loses_no_choice(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_plan(pilot)
        await on_line_of(pilot, "尼惹")
        await press(pilot, "f4")
        await write(pilot, "刀明")
        await press(pilot, "f12")
        await unlock(pilot)
        await press(pilot, "f2")
        assert "刀明" in line_of(app, "尼惹")


async def test_a_day_that_is_taken_back_while_it_is_chosen_for_printing_is_chosen_no_more(vault_folder: Path) -> None:
    """Found by random keys: an arrow raised there."""
    planned_before(vault_folder, "尼惹", day=MONDAY)
    planned_before(vault_folder, "岩三木", day=TUESDAY)
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_plan(pilot)
        await press(pilot, "f9")
        assert isinstance(app.screen, RouteSheetScreen)
        await press(pilot, "3")
        assert f"{TUESDAY}.html" in screen_text(app)
        await press(pilot, "ctrl+g", "f2")
        assert isinstance(app.screen, RouteSheetScreen)
        assert "周二" not in screen_text(app)
        assert "2(周一)" in screen_text(app)
        assert f"{MONDAY}.html" in screen_text(app)
        await press(pilot, "right")
        assert "1(全部)" in screen_text(app)
