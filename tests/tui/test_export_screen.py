"""导出 at 80x24 by keys: the files are those of the command, and the journal says who got them and what for."""

from pathlib import Path

from textual.pilot import Pilot

from store.desk.handing_over import handed_over
from store.handoff.csv_writer import ENCODINGS
from store.handoff.export import export_all, exported
from store.model.ledgers import LEDGERS
from tests.tui.office import application, reopened
from tests.tui.screen_text import SIZE, press, screen_text, settled, unlock, write
from tui.app import OfficeApp
from tui.screens.export_ledger import ExportScreen
from tui.screens.handing import HandingScreen
from tui.widgets.choice_entry import ChoiceEntry
from tui.widgets.path_entry import PathEntry
from tui.widgets.text_entry import TextEntry

TERMS = ("县禁毒办", "便函3号", "季度上报")


async def at_export(pilot: Pilot[None], target: Path) -> None:
    """Unlock, desk 5, export, and where to."""
    await unlock(pilot)
    await press(pilot, "5", "down", "enter")
    entry_of(pilot.app, "#target").fill(str(target))
    await settled(pilot)


def entry_of(app: object, selector: str) -> PathEntry:
    assert isinstance(app, OfficeApp)
    return app.screen.query_one(selector, PathEntry)


async def write_terms(pilot: Pilot[None]) -> None:
    """Go down to the terms and type them."""
    await press(pilot, "enter", "enter", "enter", "enter")
    for text in TERMS:
        await write(pilot, text)
        await press(pilot, "enter")


async def test_everything_goes_out_as_the_command_writes_it(vault_folder: Path, tmp_path: Path) -> None:
    with reopened(vault_folder) as vault:
        export_all(vault.connection, tmp_path / "command")
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_export(pilot, tmp_path / "hand")
        await write_terms(pilot)
        await press(pilot, "f2")
        assert isinstance(app.screen, HandingScreen)
        assert "已导出 18 个文件" in screen_text(app)
        await press(pilot, "down", "down")
        assert "依据 便函3号 | 用途 季度上报" in screen_text(app)
    for kind in LEDGERS:
        assert (tmp_path / "hand" / f"{kind}.csv").read_bytes() == (tmp_path / "command" / f"{kind}.csv").read_bytes()
    with reopened(vault_folder) as vault:
        (entry,) = handed_over(vault.connection)
        head = entry.head
    assert (entry.what, entry.operator) == ("all", "李敏")
    assert (entry.terms.recipient, entry.terms.basis, entry.terms.purpose) == TERMS
    assert len(head) == 64


async def test_one_kind_for_spreadsheets_in_another_encoding(vault_folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "名册.csv"
    with reopened(vault_folder) as vault:
        expected = exported(vault.connection, "people", ENCODINGS[2], excel_safe=True)
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_export(pilot, target)
        await press(pilot, "2", "enter", "enter", "3", "enter", "2", "enter")
        for text in TERMS:
            await write(pilot, text)
            await press(pilot, "enter")
        await press(pilot, "f2")
        assert "已导出 1 个文件" in screen_text(app)
    assert target.read_bytes() == expected


async def test_what_is_missing_is_asked_for_and_nothing_goes_out(vault_folder: Path, tmp_path: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_export(pilot, tmp_path / "hand")
        for label in ("接收单位", "依据", "用途"):
            await press(pilot, "f2")
            assert f"还没有写 {label}" in screen_text(app)
            await write(pilot, "x")
        entry_of(app, "#target").fill("")
        await press(pilot, "f2")
        assert "还没有写明 写到 哪里" in screen_text(app)
    assert not (tmp_path / "hand").exists()


async def test_a_file_that_is_there_is_replaced_only_after_a_question(vault_folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "people.csv"
    target.write_bytes(b"older")
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_export(pilot, target)
        await press(pilot, "2")
        await write_terms(pilot)
        await press(pilot, "f2")
        assert "已有 people.csv" in screen_text(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, ExportScreen)
        assert target.read_bytes() == b"older"
        await press(pilot, "f2", "f2")
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")


async def test_a_folder_that_cannot_be_written_is_said_and_not_journalled(vault_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_bytes(b"a file")
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_export(pilot, tmp_path / "taken" / "below")
        await write_terms(pilot)
        await press(pilot, "f2")
        assert not isinstance(app.screen, ExportScreen | HandingScreen), screen_text(app)
        await press(pilot, "escape")
        assert app.screen.query(TextEntry).last().value == TERMS[-1], "nothing that was typed is lost"
    with reopened(vault_folder) as vault:
        assert handed_over(vault.connection) == ()


async def test_escape_asks_only_for_typed_text(vault_folder: Path, tmp_path: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "5", "down", "enter", "2", "escape")
        assert isinstance(app.screen, HandingScreen)
        await press(pilot, "enter", "enter", "enter", "enter", "enter")
        await write(pilot, "县")
        await press(pilot, "escape")
        assert "已输入的文字会丢掉" in screen_text(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, ExportScreen)


HOSTILE = (
    "[/]",
    "[red]x",
    "\x1b[31m岩\x1b[0m",
    "岩\x00三",
    "\ud800岩",
    "\u202e三岩\u202c",
    "岩" * 400,
    "同上",
    "=cmd|' /C calc'!A0",
)


async def test_hostile_terms_are_journalled_or_refused_in_words(vault_folder: Path, tmp_path: Path) -> None:
    app = application(vault_folder)
    kept = []
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "5", "down", "enter")
        for number, text in enumerate(HOSTILE):
            entry_of(app, "#target").fill(str(tmp_path / f"hand-{number}"))
            for entry in list(app.screen.query(TextEntry))[1:]:
                entry.value = text
            await press(pilot, "f2")
            assert "\x1b" not in screen_text(app), ascii(text)
            if isinstance(app.screen, HandingScreen):
                kept.append(text)
                await press(pilot, "enter")
            assert isinstance(app.screen, ExportScreen), ascii(text)
    with reopened(vault_folder) as vault:
        said = [entry.terms.recipient for entry in reversed(handed_over(vault.connection))]
    assert said == kept
    assert {"[/]", "[red]x"} <= set(kept) <= set(HOSTILE) - {"\x1b[31m岩\x1b[0m", "岩\x00三", "\ud800岩", "岩" * 400}


async def test_of_some_people_only_their_own_ledgers_are_offered(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "2", "space", "f9")
        shown = screen_text(app)
    assert "只导 1 人的" in shown
    assert "公约文书" not in shown
    assert "区划网格" not in shown


async def test_options_behind_the_ten_digits_bear_none_and_are_reached_by_the_arrows(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "5", "down", "enter")
        kind = app.screen.query_one(ChoiceEntry)
        assert len(kind.options) > 10
        shown = screen_text(app)
        assert [shown.count(f"{digit} {word}") for digit, word in zip("0", kind.options[9:10], strict=True)] == [1]
        assert all(f"{number % 10} {word}" not in shown for number, word in enumerate(kind.options, 1) if number > 10)
        await press(pilot, "left")
        assert kind.chosen == kind.options[-1]
