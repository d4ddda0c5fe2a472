"""Ledgers go out: one kind, or all of them."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from store.desk.ledger_rows import ledger_rows
from store.handoff.csv_writer import Encoding, ledger_bytes
from store.model.ledgers import LEDGERS, OF_PEOPLE
from store.model.person import Person
from store.vault.cipher import Connection
from store.vault.files import write_file, writing


def exported(
    connection: Connection,
    kind: str,
    encoding: Encoding = "utf-8-sig",
    *,
    excel_safe: bool = False,
    people: Sequence[Person] | None = None,
) -> bytes:
    """The bytes of one ledger, of everybody or of ``people``. Raises ``StoreError`` for text not in the encoding."""
    rows = (row.cells for row in ledger_rows(connection, kind, people))
    return ledger_bytes(LEDGERS[kind].headers, rows, encoding, excel_safe)


def export_kind(
    connection: Connection,
    kind: str,
    to: Path,
    encoding: Encoding = "utf-8-sig",
    *,
    excel_safe: bool = False,
    people: Sequence[Person] | None = None,
) -> None:
    """Write one ledger to a file, whole or not at all."""
    write_file(to, exported(connection, kind, encoding, excel_safe=excel_safe, people=people))


def export_all(
    connection: Connection,
    folder: Path,
    encoding: Encoding = "utf-8-sig",
    *,
    excel_safe: bool = False,
    people: Sequence[Person] | None = None,
) -> tuple[Path, ...]:
    """Write every kind as ``folder/KIND.csv``, of some ``people`` the kinds about persons alone.

    Every ledger is made before the first is written. When one of them cannot be written, those before it are taken
    away again: part of an export is handed to nobody.
    """
    kinds = LEDGERS if people is None else OF_PEOPLE
    ledgers = {kind: exported(connection, kind, encoding, excel_safe=excel_safe, people=people) for kind in kinds}
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    try:
        for kind, data in ledgers.items():
            write_file(folder / f"{kind}.csv", data)
            written.append(folder / f"{kind}.csv")
    except BaseException:
        for file in written:
            with suppress(OSError):
                file.unlink()
        raise
    return tuple(written)
