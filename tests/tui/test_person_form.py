"""The form of a person and a measure: keys, checks as typed, warnings read before saving, drafts, what is recorded."""

from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from store.desk.drafts import drafts
from store.desk.form_checks import FORM_FIELDS
from store.desk.records import load
from store.model.measure import Measure
from store.model.person import Person
from tests.tui.office import application, reopened
from tests.tui.screen_text import SIZE, assert_snapshot, burst, press, screen_text, settled, unlock, write
from tui.app import OfficeApp
from tui.person_fields import SECTIONS
from tui.requests import RegistrationAsked
from tui.screens.person_form import PersonForm
from tui.screens.today import TodayScreen
from tui.widgets.choice_entry import ChoiceEntry
from tui.widgets.field_row import FieldRow
from tui.widgets.text_entry import TextEntry

ID_NUMBER = "530829199203040012"


async def open_form(pilot: Pilot[None], request: RegistrationAsked) -> None:
    """The form, over 今日."""
    await unlock(pilot)
    pilot.app.screen.post_message(request)
    await settled(pilot)


def row(app: OfficeApp, label: str) -> FieldRow:
    """The row of the field with this label."""
    return next(found for found in app.screen.query(FieldRow) if found.label == label)


async def go_to(pilot: Pilot[None], label: str) -> None:
    """Move on with Tab until the field has the focus."""
    app = pilot.app
    assert isinstance(app, OfficeApp)
    entries: list[object] = [found.entry for found in app.screen.query(FieldRow)]
    wanted = entries.index(row(app, label).entry)
    await burst(pilot, *["tab"] * ((wanted - entries.index(app.focused)) % len(entries)))
    assert app.focused is entries[wanted]


async def fill_in(pilot: Pilot[None], *fields: tuple[str, str]) -> None:
    """Type into fields by their labels, each left with Enter."""
    for label, text in fields:
        await go_to(pilot, label)
        await write(pilot, text)
        await press(pilot, "enter")


def recorded(folder: Path) -> tuple[Person, list[Measure]]:
    """The person that was entered last, with their measures."""
    with reopened(folder) as vault:
        person = load(vault.connection, Person, "ORDER BY id DESC LIMIT 1")[0]
        return person, load(vault.connection, Measure, "WHERE person_id = ? ORDER BY id", (person.id,))


def person_named(folder: Path, name: str) -> Person:
    """The one person of that name."""
    with reopened(folder) as vault:
        return load(vault.connection, Person, "WHERE name = ?", (name,))[0]


def test_every_declared_field_stands_in_one_section() -> None:
    assert sorted(name for names in SECTIONS.values() for name in names) == sorted(FORM_FIELDS)


