"""Whole vaults for the tests: real files with a sidecar, cheap enough to make one per test."""

from pathlib import Path

from store.desk.office import Office
from store.desk.records import add
from store.model.person import Person
from store.vault.cipher import connect
from store.vault.key_slots import Argon2Cost, seal_slot
from store.vault.lock import VaultLock
from store.vault.sidecar import new_sidecar, write_sidecar
from store.vault.unit_of_work import unit_of_work
from store.vault.vault import LEDGER, Vault, is_vault
from tests.ledger import KEY, OFFICE, PASSPHRASE, act, new_ledger

CHEAP = Argon2Cost(memory_kib=64, passes=1, lanes=1)
CODE = "N08J3-N8ZTT-8FR0S-9JJSZ-W20MM-HZZCT-0B6MR"


def office_vault(folder: Path, office: Office = OFFICE, *, passphrase: str = PASSPHRASE) -> Vault:
    """The vault in ``folder``, held as the program holds it; made when there is none. Its data key is ``KEY``."""
    if not is_vault(folder):
        new_ledger(folder, office).close()
        slots = (seal_slot("passphrase", passphrase, KEY, cost=CHEAP), seal_slot("recovery", CODE, KEY))
        write_sidecar(folder, new_sidecar(slots))
    return Vault(folder, KEY, VaultLock(folder).acquire(), connect(folder / LEDGER, KEY))


def enter(vault: Vault, *names: str) -> None:
    """Enter people in one unit of work."""
    with unit_of_work(vault.connection, act()) as unit:
        add(unit, [Person(name=name, village="岳宋村") for name in names])


def names_in(vault: Vault) -> list[str]:
    """The names of everyone in the vault, in the order they were entered."""
    return [name for (name,) in vault.connection.execute("SELECT name FROM person ORDER BY id")]
