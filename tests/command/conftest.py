"""An office with an empty vault, made once by ``init`` and copied for each test."""

import shutil
from pathlib import Path

import pytest

from tests.command.office import OfficeDesk
from tests.ledger import unlock_quickly


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> OfficeDesk:
    desk = OfficeDesk.at(tmp_path_factory.mktemp("founded"))
    assert desk.found().exit_code == 0
    unlock_quickly(desk.folder)
    return desk


@pytest.fixture
def office(founded: OfficeDesk, tmp_path: Path) -> OfficeDesk:
    desk = OfficeDesk.at(tmp_path)
    shutil.copytree(founded.folder, desk.folder)
    return desk
