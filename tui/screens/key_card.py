"""键位卡: every key and what it does, to be read here or printed and put beside the computer."""

import asyncio
from collections.abc import Iterable
from pathlib import Path

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from store.sheets.key_card import key_card_sheet
from store.sheets.page import write_page
from store.text import fit
from tui.actions import bindings
from tui.card_sections import sections
from tui.import_jobs import last_place
from tui.office_screen import OfficeScreen
from tui.widgets.line import Line

FILE = "键位卡.html"
_KEYS = 14


class KeyCardScreen(OfficeScreen):
    """Scrolls with the arrows. F9 writes the sheet and says where it is."""

    AUTO_FOCUS = "#text"
    CSS_PATH = "key_card.tcss"
    NAME = "键位卡"
    HELP = "全部按键,每个键在哪里都是一个意思。F9 写成一张能打印的纸,没有任何人的资料,可以贴在桌边。"
    ACTIONS = ("help", "print", "back")
    BINDINGS = bindings(*ACTIONS)

    def body(self) -> Iterable[Widget]:
        yield Line("键位卡", style="bold")
        yield VerticalScroll(Static(_text()), id="text")

    def action_print(self) -> None:
        self.run_job(self._print())

    async def _print(self) -> None:
        session = self.workplace.session
        place = await session.read(last_place) if session.is_open else ""
        path = Path(place or Path.home()) / FILE
        await asyncio.to_thread(write_page, path, key_card_sheet(sections()))
        self.say(f"已写好,用浏览器打开后打印: {path}", "bold")


def _text() -> Content:
    lines: list[Content] = []
    for title, rows in sections():
        lines += [Content(""), Content.styled(title, "bold")]
        lines += [Content(f" {fit(keys, _KEYS)}{sentence}") for keys, sentence in rows]
    return Content("\n").join(lines[1:])
