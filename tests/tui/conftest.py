"""The vault of screens.md, made once and copied for each test."""

import shutil
from pathlib import Path

import pytest

from tests.tui.office import make_vault, sketch


@pytest.fixture(scope="session")
def made_vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault on disk; never opened by a test itself."""
    return make_vault(tmp_path_factory.mktemp("township") / "vault", sketch())


@pytest.fixture
def vault_folder(made_vault: Path, tmp_path: Path) -> Path:
    """A copy of the vault for one test."""
    folder = tmp_path / "vault"
    shutil.copytree(made_vault, folder)
    return folder
