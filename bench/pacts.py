"""公约 in the application itself, at a real terminal: moving in the matrix and its lists, and keying in an assembly."""

import tempfile
from collections.abc import Iterable
from functools import cache, partial
from pathlib import Path

from bench import Row
from bench.coverage import _ACT, _HOUSEHOLDS, _OFFICE, _ledgers
from bench.roster import _BYTES, _KEYS, _LOADING, _PASSPHRASE, _QUIET, _pressed
from bench.terminal import application
from store.desk.office import found_office
from store.handoff.importing import import_files
from store.vault.vault import create_vault, open_vault

_ENTER, _NEW, _SAVE, _RIGHT = "\r", "\x1b[18~", "\x1bOQ", "\x1b[C"
_VILLAGES = 50


@cache
def _vault() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    create_vault(folder, _PASSPHRASE, lambda connection: found_office(connection, _OFFICE, _ACT))
    with open_vault(folder, _PASSPHRASE) as vault:
        for ledger in _ledgers().values():
            import_files(vault.connection, [ledger], _ACT)
    return folder


@cache
def _figures() -> dict[str, list[float]]:
    """CPU seconds of each key, from the key until nothing more is painted."""
    found: dict[str, list[float]] = {}
    with application(_vault()) as terminal:

        def go(*keys: str) -> None:
            for key in keys:
                terminal.press(key, _QUIET)
                terminal.rest(_LOADING)

        go("", f"{_PASSPHRASE}\r", "3")
        begun = terminal.spent()
        go(_BYTES["down"], _ENTER)
        found["the groups of a village open"] = [terminal.spent() - begun]
        begun = terminal.spent()
        go(_ENTER)
        found["the households of a village open"] = [terminal.spent() - begun]
        found["down among them"] = _pressed(terminal, _BYTES["down"])
        # A page at a time the list would end before there are enough keys.
        found["a page among them"] = sorted(_pressed(terminal, _BYTES["pagedown"], keys=_KEYS // 3))
        # Only those that are left: an 空户 is refused, which is another matter.
        go(_NEW, "1", "2", _SAVE, "\t", _RIGHT, _ENTER)
        found["one household keyed in, on disk and shown"] = _pressed(terminal, "2")
    return found


def _slow(what: str) -> float:
    """The 95th percentile in CPU milliseconds."""
    spent = _figures()[what]
    return spent[len(spent) * 95 // 100] * 1000


def _rows() -> Iterable[Row]:
    where = f"{_HOUSEHOLDS // _VILLAGES:,} of {_HOUSEHOLDS:,} households"
    for what, budget in (
        ("the groups of a village open", 300),
        ("the households of a village open", 300),
        ("down among them", 30),
        ("a page among them", 30),
        ("one household keyed in, on disk and shown", 30),
    ):
        yield Row(what=f"{what}, {where}", unit="ms CPU", budget=budget, ours=partial(_slow, what))


ROWS = tuple(_rows())
