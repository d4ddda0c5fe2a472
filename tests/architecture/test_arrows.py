"""Arrows point down only: tui -> command -> fiction -> handoff -> desk -> rules -> model -> fields, desk -> vault."""

from pathlib import Path

import pytest

from tests.architecture.arrows import DIRECT, below, screens_in_store, wrong_arrows
from tests.architecture.house import ROOT, read_house, room_of
from tests.architecture.synthetic import house_of


def test_every_import_of_the_house_points_down() -> None:
    assert list(wrong_arrows(read_house(ROOT))) == []


def test_every_file_of_the_house_is_read() -> None:
    read = {file.path for file in read_house(ROOT)}
    assert {"store/errors.py", "store/model/person.py", "store/vault/vault.py"} <= read


def test_store_never_imports_the_screen_library() -> None:
    assert list(screens_in_store(read_house(ROOT))) == []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("store/fields/day.py", "from store.model.person import Person"),
        ("store/model/person.py", "import store.rules.term"),
        ("store/rules/term.py", "from store import vault"),
        ("store/rules/term.py", "from store.vault.cipher import connect"),
        ("store/vault/vault.py", "from store.model import Person"),
        ("store/vault/vault.py", "from store.desk.office import Office"),
        ("store/desk/office.py", "from ..handoff import decode"),
        ("store/handoff/write.py", "def late() -> None:\n    from store.command import main"),
        ("store/handoff/write.py", "import store.sheets.page"),
        ("store/sheets/page.py", "import store.handoff.export"),
        ("store/command/main.py", "import tui.app"),
        ("store/command/main.py", "import importlib\nimportlib.import_module('tui.app')"),
        ("store/text.py", "from store.fields import Name"),
        ("store/rules/term.py", "from tests.conftest import PROFILE"),
        ("tui/screens/today.py", "from tui.screens.unlock import UnlockScreen"),
        ("tui/screens/today.py", "from tui.screens import unlock"),
        ("tui/screens/today.py", "from store.vault.vault import open_vault"),
        ("tui/widgets/footer.py", "from ..screens.today import TodayScreen"),
        ("store/__init__.py", "from store.vault.vault import Vault"),
        ("store/elsewhere/new.py", "x = 1"),
    ],
)
def test_an_arrow_that_points_up_is_found(tmp_path: Path, path: str, source: str) -> None:
    assert len(list(wrong_arrows(house_of(tmp_path, {path: source})))) == 1


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("tui/session.py", "from store.vault.vault import open_vault"),
        ("tui/screens/today.py", "from tui.widgets.footer import Footer\nfrom store.desk.worklist import worklist"),
        ("store/command/main.py", "from store.fiction.demo import make_demo_vault\nfrom store.sheets import page"),
        ("store/handoff/write.py", "from store.vault.unit_of_work import unit_of_work\nfrom store.text import clean"),
        ("tui/screens/visit/__init__.py", "from tui.screens.visit.form import VisitForm"),
        ("store/desk/records.py", "from store.model.person import Person\nfrom .office import Office"),
        ("store/fields/day.py", "import re\nfrom store.errors import StoreError"),
    ],
)
def test_an_arrow_that_points_down_passes(tmp_path: Path, path: str, source: str) -> None:
    assert list(wrong_arrows(house_of(tmp_path, {path: source}))) == []


@pytest.mark.parametrize("source", ["import textual", "def late() -> None:\n    from textual.app import App"])
def test_a_screen_in_the_store_is_found(tmp_path: Path, source: str) -> None:
    assert len(list(screens_in_store(house_of(tmp_path, {"store/desk/office.py": source})))) == 1


def test_no_two_rooms_lie_below_each_other() -> None:
    front = {"tui", "screens", "widgets"}
    rooms = [room for room in DIRECT if room not in front]
    assert [
        (one, two) for one in rooms for two in rooms if one != two and two in below(one) and one in below(two)
    ] == []


def test_rooms_are_read_off_the_module_name() -> None:
    modules = ("store.rules.term", "store.text", "tui.app", "tui.screens.today", "bench.start", "store")
    assert [room_of(module) for module in modules] == ["rules", "text", "tui", "screens", "bench", "store"]
