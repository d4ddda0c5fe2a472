"""A backup is one file that was opened and verified before it was called one."""

import json
import os
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from store.desk.records import add
from store.errors import VaultDamagedError
from store.model.person import Person
from store.vault.backup import backup
from store.vault.cipher import connect
from store.vault.files import FileExistsAlreadyError, FileNotWrittenError
from store.vault.journal import check_chain, head_of
from store.vault.unit_of_work import unit_of_work
from store.vault.vault import LEDGER, Vault
from tests.ledger import KEY, NOW, act
from tests.vault.vaults import enter, office_vault


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with office_vault(tmp_path / "vault") as vault:
        enter(vault, "岩三木", "娜叶")
        yield vault


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def extracted(file: Path, folder: Path) -> dbapi2.Connection:
    folder.mkdir()
    with zipfile.ZipFile(file) as archive:
        archive.extractall(folder)
    return connect(folder / LEDGER, KEY)


def test_a_backup_holds_everything_that_was_committed(vault: Vault, tmp_path: Path) -> None:
    backup(vault, tmp_path / "b.zip")
    copy = extracted(tmp_path / "b.zip", tmp_path / "out")
    assert copy.execute("SELECT name FROM person ORDER BY id").fetchall() == [("岩三木",), ("娜叶",)]
    assert head_of(copy) == head_of(vault.connection)
    assert check_chain(copy) is None
    copy.close()


def test_a_backup_is_one_private_file_and_nothing_is_left_beside_it(vault: Vault, tmp_path: Path) -> None:
    backup(vault, tmp_path / "b.zip")
    assert names(tmp_path) == ["b.zip", "vault"]
    assert stat.S_IMODE((tmp_path / "b.zip").stat().st_mode) == 0o600


def test_nothing_in_a_backup_can_be_read_without_the_key(vault: Vault, tmp_path: Path) -> None:
    backup(vault, tmp_path / "b.zip")
    data = (tmp_path / "b.zip").read_bytes()
    # Six bytes at least: four stand by chance in half a megabyte of ciphertext once in seven thousand times.
    for marker in ("岩三木", "岳宋乡", "岳宋村"):
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"):
            assert marker.encode(encoding) not in data
    assert "李敏".encode() not in data
    assert KEY not in data
    assert b"SQLite format 3" not in data


def test_the_manifest_names_vault_journal_head_and_checksums(vault: Vault, tmp_path: Path) -> None:
    backup(vault, tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        manifest = json.loads(archive.read("manifest.json"))
        slots = json.loads(archive.read("key_slots.json"))
        assert sorted(archive.namelist()) == ["key_slots.json", "ledger.db", "manifest.json"]
    assert manifest["head"] == head_of(vault.connection).hex()
    assert manifest["vault_id"] == slots["vault_id"]
    assert manifest["as_of"] == NOW.isoformat()


def test_the_vault_goes_on_after_a_backup(vault: Vault, tmp_path: Path) -> None:
    backup(vault, tmp_path / "1.zip")
    enter(vault, "艾块")
    backup(vault, tmp_path / "2.zip")
    copy = extracted(tmp_path / "2.zip", tmp_path / "out")
    assert copy.execute("SELECT count(*) FROM person").fetchone() == (3,)
    copy.close()


def test_an_existing_file_is_not_overwritten(vault: Vault, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(b"last week's backup")
    with pytest.raises(FileExistsAlreadyError, match="没有覆盖"):
        backup(vault, tmp_path / "b.zip")
    assert (tmp_path / "b.zip").read_bytes() == b"last week's backup"
    assert names(tmp_path) == ["b.zip", "vault"]


def test_a_missing_folder_is_said(vault: Vault, tmp_path: Path) -> None:
    with pytest.raises(FileNotWrittenError, match="文件夹不存在"):
        backup(vault, tmp_path / "stick" / "b.zip")
    assert names(tmp_path) == ["vault"]


def test_a_damaged_vault_gives_no_backup(tmp_path: Path) -> None:
    with office_vault(tmp_path / "vault") as vault:
        enter(vault, *(f"第{number}人" for number in range(300)))
    with (tmp_path / "vault" / LEDGER).open("r+b") as file:
        file.seek(-2000, os.SEEK_END)
        file.write(b"\x00")
    with office_vault(tmp_path / "vault") as vault, pytest.raises(VaultDamagedError, match="verify"):
        backup(vault, tmp_path / "b.zip")
    assert names(tmp_path) == ["vault"]


def test_a_vault_changed_past_the_journal_gives_no_backup(vault: Vault, tmp_path: Path) -> None:
    vault.connection.execute("DROP TRIGGER person_update_is_journalled")
    vault.connection.execute("UPDATE person SET name = '别人' WHERE id = 1")
    with pytest.raises(VaultDamagedError, match="已删除这份备份"):
        backup(vault, tmp_path / "b.zip")
    assert names(tmp_path) == ["vault"]


def test_a_backup_in_the_middle_of_a_unit_of_work_is_a_mistake(vault: Vault, tmp_path: Path) -> None:
    with unit_of_work(vault.connection, act()) as unit:
        add(unit, [Person(name="艾块", village="班帅村")])
        with pytest.raises(AssertionError):
            backup(vault, tmp_path / "b.zip")
    assert names(tmp_path) == ["vault"]
