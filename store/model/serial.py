"""Numbers that the program gives by itself: a prefix and a running number, as Z0007."""

import re

_DIGITS = 4
_OWN = re.compile(r"([A-Z]+)(\d{4,9})", re.ASCII).fullmatch


def serial_of(prefix: str, number: str) -> int:
    """The running number in a number that the program gave (of Z0007: 7); 0 for any other number."""
    found = _OWN(number)
    return int(found[2]) if found and found[1] == prefix else 0


def numbered(prefix: str, serial: int) -> str:
    """The number that the program gives to what is the so-many-eth of its sort."""
    return f"{prefix}{serial:0{_DIGITS}d}"
