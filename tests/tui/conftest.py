"""The vault of screens.md, made once and copied for each test; and the styles of all screens, read once."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation

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


@pytest.fixture(scope="session", autouse=True)
def styles_read_once() -> Iterator[None]:
    """The program is started hundreds of times: what its style sheets say is read for the first time only."""
    read, known = Stylesheet._parse_rules, dict[object, list[RuleSet]]()

    def read_once(sheet: Stylesheet, css: str, read_from: CSSLocation, *rest: object, **named: object) -> list[RuleSet]:
        which = (css, read_from, rest, tuple(named.items()), tuple(sheet._variables.items()))
        if which not in known:
            known[which] = read(sheet, css, read_from, *rest, **named)  # type: ignore[arg-type]
        return known[which]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", read_once)
        yield
