"""Forms of 公约 at 80x24 by keys: a household, a version, a signature; new and corrected."""

from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from store.desk.records import load
from store.model.document import Document
from store.model.household import FormerState, Household
from store.model.signature import Signature
from tests.tui.office import TODAY, application, reopened
from tests.tui.pact_township import with_papers
from tests.tui.screen_text import SIZE, assert_snapshot, press, screen_lines, screen_text, unlock, write
from tui.app import OfficeApp
from tui.screens.award_form import AwardForm
from tui.screens.awards import AwardsScreen
from tui.screens.document_form import DocumentForm
from tui.screens.documents import DocumentsScreen
from tui.screens.household import HouseholdScreen
from tui.screens.household_form import HouseholdForm
from tui.screens.letters import LettersScreen
from tui.screens.list_sheet import ListSheetScreen
from tui.screens.pact_households import PactHouseholdsScreen
from tui.screens.signature_form import SignatureForm
from tui.screens.void import VoidScreen


@pytest.fixture
def township(vault_folder: Path) -> Path:
    return with_papers(vault_folder)


async def at_households(pilot: Pilot[None], *keys: str) -> OfficeApp:
    """Unlock, and to the households of 班帅村2组 under the pledge; the cursor stands on B2-9."""
    await unlock(pilot)
    await press(pilot, "3", "tab", "right", "right", "enter", "down", "down", "enter", "down", "enter", *keys)
    assert isinstance(pilot.app, OfficeApp)
    return pilot.app


def home(folder: Path, number: str) -> Household:
    with reopened(folder) as vault:
        return load(vault.connection, Household, "WHERE number = ?", (number,))[0]


