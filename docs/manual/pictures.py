"""The pictures of the manual, made anew by ``make pictures``: the application itself, run by keys on the demo township.

Day, clock, township and keys are fixed, so that a second run writes the same bytes.
"""

import asyncio
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from docs.manual.desk import SIZE, Desk
from docs.manual.scenes import FIRST_START, SCENES, Scene
from store.command.invocation import Invocation
from store.fiction.demo import make_demo_vault
from tui.app import OfficeApp
from tui.demo import DEMO_PASSPHRASE

FOLDER = Path(__file__).parent / "pictures"
OLD_LEDGER = Path(__file__).parents[2] / "tests" / "ledgers" / "people-1.csv"
TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=timezone(timedelta(hours=8)))


def make_pictures(target: Path) -> None:
    """Put every picture into ``target`` in place of those that are there; takes some ten seconds."""
    with tempfile.TemporaryDirectory(prefix="ys-") as folder:
        home = Path(folder)
        os.environ["HOME"] = os.environ["USERPROFILE"] = folder
        _old_ledger_in(home)
        make_demo_vault(home / "台账", DEMO_PASSPHRASE, TODAY)
        pictures = asyncio.run(_walk(home, "新台账", FIRST_START)) | asyncio.run(_walk(home, "台账", SCENES))
    target.mkdir(parents=True, exist_ok=True)
    for old in target.glob("*.svg"):
        old.unlink()
    for name, drawn in pictures.items():
        (target / f"{name}.svg").write_text(drawn, encoding="utf-8", newline="\n")


def _old_ledger_in(home: Path) -> None:
    copied = Path(shutil.copy(OLD_LEDGER, home / "旧花名册.csv"))
    os.utime(copied, (NOW.timestamp(), NOW.timestamp()))


async def _walk(home: Path, vault: str, scenes: Sequence[Scene]) -> dict[str, str]:
    invocation = Invocation(vault=home / vault, today=TODAY)
    app = OfficeApp(invocation, clock=lambda: NOW)
    async with app.run_test(size=SIZE) as pilot:
        desk = Desk(pilot, home)
        await desk.settled()
        for scene in scenes:
            await scene(desk)
    return desk.pictures


if __name__ == "__main__":
    make_pictures(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
