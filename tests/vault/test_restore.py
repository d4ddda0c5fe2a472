"""A restore proves the copy first, keeps what was there, and after a crash at any point loses neither."""

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from store.errors import (
    FileRefusedError,
    NewerVaultError,
    StoreError,
    VaultOpenElsewhereError,
    WrongPassphraseError,
)
from store.vault import swap
from store.vault.backup import backup, restore
from store.vault.files import FileNotWrittenError
from store.vault.vault import LEDGER, open_vault
from store.vault.verify import verify
from tests.ledger import NOW, PASSPHRASE
from tests.vault.vaults import CODE, enter, names_in, office_vault

KEPT = f"old-{NOW:%Y%m%d-%H%M%S}"


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """A vault that has gone on after its backup ``b.zip``: the backup holds one person, the vault two."""
    with office_vault(tmp_path / "vault") as vault:
        enter(vault, "岩三木")
        backup(vault, tmp_path / "b.zip")
        enter(vault, "娜叶")
    return tmp_path / "vault"


@pytest.fixture
def file(vault: Path) -> Path:
    return vault.parent / "b.zip"


def people(folder: Path) -> list[str]:
    with open_vault(folder, PASSPHRASE) as vault:
        assert verify(vault.connection) == []
        return names_in(vault)


def state(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def repacked(file: Path, change: Callable[[dict[str, bytes]], None], method: int = zipfile.ZIP_STORED) -> None:
    """Rewrite a backup with its members changed; checksums stay as they were unless ``change`` sees to them."""
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)


def test_the_backup_takes_the_place_of_the_vault_which_is_kept(vault: Path, file: Path) -> None:
    kept = restore(file, vault, PASSPHRASE, now=NOW)
    assert people(vault) == ["岩三木"]
    assert kept == vault / KEPT
    assert people(kept) == ["岩三木", "娜叶"]


def test_nothing_else_is_left_in_the_folder(vault: Path, file: Path) -> None:
    before = {path.name for path in vault.iterdir()}
    restore(file, vault, PASSPHRASE, now=NOW)
    assert {path.name for path in vault.iterdir()} == before | {KEPT}


def test_a_vault_is_made_where_there_was_none(file: Path, tmp_path: Path) -> None:
    assert restore(file, tmp_path / "new" / "folder", PASSPHRASE, now=NOW) is None
    assert people(tmp_path / "new" / "folder") == ["岩三木"]


def test_the_recovery_code_restores_too(file: Path, tmp_path: Path) -> None:
    restore(file, tmp_path / "new", CODE, now=NOW)
    assert people(tmp_path / "new") == ["岩三木"]


def test_two_restores_in_one_second_keep_both_vaults(vault: Path, file: Path) -> None:
    first = restore(file, vault, PASSPHRASE, now=NOW)
    second = restore(file, vault, PASSPHRASE, now=NOW)
    third = restore(file, vault, PASSPHRASE, now=NOW + timedelta(seconds=1))
    assert None not in {first, second, third}
    assert len({first, second, third}) == 3


def test_a_log_left_by_a_crash_is_kept_with_its_ledger_and_not_replayed_into_the_new_one(
    vault: Path, file: Path
) -> None:
    program = (
        "import os, sys; from pathlib import Path; from tests.vault.vaults import enter, office_vault\n"
        "vault = office_vault(Path(sys.argv[1])); enter(vault, '艾块'); os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", program, str(vault)]).returncode == 9
    assert (vault / "ledger.db-wal").stat().st_size > 0
    kept = restore(file, vault, PASSPHRASE, now=NOW)
    assert kept is not None
    assert people(vault) == ["岩三木"]
    assert people(kept) == ["岩三木", "娜叶", "艾块"]


