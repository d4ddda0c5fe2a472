"""The key card says every key once, on screen and on paper."""

from pathlib import Path

import pytest

from tests.tui.office import application
from tests.tui.screen_text import SIZE, press, screen_text, unlock
from tui.actions import ACTIONS
from tui.card_sections import sections
from tui.screens.key_card import FILE, KeyCardScreen


def test_every_action_stands_in_one_part() -> None:
    said = [sentence for _, rows in sections() for _, sentence in rows]
    assert sorted(said) == sorted(f"{action.label}:{action.help}" for action in ACTIONS.values())


def test_function_keys_stand_in_their_order() -> None:
    keys = dict(sections())["功能键"]
    numbers = [int(shown.split()[0].lstrip("F")) for shown, _ in keys]
    assert numbers == sorted(numbers)
    assert numbers[0] == 1


async def test_it_is_read_and_printed(vault_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    app = application(vault_folder)
    async with app.run_test(size=(120, 40)) as pilot:
        await unlock(pilot)
        await press(pilot, "ctrl+f")
        assert isinstance(app.screen, KeyCardScreen)
        assert "F5 v" in screen_text(app)
        await press(pilot, "f9")
        assert FILE in screen_text(app)
        await press(pilot, "ctrl+f", "escape")
        assert not isinstance(app.screen, KeyCardScreen)
    document = (home / FILE).read_text(encoding="utf-8")
    for action in ACTIONS.values():
        assert action.help in document
    assert "岩三木" not in document
    assert "<script" not in document


async def test_a_place_that_cannot_be_written_is_said(
    vault_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "nowhere"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "nowhere"))
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "ctrl+f", "f9")
        assert "已写好" not in screen_text(app)
        assert "没有" in screen_text(app)
        await press(pilot, "enter", "escape")
