"""The sidecar: the key slots beside the encrypted ledger, as versioned JSON in two copies.

The checksum tells a damaged copy from a wrong passphrase; it guards against decay, not against an attacker, against
whom the key slots guard themselves.
"""

import hashlib
import json
import uuid
from dataclasses import dataclass, field
from pathlib import Path

from store.errors import NewerVaultError, NotFoundError, VaultDamagedError
from store.vault.files import write_file
from store.vault.key_slots import KeySlot

NAMES = ("key_slots.json", "key_slots.copy.json")
VERSION = 1
CIPHER = 1
"""SQLCipher 4 defaults with a raw key: AES-256-CBC, HMAC-SHA512, pages of 4096 bytes."""

_FORMAT = "yuesong-key-slots"
_LARGEST = 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Sidecar:
    """What must be known before the ledger can be opened.

    ``notice`` is a sentence for the operator when one of the two copies was damaged or missing, else ``None``.
    """

    vault_id: str
    slots: tuple[KeySlot, ...]
    cipher: int = CIPHER
    notice: str | None = field(default=None, compare=False)


class _ClaimsNewerError(NewerVaultError):
    """A newer version is written there, but so is a wrong checksum: perhaps one flipped bit in the version."""

    @classmethod
    def of(cls, error: NewerVaultError) -> "_ClaimsNewerError":
        return cls(error.title, error.message)


def new_sidecar(slots: tuple[KeySlot, ...]) -> Sidecar:
    """The sidecar of a vault that is being made."""
    return Sidecar(vault_id=str(uuid.uuid4()), slots=slots)


def write_sidecar(folder: Path, sidecar: Sidecar) -> None:
    """Write both copies, one after the other, so that one is whole at any time.

    :raises FileNotWrittenError: the folder is full, read-only or missing.
    """
    data = sidecar_bytes(sidecar)
    for name in NAMES:
        write_file(folder / name, data)


def read_sidecar(folder: Path) -> Sidecar:
    """The sidecar of the vault in ``folder``; from the second copy, with a notice, if the first is not whole.

    :raises NotFoundError: neither copy is there.
    :raises VaultDamagedError: no copy is whole.
    :raises NewerVaultError: written by a newer version.
    """
    copies = [_bytes_of(folder / name) for name in NAMES]
    if all(data is None for data in copies):
        raise NotFoundError(
            "找不到钥匙文件", f"这个文件夹里没有 {NAMES[0]}，没有打开，什么都没有改动；请核对位置，或从备份恢复。"
        )
    readings = [_read(data) for data in copies]
    for reading in readings:
        if isinstance(reading, NewerVaultError) and not isinstance(reading, _ClaimsNewerError):
            raise reading
    whole = [reading for reading in readings if isinstance(reading, Sidecar)]
    if not whole:
        raise _worst(readings)
    if whole[0] == whole[-1] and len(whole) == len(NAMES):
        return whole[0]
    return Sidecar(vault_id=whole[0].vault_id, slots=whole[0].slots, cipher=whole[0].cipher, notice=_notice(readings))


def sidecar_bytes(sidecar: Sidecar) -> bytes:
    """The sidecar as it is written."""
    from store.vault.sidecar_form import SidecarForm, SlotForm

    form = SidecarForm.model_validate(
        {
            "format": _FORMAT,
            "version": VERSION,
            "vault_id": sidecar.vault_id,
            "cipher": sidecar.cipher,
            "slots": [SlotForm.of(slot) for slot in sidecar.slots],
        }
    )
    content = form.model_dump(mode="json")
    return json.dumps({**content, "sha256": _checksum(content)}, indent=1).encode()


def parse_sidecar(data: bytes) -> Sidecar:
    """The sidecar that ``data`` holds.

    :raises NewerVaultError: written by a newer version.
    :raises VaultDamagedError: not a sidecar, or not as it was written.
    """
    from pydantic import ValidationError

    from store.vault.sidecar_form import SidecarForm

    content = _content(data)
    try:
        form = SidecarForm.model_validate(content)
    except ValidationError:
        # The error itself would quote what the file holds.
        raise _damaged() from None
    if form.cipher != CIPHER:
        raise _newer()
    return Sidecar(vault_id=str(form.vault_id), slots=tuple(slot.slot() for slot in form.slots), cipher=form.cipher)


def _content(data: bytes) -> dict[str, object]:
    try:
        document = json.loads(data) if len(data) <= _LARGEST else None
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict) or document.get("format") != _FORMAT:
        raise _damaged()
    checksum = document.pop("sha256", None)
    is_sound = checksum == _checksum(document)
    version = document.get("version")
    if isinstance(version, int) and version > VERSION:
        raise _newer() if is_sound else _ClaimsNewerError.of(_newer())
    if not is_sound:
        raise _damaged()
    return document


def _checksum(content: dict[str, object]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _bytes_of(path: Path) -> bytes | None:
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST + 1)
    except FileNotFoundError:
        return None
    except OSError:
        return b""


def _read(data: bytes | None) -> Sidecar | NewerVaultError | VaultDamagedError:
    try:
        return parse_sidecar(data or b"")
    except (NewerVaultError, VaultDamagedError) as error:
        return error


def _worst(readings: list[Sidecar | NewerVaultError | VaultDamagedError]) -> NewerVaultError | VaultDamagedError:
    errors = [reading for reading in readings if not isinstance(reading, Sidecar)]
    return next((error for error in errors if isinstance(error, NewerVaultError)), errors[0])


def _notice(readings: list[Sidecar | NewerVaultError | VaultDamagedError]) -> str:
    damaged = [name for name, reading in zip(NAMES, readings, strict=True) if not isinstance(reading, Sidecar)]
    if damaged:
        return f"钥匙文件 {damaged[0]} 损坏或缺失，已改用另一份，台账照常打开；请尽快做一次备份。"
    return f"两份钥匙文件不一致，已采用 {NAMES[0]}，台账照常打开；请尽快做一次备份。"


def _newer() -> NewerVaultError:
    return NewerVaultError(
        "台账版本较新", "这份台账由更新版本的程序写成，没有打开，也没有改动；请安装新版程序后再打开。"
    )


def _damaged() -> VaultDamagedError:
    return VaultDamagedError(
        "钥匙文件损坏", "两份钥匙文件都读不出来，台账没有打开，也没有改动；请保留原文件夹，用最近的备份恢复。"
    )
