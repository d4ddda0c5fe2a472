"""The vault of ``demo``: fictional, in a temporary folder, gone when the program ends."""

import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tui.workplace import Workplace

if TYPE_CHECKING:
    from store.vault.vault import Vault

DEMO_PASSPHRASE = "yanshi-2026-yuesong"  # noqa: S105 - of a township that does not exist; shown on the screen
FOLDER_PREFIX = "yuesong-demo-"


def demo_vault(folder: Path, today: date) -> "Vault":
    """Make the demo township in ``folder`` and open it."""
    from store.fiction.demo import make_demo_vault
    from store.vault.vault import open_vault

    make_demo_vault(folder, DEMO_PASSPHRASE, today)
    return open_vault(folder, DEMO_PASSPHRASE)


def remove_demo(workplace: Workplace) -> None:
    """Delete the demo vault. Only ever a folder that was made for it."""
    folder = workplace.invocation.vault
    if workplace.invocation.demo and folder.name.startswith(FOLDER_PREFIX):
        shutil.rmtree(folder, ignore_errors=True)
