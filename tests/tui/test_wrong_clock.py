"""A computer whose clock is ten years off, and an operator who believes it: the program goes on and damages nothing."""

from pathlib import Path

import pytest

from store.vault.verify import verify
from tests.tui.office import NOW, application, invocation, reopened
from tests.tui.screen_text import SIZE, press, screen_text, unlock
from tui.app import OfficeApp


@pytest.mark.parametrize("years", [-10, 10])
async def test_ten_years_off(years: int, vault_folder: Path) -> None:
    wrong = NOW.replace(year=NOW.year + years)
    app = OfficeApp(invocation(vault_folder, today=None), clock=lambda: wrong)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        assert f"{wrong.year}-11-22" in screen_text(app).splitlines()[0]
        await press(pilot, "f2", *(["f2"] if years < 0 else []))
        assert "李建国" in screen_text(app), "nobody vanishes"
        await press(pilot, "f5", "enter", "enter", "1", "f2")
        assert "已保存" in screen_text(app)
    with reopened(vault_folder) as vault:
        assert verify(vault.connection, ()) == []
    again = application(vault_folder)
    async with again.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        assert "李建国" in screen_text(again)
