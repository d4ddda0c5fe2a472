"""The pictures of the manual, made anew by ``make pictures``: the application itself, run by keys on the demo township.

Day, clock, township and keys are fixed, so that a second run writes the same bytes.
"""

import asyncio
import os
import shutil
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterable, Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from rich.segment import Segment
from textual.pilot import Pilot

from docs.manual.svg import picture
from store.command.invocation import Invocation
from store.fiction.demo import make_demo_vault
from tui.app import OfficeApp
from tui.demo import DEMO_PASSPHRASE

FOLDER = Path(__file__).parent / "pictures"
OLD_LEDGER = Path(__file__).parents[2] / "tests" / "ledgers" / "people-1.csv"
SIZE = (80, 24)
TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=timezone(timedelta(hours=8)))


class Desk:
    """One running application, and the hand on its keyboard."""

    def __init__(self, pilot: Pilot[None], home: Path, target: Path) -> None:
        self._pilot, self._home, self._target = pilot, home, target

    async def press(self, *keys: str) -> None:
        """Press keys one after the other and let each have its effect."""
        for key in keys:
            await self._pilot.press(key)
            await self.settled()

    async def write(self, text: str) -> None:
        """Type a text into the field that has the focus."""
        await self._pilot.press(*text)
        await self.settled()

    async def settled(self) -> None:
        """Wait until every job has ended and everything is drawn."""
        await self._pilot.pause()
        await self._pilot.app.workers.wait_for_complete()
        await self._pilot.pause()

    def show(self, name: str, title: str) -> None:
        """Keep what stands on the screen now as picture ``name``."""
        strips = self._pilot.app.screen._compositor.render_strips()
        lines = [list(_at_home(strip, str(self._home))) for strip in strips]
        (self._target / f"{name}.svg").write_text(picture(lines, SIZE[0], title), encoding="utf-8", newline="\n")


def _at_home(segments: Iterable[Segment], home: str) -> Iterator[Segment]:
    """The segments with the temporary folder shown as a home folder of the same length."""
    shown = ("/home/bangong" + "shi" * len(home))[: len(home)]
    for text, style, control in segments:
        yield Segment(text.replace(home, shown), style, control)


async def _unlock(desk: Desk) -> None:
    desk.show("unlock", "解锁: 输入口令")
    await desk.write(DEMO_PASSPHRASE)
    await desk.press("enter")


async def _today(desk: Desk) -> None:
    desk.show("today", "今日: 今天要办的事")
    await desk.press("ctrl+o")
    desk.show("today-single", "今日: 一事一行")
    await desk.press("ctrl+o", "f1")
    desk.show("help", "帮助: 今日这一页的按键")
    await desk.press("escape")


async def _why(desk: Desk) -> None:
    await desk.press(*["down"] * 8)
    await desk.press("f8")
    desk.show("why", "为什么: 依据、期间、哪些记录算数")
    await desk.press("escape")


async def _visit(desk: Desk) -> None:
    await desk.press("f5")
    desk.show("visit", "走访谈话记录: 刚打开")
    await desk.press("enter", "enter", "2", "3", "enter", "enter")
    await desk.write("家中")
    await desk.press("enter", "enter")
    await desk.write("在家采茶,情绪稳定,想学修车")
    desk.show("visit-written", "走访谈话记录: 填好以后,写明会完成什么")
    await desk.press("f2")
    desk.show("visit-saved", "今日: 保存以后")


async def _test(desk: Desk) -> None:
    await desk.press("f6")
    desk.show("test", "检测记录: 刚打开")
    await desk.press("1")
    desk.show("test-chosen", "检测记录: 选好结果")
    await desk.press("escape")


async def _import(desk: Desk) -> None:
    await desk.press("5")
    desk.show("handing", "报送: 导入和导出")
    await desk.press("enter")
    desk.show("import-file", "导入台账: 选文件")
    await desk.write("旧")
    await desk.press("tab", "enter")
    desk.show("import-recognised", "导入台账: 识别")
    await desk.press("enter")
    desk.show("import-columns", "导入台账: 对列")
    await desk.press("enter")
    desk.show("import-problems", "导入台账: 核对")
    await desk.press("f2")
    desk.show("import-question", "导入台账: 写入以前再问一次")
    await desk.press("f2")
    desk.show("import-done", "导入台账: 完成")
    await desk.press("escape")


async def _export(desk: Desk) -> None:
    await desk.press("down", "enter")
    await desk.press(*["enter"] * 4)
    for text in ("县禁毒办", "2026年第四季度报表通知", "季度上报"):
        await desk.write(text)
        await desk.press("enter")
    desk.show("export", "导出台账: 接收单位、依据、用途")
    await desk.press("f2", "escape")


async def _lock(desk: Desk) -> None:
    await desk.press("f12")
    desk.show("locked", "锁定: 输入口令后回到刚才的地方")
    await desk.write("wang-le-kou-ling")
    await desk.press("enter")
    desk.show("wrong-passphrase", "解锁: 口令不对")


SCENES: tuple[Callable[[Desk], Awaitable[None]], ...] = (
    _unlock,
    _today,
    _why,
    _visit,
    _test,
    _import,
    _export,
    _lock,
)
"""In this order at one desk, each leaving the next one where it begins."""


def make_pictures(target: Path) -> None:
    """Write every picture into ``target``; takes some ten seconds."""
    target.mkdir(parents=True, exist_ok=True)
    for old in target.glob("*.svg"):
        old.unlink()
    with tempfile.TemporaryDirectory(prefix="ys-") as folder:
        home = Path(folder)
        os.environ["HOME"] = os.environ["USERPROFILE"] = folder
        _old_ledger_in(home)
        make_demo_vault(home / "台账", DEMO_PASSPHRASE, TODAY)
        asyncio.run(_walk(home, target))


def _old_ledger_in(home: Path) -> None:
    copied = Path(shutil.copy(OLD_LEDGER, home / "旧花名册.csv"))
    os.utime(copied, (NOW.timestamp(), NOW.timestamp()))


async def _walk(home: Path, target: Path) -> None:
    invocation = Invocation(vault=home / "台账", today=TODAY)
    app = OfficeApp(invocation, clock=lambda: NOW)
    async with app.run_test(size=SIZE) as pilot:
        desk = Desk(pilot, home, target)
        await desk.settled()
        for scene in SCENES:
            await scene(desk)


if __name__ == "__main__":
    make_pictures(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
