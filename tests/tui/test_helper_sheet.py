"""走访单 at 80x24: begun with who is responsible, printed with agreed name and place alone."""

from dataclasses import replace
from pathlib import Path

from textual.pilot import Pilot

from store.desk.records import add, change, load
from store.model.assignment import Assignment
from store.model.measure import Measure
from store.model.person import Person
from store.vault.unit_of_work import unit_of_work
from tests.tui.office import ACT, TODAY, application, reopened
from tests.tui.screen_text import SIZE, assert_snapshot, press, screen_lines, screen_text, unlock, write
from tui.screens.helper_sheet import HelperSheetScreen


async def to_person(pilot: Pilot[None], name: str) -> None:
    await unlock(pilot)
    await press(pilot, "2", "home")
    while name not in "".join(line for line in screen_lines(pilot.app) if line.startswith(">")):  # type: ignore[arg-type]  # the office
        await press(pilot, "down")
    await press(pilot, "enter")


async def test_whose_measure_is_over_is_left_alone(vault_folder: Path) -> None:
    with reopened(vault_folder) as vault:
        person = load(vault.connection, Person, "WHERE name = '岩三木'")[0]
        measure = load(vault.connection, Measure, "WHERE person_id = ?", (person.id,))[0]
        with unit_of_work(vault.connection, ACT) as unit:
            change(unit, measure, replace(measure, closed_on=TODAY, close_reason="期满解除"))
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await to_person(pilot, "岩三木")
        await press(pilot, "f9")
        assert "不再上门" in screen_text(app)
        assert not isinstance(app.screen, HelperSheetScreen)


async def test_one_visit_on_one_sheet(vault_folder: Path, tmp_path: Path) -> None:
    with reopened(vault_folder) as vault:
        person = load(vault.connection, Person, "WHERE name = '岩三木'")[0]
        with unit_of_work(vault.connection, ACT) as unit:
            add(unit, [Assignment(person_id=person.id, role="主帮教人", helper="[/]李芳", started_on=TODAY)])
    app, target = application(vault_folder), tmp_path / "单.html"
    async with app.run_test(size=SIZE) as pilot:
        await to_person(pilot, "岩三木")
        await press(pilot, "f7", "8")
        assert isinstance(app.screen, HelperSheetScreen)
        app.screen.query_one("#target").value = "走访单.html"  # type: ignore[attr-defined]
        assert_snapshot(app, "helper_sheet")
        app.screen.query_one("#target").value = str(target)  # type: ignore[attr-defined]
        await press(pilot, "enter", "enter", "ctrl+u", "f9")
        assert "还没有写 地点" in screen_text(app)
        await write(pilot, "[b]村委会")
        await press(pilot, "f9")
        assert "走访单已写好" in screen_text(app)
    page = target.read_text(encoding="utf-8")
    for word in ("[/]李芳", "[b]村委会", "岩某", "2026-11-22 周日"):
        assert word in page
    for word in ("岩三木", "戒", "检测", str(person.phone), str(person.id_number)):
        assert word not in page
