"""Record identifiers: UUID version 7, made by the program and accepted in no other form."""

import os
import re
import time
from dataclasses import dataclass
from datetime import date

from store.fields.declaration import Checked

_FORM = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def new_uid() -> str:
    """A fresh UUIDv7: milliseconds since 1970, then 74 random bits. Opaque: nothing may be read out of it."""
    stamp = time.time_ns() // 1_000_000
    number = stamp << 80 | int.from_bytes(os.urandom(10), "big")
    number = number & ~(0xF << 76) | 0x7 << 76
    number = number & ~(0x3 << 62) | 0x2 << 62
    text = f"{number:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


@dataclass(frozen=True, slots=True)
class Uid:
    """A record identifier; anything that is not a lower-case UUIDv7 is ``record-id-invalid``."""

    max_length: int = 36
    sql: str = "TEXT"

    def clean(self, text: str, today: date) -> Checked:
        return Checked(text) if _FORM.fullmatch(text) else Checked(None, ("record-id-invalid",))

    def format(self, value: str | None) -> str:
        return value or ""
