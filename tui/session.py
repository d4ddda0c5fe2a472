"""The database thread, and the only bridge between the screens and the store.

One thread creates the connection and owns it; jobs run there one after the other, in the order they were asked for.
"""

import asyncio
import gc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from store.errors import StoreError

if TYPE_CHECKING:
    from store.desk.office import Office
    from store.vault.cipher import Connection
    from store.vault.vault import Vault

T = TypeVar("T")

PRELOADED = (
    "sqlcipher3.dbapi2",
    "store.vault.vault",
    "store.desk.office",
    "store.desk.worklist",
    "tui.screens.today",
)
"""What unlocking needs, loaded while the passphrase is being typed."""


class LockedError(StoreError):
    """Something was asked of a vault that is locked."""

    code = "locked"

    def __init__(self) -> None:
        super().__init__("台账已锁定", "台账已锁定,没有读写任何内容。请输入口令解锁后再做。")


class Session:
    """An office's vault, locked or open. ``revision`` grows with every write: lists compare it and read anew."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="database")
        self._vault: Vault | None = None
        self.office: Office | None = None
        self._preloaded = False
        self._is_spared = False
        self.revision = 0

    @property
    def is_open(self) -> bool:
        return self.office is not None

    def preload(self) -> None:
        """Load in the background what unlocking will need, once. Returns at once."""
        if not self._preloaded:
            self._preloaded = True
            self._thread.submit(_load, PRELOADED)

    async def unlock(self, folder: Path, passphrase: str) -> "Office":
        """Open the vault; raises the vault's ``StoreError`` (wrong passphrase, open elsewhere, newer, none there)."""
        self.office = None  # what was open is given up before the other is tried
        self.office = await self._run(partial(self._open, folder, passphrase))
        self.revision += 1
        return self.office

    async def found(self, make: Callable[[], "Vault"]) -> "Office":
        """Take over a vault that ``make`` creates and opens in the database thread (the demo township)."""
        self.office = None  # as above
        self.office = await self._run(partial(self._adopt, make))
        self.revision += 1
        return self.office

    async def read(self, job: Callable[["Connection"], T]) -> T:
        """Run a reading job in the database thread. Raises ``LockedError`` when the vault is locked."""
        return await self._run(partial(self._with_connection, job))

    async def write(self, job: Callable[["Connection"], object]) -> None:
        """Run a writing job. Once asked for it is never cancelled, whatever happens to the screen that asked."""
        await asyncio.shield(self._run(partial(self._write, job)))
        self.revision += 1

    async def with_vault(self, job: Callable[["Vault"], T]) -> T:
        """Run a writing job that needs the vault itself and settles its own COMMIT; never cancelled either."""
        done = await asyncio.shield(self._run(lambda: job(self._opened())))
        self.revision += 1
        return done

    async def look(self, job: Callable[["Vault"], T]) -> T:
        """Run a job that needs the vault itself and changes nothing in it (a backup). Raises ``LockedError``."""
        return await self._run(lambda: job(self._opened()))

    def spare_collector(self) -> None:
        """Once after unlocking: what is in memory now stays until the vault is locked, so never look through it.

        A hundred thousand people's worklist takes a fifth of a second to look through, in the middle of any key.
        """
        if not self._is_spared:
            self._is_spared = True
            gc.freeze()

    async def reload_office(self) -> None:
        """Read the office anew after it was changed."""
        from store.desk.office import load_office

        self.office = await self.read(load_office)

    async def lock(self) -> None:
        """Close the vault and forget the key, after the jobs already asked for."""
        self.office = None
        await self._run(self._close)
        self._use_collector()

    def end(self) -> None:
        """Close for good: waits for what is being written, then ends the thread."""
        self.office = None
        self._thread.submit(self._close)
        self._thread.shutdown(wait=True)
        self._use_collector()

    def _use_collector(self) -> None:
        if self._is_spared:
            self._is_spared = False
            gc.unfreeze()

    async def _run(self, job: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, job)

    def _open(self, folder: Path, passphrase: str) -> "Office":
        from store.vault.vault import open_vault

        return self._adopt(lambda: open_vault(folder, passphrase))

    def _adopt(self, make: Callable[[], "Vault"]) -> "Office":
        from store.desk.office import load_office

        self._close()
        vault = make()
        try:
            office = load_office(vault.connection)
        except BaseException:
            vault.close()
            raise
        self._vault = vault
        return office

    def _with_connection(self, job: Callable[["Connection"], T]) -> T:
        return job(self._opened().connection)

    def _write(self, job: Callable[["Connection"], object]) -> None:
        from store.vault.unit_of_work import CommitUncertainError

        vault = self._opened()
        try:
            job(vault.connection)
        except CommitUncertainError as error:
            # What the file holds can only be told after opening it anew; the vault does so and says it.
            failure = vault.settle(error)
            if failure is not None:
                raise failure from error

    def _opened(self) -> "Vault":
        if self._vault is None:
            raise LockedError
        return self._vault

    def _close(self) -> None:
        vault, self._vault = self._vault, None
        if vault is not None:
            vault.close()


def _load(modules: tuple[str, ...]) -> None:
    for module in modules:
        import_module(module)
