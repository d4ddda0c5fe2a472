"""Key slots: the one random data key, sealed once for each secret that may open the vault (as LUKS does).

A passphrase is stretched with Argon2id; the recovery code is random enough for HKDF. Either result seals the data key
with AES-GCM, the slot's header being associated data, so that no parameter can be exchanged unnoticed.
"""

import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from store.errors import StoreError, WrongPassphraseError
from store.vault.passphrase import normalised
from store.vault.recovery_code import RecoveryCodeError, looks_like_recovery_code, parse_recovery_code

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

Kind = Literal["passphrase", "recovery"]

KEY_BYTES = 32
SALT_BYTES = 16
NONCE_BYTES = 12
SEALED_BYTES = KEY_BYTES + 16
_MOST_MEMORY_KIB = 1 << 20
_MOST_WORK_KIB = 1 << 23
_MOST_LANES = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Argon2Cost:
    """What one guess at a passphrase costs: memory in KiB, passes over it, lanes worked on at once."""

    memory_kib: int
    passes: int
    lanes: int

    def is_bearable(self) -> bool:
        """Whether a slot with this cost is tried at all: a forged sidecar must not take all memory, nor hours."""
        return (
            1 <= self.lanes <= _MOST_LANES
            and 8 * self.lanes <= self.memory_kib <= _MOST_MEMORY_KIB
            and self.passes >= 1
            and self.passes * self.memory_kib <= _MOST_WORK_KIB
        )


OFFICE_COST = Argon2Cost(memory_kib=64 * 1024, passes=3, lanes=4)
"""RFC 9106, section 4, second recommended option: 0.2 s on the office's machines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeySlot:
    """The data key sealed under one secret. ``cost`` is there for passphrases only."""

    kind: Kind
    cost: Argon2Cost | None
    salt: bytes
    nonce: bytes
    sealed: bytes

    def header(self) -> bytes:
        """Everything but the sealed key itself, in one fixed form."""
        cost = self.cost and (self.cost.memory_kib, self.cost.passes, self.cost.lanes)
        return json.dumps(["yuesong-slot-1", self.kind, cost, self.salt.hex(), self.nonce.hex()]).encode()


class HoldsSlots(Protocol):
    """What has key slots: the sidecar."""

    @property
    def slots(self) -> tuple[KeySlot, ...]: ...


def new_data_key() -> bytes:
    """A fresh 256-bit key for one vault."""
    return secrets.token_bytes(KEY_BYTES)


def seal_slot(kind: Kind, secret: str, data_key: bytes, *, cost: Argon2Cost = OFFICE_COST) -> KeySlot:
    """Seal ``data_key`` under a passphrase (at ``cost``) or a recovery code.

    :raises RecoveryCodeError: a recovery code that is none.
    """
    draft = KeySlot(
        kind=kind,
        cost=cost if kind == "passphrase" else None,
        salt=secrets.token_bytes(SALT_BYTES),
        nonce=secrets.token_bytes(NONCE_BYTES),
        sealed=b"",
    )
    sealed = _cipher(draft, secret).encrypt(draft.nonce, data_key, draft.header())
    return KeySlot(kind=kind, cost=draft.cost, salt=draft.salt, nonce=draft.nonce, sealed=sealed)


def open_slot(slot: KeySlot, secret: str) -> bytes | None:
    """The data key, or ``None`` when ``secret`` is not the slot's or the slot was tampered with.

    :raises RecoveryCodeError: the slot takes a recovery code and ``secret`` is none.
    """
    from cryptography.exceptions import InvalidTag

    try:
        return _cipher(slot, secret).decrypt(slot.nonce, slot.sealed, slot.header())
    except InvalidTag:
        return None


def unlock(sidecar: HoldsSlots, secret: str) -> bytes:
    """The data key, by passphrase or by recovery code, whichever ``secret`` is.

    :raises WrongPassphraseError: no slot opens; a mistyped recovery code names its wrong groups.
    """
    slip = _slip_of(secret)
    # A recovery slot costs nothing to try, a passphrase slot 0.2 s.
    for slot in sorted(sidecar.slots, key=lambda slot: slot.kind == "passphrase"):
        if slot.kind == "recovery" and slip is not None:
            continue
        key = open_slot(slot, secret)
        if key is not None:
            return key
    if slip is not None and looks_like_recovery_code(secret):
        raise slip
    raise WrongPassphraseError(
        "口令不对", "口令或恢复码不对，台账没有打开，也没有改动；请重新输入，注意大小写和输入法。"
    )


def _slip_of(secret: str) -> RecoveryCodeError | None:
    try:
        parse_recovery_code(secret)
    except RecoveryCodeError as slip:
        return slip
    return None


def _cipher(slot: KeySlot, secret: str) -> "AESGCM":
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    stretched = _stretch(slot, secret) if slot.kind == "passphrase" else _expand(slot, secret)
    return AESGCM(stretched)


def _stretch(slot: KeySlot, passphrase: str) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    assert slot.cost is not None
    cost = slot.cost
    function = Argon2id(
        salt=slot.salt, length=KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib
    )
    try:
        return function.derive(_bytes_of(normalised(passphrase)))
    except MemoryError as error:
        raise StoreError(
            "内存不足", "电脑内存不够，没有核对口令，台账没有打开，也没有改动；请关闭其他程序后再试。"
        ) from error


def _expand(slot: KeySlot, code: str) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    function = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=slot.salt, info=b"yuesong recovery slot")
    return function.derive(parse_recovery_code(code).encode())


def _bytes_of(text: str) -> bytes:
    # Half a surrogate pair can come from a damaged passphrase file; it is a wrong passphrase, not a crash.
    return text.encode("utf-8", "surrogatepass")