async def test_the_page_of_a_household(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await at_households(pilot, "enter")
        assert isinstance(app.screen, HouseholdScreen)
        assert_snapshot(app, "household")
        await press(pilot, "delete")
        assert "光标移到一条签订上" in screen_text(app)
        await press(pilot, "end", "enter", "escape", "delete")
        assert isinstance(app.screen, VoidScreen)
        await write(pilot, "记到了别的户")
        await press(pilot, "f2")
        assert "已作废" in screen_text(app)
        assert "禁毒村规民约" not in screen_text(app)


async def test_paper_about_a_household_is_not_called_by_its_name(township: Path) -> None:
    """Found by a look at the file names: a title became the name of a file."""
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await at_households(pilot, "enter", "f9")
        assert isinstance(app.screen, ListSheetScreen)
        assert app.screen.file_name() == "户-2026-11-22.html"
        await press(pilot, "escape", "f12")
        assert not any(isinstance(screen, HouseholdScreen) and screen._page for screen in app.screen_stack)


async def test_a_household_that_moves_on_keeps_its_state_before(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await at_households(pilot, "enter", "f4")
        assert isinstance(app.screen, HouseholdForm)
        assert_snapshot(app, "household_form")
        await press(pilot, *["enter"] * 8, "2")
        assert "更正现在的状态: 2020-01-01起就是外出" in screen_text(app)
        await press(pilot, "enter", "ctrl+u")
        await write(pilot, "-3")
        assert "从 2026-11-19 起外出;以前的留在历次状态里" in screen_text(app)
        await press(pilot, "f2")
        assert "已更正: B2-9 岩块" in screen_text(app)
    assert (home(township, "B2-9").state, home(township, "B2-9").state_since) == ("外出", date(2026, 11, 19))
    with reopened(township) as vault:
        former = load(vault.connection, FormerState, "WHERE state_since = '2020-01-01'")
    assert [state.state for state in former] == ["常住"]


async def test_a_recorded_number_is_not_shown_and_stays(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await at_households(pilot, "enter", "f4", *["enter"] * 7)
        await write(pilot, "13800001234")
        await press(pilot, "f2", "f4")
        assert "13800001234" not in screen_text(app)
        assert "已登记 *******1234" in screen_text(app)
        await press(pilot, *["enter"] * 6, "ctrl+u", "9", "f2")
    assert (home(township, "B2-9").phone, home(township, "B2-9").members) == ("13800001234", 9)


async def test_a_new_household_knows_its_group(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await at_households(pilot, "f7", "2")
        assert isinstance(app.screen, HouseholdForm)
        await write(pilot, "B2-12")
        await press(pilot, "enter", "enter", "enter", "enter")
        await write(pilot, "岩罗")
        await press(pilot, "f2")
        assert isinstance(app.screen, PactHouseholdsScreen)
        assert "已保存: 户 B2-12 岩罗" in screen_text(app)
        assert "B2-12" in screen_lines(app)[8]
        await press(pilot, "f7", "2")
        await write(pilot, "B2-12")
        await press(pilot, "enter", "enter", "enter", "enter")
        await write(pilot, "岩罗")
        await press(pilot, "f2")
        assert "已经是另一户的" in screen_text(app)


async def test_one_household_signs_by_another_hand(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await at_households(pilot, "f7", "3")
        assert isinstance(app.screen, SignatureForm)
        await press(pilot, "1", "enter", "enter", "enter")
        await write(pilot, "娜朵")
        await press(pilot, "f2")
        assert "还没有保存: 与户主关系" in screen_text(app)
        await write(pilot, "配偶")
        assert_snapshot(app, "signature_form")
        await press(pilot, "f2")
        assert "已保存: B2-9 岩块 11-22 已签" in screen_text(app)
        assert "已签 1/2" in screen_text(app)
    with reopened(township) as vault:
        (said,) = load(vault.connection, Signature, "WHERE signed_on = ?", (TODAY.isoformat(),))
    assert (said.signer, said.relation, said.status) == ("娜朵", "配偶", "已签")


async def test_a_refusal_needs_its_reason_and_is_corrected(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await at_households(pilot, "f7", "3", "3", "f2")
        assert "备注(拒签的原因)" in screen_text(app)
        await write(pilot, "再想想")
        assert "这一户还算没签" in screen_text(app)
        await press(pilot, "f2", "enter", "end", "up", "up", "f4")
        assert isinstance(app.screen, SignatureForm)
        assert "更正签订" in screen_text(app)
        await press(pilot, "1", "f2")
        assert "已更正" in screen_text(app)


async def test_versions_and_a_new_one_with_a_clause_that_is_noted(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "3", "f7", "3")
        assert isinstance(app.screen, DocumentsScreen)
        assert_snapshot(app, "documents")
        await press(pilot, "f7")
        assert isinstance(app.screen, DocumentForm)
        await write(pilot, "寨规")
        await press(pilot, "enter", "2", "enter", "enter")
        await write(pilot, "12.1")
        await press(pilot, *["enter"] * 5)
        await write(pilot, "吸毒的取消低保")
        assert "只照记,不执行" in screen_text(app)
        assert_snapshot(app, "document_form")
        await press(pilot, "f2")
        assert "已保存: 文书 寨规 2版" in screen_text(app)
        await press(pilot, "end")
        assert screen_lines(app)[9].startswith(">!寨规")
    with reopened(township) as vault:
        (new,) = load(vault.connection, Document, "WHERE kind = '寨规'")
    assert (new.version, new.effective_on, new.text) == ("2", date(2026, 12, 1), "吸毒的取消低保")


async def test_a_family_is_nominated_and_decided(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await at_households(pilot, "enter", "f7", "3")
        assert isinstance(app.screen, AwardForm)
        await press(pilot, "1", "f2")
        assert "还没有保存: 家庭同意日期" in screen_text(app)
        await press(pilot, "escape", "f7", "3", "2", "f2")
        assert "已保存: B2-9 岩块 2026 禁毒积极家庭 推荐" in screen_text(app)
        assert "推荐中" in screen_text(app)
        await press(pilot, *["escape"] * 4, "ctrl+u", "end", "up", "enter")
        assert isinstance(app.screen, AwardsScreen)
        await press(pilot, "f4", *["enter"] * 6)
        await write(pilot, "今天")
        await press(pilot, "enter", "1", "f2")
        assert "禁毒积极家庭评上 1" in screen_text(app)
        assert_snapshot(app, "awards")


async def test_letters_of_responsibility_year_by_year(township: Path) -> None:
    app = application(township)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "ctrl+u", "end", "up", "up", "enter")
        assert isinstance(app.screen, LettersScreen)
        assert "2026 已签 0/6" in screen_text(app)
        await press(pilot, "home", "enter")
        await write(pilot, "李敏")
        await press(pilot, "f2")
        assert "已保存: 责任书 岳宋乡 2026 李敏" in screen_text(app)
        assert_snapshot(app, "letters")
        await press(pilot, "enter")
        assert "更正责任书    县与岳宋乡" in screen_text(app)