async def test_somebody_new_is_registered_by_keys(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_form(pilot, RegistrationAsked())
        await write(pilot, "岩罗")
        await press(pilot, "enter", "1", "enter")
        await fill_in(pilot, ("证件号码", ""), ("村", "bs"), ("组", "2"), ("类别", "1"))
        await fill_in(pilot, ("送达日期", "11.10"), ("报到日期", "昨天"))
        await press(pilot, "f2")
        assert "没有证件号码" in screen_text(app), "what is doubtful is read before it is saved"
        await press(pilot, "f2")
        assert isinstance(app.screen, TodayScreen)
        assert "已登记: 岩罗 班帅村 社区戒毒" in screen_text(app)
    person, measures = recorded(vault_folder)
    assert (person.name, person.sex, person.village, person.village_group) == ("岩罗", "男", "班帅村", "2组")
    assert [(m.category, m.served_on, m.reported_on) for m in measures] == [
        ("社区戒毒", date(2026, 11, 10), date(2026, 11, 21))
    ]


async def test_a_correction_changes_what_was_typed_and_nothing_else(vault_folder: Path) -> None:
    before = person_named(vault_folder, "岩三木")
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_form(pilot, RegistrationAsked(before.id))
        assert "修改登记    岩三木" in screen_text(app)
        await fill_in(pilot, ("现居住地址", "班帅村 2组 水井边"))
        await press(pilot, "f2")
        assert isinstance(app.screen, TodayScreen)
    after = person_named(vault_folder, "岩三木")
    assert after.current_address == "班帅村 2组 水井边"
    assert (after.phone, after.birth_date, after.uid) == (before.phone, before.birth_date, before.uid)


async def test_a_phone_is_shown_by_its_tail_and_kept_unless_written_anew(vault_folder: Path) -> None:
    before = person_named(vault_folder, "岩三木")
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_form(pilot, RegistrationAsked(before.id))
        await go_to(pilot, "联系电话")
        assert "0021" in screen_text(app)
        assert "13800000021" not in screen_text(app)
        await write(pilot, "无")
        await press(pilot, "f2")
    assert person_named(vault_folder, "岩三木").phone is None


@pytest.mark.parametrize(
    ("label", "typed", "said"),
    [
        ("证件号码", "530829199203040019", "校验不符"),
        ("出生日期", "2026-12-01", "日期晚于今天"),
        ("送达日期", "2.30", "不是有效日期"),
        ("期限(年)", "1.3", "期限不符合规定"),
        ("折抵天数", "很多", "不是有效数字"),
    ],
)
async def test_what_is_wrong_is_said_while_it_is_typed(vault_folder: Path, label: str, typed: str, said: str) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_form(pilot, RegistrationAsked())
        await go_to(pilot, label)
        await write(pilot, typed)
        assert said in screen_text(app)
        await press(pilot, "f2")
        assert isinstance(app.screen, PersonForm)


async def test_what_is_missing_gets_the_focus(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_form(pilot, RegistrationAsked())
        assert "还缺: 姓名; 村; 类别" in screen_text(app)
        await write(pilot, "岩罗")
        await press(pilot, "f2")
        assert app.focused is row(app, "村").entry
        assert isinstance(app.screen, PersonForm)


async def test_the_form_says_what_the_registration_means(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_form(pilot, RegistrationAsked())
        await write(pilot, "岩罗")
        await fill_in(pilot, ("村", "班帅村"), ("类别", "1"), ("送达日期", "11.20"))
        assert "应报到 12-07止" in screen_text(app)
        await fill_in(pilot, ("报到日期", "今天"))
        assert "期限 2026-11-22 至 2029-11-21, 应签协议 11-29止" in screen_text(app)


async def test_a_number_of_somebody_else_is_refused_by_name(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        for name in ("岩罗", "岩燕"):
            if name == "岩罗":
                await open_form(pilot, RegistrationAsked())
            else:
                app.screen.post_message(RegistrationAsked())
                await settled(pilot)
            await write(pilot, name)
            await fill_in(pilot, ("证件号码", ID_NUMBER), ("村", "班帅村"), ("类别", "5"))
            await press(pilot, "f2")
        assert isinstance(app.screen, PersonForm)
        assert "台账里 岩罗 已用这个证件号码" in screen_text(app)


async def test_typed_text_survives_a_killed_terminal(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_form(pilot, RegistrationAsked())
        await write(pilot, "岩罗")
        await fill_in(pilot, ("村", "班帅村"), ("类别", "2"), ("决定日期", "昨天"))
    again = application(vault_folder)
    async with again.run_test(size=SIZE) as pilot:
        await open_form(pilot, RegistrationAsked())
        assert "上次没存完" in screen_text(again)
        await press(pilot, "enter")
        assert row(again, "姓名").entry.value == "岩罗"  # type: ignore[attr-defined]
        assert row(again, "类别").entry.chosen == "社区康复"  # type: ignore[attr-defined]
        assert row(again, "决定日期").entry.value == "2026-11-21"  # type: ignore[attr-defined]
        await fill_in(pilot, ("期限(年)", "1.5"))
        await press(pilot, "f2", "f2")
        assert isinstance(again.screen, TodayScreen)
    with reopened(vault_folder) as vault:
        assert drafts(vault.connection) == ()
    assert recorded(vault_folder)[1][0].term_months == 18


async def test_what_is_given_up_leaves_no_draft(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_form(pilot, RegistrationAsked())
        await write(pilot, "岩罗")
        await press(pilot, "enter", "escape")
        assert "已输入的文字会丢掉" in screen_text(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, TodayScreen)
    with reopened(vault_folder) as vault:
        assert drafts(vault.connection) == ()


async def test_initials_are_completed_and_exchanged(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_form(pilot, RegistrationAsked())
        village = row(app, "村").entry
        assert isinstance(village, TextEntry)
        await go_to(pilot, "村")
        await write(pilot, "y")
        assert "Enter 岳宋村 | 永广村" in screen_text(app)
        await press(pilot, "down", "down")
        assert village.value == "永广村"
        village.value = "新寨村"
        await press(pilot, "enter")
        assert village.value == "新寨村", "what fits nothing stays as it was typed"


async def test_digits_choose_in_a_choice_of_several_lines(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_form(pilot, RegistrationAsked())
        await go_to(pilot, "管控状态")
        await press(pilot, "0")
        state = row(app, "管控状态").entry
        assert isinstance(state, ChoiceEntry)
        assert state.chosen == "戒断三年"
        assert "戒断三年" in screen_text(app)
        await press(pilot, "0")
        assert state.chosen is None


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_form_as_it_opens(vault_folder: Path, size: tuple[int, int]) -> None:
    app = application(vault_folder)
    async with app.run_test(size=size) as pilot:
        await open_form(pilot, RegistrationAsked())
        assert_snapshot(app, f"person_form_{size[0]}")


async def test_up_and_down_lead_from_field_to_field(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await open_form(pilot, RegistrationAsked())
        await press(pilot, "down")
        assert app.focused is row(app, "性别").entry
        await press(pilot, "up")
        assert app.focused is row(app, "姓名").entry
        await go_to(pilot, "备注")
        await write(pilot, "一")
        await press(pilot, "up")
        assert app.focused is row(app, "备注").entry, "in a long text they move through it"