@pytest.mark.parametrize("secret", ["不是这个口令啊", ""])
def test_a_wrong_passphrase_changes_nothing(vault: Path, file: Path, secret: str) -> None:
    before = state(vault)
    with pytest.raises(WrongPassphraseError):
        restore(file, vault, secret, now=NOW)
    with pytest.raises(WrongPassphraseError):
        restore(file, vault.parent / "new", secret, now=NOW)
    assert state(vault) == before
    assert not (vault.parent / "new").exists()


def test_an_open_vault_is_not_replaced(vault: Path, file: Path) -> None:
    with office_vault(vault) as held:
        with pytest.raises(VaultOpenElsewhereError):
            restore(file, vault, PASSPHRASE, now=NOW)
        assert names_in(held) == ["岩三木", "娜叶"]
    assert people(vault) == ["岩三木", "娜叶"]


def drop(name: str) -> Callable[[dict[str, bytes]], None]:
    return lambda members: members.__delitem__(name)


def put(name: str, data: bytes) -> Callable[[dict[str, bytes]], None]:
    return lambda members: members.__setitem__(name, data)


def edit_manifest(**changes: object) -> Callable[[dict[str, bytes]], None]:
    return lambda members: members.__setitem__(
        "manifest.json", json.dumps({**json.loads(members["manifest.json"]), **changes}).encode()
    )


@pytest.mark.parametrize(
    "change",
    [
        drop("manifest.json"),
        drop("ledger.db"),
        drop("key_slots.json"),
        put("../../evil", b""),
        put("ledger.db", b""),
        put("ledger.db", b"SQLite format 3\x00" + bytes(4096)),
        put("key_slots.json", b"{}"),
        put("manifest.json", b"null"),
        put("manifest.json", b"[" * 50_000),
        put("manifest.json", b"{" + b" " * 100_000 + b"}"),
        edit_manifest(format="other"),
        edit_manifest(head="00" * 32),
        edit_manifest(vault_id="00000000-0000-4000-8000-000000000000"),
        edit_manifest(files={}),
        edit_manifest(files=[1]),
        edit_manifest(as_of=None),
    ],
    ids=range(16),
)
def test_a_file_that_is_no_whole_backup_is_refused(
    vault: Path, file: Path, change: Callable[[dict[str, bytes]], None]
) -> None:
    repacked(file, change)
    before = state(vault.parent)
    with pytest.raises(FileRefusedError) as told:
        restore(file, vault, PASSPHRASE, now=NOW)
    assert told.value.exit_code == 6
    assert "没有任何改动" in told.value.message
    with pytest.raises(FileRefusedError):
        restore(file, vault.parent / "new", PASSPHRASE, now=NOW)
    assert state(vault.parent) == before


def test_a_compressed_copy_is_refused_unread(vault: Path, file: Path) -> None:
    repacked(file, lambda members: None, zipfile.ZIP_DEFLATED)
    with pytest.raises(FileRefusedError):
        restore(file, vault, PASSPHRASE, now=NOW)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", os.urandom(5000), "证件号码,姓名\r\n".encode()], ids=range(4))
def test_other_files_are_refused(vault: Path, content: bytes) -> None:
    (vault.parent / "x").write_bytes(content)
    with pytest.raises(FileRefusedError):
        restore(vault.parent / "x", vault, PASSPHRASE, now=NOW)
    assert people(vault) == ["岩三木", "娜叶"]


def test_missing_files_and_folders_are_refused(vault: Path) -> None:
    for place in (vault.parent / "missing", vault):
        with pytest.raises(FileRefusedError) as told:
            restore(place, vault, PASSPHRASE, now=NOW)
        assert "核对" in told.value.message


def test_a_newer_backup_is_refused_as_newer(vault: Path, file: Path) -> None:
    repacked(file, edit_manifest(version=2))
    with pytest.raises(NewerVaultError) as told:
        restore(file, vault, PASSPHRASE, now=NOW)
    assert told.value.exit_code == 7


