"""ID numbers and phones on their way out: the last four characters, unless a purpose was given."""

from store.command.invocation import Invocation
from store.text import mask


def shown(value: str | None, invocation: Invocation) -> str | None:
    """The value in full for a revealing invocation, else masked; nothing stays nothing."""
    return value if value is None or invocation.reveal else mask(value)
