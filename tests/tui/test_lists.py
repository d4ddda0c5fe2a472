"""清单 by keys: the menu, each list, what Enter leads to, and what is printed."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from store.desk.records import add, load
from store.model.leave import Leave
from store.model.notice import Notice
from store.model.staff import Staff
from store.model.supervision import Supervision
from store.vault.unit_of_work import unit_of_work
from tests.tui.office import ACT, Life, application, make_vault, reopened
from tests.tui.screen_text import SIZE, assert_snapshot, burst, press, screen_text, settled, unlock, write
from tui.app import OfficeApp
from tui.requests import ListAsked
from tui.screens.inquiry_form import InquiryForm
from tui.screens.lists import ListsScreen
from tui.screens.notice_form import NoticeForm
from tui.screens.one_of import OneOfScreen
from tui.screens.person import PersonScreen
from tui.screens.person_form import PersonForm
from tui.screens.staff_form import StaffFormScreen
from tui.screens.test_form import TestForm
from tui.widgets.field_row import FieldRow


def names_of_list(app: OfficeApp) -> list[str]:
    """The names down the list, in order."""
    from tui.widgets.record_list import RecordList

    source = app.screen.query_one(RecordList)._source
    return [str(row.cells[1]) for row in source.rows(0, source.count())]


async def test_the_menu_opens_from_today(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "ctrl+u")
        assert isinstance(app.screen, ListsScreen)
        assert_snapshot(app, "lists")
        await press(pilot, "escape", "l")
        assert isinstance(app.screen, ListsScreen)


async def test_five_in_place(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "ctrl+u", "enter")
        assert_snapshot(app, "in_place")
        await press(pilot, "f1")
        assert "五个到位" in screen_text(app)
        await press(pilot, "escape", "tab", "right", "enter")
        assert names_of_list(app)


async def test_enter_leads_to_what_closes_the_gap(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "ctrl+u", "enter", "home", "enter")
        assert isinstance(app.screen, OneOfScreen)
        await press(pilot, "1")
        assert isinstance(app.screen, PersonForm | TestForm | StaffFormScreen | PersonScreen)


async def test_a_list_is_printed_as_it_stands(vault_folder: Path, tmp_path: Path) -> None:
    app = application(vault_folder)
    target = tmp_path / "list.html"
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "ctrl+u", "enter", "tab", "right", "enter", "f9")
        app.screen.query_one("#target").value = str(target)  # type: ignore[attr-defined]
        await press(pilot, "f9")
        assert "清单已写好" in screen_text(app)
    page = target.read_text(encoding="utf-8")
    assert "岳宋村" in page
    assert "娜叶" not in page, "the filter holds on paper"


async def test_each_level_says_who_has_to_act(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "ctrl+u", "down", "enter")
        assert_snapshot(app, "level_1")
        await press(pilot, "escape", "down", "down", "enter")
        assert_snapshot(app, "level_3")
        await press(pilot, "enter")
        assert isinstance(app.screen, PersonScreen)


async def test_the_task_sheet_bears_agreed_names_and_plain_words(vault_folder: Path, tmp_path: Path) -> None:
    app = application(vault_folder)
    target = tmp_path / "tasks.html"
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "ctrl+u", "down", "enter", "f9")
        app.screen.query_one("#target").value = str(target)  # type: ignore[attr-defined]
        assert_snapshot(app, "task_sheet", hidden=f"写到     [{target}")
        await press(pilot, "f9")
        assert "工作单已写好" in screen_text(app)
    page = target.read_text(encoding="utf-8")
    assert "岩某" in page
    assert not [name for name in ("李建国", "娜叶", "岩三木", "尼惹", "艾块") if name in page]


async def test_a_paper_is_issued_once_reminded_of_and_replied_to(vault_folder: Path, tmp_path: Path) -> None:
    app = application(vault_folder)
    target = tmp_path / "paper.html"
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "ctrl+u", "down", "down", "down", "enter", "f9")
        app.screen.query_one("#target").value = str(target)  # type: ignore[attr-defined]
        assert_snapshot(app, "supervision_sheet", hidden=f"写到     [{target}")
        await press(pilot, "f9")
        assert "督办单已写好" in screen_text(app)
    assert "请在 2026-11-29 前书面回复" in target.read_text(encoding="utf-8")
    later = application(vault_folder, today=date(2026, 12, 2))
    async with later.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        assert "督办逾期 1" in screen_text(later)
        await press(pilot, "ctrl+u", *["down"] * 5, "enter")
        assert_snapshot(later, "supervisions")
        await press(pilot, "enter", "f2")
        assert "还没有保存" in screen_text(later)
        await write(pilot, "已找到本人")
        assert_snapshot(later, "reply_form")
        await press(pilot, "f2")
        assert "已回 12-02" in screen_text(later)
        await press(pilot, "escape", "escape")
        assert "督办逾期" not in screen_text(later)


async def test_a_paper_that_could_not_be_written_was_not_issued(vault_folder: Path, tmp_path: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "ctrl+u", "down", "down", "down", "enter", "f9")
        app.screen.query_one("#target").value = str(tmp_path / "nowhere" / "paper.html")  # type: ignore[attr-defined]
        await press(pilot, "f9")
        assert "督办单已写好" not in screen_text(app)
        await press(pilot, "enter")
    with reopened(vault_folder) as vault:
        assert load(vault.connection, Supervision) == []


async def test_a_paper_for_several_says_who_has_to_act_and_one_can_be_chosen(tmp_path: Path) -> None:
    people = (
        Life("李建国", "岳宋村", "1组", served_on=date(2026, 11, 1)),
        Life("娜叶", "曼亨村", "4组", served_on=date(2026, 11, 1)),
    )
    folder = make_vault(tmp_path / "vault", people)
    with reopened(folder) as vault, unit_of_work(vault.connection, ACT) as unit:
        for name, village in (("王专干", "岳宋村"), ("李专干", "曼亨村")):
            add(unit, [Staff(role="禁毒专干", name=name, village=village, started_on=date(2026, 1, 1))])
    app = application(folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "ctrl+u", "down", "down", "down", "enter", "f9")
        assert "送达     [禁毒专干 王专干、禁毒专干 李专干" in screen_text(app)
        assert "(禁毒专干 李专干)" in screen_text(app)
        await press(pilot, "escape", "tab", "tab", "right", "enter")
        assert names_of_list(app) == ["娜叶"]
        await press(pilot, "f9")
        assert "送达     [禁毒专干 李专干 " in screen_text(app)
        assert names_of_list(app) == ["娜某"]


async def test_who_is_out_of_touch_is_looked_for_until_found(tmp_path: Path) -> None:
    lost = Life("岩三木", "班帅村", "2组", reported_on=date(2026, 6, 15))
    lost.person = replace(lost.person, control_state="失联")
    folder = make_vault(tmp_path / "vault", (lost,))
    app = application(folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "ctrl+u", *["down"] * 6, "enter")
        assert_snapshot(app, "inquiries_proposed")
        await press(pilot, "enter")
        assert isinstance(app.screen, InquiryForm)
        assert_snapshot(app, "inquiry_form")
        await press(pilot, "enter", "enter")
        await write(pilot, "电话不通")
        await press(pilot, "enter")
        await write(pilot, "11.25")
        await press(pilot, "f2")
        assert_snapshot(app, "inquiries")
    later = application(folder, today=date(2026, 11, 26))
    async with later.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "ctrl+u", *["down"] * 6, "enter")
        assert "过1天" in screen_text(later)
        await press(pilot, "enter", "enter", "enter", "enter", "enter")
        await write(pilot, "今天")
        await press(pilot, "f2")
        assert "失联 已结" in screen_text(later)
        assert "结/查 1/1 100.0%" in screen_text(later)


async def test_an_inquiry_opened_by_mistake_is_voided(tmp_path: Path) -> None:
    lost = Life("岩三木", "班帅村", "2组", reported_on=date(2026, 6, 15))
    lost.person = replace(lost.person, control_state="存疑")
    app = application(make_vault(tmp_path / "vault", (lost,)))
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "ctrl+u", *["down"] * 6, "enter", "enter", "f2", "delete")
        await write(pilot, "重复")
        await press(pilot, "f2")
        assert "已作废: 岩三木 11-22 存疑" in screen_text(app)
        assert "待立项" in screen_text(app)


async def test_who_has_not_reported_in_and_what_was_done_about_it(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "ctrl+u", *["down"] * 7, "enter")
        assert_snapshot(app, "unreported")
        await press(pilot, "enter", "1")
        assert_snapshot(app, "unreported_log")
        await press(pilot, "escape", "enter", "2")
        assert isinstance(app.screen, NoticeForm)
        await press(pilot, "escape", "enter", "4")
        assert isinstance(app.screen, PersonForm)


async def test_who_is_away_and_when_to_call(tmp_path: Path) -> None:
    gone = Life("岩三木", "班帅村", "2组", reported_on=date(2026, 6, 15))
    folder = make_vault(tmp_path / "vault", (gone,))
    with reopened(folder) as vault, unit_of_work(vault.connection, ACT) as unit:
        leave = Leave(
            person_id=1, left_on=date(2026, 11, 2), due_back_on=date(2026, 12, 30), destination="昆明", reported="是"
        )
        add(unit, [leave])
        add(unit, [Notice(person_id=1, day=date(2026, 11, 3), matter="其他", counterpart="昆明某街道")])
    app = application(folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "ctrl+u", *["down"] * 8, "enter")
        assert_snapshot(app, "away")
        await press(pilot, "enter")
        assert isinstance(app.screen, PersonScreen)


async def test_the_roster_is_reviewed_person_by_person_with_one_key_each(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "ctrl+u", "end", "enter")
        assert "还没有开始过清塘" in screen_text(app)
        await press(pilot, "f7", "f2", "1", "2")
        await write(pilot, "搬到县城")
        assert_snapshot(app, "review_change")
        await press(pilot, "f2", "down", "3")
        assert "查无下落,现在立一项失联吗" in screen_text(app)
        await press(pilot, "escape")
        assert_snapshot(app, "review")
    again = application(vault_folder)
    async with again.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "ctrl+u", "end", "enter")
        assert "已梳理 3/5 60.0%  剩 2" in screen_text(again)
        await press(pilot, "tab", "tab", "right", "enter")
        assert len(names_of_list(again)) == 2, "who is left"
        await press(pilot, "ctrl+g", "f2")
        assert "剩 3" in screen_text(again), "the last one is taken back"
        await burst(pilot, "1", "1", "1")
        assert "剩 0" in screen_text(again)
        await press(pilot, "f7")
        assert "第 1 轮都梳理了,照今天的花名册开始第 2 轮" in screen_text(again)
        await press(pilot, "f2")
        assert "第2轮 12-22止  已梳理 0/5 0.0%  剩 5" in screen_text(again)


async def test_whom_a_review_does_not_find_is_looked_for(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "ctrl+u", "end", "enter", "f7", "f2", "3", "f2")
        assert isinstance(app.screen, InquiryForm)
        assert "2(失联)" in screen_text(app)
        await press(pilot, "escape", "escape", "home", *["down"] * 6, "enter")
        assert "待立项" in screen_text(app)


async def test_a_day_of_next_year_stands_whole_among_those_who_are_away(tmp_path: Path) -> None:
    begun = date(2026, 6, 15)
    gone = Life("岩三木", "班帅村", "2组", reported_on=begun, agreement_on=begun)
    folder = make_vault(tmp_path / "vault", (gone,))
    with reopened(folder) as vault, unit_of_work(vault.connection, ACT) as unit:
        add(unit, [Leave(person_id=1, left_on=date(2026, 11, 1), due_back_on=date(2027, 3, 5), reported="是")])
    app = application(folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        app.post_message(ListAsked("外出驻外"))
        await settled(pilot)
        assert "2027-03-05" in screen_text(app)


async def test_a_paper_about_many_says_how_many_and_hides_nobody(vault_folder: Path) -> None:
    items = "\n".join(f"岩某  岳宋村{number}组  见面" for number in range(1, 16))
    paper = Supervision(
        issued_on=date(2026, 11, 20), level="三级", addressee="专干", items=items, reply_due=date(2026, 11, 27)
    )
    with reopened(vault_folder) as vault, unit_of_work(vault.connection, ACT) as unit:
        add(unit, [paper])
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        app.post_message(ListAsked("督办单"))
        await settled(pilot)
        assert " 15人 " in screen_text(app)
        await press(pilot, "enter")
        assert "还有 9 人,见发出的督办单" in screen_text(app)


async def test_the_registration_opens_at_what_is_lacking_and_nothing_is_cut_off(tmp_path: Path) -> None:
    begun = date(2024, 1, 5)
    unseen = Life("岩三木", "班帅村", "12组", served_on=begun, reported_on=begun, agreement_on=begun)
    waiting = Life("娜叶", "曼亨村", "4组", served_on=date(2026, 11, 16))
    app = application(make_vault(tmp_path / "vault", (unseen, waiting)))
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "ctrl+u", "enter")
        assert "逾 见面1" in screen_text(app), "more than a hundred weeks"
        assert "缺12-01止" in screen_text(app)
        assert "~" not in screen_text(app)
        await press(pilot, "end" if names_of_list(app)[-1] == "娜叶" else "home", "enter")
        if isinstance(app.screen, OneOfScreen):
            await press(pilot, "1")
        assert isinstance(app.screen, PersonForm)
        focused = next(row.label for row in app.screen.query(FieldRow) if row.entry is app.focused)
        assert focused == "报到日期"
