"""The database thread: one, in order, and closed when it should be."""

import gc
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from store.desk.office import load_office
from store.errors import StoreError, WrongPassphraseError
from store.vault.cipher import Connection
from store.vault.unit_of_work import CommitUncertainError
from tests.tui.office import PASSPHRASE, application
from tests.tui.screen_text import SIZE, press, unlock
from tui.session import LockedError, Session


async def test_every_job_runs_in_the_one_thread_that_owns_the_connection(vault_folder: Path) -> None:
    session = Session()
    await session.unlock(vault_folder, PASSPHRASE)
    names = [await session.read(lambda _: threading.current_thread().name) for _ in range(3)]
    session.end()
    assert len(set(names)) == 1
    assert names[0] != threading.current_thread().name


async def test_unlocking_gives_the_office(vault_folder: Path) -> None:
    session = Session()
    office = await session.unlock(vault_folder, PASSPHRASE)
    assert (office.name, session.is_open) == ("岳宋乡", True)
    session.end()
    assert not session.is_open


async def test_a_locked_vault_is_neither_read_nor_written(vault_folder: Path) -> None:
    session = Session()
    await session.unlock(vault_folder, PASSPHRASE)
    await session.lock()
    with pytest.raises(LockedError):
        await session.read(load_office)
    with pytest.raises(LockedError):
        await session.write(load_office)
    session.end()


async def test_a_wrong_passphrase_leaves_it_locked(vault_folder: Path) -> None:
    session = Session()
    with pytest.raises(WrongPassphraseError):
        await session.unlock(vault_folder, "wrong-passphrase")
    assert not session.is_open
    session.end()


async def test_a_write_counts_a_failed_one_does_not(vault_folder: Path) -> None:
    session = Session()
    await session.unlock(vault_folder, PASSPHRASE)
    before = session.revision

    def fails(_: Connection) -> None:
        raise LookupError

    with pytest.raises(LookupError):
        await session.write(fails)
    assert session.revision == before
    await session.write(load_office)
    assert session.revision == before + 1
    session.end()


async def test_a_commit_in_doubt_is_settled_by_looking(vault_folder: Path) -> None:
    session = Session()
    await session.unlock(vault_folder, PASSPHRASE)

    def fails_at_commit(number: int) -> Callable[[Connection], None]:
        def job(_: Connection) -> None:
            raise CommitUncertainError(number)

        return job

    await session.write(fails_at_commit(1))  # unit 1 is there: it was saved after all
    with pytest.raises(StoreError, match="没有保存"):
        await session.write(fails_at_commit(999))
    assert (await session.read(load_office)).name == "岳宋乡", "the vault is open and usable"
    session.end()


async def test_what_unlocking_read_is_looked_through_again_once_the_vault_is_locked(vault_folder: Path) -> None:
    gc.unfreeze()
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        frozen = gc.get_freeze_count()
        assert frozen
        await press(pilot, "f5", "escape")
        assert gc.get_freeze_count() <= frozen, "only once: what is dropped later must not be kept for ever"
        await press(pilot, "f12")
        assert gc.get_freeze_count() == 0
