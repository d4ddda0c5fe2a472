"""What is loaded when, and what happens without a terminal."""

import subprocess
import sys
from pathlib import Path

import pytest

import tui

ROOT = Path(tui.__path__[0]).parent
SLOW = ("pydantic", "sqlite_utils", "pypinyin", "click", "cryptography", "sqlcipher3")

WATCHED = """
import sys
from pathlib import Path
folder, found = sys.argv[1:]
sys.argv = ["yuesong", "--vault", folder]
from tui.session import Session
Session.preload = lambda session: Path(found).write_text(" ".join({name.split(".")[0] for name in sys.modules}))
from tui.__main__ import main
main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are not there on this platform")
def test_nothing_slow_is_loaded_before_the_unlock_screen_is_painted(tmp_path: Path) -> None:
    from tests.tui.terminal import program

    found = tmp_path / "modules"
    (tmp_path / "ledger.db").touch()
    with program(WATCHED, str(tmp_path), str(found)) as terminal:
        terminal.wait_for("口令")
        terminal.press("x")
        terminal.wait_for("[*")
        terminal.press("\x1b")
        terminal.wait_for_end()
    loaded = set(found.read_text().split())
    assert "textual" in loaded
    assert sorted(set(SLOW) & loaded) == []


@pytest.mark.parametrize("arguments", [[], ["demo"], ["--today", "2026-11-22"]])
def test_without_a_terminal_it_points_to_the_commands(arguments: list[str], tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "tui", "--vault", str(tmp_path), *arguments],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    assert ended.returncode == 2
    assert "没有终端" in ended.stderr
    assert "yuesong --help" in ended.stderr
    assert ended.stdout == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("wanted", "content", "named", "demo"),
    [
        ("demo", None, False, True),
        ("demo", "ledger.db", False, False),
        ("demo", "notes", False, False),
        ("demo", None, True, False),
        ("", None, False, False),
    ],
)
def test_the_demo_stands_in_only_for_make_run_and_nothing_in_the_usual_place(
    wanted: str, content: str | None, named: bool, demo: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from store.command.invocation import application_invocation
    from tui.__main__ import FIRST_START, _or_demo

    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    monkeypatch.delenv("YUESONG_VAULT", raising=False)
    monkeypatch.setenv(FIRST_START, wanted)
    plain = application_invocation([])
    assert plain is not None
    assert tmp_path in plain.vault.parents
    if content:
        plain.vault.mkdir(parents=True)
        (plain.vault / content).touch()
    chosen = application_invocation(["--vault", str(tmp_path / "other")]) if named else plain
    assert chosen is not None
    assert _or_demo(chosen).demo is demo
    assert _or_demo(chosen).vault == chosen.vault


def test_make_run_asks_for_the_demo_where_there_is_no_vault() -> None:
    from tui.__main__ import FIRST_START

    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (line,) = [line for line in makefile.splitlines() if line.endswith("$(BIN)/yuesong")]
    assert f"{FIRST_START}=demo $(BIN)/yuesong" in line
