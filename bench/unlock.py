"""From the passphrase entered to a usable 今日, with 500 people; the key derivation stands in a row of its own."""

import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from bench import Row
from store.desk.office import Office, found_office, load_office
from store.desk.worklist import worklist
from store.fiction.settle import settle
from store.fiction.township import township
from store.vault import key_slots, sidecar
from store.vault.cipher import connect
from store.vault.schema import bring_up_to_date
from store.vault.unit_of_work import Act
from store.vault.vault import LEDGER, create_vault, open_vault

_TODAY = date(2026, 11, 22)
_PASSPHRASE = "bench-2026-yuesong"
_ACT = Act(operator="bench", action="bench", today=_TODAY, at=datetime(2026, 11, 22, tzinfo=UTC))
_OFFICE = Office(township_code="530829103", name="bench", in_use_from=date(2020, 1, 1), operators=("bench",))


@cache
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    create_vault(folder, _PASSPHRASE, lambda connection: found_office(connection, _OFFICE, _ACT))
    with open_vault(folder, _PASSPHRASE) as vault:
        settle(vault.connection, township(500, 1, _TODAY, density="full").lives(), _ACT)
    return folder


def _median(figure: Callable[[], float]) -> float:
    return sorted(figure() for _ in range(5))[2]


def _derivation() -> float:
    held = sidecar.read_sidecar(_folder())
    begun = time.process_time()
    key_slots.unlock(held, _PASSPHRASE)
    return time.process_time() - begun


def _usable() -> float:
    """CPU seconds of opening with a key at hand, reading the office, and the first worklist."""
    key = key_slots.unlock(sidecar.read_sidecar(_folder()), _PASSPHRASE)
    begun = time.process_time()
    connection = connect(_folder() / LEDGER, key)
    bring_up_to_date(connection)
    load_office(connection)
    worklist(connection, _TODAY, within=7)
    spent = time.process_time() - begun
    connection.close()
    return spent


ROWS = (
    Row(what="passphrase to key (Argon2id), CPU", unit="s", budget=0.3, ours=lambda: _median(_derivation)),
    Row(what="key to usable 今日, 500 people, CPU", unit="s", budget=0.3, ours=lambda: _median(_usable)),
)
