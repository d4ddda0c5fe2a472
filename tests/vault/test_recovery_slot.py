"""A new recovery code opens the vault and the old one does not; where it cannot be written, nothing changes."""

from pathlib import Path

import pytest

from store.errors import StoreError, WrongPassphraseError
from store.vault.files import write_file
from store.vault.recovery_slot import RENEWAL, renew_recovery_code
from store.vault.sidecar import NAMES
from store.vault.unit_of_work import Act
from store.vault.vault import open_vault
from store.vault.verify import verify
from tests.ledger import PASSPHRASE, act
from tests.vault.vaults import CODE, office_vault

ACT = Act(operator=act().operator, action=RENEWAL, today=act().today, at=act().at)


def test_the_new_code_opens_and_the_old_one_no_longer(tmp_path: Path) -> None:
    with office_vault(tmp_path) as vault:
        code = renew_recovery_code(vault, ACT)
    assert code != CODE
    with pytest.raises(WrongPassphraseError):
        open_vault(tmp_path, CODE)
    for secret in (code, PASSPHRASE):
        with open_vault(tmp_path, secret) as vault:
            assert verify(vault.connection, ()) == []
    assert (tmp_path / NAMES[0]).read_bytes() == (tmp_path / NAMES[1]).read_bytes()


def test_the_journal_says_that_it_was_done_and_never_the_code(tmp_path: Path) -> None:
    with office_vault(tmp_path) as vault:
        code = renew_recovery_code(vault, ACT)
        rows = vault.connection.execute("SELECT action, reason FROM unit ORDER BY number DESC LIMIT 1").fetchall()
    assert rows == [(RENEWAL, "")]
    assert all(code.encode() not in file.read_bytes() for file in tmp_path.iterdir())


@pytest.mark.parametrize("copy", [1, 2])
def test_where_it_cannot_be_written_the_old_code_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, copy: int
) -> None:
    written: list[Path] = []

    def failing(path: Path, data: bytes) -> None:
        written.append(path)
        if len(written) == copy:
            raise StoreError("磁盘已满", "没有写成")
        write_file(path, data)

    with office_vault(tmp_path) as vault:
        monkeypatch.setattr("store.vault.sidecar.write_file", failing)
        with pytest.raises(StoreError):
            renew_recovery_code(vault, ACT)
    open_vault(tmp_path, CODE).close()
    assert (tmp_path / NAMES[0]).read_bytes() == (tmp_path / NAMES[1]).read_bytes()
