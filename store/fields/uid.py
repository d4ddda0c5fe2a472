"""Record identifiers: UUID version 7, made by the program and accepted in no other form."""

import os
import re
import time
from dataclasses import dataclass
from datetime import date

from store.fields.declaration import Checked

_FORM = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_VARIANTS = {digit: "89ab"[int(digit, 16) % 4] for digit in "0123456789abcdef"}


def new_uid() -> str:
    """A fresh UUIDv7: milliseconds since 1970, their 4096th parts, then 62 random bits (RFC 9562, method 3).

    Opaque: nothing may be read out of it. Uids of one run ascend, so that tables of many grow at their end.
    """
    milliseconds, nanoseconds = divmod(time.time_ns(), 1_000_000)
    stamp, part = f"{milliseconds:012x}", nanoseconds * 4096 // 1_000_000
    tail = os.urandom(8).hex()
    return f"{stamp[:8]}-{stamp[8:]}-7{part:03x}-{_VARIANTS[tail[0]]}{tail[1:4]}-{tail[4:]}"


@dataclass(frozen=True, slots=True)
class Uid:
    """A record identifier; anything that is not a lower-case UUIDv7 is ``record-id-invalid``."""

    max_length: int = 36
    sql: str = "TEXT"

    def clean(self, text: str, today: date) -> Checked:
        return Checked(text) if _FORM.fullmatch(text) else Checked(None, ("record-id-invalid",))

    def format(self, value: str | None) -> str:
        return value or ""
