"""A new recovery code for a vault that is open: the old paper opens it no longer."""

from contextlib import suppress

from store.errors import StoreError
from store.vault.key_slots import seal_slot
from store.vault.recovery_code import new_recovery_code
from store.vault.sidecar import Sidecar, read_sidecar, write_sidecar
from store.vault.unit_of_work import Act, CommitUncertainError, unit_of_work
from store.vault.vault import Vault

RENEWAL = "recovery-code"


def renew_recovery_code(vault: Vault, act: Act) -> str:
    """Put a fresh code in the place of the old one and return it; it is kept nowhere else.

    Raises ``StoreError`` where the key slots cannot be written: then the old code holds.
    """
    code = new_recovery_code()
    replace_recovery_code(vault, act, code)
    return code


def replace_recovery_code(vault: Vault, act: Act, code: str) -> None:
    """Let ``code`` open the vault, and no recovery code before it. Older backups keep the code they were made with.

    The journal says who did it and when, never the code.
    """
    found = read_sidecar(vault.folder)
    kept = tuple(slot for slot in found.slots if slot.kind != "recovery")
    new = seal_slot("recovery", code, vault.key)
    _note(vault, act)
    try:
        write_sidecar(vault.folder, Sidecar(vault_id=found.vault_id, slots=(*kept, new), cipher=found.cipher))
    except StoreError:
        # One copy may be the new one already, and nobody will be shown its code.
        with suppress(StoreError):
            write_sidecar(vault.folder, found)
        raise


def _note(vault: Vault, act: Act) -> None:
    # Before the key slots are touched: what cannot be journalled is not done.
    try:
        with unit_of_work(vault.connection, act):
            pass
    except CommitUncertainError as error:
        failure = vault.settle(error)
        if failure:
            raise failure from None
