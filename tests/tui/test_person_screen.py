"""One person's page by keys at 80x24: read, search, explain, record, void, take back, show the numbers."""

import asyncio
from datetime import date, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from store.desk.records import load
from store.desk.revealing import reveals_of
from store.desk.undoable import last_undoable
from store.desk.voiding import voided
from store.model.drug_test import DrugTest
from store.model.person import Person
from store.model.visit import Visit
from store.text import clean
from tests.hostile import OWN
from tests.tui.office import TODAY, Life, application, make_vault, reopened
from tests.tui.screen_text import SIZE, assert_snapshot, press, screen_lines, screen_text, unlock, write
from tui.app import OfficeApp
from tui.requests import QuestionAsked
from tui.screens import person as person_module
from tui.screens.detail import DetailScreen
from tui.screens.person import PersonScreen
from tui.screens.today import TodayScreen
from tui.screens.void import VoidScreen
from tui.screens.why import WhyScreen
from tui.widgets.field_row import FieldRow
from tui.widgets.year_strip import YearStrip

ID_NUMBER = "53082919920304001X"


async def open_person(pilot: Pilot[None]) -> None:
    """The page of 岩三木, third on 今日."""
    await unlock(pilot)
    await press(pilot, "down", "down", "enter")


def cursor_line(app: OfficeApp) -> str:
    """The line that bears the cursor."""
    return next(line for line in screen_lines(app) if line.startswith(">"))


def record_lines(app: OfficeApp) -> list[str]:
    """What stands in the list below the pages."""
    lines = screen_lines(app)
    first = next(index for index, line in enumerate(lines) if "概况" in line and "历史" in line) + 1
    return [line for line in lines[first:-2] if line]


