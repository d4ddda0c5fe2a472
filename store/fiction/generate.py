"""`generate`: the fictional ledgers of every kind as files, written person by person."""

import re
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import BinaryIO

from store.errors import StoreError, UsageError
from store.fiction.pacts import MARK
from store.fiction.papers import UNASSIGNED_PREFIXES
from store.fiction.places import TOWNSHIP_CODE
from store.fiction.rows import rows_of
from store.fiction.township import Density, township
from store.handoff.csv_writer import ledger_head, ledger_lines
from store.model.ledgers import LEDGERS, OF_PEOPLE
from store.vault.files import new_file

EARLIEST = date(2008, 6, 1)
"""The day 禁毒法 came into force; before it there was no measure to tell of."""
_ROWS_PER_WRITE = 1_000
_LOOKED_AT = 1 << 16
_ID_NUMBER = re.compile(rb"(?<!\d)(\d{6})\d{11}[\dX]")


def generate_ledgers(folder: Path, people: int, seed: int, today: date, density: Density = "usual") -> dict[str, int]:
    """Write KIND.csv for every kind into ``folder``, made if need be; the number of rows by kind.

    The same ``people``, ``seed`` and ``today`` give the same bytes. Memory does not grow with ``people``. A file
    that stands there is replaced only where it is fiction itself; any other is kept, and ``StoreError`` raised.
    """
    if today < EARLIEST:
        raise UsageError("日期太早", f"虚构的台账只能以 {EARLIEST} 及以后的日期生成，什么都没有写；请换一个 --today。")
    _prepare(folder)
    with ExitStack() as files:
        ledgers = {kind: _Ledger(kind, files.enter_context(new_file(folder / f"{kind}.csv"))) for kind in LEDGERS}
        whole = township(people, seed, today, density=density)
        for life in whole.lives():
            for kind in OF_PEOPLE:
                ledgers[kind].take(rows_of(life, kind))
        for kind, row in whole.pact_rows():
            ledgers[kind].take([row])
        for ledger in ledgers.values():
            ledger.flush()
    return {kind: ledger.rows for kind, ledger in ledgers.items()}


class _Ledger:
    """One ledger file that rows are handed to a few at a time."""

    def __init__(self, kind: str, file: BinaryIO) -> None:
        self.rows = 0
        self._waiting: list[list[str]] = []
        self._file = file
        file.write(ledger_head(LEDGERS[kind].headers))

    def take(self, rows: Iterable[list[str]]) -> None:
        self._waiting.extend(rows)
        if len(self._waiting) >= _ROWS_PER_WRITE:
            self.flush()

    def flush(self) -> None:
        self._file.write(ledger_lines(self._waiting))
        self.rows += len(self._waiting)
        self._waiting.clear()


def _prepare(folder: Path) -> None:
    """Make the folder. Fiction must never take the place of an office's own ledger."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        real = [f"{kind}.csv" for kind in LEDGERS if not _is_free(folder / f"{kind}.csv", kind)]
    except OSError:
        raise StoreError("无法写出台账", "目标不是可以读写的文件夹，什么都没有写；请换一个文件夹再试。") from None
    if real:
        raise StoreError(
            "没有覆盖已有台账",
            f"目标文件夹里已有 {'、'.join(real)}，看来不是虚构的台账，已原样保留；请换一个空文件夹再试。",
        )


def _is_free(path: Path, kind: str) -> bool:
    """Whether nothing stands there, or fiction."""
    if not path.exists():
        return True
    with path.open("rb") as file:
        head = file.read(_LOOKED_AT)
    prefixes = {match[1].decode() for match in _ID_NUMBER.finditer(head)}
    is_known = bool(prefixes) or head == ledger_head(LEDGERS[kind].headers) or _is_marked(head)
    return prefixes <= set(UNASSIGNED_PREFIXES) and is_known


def _is_marked(head: bytes) -> bool:
    """Whether the first row says that it is fiction, where no number of a person can."""
    first = head.partition(b"\n")[2].partition(b"\n")[0]
    return MARK.encode() in first or TOWNSHIP_CODE.encode() in first
