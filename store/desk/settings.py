"""What the office decides about the program itself: where backups go, when it locks, how it speaks to the terminal."""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from store.desk.form_checks import FormNote
from store.vault.backup_rotation import FOLDER
from store.vault.cipher import Connection
from store.vault.unit_of_work import Act, UnitOfWork, unit_of_work

SHORTEST_LOCK, LONGEST_LOCK = 1, 60
HIGHEST_TARGET = 9999
YES, NO = "是", "否"
_FLAGS = {"0": False, "1": True}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """``backup_folder`` is absolute, ``None`` = inside the vault's folder. ``lock_minutes`` idle minutes lock the desk.

    ``low_bandwidth`` spares bytes behind a slow line: what is large is drawn when the hand rests. ``ascii_only`` draws
    signs that some terminals draw two cells wide as ASCII; lines and marks of the program's own are ASCII anyway.
    ``zone_target`` 片区 and ``grid_target`` 网格 are what 一网四级 of the township asks for; 0 = it asks for none.
    """

    backup_folder: Path | None = None
    lock_minutes: int = 5
    low_bandwidth: bool = False
    ascii_only: bool = False
    zone_target: int = 7
    grid_target: int = 48

    def backups(self, vault_folder: Path) -> Path:
        """Where the backups of the vault in ``vault_folder`` go."""
        return self.backup_folder or vault_folder / FOLDER


DEFAULTS = Settings()
SETTINGS = tuple(field.name for field in dataclasses.fields(Settings))


def load_settings(connection: Connection) -> Settings:
    """The settings of an open vault. What is not set, or set to what this version does not know, is as by default."""
    stored = dict(connection.execute("SELECT name, value FROM setting"))
    known = {name: _READERS[name](stored[name]) for name in SETTINGS if name in stored}
    values: dict[str, Any] = {name: value for name, value in known.items() if value is not None}
    return dataclasses.replace(DEFAULTS, **values)


def typed_settings(settings: Settings) -> dict[str, str]:
    """What a form shows of them; saving it unchanged changes nothing."""
    return {
        "backup_folder": str(settings.backup_folder or ""),
        "lock_minutes": str(settings.lock_minutes),
        "low_bandwidth": YES if settings.low_bandwidth else NO,
        "ascii_only": YES if settings.ascii_only else NO,
        "zone_target": str(settings.zone_target),
        "grid_target": str(settings.grid_target),
    }


def check_settings(typed: Mapping[str, str]) -> tuple[FormNote, ...]:
    """What keeps the typed settings from being saved, each by its name; empty if nothing does."""
    from store.desk.settings_form import read_form

    return read_form(typed)[1]


def save_settings(connection: Connection, act: Act, typed: Mapping[str, str]) -> tuple[FormNote, ...]:
    """Save what was typed as one unit of work; what is not typed stays. Returns the faults, and then saves nothing.

    Settings that are as they were make no unit. ``StoreError`` when the disk refuses.
    """
    from store.desk.settings_form import read_form

    changed, faults = read_form(typed)
    if faults:
        return faults
    old = load_settings(connection)
    new = _stored(dataclasses.replace(old, **changed))
    write_settings(connection, act, {name: value for name, value in new.items() if value != _stored(old)[name]})
    return ()


def write_settings(connection: Connection, act: Act, values: Mapping[str, str]) -> None:
    """Put checked values into the table, as one unit of work; none if there are none."""
    if values:
        with unit_of_work(connection, dataclasses.replace(act, action="settings")) as unit:
            put_settings(unit, values)


def put_settings(unit: UnitOfWork, values: Mapping[str, str]) -> None:
    """As ``write_settings``, in a unit that is open already."""
    rows = {name: row_id for row_id, name in unit.connection.execute("SELECT id, name FROM setting")}
    for name, value in values.items():
        if name in rows:
            unit.update("setting", rows[name], {"value": value})
        else:
            (row_id,) = unit.next_ids("setting", 1)
            unit.insert("setting", ("id", "name", "value"), [(row_id, name, value)])


def _stored(settings: Settings) -> dict[str, str]:
    return {
        "backup_folder": str(settings.backup_folder or ""),
        "lock_minutes": str(settings.lock_minutes),
        "low_bandwidth": str(int(settings.low_bandwidth)),
        "ascii_only": str(int(settings.ascii_only)),
        "zone_target": str(settings.zone_target),
        "grid_target": str(settings.grid_target),
    }


def _whole(least: int, most: int) -> Callable[[str], int | None]:
    """Reads a whole number that lies between the two, both included."""

    def read(text: str) -> int | None:
        number = int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(HIGHEST_TARGET)) else -1
        return number if least <= number <= most else None

    return read


_READERS: Mapping[str, Callable[[str], Path | int | bool | None]] = {
    "backup_folder": lambda text: Path(text) if text else None,
    "lock_minutes": _whole(SHORTEST_LOCK, LONGEST_LOCK),
    "low_bandwidth": _FLAGS.get,
    "ascii_only": _FLAGS.get,
    "zone_target": _whole(0, HIGHEST_TARGET),
    "grid_target": _whole(0, HIGHEST_TARGET),
}
