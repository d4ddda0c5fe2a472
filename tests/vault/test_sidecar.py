"""The sidecar: versioned, in two copies, nothing personal, and never trusted further than its bounds."""

import dataclasses
import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import NewerVaultError, NotFoundError, StoreError, VaultDamagedError
from store.vault.key_slots import Argon2Cost, seal_slot
from store.vault.recovery_code import new_recovery_code
from store.vault.sidecar import NAMES, Sidecar, new_sidecar, parse_sidecar, read_sidecar, sidecar_bytes, write_sidecar

CHEAP = Argon2Cost(memory_kib=64, passes=1, lanes=1)
SIDECAR = new_sidecar(
    (
        seal_slot("passphrase", "三只白鹇傍晚走过木鼓房", bytes(32), cost=CHEAP),
        seal_slot("recovery", new_recovery_code(), bytes(32)),
    )
)
DATA = sidecar_bytes(SIDECAR)


def resealed(change: dict[str, Any]) -> bytes:
    """A sidecar with ``change`` made by somebody who knows how the checksum goes."""
    content = {**json.loads(DATA), **change}
    content.pop("sha256")
    checksum = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    return json.dumps({**content, "sha256": checksum}).encode()


def first_slot(change: dict[str, Any]) -> bytes:
    slots = json.loads(DATA)["slots"]
    return resealed({"slots": [{**slots[0], **change}, slots[1]]})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_sidecar(tmp_path, SIDECAR)
    return tmp_path


def test_what_was_written_is_read(folder: Path) -> None:
    assert read_sidecar(folder) == SIDECAR
    assert read_sidecar(folder).notice is None
    assert sorted(path.name for path in folder.iterdir()) == sorted(NAMES)


def test_the_sidecar_says_which_vault_and_nothing_else() -> None:
    assert set(json.loads(DATA)) == {"format", "version", "vault_id", "cipher", "slots", "sha256"}
    assert new_sidecar(SIDECAR.slots).vault_id != SIDECAR.vault_id


@pytest.mark.parametrize("damaged", NAMES)
@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"\x00" * 100, DATA[:-5], DATA[:200], b"[" * 50_000, b"1" * 5000],
    ids=range(7),
)
def test_one_damaged_copy_is_survived_and_said(folder: Path, damaged: str, content: bytes) -> None:
    (folder / damaged).write_bytes(content)
    reading = read_sidecar(folder)
    assert reading == SIDECAR
    assert reading.notice is not None
    assert damaged in reading.notice


@pytest.mark.parametrize("missing", NAMES)
def test_one_missing_copy_is_survived_and_said(folder: Path, missing: str) -> None:
    (folder / missing).unlink()
    notice = read_sidecar(folder).notice
    assert notice is not None
    assert missing in notice


def test_copies_that_differ_are_said(folder: Path) -> None:
    newer = dataclasses.replace(SIDECAR, slots=SIDECAR.slots[:1])
    (folder / NAMES[0]).write_bytes(sidecar_bytes(newer))
    reading = read_sidecar(folder)
    assert reading == newer
    assert reading.notice is not None
    assert "不一致" in reading.notice


def test_a_folder_for_a_copy_is_damage_not_a_crash(folder: Path) -> None:
    (folder / NAMES[0]).unlink()
    (folder / NAMES[0]).mkdir()
    assert read_sidecar(folder) == SIDECAR


def test_no_copy_is_no_vault(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="没有打开"):
        read_sidecar(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_two_damaged_copies_are_damage(folder: Path) -> None:
    for name in NAMES:
        (folder / name).write_bytes(b"?")
    with pytest.raises(VaultDamagedError, match="备份"):
        read_sidecar(folder)


@pytest.mark.parametrize("change", [{"version": 2}, {"version": 99, "future": {"a": []}}, {"cipher": 2}])
def test_a_newer_sidecar_is_not_opened(folder: Path, change: dict[str, Any]) -> None:
    (folder / NAMES[0]).write_bytes(resealed(change))
    with pytest.raises(NewerVaultError) as told:
        read_sidecar(folder)
    assert told.value.exit_code == 7


def test_a_version_raised_by_hand_is_newer_too(folder: Path) -> None:
    for name in NAMES:
        (folder / name).write_bytes(DATA.replace(b'"version": 1', b'"version": 9'))
    with pytest.raises(NewerVaultError):
        read_sidecar(folder)


def test_a_flipped_bit_in_one_version_number_does_not_shut_the_vault(folder: Path) -> None:
    (folder / NAMES[0]).write_bytes(DATA.replace(b'"version": 1', b'"version": 3'))
    assert read_sidecar(folder) == SIDECAR


def test_every_single_bit_flip_is_found() -> None:
    undetected = []
    for bit in range(len(DATA) * 8):
        flipped = bytearray(DATA)
        flipped[bit // 8] ^= 1 << bit % 8
        try:
            parse_sidecar(bytes(flipped))
        except StoreError:
            continue
        undetected.append(bit)
    assert undetected == []


@pytest.mark.parametrize(
    "cost",
    [
        {"memory_kib": 100 * 1024 * 1024, "passes": 1, "lanes": 1},
        {"memory_kib": 65536, "passes": 10**9, "lanes": 4},
        {"memory_kib": 65536, "passes": 3, "lanes": 10**6},
        {"memory_kib": 0, "passes": 0, "lanes": 0},
        {"memory_kib": "much", "passes": 1, "lanes": 1},
        None,
    ],
)
def test_a_hostile_cost_is_refused_before_it_is_paid(cost: object) -> None:
    with pytest.raises(VaultDamagedError):
        parse_sidecar(first_slot({"cost": cost}))


@pytest.mark.parametrize(
    "change",
    [{"kind": "tpm"}, {"salt": ""}, {"nonce": "AAAA"}, {"sealed": "%%%"}, {"salt": None}, {"extra": 1}, {"kind": 1}],
)
def test_a_slot_of_another_shape_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(VaultDamagedError):
        parse_sidecar(first_slot(change))


@pytest.mark.parametrize(
    "change", [{"slots": []}, {"slots": {}}, {"vault_id": "岳宋"}, {"format": "x"}, {"version": 0}]
)
def test_a_sidecar_of_another_shape_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(VaultDamagedError):
        parse_sidecar(resealed(change))


def test_a_thousand_slots_are_refused() -> None:
    with pytest.raises(VaultDamagedError):
        parse_sidecar(resealed({"slots": json.loads(DATA)["slots"] * 500}))


@given(st.binary(max_size=400) | st.text(max_size=100).map(lambda text: json.dumps({"format": text}).encode()))
def test_no_bytes_crash_the_reader(data: bytes) -> None:
    with pytest.raises(StoreError):
        parse_sidecar(data)


def test_the_first_copy_is_whole_before_the_second_is_touched(folder: Path) -> None:
    other = Sidecar(vault_id=SIDECAR.vault_id, slots=SIDECAR.slots[:1])
    (folder / NAMES[1]).unlink()
    (folder / NAMES[1]).mkdir()
    with pytest.raises(StoreError):
        write_sidecar(folder, other)
    assert parse_sidecar((folder / NAMES[0]).read_bytes()) == other


def test_slow_modules_wait_until_a_sidecar_is_read() -> None:
    program = (
        "import sys, store.vault.sidecar, store.vault.key_slots; print({'pydantic', 'cryptography'} & set(sys.modules))"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout == "set()\n"
