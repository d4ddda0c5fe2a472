"""The sidecar as it stands on disk, guarded by pydantic; slow to import, so only where one is read or written."""

import base64
from typing import Annotated, Literal

from pydantic import UUID4, BaseModel, ConfigDict, Field, PlainSerializer, PlainValidator, model_validator

from store.vault.key_slots import NONCE_BYTES, SALT_BYTES, SEALED_BYTES, Argon2Cost, KeySlot


def _from_base64(text: object) -> bytes:
    if not isinstance(text, str):
        raise ValueError("text expected")
    return base64.b64decode(text, validate=True)


def _to_base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


_Bytes = Annotated[bytes, PlainValidator(_from_base64), PlainSerializer(_to_base64)]
_STRICT = ConfigDict(extra="forbid", frozen=True)


class CostForm(BaseModel):
    """Argon2id parameters, refused when they would take all memory or hours."""

    model_config = _STRICT

    memory_kib: int
    passes: int
    lanes: int

    @model_validator(mode="after")
    def _bearable(self) -> "CostForm":
        if not self.cost().is_bearable():
            raise ValueError("cost out of bounds")
        return self

    def cost(self) -> Argon2Cost:
        """The value type the key slots use."""
        return Argon2Cost(memory_kib=self.memory_kib, passes=self.passes, lanes=self.lanes)


class SlotForm(BaseModel):
    """One key slot."""

    model_config = _STRICT

    kind: Literal["passphrase", "recovery"]
    cost: CostForm | None
    salt: _Bytes
    nonce: _Bytes
    sealed: _Bytes

    @model_validator(mode="after")
    def _whole(self) -> "SlotForm":
        sizes = (len(self.salt), len(self.nonce), len(self.sealed))
        if sizes != (SALT_BYTES, NONCE_BYTES, SEALED_BYTES) or (self.cost is None) != (self.kind == "recovery"):
            raise ValueError("slot incomplete")
        return self

    def slot(self) -> KeySlot:
        """The value type the key slots use."""
        cost = self.cost.cost() if self.cost else None
        return KeySlot(kind=self.kind, cost=cost, salt=self.salt, nonce=self.nonce, sealed=self.sealed)

    @classmethod
    def of(cls, slot: KeySlot) -> "SlotForm":
        """The form of ``slot``."""
        cost = slot.cost
        return cls.model_validate(
            {
                "kind": slot.kind,
                "cost": cost and {"memory_kib": cost.memory_kib, "passes": cost.passes, "lanes": cost.lanes},
                "salt": _to_base64(slot.salt),
                "nonce": _to_base64(slot.nonce),
                "sealed": _to_base64(slot.sealed),
            }
        )


class SidecarForm(BaseModel):
    """The whole sidecar but for its checksum. Nothing personal stands in it."""

    model_config = _STRICT

    format: Literal["yuesong-key-slots"]
    version: int = Field(ge=1)
    vault_id: UUID4
    cipher: int = Field(ge=1)
    slots: list[SlotForm] = Field(min_length=1, max_length=16)
