"""Esc in the middle of every form: it asks exactly when something typed would be lost, and loses nothing unasked."""

import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from textual.events import Paste
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, TextArea

from tests.tui.half_written import FORMS, KEYS, NOT_FORMS, HalfWritten
from tests.tui.office import application
from tests.tui.screen_text import SIZE, press, screen_text, settled, unlock
from tests.tui.text_screens import screens_that_take_text
from tui.app import OfficeApp
from tui.screens.question import QuestionScreen

PRESSED = {"\r": "enter", "\t": "tab", " ": "space", "\x15": "ctrl+u"}
LONG = 2


async def go(pilot: Pilot[None], way: tuple[tuple[str, str], ...]) -> None:
    """Follow the keys; every step shows its word."""
    app = pilot.app
    assert isinstance(app, OfficeApp)
    for typed, word in way:
        await (press(pilot, typed) if typed in KEYS else type_in(pilot, typed))
        assert word in screen_text(app).replace(" ", ""), f"{typed!r}\n{screen_text(app)}"


async def type_in(pilot: Pilot[None], typed: str) -> None:
    """Key by key, but long texts as one paste, which is faster by far."""
    for part in re.findall(r"[\x00-\x20]|[^\x00-\x20]+", typed):
        if len(part) > LONG and pilot.app.focused is not None:
            pilot.app.focused.post_message(Paste(part))
        else:
            await pilot.press(*(PRESSED.get(each, each) for each in part))
    await settled(pilot)


def entered(screen: Screen[object]) -> list[str]:
    """What stands in the entries."""
    return [each.value for each in screen.query(Input)] + [each.text for each in screen.query(TextArea)]


@pytest.fixture
def home() -> Iterator[str]:
    """A home folder with a short name: the whole path of a sheet is to be seen."""
    with TemporaryDirectory() as folder:
        yield folder


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
async def test_escape_asks_only_for_what_would_be_lost(
    form: HalfWritten, vault_folder: Path, tmp_path: Path, effort: int, home: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if effort == 1:
        pytest.skip("in a soak; the gate presses Esc where the forms are ended from outside")
    monkeypatch.setenv("HOME", home)
    monkeypatch.setenv("USERPROFILE", home)
    app = application(vault_folder if form.founded else tmp_path / "new")
    async with app.run_test(size=SIZE) as pilot:
        await (unlock(pilot) if form.founded else settled(pilot))
        await go(pilot, form.way)
        screen, before = app.screen, entered(app.screen)
        assert type(screen).__name__ == form.screen
        await press(pilot, "escape")
        question = app.screen
        assert isinstance(question, QuestionScreen) == bool(form.asks)
        if not isinstance(question, QuestionScreen):
            return
        assert form.asks in question.question
        await press(pilot, "escape")
        assert app.screen is screen
        assert entered(screen) == before, "no was answered: all of it is still there"
        assert form.way[-1][1] in screen_text(app).replace(" ", "")
        await press(pilot, "escape", "f2")
        assert type(app.screen).__name__ != form.screen
        if form.opens_again:
            await go(pilot, form.way[-1 - form.opens_again : -1])
            assert type(app.screen).__name__ == form.screen
            await press(pilot, "escape")
            assert type(app.screen).__name__ not in (form.screen, "QuestionScreen"), "nothing typed, nothing asked"


def test_every_screen_that_takes_text_stands_in_the_table() -> None:
    screens = {screen.__name__ for screen in screens_that_take_text()}
    assert screens == {form.screen for form in FORMS} | set(NOT_FORMS)