def test_damage_anywhere_is_found_before_anything_is_moved(vault: Path, file: Path, effort: int) -> None:
    whole = file.read_bytes()
    before, found = state(vault), 0
    for number in range(60 * effort):
        place = (number * 7919 + 13) % len(whole)
        damaged = bytearray(whole)
        damaged[place] ^= 1 << number % 8
        file.write_bytes(damaged)
        try:
            restore(file, vault, PASSPHRASE, now=NOW)
        except StoreError:
            found += 1
            assert state(vault) == before
        else:
            # A zip has bits that carry nothing (times, modes); what came out is then the whole vault.
            assert people(vault) == ["岩三木"]
            before = state(vault)
    assert found > 50 * effort


def test_a_cut_off_file_is_refused_at_every_length(vault: Path, file: Path) -> None:
    whole = file.read_bytes()
    for length in range(0, len(whole), len(whole) // 40):
        file.write_bytes(whole[:length])
        with pytest.raises(FileRefusedError):
            restore(file, vault, PASSPHRASE, now=NOW)
    assert people(vault) == ["岩三木", "娜叶"]


# Runs a restore and dies just before the n-th change of a name in the file system.
CRASHING = """
import os, sys
from pathlib import Path
from store.vault.backup import restore
from tests.ledger import NOW, PASSPHRASE
left = int(sys.argv[3])
def dying(event, arguments):
    global left
    if event in {"os.rename", "os.link", "os.mkdir", "os.rmdir", "os.remove"}:
        left -= 1
        if left < 0:
            os._exit(9)
sys.addaudithook(dying)
restore(Path(sys.argv[1]), Path(sys.argv[2]), PASSPHRASE, now=NOW)
"""


def crash_while_restoring(file: Path, folder: Path, at: int) -> bool:
    """Whether the process died; ``False`` means that it got through before its ``at``-th step."""
    command = [sys.executable, "-c", CRASHING, str(file), str(folder), str(at)]
    return subprocess.run(command, stderr=subprocess.DEVNULL).returncode == 9


def test_a_crash_at_any_step_leaves_the_old_vault_or_the_new_one_and_both_on_disk(tmp_path: Path) -> None:
    seen: set[tuple[str, ...]] = set()
    for step in range(100):
        folder = tmp_path / str(step) / "vault"
        with office_vault(folder) as vault:
            enter(vault, "岩三木")
            backup(vault, folder.parent / "b.zip")
            enter(vault, "娜叶")
        died = crash_while_restoring(folder.parent / "b.zip", folder, step)
        seen.add(tuple(people(folder)))
        if people(folder) == ["岩三木"]:
            assert people(folder / KEPT) == ["岩三木", "娜叶"]
        assert restore(folder.parent / "b.zip", folder, PASSPHRASE, now=NOW) is not None
        assert people(folder) == ["岩三木"]
        assert not [path.name for path in folder.iterdir() if path.name.startswith(".")]
        if not died:
            break
    assert not died
    assert step > 10
    assert seen == {("岩三木", "娜叶"), ("岩三木",)}


def test_finishing_nothing_does_nothing(vault: Path) -> None:
    before = state(vault)
    assert swap.finish(vault) is None
    assert not swap.is_unfinished(vault)
    assert state(vault) == before


def test_an_unfinished_restore_is_seen_and_carried_through(vault: Path, file: Path) -> None:
    waiting = vault / "waiting"
    waiting.mkdir()
    with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as archive:
        for name in ("key_slots.json", LEDGER):
            archive.extract(name, waiting)
    (waiting / "key_slots.copy.json").write_bytes((waiting / "key_slots.json").read_bytes())
    swap.decide(vault, waiting, "20261122-093000")
    assert swap.is_unfinished(vault)
    assert swap.finish(vault) == vault / KEPT
    assert people(vault) == ["岩三木"]
    assert not swap.is_unfinished(vault)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_read_only_folder_is_said(file: Path, tmp_path: Path) -> None:
    (tmp_path / "fixed").mkdir(mode=0o500)
    with pytest.raises(FileNotWrittenError, match="只读"):
        restore(file, tmp_path / "fixed" / "new", PASSPHRASE, now=NOW)
