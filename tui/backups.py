"""The backups that nobody has to think of: at the first unlock of a day and on leaving. One at a time."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tui.standing import short_day

if TYPE_CHECKING:
    from store.errors import StoreError
    from store.vault.backup_rotation import BackupOutcome, Occasion, RotationUnderWay
    from store.vault.vault import Vault
    from tui.workplace import Workplace


@dataclass(frozen=True, slots=True)
class BackupState:
    """What is known of the backups: the day of the newest, and what went wrong with the last one."""

    last: date | None = None
    trouble: "StoreError | None" = None

    def text(self, today: date) -> str:
        """A few words for the status line."""
        if self.trouble is not None:
            return "备份 失败"
        if self.last is None:
            return "备份 没有"
        return "备份 今天" if self.last == today else f"备份 {short_day(self.last, today)}"


class Backups:
    """Copies in the database thread, proves in another, and remembers how it went in ``state``."""

    def __init__(self, workplace: "Workplace") -> None:
        self._workplace = workplace
        # Copying clears what an earlier copy left behind, so that two must never be under way.
        self._one_at_a_time = asyncio.Lock()
        self.state: BackupState | None = None

    async def at_unlock(self) -> "StoreError | None":
        """Write one unless there is one of today. Returns what went wrong, for the operator."""
        from store.vault.backup_rotation import Occasion

        return await self._if_due(Occasion.UNLOCK)

    async def at_exit(self) -> "StoreError | None":
        """Write one if something was journalled since the newest."""
        from store.vault.backup_rotation import Occasion

        return await self._if_due(Occasion.EXIT)

    async def _if_due(self, occasion: "Occasion") -> "StoreError | None":
        from store.vault.backup_rotation import RotationUnderWay

        today = self._workplace.clock().date()
        async with self._one_at_a_time:
            begun, last = await self._workplace.session.look(_begin(today, occasion))
            outcome: BackupOutcome = (
                await asyncio.to_thread(begun.finish) if isinstance(begun, RotationUnderWay) else begun
            )
        self.state = BackupState(today if outcome.file else last, None if outcome.file else outcome.trouble)
        return outcome.trouble


def _begin(
    today: date, occasion: "Occasion"
) -> "Callable[[Vault], tuple[RotationUnderWay | BackupOutcome, date | None]]":
    def job(vault: "Vault") -> "tuple[RotationUnderWay | BackupOutcome, date | None]":
        from store.desk.settings import load_settings
        from store.vault.backup_rotation import begin_if_due, last_backup

        folder = load_settings(vault.connection).backups(vault.folder)
        return begin_if_due(vault, folder, today, occasion), last_backup(vault, folder)

    return job
