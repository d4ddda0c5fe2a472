"""Two programs on one folder at the same moment: one has it, the other says so, and nothing is overwritten."""

import subprocess
import sys
from pathlib import Path

import pytest

from store.errors import ExitCode, StoreError, VaultOpenElsewhereError
from store.vault.vault import create_vault, open_vault
from store.vault.verify import verify
from tests.ledger import PASSPHRASE as OTHER_PASSPHRASE
from tests.tui.half_written import KEYS
from tests.tui.office import PASSPHRASE, make_vault

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are not there on this platform")


def test_a_vault_is_not_founded_while_another_one_is_being_founded_there(tmp_path: Path) -> None:
    refused: list[type[StoreError]] = []

    def second(_connection: object) -> None:
        with pytest.raises(StoreError) as error:
            create_vault(tmp_path, OTHER_PASSPHRASE, lambda _: None)
        refused.append(type(error.value))

    code = create_vault(tmp_path, PASSPHRASE, second)
    assert refused == [VaultOpenElsewhereError]
    for secret in (PASSPHRASE, code):
        open_vault(tmp_path, secret).close()


def test_two_commands_that_found_at_once(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    secret.chmod(0o600)
    folder = tmp_path / "office"
    command = [sys.executable, "-m", "tui", "--vault", str(folder), "--passphrase-file", str(secret), "init"]
    both = [
        subprocess.Popen([*command, "--township", "530829107", "--name", name], stdout=subprocess.PIPE, text=True)
        for name in ("岳宋乡", "班帅乡")
    ]
    said = [process.communicate()[0] for process in both]
    codes = [process.returncode for process in both]
    assert sorted(codes)[0] == ExitCode.DONE
    assert sorted(codes)[1] in (ExitCode.FAILED, ExitCode.OPEN_ELSEWHERE)
    with open_vault(folder, PASSPHRASE) as vault:
        assert verify(vault.connection, ()) == []
    assert bool(said[codes.index(0)])


@POSIX
def test_two_wizards_at_once(tmp_path: Path) -> None:
    from tests.tui.terminal import Launcher, Terminal

    def filled_in(terminal: Terminal) -> None:
        terminal.wait_for("这里还没有台账")
        terminal.press("1")
        terminal.wait_for("乡镇代码")
        terminal.press(f"530829107\r岳宋乡\r李敏\r\r\r{PASSPHRASE}\r{PASSPHRASE}")
        terminal.wait_for("李敏")

    def answered(terminal: Terminal) -> str:
        words = ("只显示这一次", "台账正在使用", "已有台账")
        terminal.wait_until(lambda seen: any(word in seen.text.replace(" ", "") for word in words), "an answer")
        return next(word for word in words if word in terminal.text.replace(" ", ""))

    folder = tmp_path / "office"
    arguments = ("--vault", str(folder), "--today", "2026-11-22")
    with (
        Launcher() as launcher,
        launcher.program(*arguments, home=tmp_path) as one,
        launcher.program(*arguments, home=tmp_path) as two,
    ):
        for terminal in (one, two):
            filled_in(terminal)
        for terminal in (one, two):
            terminal.press(KEYS["f2"])
        first, second = sorted((answered(one), answered(two)), key=lambda said: said != "只显示这一次")
        assert first == "只显示这一次"
        assert second in ("台账正在使用", "已有台账")
    with open_vault(folder, PASSPHRASE) as vault:
        assert verify(vault.connection, ()) == []


@POSIX
def test_two_unlock_at_once(tmp_path: Path) -> None:
    from tests.tui.terminal import Launcher

    folder = make_vault(tmp_path / "office")
    arguments = ("--vault", str(folder), "--today", "2026-11-22")
    with (
        Launcher() as launcher,
        launcher.program(*arguments, home=tmp_path) as one,
        launcher.program(*arguments, home=tmp_path) as two,
    ):
        for terminal in (one, two):
            terminal.wait_for("请输入口令")
        for terminal in (one, two):
            terminal.press(f"{PASSPHRASE}\r")
        for terminal in (one, two):
            terminal.wait_until(
                lambda seen: "1今日" in seen.text.replace(" ", "") or "台账正在使用" in seen.text.replace(" ", ""),
                "an answer",
            )
        said = sorted("台账正在使用" in terminal.text.replace(" ", "") for terminal in (one, two))
        assert said == [False, True]
