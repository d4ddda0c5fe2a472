"""A ledger to test against: real SQLCipher files, opened with a known key so that no test waits for Argon2."""

import dataclasses
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from store.desk.office import Office, found_office
from store.vault import platform
from store.vault.cipher import Connection, connect
from store.vault.key_slots import Argon2Cost, seal_slot, unlock
from store.vault.lock import VaultLock
from store.vault.schema import bring_up_to_date
from store.vault.sidecar import read_sidecar, write_sidecar
from store.vault.unit_of_work import Act
from store.vault.vault import LEDGER, Vault

KEY = bytes(range(32))
TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
PASSPHRASE = "山高水长 木鼓声声 27"
OFFICE = Office(township_code="530829103", name="岳宋乡", in_use_from=date(2020, 1, 1), operators=("李敏",))


def act(action: str = "test", *, today: date = TODAY, reason: str = "") -> Act:
    return Act(operator="李敏", action=action, reason=reason, today=today, at=NOW)


def new_ledger(folder: Path, office: Office = OFFICE) -> Connection:
    """An open ledger in ``folder`` with an office and nobody on the roster."""
    folder.mkdir(parents=True, exist_ok=True)
    with os.fdopen(platform.open_new(folder / LEDGER), "wb") as file:
        file.write(_founded(office))
    return connect(folder / LEDGER, KEY)


@lru_cache(maxsize=16)
def _founded(office: Office) -> bytes:
    """The file of such a ledger. A thousand tests begin with one, and making the tables costs ten times a copy."""
    with TemporaryDirectory() as folder:
        place = Path(folder) / LEDGER
        with closing(connect(place, KEY, create=True)) as connection:
            bring_up_to_date(connection)
            found_office(connection, office, act("init"))
        return place.read_bytes()


@contextmanager
def opened_ledger(folder: Path) -> Iterator[Connection]:
    """The ledger in ``folder``, opened again."""
    connection = connect(folder / LEDGER, KEY)
    try:
        yield connection
    finally:
        connection.close()


def unlock_quickly(folder: Path, passphrase: str = PASSPHRASE) -> None:
    """Give a closed vault a passphrase slot that costs next to nothing: hundreds of tests unlock one."""
    held = read_sidecar(folder)
    key = unlock(held, passphrase)
    quick = seal_slot("passphrase", passphrase, key, cost=Argon2Cost(memory_kib=64, passes=1, lanes=1))
    kept = tuple(slot for slot in held.slots if slot.kind != "passphrase")
    write_sidecar(folder, dataclasses.replace(held, slots=(quick, *kept)))


def new_vault(folder: Path, office: Office = OFFICE) -> Vault:
    """As ``new_ledger``, held as the program holds it."""
    connection = new_ledger(folder, office)
    return Vault(folder, KEY, VaultLock(folder).acquire(), connection)