async def test_the_page_at_both_sizes(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_person(pilot)
        assert isinstance(app.screen, PersonScreen)
        assert_snapshot(app, "person")
        await press(pilot, "right")
        assert_snapshot(app, "person_records")
        await press(pilot, "right", "right", "right", "right")
        assert_snapshot(app, "person_history")
    app = application(vault_folder)
    async with app.run_test(size=(120, 40)) as pilot:
        await open_person(pilot)
        assert_snapshot(app, "person_wide")


async def test_the_pages_go_round_and_come_back(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_person(pilot)
        for shown in ("[记录 27]", "[帮教 0]", "[帮扶 0]", "[文书 0]", "[历史]", "[概况]"):
            await press(pilot, "right")
            assert shown in screen_text(app)
        await press(pilot, "left")
        assert "[历史]" in screen_text(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, TodayScreen)


async def test_a_series_of_the_months_is_counted_and_explained(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_person(pilot)
        await press(pilot, "tab")
        assert app.focused is app.screen.query_one(YearStrip)
        assert "检测 近12月 完成 4  漏 1  免 0" in screen_text(app)
        await press(pilot, "down", "down", "down", "f8")
        assert isinstance(app.screen, WhyScreen)
        assert "走访 第6次(共37次)" in screen_text(app), "explained though it is done and not due any more"
        await press(pilot, "escape", "tab")
        assert cursor_line(app).split()[:2] == [">", "检测"]


async def test_an_obligation_of_the_overview_is_explained_first(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_person(pilot)
        await press(pilot, "down", "down", "enter")
        assert cursor_line(app).split()[:2] == [">", "谈话"]


async def test_a_visit_is_recorded_from_here_and_stands_first(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_person(pilot)
        await press(pilot, "down", "f5", "f2")
        assert "已保存: 岩三木 11-22 见面 已见到" in screen_text(app)
        await press(pilot, "right")
        assert "[记录 28]" in screen_text(app)
        assert record_lines(app)[0].split()[:3] == [">", "11-22", "见面"]


async def test_a_record_is_read_whole(tmp_path: Path) -> None:
    said = "想学修车。" * 60 + "最后一句"
    life = Life("岩三木", "班帅村", "2组").visited(date(2026, 11, 20), "见面", situation=said)
    app = application(make_vault(tmp_path / "vault", (life,)))
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "enter", "right", "enter")
        assert isinstance(app.screen, DetailScreen)
        await press(pilot, "end")
        assert "最后一句" in screen_text(app)


async def test_searching_narrows_while_typing_and_escape_clears_then_leaves(tmp_path: Path) -> None:
    life = Life("岩三木", "班帅村", "2组")
    life.visited(date(2026, 11, 2), "见面", situation="想学修车").visited(date(2026, 11, 9), "谈话", needs="要贷款")
    life.tested(date(2026, 11, 10))
    app = application(make_vault(tmp_path / "vault", (life,)))
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "enter", "f3")
        await write(pilot, "修")
        assert [line.split()[1] for line in record_lines(app)[1:]] == ["11-02"]
        assert "[记录 1/3]" in screen_text(app)
        await write(pilot, "x")
        assert "没有一条记录里有这些字" in screen_text(app)
        await press(pilot, "escape")
        assert len(record_lines(app)) == 4
        await write(pilot, "阴性")
        await press(pilot, "enter")
        assert "检测" in cursor_line(app)
        await press(pilot, "escape")
        assert "[记录 3]" in screen_text(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, TodayScreen)


async def test_what_is_found_is_read_from_the_top(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_person(pilot)
        await press(pilot, "end", "f3")
        await write(pilot, "王")
        assert cursor_line(app).split()[:2] == [">", "11-09"]


async def test_a_wrong_record_is_voided_with_a_reason_and_taken_back(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_person(pilot)
        assert "连漏1" in cursor_line(app)
        await press(pilot, "right", "down", "down", "delete")
        assert isinstance(app.screen, VoidScreen)
        assert_snapshot(app, "void")
        await press(pilot, "f2")
        assert "还没有作废: 请写明原因" in screen_text(app)
        await write(pilot, "记到了别人名下")
        await press(pilot, "f2")
        assert "已作废: 岩三木 11-02 检测 未到" in screen_text(app)
        assert "[记录 26]" in screen_text(app)
        await press(pilot, "end")
        assert "作废: 记到了别人名下 (李敏 2026-11-22)" in cursor_line(app)
        await press(pilot, "delete")
        assert "这一行不能作废" in screen_text(app)
        await press(pilot, "ctrl+g")
        assert "将撤回 11-22 09:30 李敏的作废: 岩三木 撤下检测1?" in screen_text(app)
        await press(pilot, "enter")
        assert "已撤回 1 条" in screen_text(app)
        assert "[记录 27]" in screen_text(app)
    with reopened(vault_folder) as vault:
        assert len(load(vault.connection, DrugTest, "WHERE result = '未到'")) == 1


async def test_typed_reasons_are_not_lost_unasked(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_person(pilot)
        await press(pilot, "right", "delete")
        await write(pilot, "记错")
        await press(pilot, "escape")
        assert "已输入的文字会丢掉" in screen_text(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, VoidScreen)
        await press(pilot, "escape", "enter")
        assert isinstance(app.screen, PersonScreen)
    with reopened(vault_folder) as vault:
        assert voided(vault.connection, 3) == ()


async def test_a_registration_that_is_voided_closes_its_page(tmp_path: Path) -> None:
    app = application(make_vault(tmp_path / "vault", (Life("岩三木", "班帅村", "2组"),)))
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "enter")
        while "姓名" not in cursor_line(app):
            await press(pilot, "down")
        await press(pilot, "delete")
        await write(pilot, "重复登记")
        await press(pilot, "f2")
        assert isinstance(app.screen, TodayScreen)
        assert "这个人的登记已经撤下" in screen_text(app)
        await press(pilot, "ctrl+g", "enter")
        assert "岩三木" in screen_text(app)


async def test_undo_works_on_today_and_freshens_it(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "down", "f5", "f2", "u")
        assert "将撤回 11-22 09:30 李敏的登记: 娜叶 新增走访1?" in screen_text(app)
        await press(pilot, "escape")
        with_visit = screen_text(app)
        await press(pilot, "u", "f2")
        assert "已撤回 1 条" in screen_text(app)
        assert screen_text(app) != with_visit
        assert "见面 连漏3 今天止" in screen_text(app)
    with reopened(vault_folder) as vault:
        assert load(vault.connection, Visit, "WHERE person_id = 2 AND day = ?", (TODAY.isoformat(),)) == []
        last = last_undoable(vault.connection)
        assert last is not None
        assert "撤回" in last.sentence


async def test_numbers_are_shown_for_a_purpose_only_and_journalled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    life = Life("岩三木", "班帅村", "2组")
    life.person = Person(name="岩三木", village="班帅村", id_number=ID_NUMBER, phone="13800000021")
    folder = make_vault(tmp_path / "vault", (life,))
    app = application(folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "enter")
        assert "证件尾号 001X  电话尾号 0021  Ctrl+R 显示全部" in screen_text(app)
        assert ID_NUMBER not in screen_text(app)
        await press(pilot, "ctrl+r", "f2")
        assert "请写明用途" in screen_text(app)
        await write(pilot, "填写协议")
        await press(pilot, "f2")
        assert f"证件 {ID_NUMBER}  电话 13800000021" in screen_text(app)
        await press(pilot, "ctrl+r")
        assert ID_NUMBER not in screen_text(app)
        await press(pilot, "left")
        assert "李敏  显示全部号码: 填写协议" in screen_text(app)

        monkeypatch.setattr(person_module, "REVEALED_FOR", 0.2)
        await press(pilot, "ctrl+r")
        await write(pilot, "联系本人")
        await press(pilot, "f2")
        async with asyncio.timeout(20):
            while "13800000021" in screen_text(app):
                await pilot.pause(0.05)
    with reopened(folder) as vault:
        (person,) = load(vault.connection, Person)
        assert [reveal.purpose for reveal in reveals_of(vault.connection, person)] == ["填写协议", "联系本人"]


async def test_locking_leaves_nothing_of_the_person_on_the_screens(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_person(pilot)
        await press(pilot, "right", "enter", "f12")
        await unlock(pilot)
        assert isinstance(app.screen, DetailScreen)
        await press(pilot, "escape")
        assert "岩三木  男  34岁" in screen_text(app), "read anew"


async def test_hostile_text_is_shown_safely_everywhere(tmp_path: Path) -> None:
    life = Life("岩三木", "班帅村", "2组")
    texts = [text for text in OWN if not {"\0", "\ud800"} & set(text)]
    for number, (place, visitors, situation, needs) in enumerate(zip(*[iter(texts)] * 4, strict=False)):
        facts = {"place": place, "visitors": visitors, "situation": situation, "needs": needs}
        life.visited(TODAY - timedelta(days=number), "见面", **facts)
    app = application(make_vault(tmp_path / "vault", (life,)))
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "enter", "right")
        for _ in life.visits:
            for keys in (("enter",), ("escape", "delete"), ("escape", "down")):
                await press(pilot, *keys)
                shown = screen_text(app).replace("\n", "")
                assert clean(shown) == shown


async def test_a_person_without_anything_says_what_to_do(tmp_path: Path) -> None:
    app = application(make_vault(tmp_path / "vault", (Life("岩三木", "班帅村", "2组", served_on=TODAY),)))
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "enter", "down", "enter")
        assert "还没有记录。F5 记走访,F6 记检测" in screen_text(app)
        assert "未报到(送达 2026-11-22)" in screen_text(app)
        await press(pilot, "tab", "f8")
        assert isinstance(app.screen, WhyScreen)


async def test_taking_back_in_the_middle_of_a_form_keeps_what_is_typed(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_person(pilot)
        await press(pilot, "f5", "f2", "f5", "enter", "enter", "enter", "enter")
        await write(pilot, "村委会")
        await press(pilot, "ctrl+g")
        assert "将撤回 11-22 09:30 李敏的登记: 岩三木 新增走访1?" in screen_text(app)
        await press(pilot, "enter")
        assert "村委会" in screen_text(app)
        await press(pilot, "f2")
        assert "[概况]  记录 28" in screen_text(app)


async def test_while_locked_nothing_can_be_taken_back(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_person(pilot)
        await press(pilot, "f5", "f2", "f12", "ctrl+g")
        assert "将撤回" not in screen_text(app)
        await unlock(pilot)
        assert "[概况]  记录 28" in screen_text(app)


async def test_nothing_done_yet_is_said(tmp_path: Path) -> None:
    app = application(make_vault(tmp_path / "vault"))
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "ctrl+g")
        assert "还没有可以撤回的事" in screen_text(app)


async def test_taking_back_the_import_a_person_came_with_closes_the_page(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_person(pilot)
        await press(pilot, "ctrl+g")
        assert "将撤回 11-22 09:30 李敏的导入: 新增人员5、新增措施5" in screen_text(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, TodayScreen)
        assert "这个人的登记已经撤下" in screen_text(app)
        await press(pilot, "ctrl+g", "enter")
        assert "岩三木" in screen_text(app), "taken back once more, they are here again"


async def test_the_registration_is_corrected_from_here_and_the_page_is_fresh(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_person(pilot)
        await press(pilot, "f4")
        assert "修改登记    岩三木" in screen_text(app)
        grid = next(row.entry for row in app.screen.query(FieldRow) if row.label == "网格")
        app.screen.set_focus(grid)
        await write(pilot, "B07")
        await press(pilot, "f2")
        if not isinstance(app.screen, PersonScreen):
            await press(pilot, "f2")
        assert "网格 B07" in screen_text(app)
        await press(pilot, "left")
        assert "网格 (空) 改为 B07" in cursor_line(app)


async def test_the_next_measure_is_registered_from_here(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_person(pilot)
        await press(pilot, "f7")
        assert "给 岩三木 新增:" in screen_text(app)
        await press(pilot, "6")
        assert "登记下一项措施    岩三木" in screen_text(app)


async def test_what_is_explained_or_read_is_left_when_it_may_be_gone(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_person(pilot)
        for keys in (("f8",), ("right", "enter")):
            await press(pilot, "f5", "f2", *keys, "ctrl+g", "enter")
            assert isinstance(app.screen, PersonScreen)
            assert "已撤回 1 条" in screen_text(app)
            assert "记录 27" in screen_text(app)


async def test_a_long_question_is_shown_whole(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_person(pilot)
        app.post_message(QuestionAsked("岩" * 100 + "木?", lambda: None))
        await press(pilot, "f1")
        assert [line.count("岩") for line in screen_lines(app)[-4:]] == [40, 40, 20, 0]
        assert "木?" in screen_lines(app)[-2]
