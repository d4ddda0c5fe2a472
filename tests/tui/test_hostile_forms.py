"""Every form with hostile text in every entry: nothing raises, nothing acts, and what is saved is what was typed."""

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from store.desk.handing_over import handed_over
from store.desk.records import load
from store.model.drug_test import DrugTest
from store.model.visit import Visit
from store.text import clean
from tests.tui.forms import FORMS, entries_of
from tests.tui.office import PASSPHRASE, application, reopened
from tests.tui.screen_text import SIZE, press, screen_lines, settled, unlock
from tests.tui.text_screens import screens_that_take_text
from tui.app import OfficeApp
from tui.screens.helper import HelperScreen
from tui.screens.plan import PlanScreen
from tui.screens.recovery_code import RecoveryCodeScreen
from tui.screens.unlock import UnlockScreen
from tui.widgets.choice_entry import ChoiceEntry, TickEntry
from tui.widgets.day_entry import DayEntry
from tui.widgets.long_entry import LongEntry
from tui.widgets.text_entry import TextEntry

REFUSED = "岩\x1b[2J[/]\x00\x9b31m三\ud800"
KEPT = "[red]岩\u202e三[/] \u200b=1+1"


def test_every_screen_that_takes_text_is_tried() -> None:
    # On the week's table nothing is typed: who goes is asked on a screen of its own.
    assert screens_that_take_text() - {PlanScreen} == set(FORMS)


def fill_in(screen: Screen[Any], text: str) -> None:
    """The text in every entry; a day keeps its day when the text could be saved, and every choice is made."""
    for entry in entries_of(screen).values():
        if isinstance(entry, LongEntry):
            entry.load_text(text)
        elif isinstance(entry, TextEntry) and not (text == KEPT and isinstance(entry, DayEntry)):
            entry.value = text
    for ticks in screen.query(TickEntry):
        ticks.tick(ticks.options[:1])
    for choice in screen.query(ChoiceEntry):
        if choice.chosen is None and not choice._optional and choice.options:
            choice.choose(choice.options[0])


def assert_harmless(app: OfficeApp) -> None:
    for line in screen_lines(app):
        assert clean(line) == line, (app.screen, ascii(line))


async def opened(pilot: Pilot[None], form: type[Screen[Any]], ended: list[Any]) -> Screen[Any]:
    app = pilot.app
    assert isinstance(app, OfficeApp)
    if not app.session.is_open:  # the forms of the first start give up what was open
        await app.session.unlock(app.workplace.invocation.vault, PASSPHRASE)
    screen = await FORMS[form](app)
    app.push_screen(screen, ended.append)
    await settled(pilot)
    if form is RecoveryCodeScreen:
        await press(pilot, "enter")
    while app.screen is not screen:
        await press(pilot, "escape")
    return screen


async def test_no_form_raises_or_lets_text_act_and_what_it_saves_is_exact(
    vault_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    app = application(vault_folder)
    ends: dict[type[Screen[Any]], list[Any]] = {form: [] for form in FORMS}
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        home = app.screen
        for form in FORMS:
            for text in (REFUSED, KEPT):
                screen = await opened(pilot, form, ends[form])
                fill_in(screen, text)
                await settled(pilot)
                assert_harmless(app)
                if form is not UnlockScreen:
                    await press(pilot, "enter" if form is RecoveryCodeScreen else "f2")
                    assert_harmless(app)
                assert text is KEPT or not ends[form], form
                while app.screen is not home:
                    app.pop_screen()
                await settled(pilot)
    with reopened(vault_folder) as vault:
        visit = load(vault.connection, Visit, "ORDER BY id DESC LIMIT 1")[0]
        test = load(vault.connection, DrugTest, "ORDER BY id DESC LIMIT 1")[0]
        reasons = [reason for (reason,) in vault.connection.execute("SELECT reason FROM unit WHERE action = 'void'")]
        (handed,) = handed_over(vault.connection)
    assert (handed.terms.recipient, handed.terms.basis, handed.terms.purpose) == (KEPT,) * 3
    assert ends[HelperScreen] == [KEPT]
    assert (visit.place, visit.visitors, visit.situation, visit.needs) == (KEPT,) * 4
    assert (test.laboratory, test.testers, test.witness, test.note) == (KEPT,) * 4
    assert reasons == [KEPT]
