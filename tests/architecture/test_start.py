"""What is loaded when: commands and the store load no Textual, asked of a fresh interpreter."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.house import ROOT

EVERY_STORE_MODULE = """
import importlib, pkgutil, store
for found in pkgutil.walk_packages(store.__path__, "store."):
    importlib.import_module(found.name)
"""
HELP = """
import runpy, sys
sys.argv = ["yuesong", "--help"]
try:
    runpy.run_module("tui", run_name="__main__", alter_sys=True)
except SystemExit as end:
    assert not end.code, f"--help ended with {end.code}"
"""


def loaded_after(source: str, folder: Path, *, package: str) -> list[str]:
    """Which modules of ``package`` a fresh interpreter, started in ``folder``, holds after running ``source``."""
    asked = f"import sys\nprint('loaded:', *(name for name in sys.modules if name.split('.')[0] == {package!r}))"
    finished = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", f"{source}\n{asked}"],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    assert finished.returncode == 0, finished.stderr
    return finished.stdout.splitlines()[-1].split()[1:]


@pytest.mark.parametrize("source", ["import store", EVERY_STORE_MODULE, HELP], ids=["store", "every module", "--help"])
def test_no_textual_is_loaded(source: str) -> None:
    assert loaded_after(source, ROOT, package="textual") == []


def test_the_first_paint_waits_for_nothing_of_the_store_but_words_and_arguments() -> None:
    loaded = loaded_after("import tui.__main__, tui.app, tui.screens.first_start", ROOT, package="store")
    assert sorted(loaded) == ["store", "store.command", "store.command.invocation", "store.errors", "store.text"]


def test_a_store_that_loads_a_screen_is_found(tmp_path: Path) -> None:
    (tmp_path / "textual.py").write_text("")
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "__init__.py").write_text("")
    (tmp_path / "store" / "late.py").write_text("import textual")
    assert loaded_after("import store", tmp_path, package="textual") == []
    assert loaded_after(EVERY_STORE_MODULE, tmp_path, package="textual") == ["textual"]


def test_a_help_that_loads_a_screen_is_found(tmp_path: Path) -> None:
    (tmp_path / "textual.py").write_text("")
    (tmp_path / "tui").mkdir()
    (tmp_path / "tui" / "__init__.py").write_text("")
    (tmp_path / "tui" / "__main__.py").write_text("import textual\nraise SystemExit(0)")
    assert loaded_after(HELP, tmp_path, package="textual") == ["textual"]


def test_a_help_that_fails_is_found(tmp_path: Path) -> None:
    (tmp_path / "tui").mkdir()
    (tmp_path / "tui" / "__init__.py").write_text("")
    (tmp_path / "tui" / "__main__.py").write_text("raise SystemExit(1)")
    with pytest.raises(AssertionError, match="ended with 1"):
        loaded_after(HELP, tmp_path, package="textual")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--help"], 0, ""),
        ([], 2, "yuesong --help"),
        (["demo"], 2, "yuesong --help"),
        (["no-such-command"], 2, "--help"),
        (["--vault", "nowhere", "--passphrase-file", "passphrase", "due"], 1, "init"),
    ],
)
def test_exit_codes_reach_the_shell(tmp_path: Path, arguments: list[str], code: int, said: str) -> None:
    (tmp_path / "passphrase").write_text("a long enough one", encoding="utf-8")
    finished = subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "tui", *arguments],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    assert finished.returncode == code, finished.stderr
    assert said in finished.stderr
    assert "Traceback" not in finished.stderr
