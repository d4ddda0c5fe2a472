"""`init`, `verify`, `backup`, `restore`, and the exit codes of a vault that does not open."""

import json
import sqlite3
from pathlib import Path

import pytest

from store.vault.vault import open_vault
from tests.command.office import OfficeDesk
from tests.ledger import PASSPHRASE


def test_init_makes_a_vault_and_prints_the_recovery_code_once(tmp_path: Path) -> None:
    desk = OfficeDesk.at(tmp_path)
    outcome = desk.run("init", "--township", "530829103", "--name", "岳宋乡", "--json")
    assert outcome.exit_code == 0
    code = outcome.document["recovery_code"]
    assert all(code.encode() not in file.read_bytes() for file in desk.folder.iterdir())
    with open_vault(desk.folder, code) as vault:
        assert vault.connection.execute("SELECT count(*) FROM unit").fetchone() == (1,)


def test_a_new_recovery_code_is_printed_once(office: OfficeDesk) -> None:
    code = office.ask("recovery-code")["recovery_code"]
    with open_vault(office.folder, code) as vault:
        assert vault.connection.execute("SELECT action FROM unit ORDER BY number DESC").fetchone() == ("recovery-code",)


def test_init_makes_the_office_answerable_from_today_unless_told_otherwise(tmp_path: Path) -> None:
    desk = OfficeDesk.at(tmp_path)
    assert desk.run("init", "--township", "530829103", "--name", "岳宋乡").exit_code == 0
    with open_vault(desk.folder, PASSPHRASE) as vault:
        rows = dict(vault.connection.execute("SELECT name, value FROM setting"))
    assert rows == {"township_code": "530829103", "township_name": "岳宋乡", "in_use_from": "2026-11-22"}


def test_init_keeps_a_vault_that_is_there(office: OfficeDesk) -> None:
    before = {file.name: file.read_bytes() for file in office.folder.iterdir()}
    outcome = office.found()
    assert outcome.exit_code == 1
    assert "已有台账" in outcome.err
    assert {file.name: file.read_bytes() for file in office.folder.iterdir()} == before


def test_init_works_in_a_folder_that_holds_other_files(tmp_path: Path) -> None:
    desk = OfficeDesk(tmp_path, OfficeDesk.at(tmp_path).passphrase_file)
    assert desk.found().exit_code == 0
    assert desk.ask("verify") == {"ok": True, "faults": []}
    assert not list(tmp_path.glob(".new-*"))


@pytest.mark.parametrize(
    "wrong",
    [
        ("--township", "abc", "--name", "岳宋乡"),
        ("--township", "530829103", "--name", " "),
        ("--township", "530829103", "--name", "岳\x1b[31m宋"),
        ("--township", "530829103", "--name", "岳宋乡", "--in-use-from", "2026-13-01"),
        ("--name", "岳宋乡"),
    ],
)
def test_init_refuses_what_is_no_township(tmp_path: Path, wrong: tuple[str, ...]) -> None:
    desk = OfficeDesk.at(tmp_path)
    outcome = desk.run("init", *wrong)
    assert outcome.exit_code == 2
    assert outcome.err.count("\n") == 1
    assert "\x1b" not in outcome.err
    assert not desk.folder.exists()


def test_init_refuses_a_weak_passphrase(tmp_path: Path) -> None:
    desk = OfficeDesk.at(tmp_path)
    desk.passphrase_file.write_text("12345678", encoding="utf-8")
    assert desk.found().exit_code == 1
    assert not (desk.folder / "ledger.db").exists()


def test_the_wrong_passphrase_is_exit_5(office: OfficeDesk) -> None:
    office.passphrase_file.write_text("不是这个口令 不是", encoding="utf-8")
    outcome = office.run("due")
    assert outcome.exit_code == 5
    assert outcome.out == ""


def test_an_unreadable_passphrase_file_is_one_sentence(office: OfficeDesk) -> None:
    office.passphrase_file.unlink()
    outcome = office.run("due")
    assert outcome.exit_code == 1
    assert outcome.err.count("\n") == 1


def test_a_vault_open_elsewhere_is_exit_4(office: OfficeDesk) -> None:
    with open_vault(office.folder, PASSPHRASE):
        outcome = office.run("--json", "due")
    assert outcome.exit_code == 4
    assert set(outcome.document["error"]) == {"code", "title", "message"}
    assert office.run("due").exit_code == 0


def test_a_newer_vault_is_exit_7(office: OfficeDesk) -> None:
    with open_vault(office.folder, PASSPHRASE) as vault:
        vault.connection.execute("PRAGMA user_version = 999")
    assert office.run("due").exit_code == 7


def test_a_folder_that_is_no_vault_is_one_sentence(tmp_path: Path) -> None:
    desk = OfficeDesk.at(tmp_path)
    for exists in (False, True):
        if exists:
            desk.folder.mkdir()
        outcome = desk.run("due")
        assert outcome.exit_code == 1
        assert "没有找到台账" in outcome.err
    assert list(desk.folder.iterdir()) == []


def test_a_plain_database_in_its_place_is_refused(office: OfficeDesk) -> None:
    (office.folder / "ledger.db").unlink()
    plain = sqlite3.connect(office.folder / "ledger.db")
    plain.execute("CREATE TABLE person (name TEXT)")
    plain.close()
    outcome = office.run("due")
    assert outcome.exit_code == 1
    assert "没有加密" in outcome.err


def test_verify_names_the_first_fault(office: OfficeDesk) -> None:
    assert office.ask("verify")["ok"] is True
    with open_vault(office.folder, PASSPHRASE) as vault:
        vault.connection.execute("DROP TRIGGER journal_is_final")
        vault.connection.execute("UPDATE journal SET after = '{}' WHERE seq = 2")
    outcome = office.run("verify")
    assert outcome.exit_code == 1
    assert outcome.out.startswith("有问题")


def test_a_backup_comes_back_and_the_old_vault_stays_aside(office: OfficeDesk, tmp_path: Path) -> None:
    file = tmp_path / "b.backup"
    assert office.run("backup", "--to", str(file)).exit_code == 0
    (office.folder / "ledger.db").write_bytes(b"damaged")
    outcome = office.run("--json", "restore", str(file))
    assert outcome.exit_code == 0, outcome
    assert (Path(outcome.document["kept"]) / "ledger.db").read_bytes() == b"damaged"
    assert office.ask("verify")["ok"] is True


def test_restore_refuses_what_is_no_backup(office: OfficeDesk, tmp_path: Path) -> None:
    file = tmp_path / "b.backup"
    file.write_bytes(b"not a backup")
    before = (office.folder / "ledger.db").read_bytes()
    assert office.run("restore", str(file)).exit_code == 6
    assert (office.folder / "ledger.db").read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [("--nonsense",), ("due", "--level", "5"), ("due", "--level", "x"), ("nonsense",), ("list", "x"), ("show",)],
)
def test_wrong_usage_is_exit_2_and_one_chinese_sentence(office: OfficeDesk, arguments: tuple[str, ...]) -> None:
    outcome = office.run(*arguments)
    assert outcome.exit_code == 2
    assert "用法不对" in outcome.err
    assert outcome.err.count("\n") == 1
    assert json.loads(office.run("--json", *arguments).out)["error"]["code"] == "usage"


def test_an_unreadable_today_is_exit_2(office: OfficeDesk) -> None:
    assert office.run("due", "--today", "22.11.2026").exit_code == 2


def test_global_options_stand_before_or_after_the_command(office: OfficeDesk) -> None:
    after = office.run("due", "--json", "--today", "2026-02-28")
    assert after.document["today"] == "2026-02-28"
