"""What lies in a vault's folder, by its names alone. Loads nothing: it is asked before the first paint."""

from pathlib import Path

_LEDGER = "ledger.db"
_SLOTS = ("key_slots.json", "key_slots.copy.json")


def holds_vault(folder: Path) -> bool:
    """Whether a ledger lies in ``folder``."""
    return (folder / _LEDGER).is_file()


def holds_slots_alone(folder: Path) -> bool:
    """Whether key slots lie in ``folder`` without their ledger: it went missing, and a new one must not hide that."""
    return not holds_vault(folder) and any((folder / name).exists() for name in _SLOTS)
