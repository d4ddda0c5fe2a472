"""Stopping a long statement from another thread, safely: it fails, and its unit of work is rolled back whole."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from store.errors import StoreError
from store.vault.cipher import Connection

_OPERATIONS = 20_000
"""SQLite's steps between two looks at ``stopped``: a few milliseconds, far more than a COMMIT or ROLLBACK takes."""


class StoppedError(StoreError):
    """The operator stopped a long job before it was done."""

    code = "stopped"

    def __init__(self) -> None:
        super().__init__("已停止", "已按要求停止,什么都没有写入,原有记录完好。")


@contextmanager
def interruptible(connection: Connection, stopped: Callable[[], bool]) -> Iterator[None]:
    """Let ``stopped`` end whatever statement runs in the block. Raises ``StoppedError`` when it did."""
    from sqlcipher3 import dbapi2

    connection.set_progress_handler(lambda: int(stopped()), _OPERATIONS)
    try:
        yield
    except dbapi2.OperationalError as error:
        if "interrupted" in str(error):
            raise StoppedError from None
        raise
    finally:
        connection.set_progress_handler(None, 0)
