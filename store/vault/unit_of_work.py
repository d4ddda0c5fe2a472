"""Units of work: the one door through which anything changes.

One transaction, one operator, one reason. Triggers journal every row under the open unit and abort when none is open.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from store.errors import StoreError
from store.vault.cipher import Connection
from store.vault.journal import Unit, digests_of, head_of, next_head

Value = str | int | bytes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Who does what, why and when. ``today`` is the as-of date they worked under, ``at`` the wall clock (with zone)."""

    operator: str
    action: str
    reason: str = ""
    today: date
    at: datetime


class CommitUncertainError(StoreError):
    """COMMIT reported a failure, yet may have succeeded: close, reopen, and look for unit ``number``."""

    code = "commit-uncertain"

    def __init__(self, number: int, *, disk_was_full: bool = False) -> None:
        super().__init__("保存时出错", "保存时磁盘出错,是否已保存要重新打开台账后才知道。")
        self.number = number
        self.disk_was_full = disk_was_full


class UnitOfWork:
    """An open unit. Rows go in and change through it only; nothing is visible to anyone until it is sealed."""

    def __init__(self, connection: Connection, number: int) -> None:
        self.connection = connection
        self.number = number

    def next_ids(self, table: str, count: int) -> range:
        """``count`` row ids for ``table`` that were never used before, deleted rows included."""
        row = self.connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
        first = (row[0] if row else 0) + 1
        return range(first, first + count)

    def insert(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
        """Insert ``rows`` of ``columns``."""
        marks = ", ".join("?" * len(columns))
        self.connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)

    def update(self, table: str, row_id: int, changes: Mapping[str, Value]) -> None:
        """Change columns of one row. ``KeyError`` if there is no such row."""
        assignments = ", ".join(f"{column} = ?" for column in changes)
        cursor = self.connection.execute(f"UPDATE {table} SET {assignments} WHERE id = ?", (*changes.values(), row_id))
        if cursor.rowcount != 1:
            raise KeyError((table, row_id))

    def delete(self, table: str, row_id: int) -> None:
        """Remove one row; the journal keeps what it held. ``KeyError`` if there is no such row."""
        if self.connection.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,)).rowcount != 1:
            raise KeyError((table, row_id))


@contextmanager
def unit_of_work(connection: Connection, act: Act) -> Iterator[UnitOfWork]:
    """Open a unit of work, seal its chain and commit; roll everything back on any exception.

    Raises ``CommitUncertainError`` if COMMIT itself fails, and ``StoreError`` for a full or failing disk before it.
    """
    from sqlcipher3 import dbapi2

    try:
        connection.execute("BEGIN IMMEDIATE")
        unit = UnitOfWork(connection, _open(connection, act))
        yield unit
        _seal(connection, unit.number)
    except dbapi2.OperationalError as error:
        _roll_back(connection)
        raise _not_saved(error) from error
    except BaseException:
        _roll_back(connection)
        raise
    try:
        connection.execute("COMMIT")
    except dbapi2.Error as error:
        _roll_back(connection)
        raise CommitUncertainError(unit.number, disk_was_full="full" in str(error)) from error


def unit_exists(connection: Connection, number: int) -> bool:
    """Whether a unit was sealed and committed; asked after a COMMIT that failed."""
    row = connection.execute("SELECT 1 FROM unit WHERE number = ? AND head IS NOT NULL", (number,)).fetchone()
    return row is not None


def _open(connection: Connection, act: Act) -> int:
    number: int = connection.execute("SELECT coalesce(max(number), 0) + 1 FROM unit").fetchone()[0]
    values = (number, act.at.isoformat(timespec="seconds"), act.operator, act.action, act.reason, act.today.isoformat())
    connection.execute(
        "INSERT INTO unit (number, at, operator, action, reason, today) VALUES (?, ?, ?, ?, ?, ?)", values
    )
    return number


def _seal(connection: Connection, number: int) -> None:
    digests = digests_of(connection, number)
    entries = len(digests) // 32
    row = connection.execute(
        "SELECT number, at, operator, action, reason, today, ?, ?, NULL FROM unit WHERE number = ?",
        (entries, digests, number),
    ).fetchone()
    head = next_head(head_of(connection), Unit(*row))
    connection.execute(
        "UPDATE unit SET entries = ?, digests = ?, head = ? WHERE number = ?", (entries, digests, head, number)
    )


def _roll_back(connection: Connection) -> None:
    # After some I/O errors SQLite has rolled back on its own account.
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def _not_saved(error: Exception) -> StoreError:
    text = str(error)
    if "full" in text:
        return StoreError("磁盘已满", "磁盘没有空间,这次没有保存,原有记录完好。请清理磁盘后再试。")
    if "interrupted" in text:
        return StoreError("已取消", "已按要求停止,这次没有保存,原有记录完好。")
    if "readonly" in text:
        return StoreError("台账只读", "台账文件不能写入,这次没有保存,原有记录完好。请检查文件夹权限。")
    if "I/O" in text:
        return StoreError("磁盘出错", "磁盘读写出错,这次没有保存,原有记录完好。请检查磁盘后再试。")
    raise error
