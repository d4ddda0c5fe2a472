"""Making the fictional township of ``demo``: a few seconds, then 今日."""

import tempfile
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path

from textual.widget import Widget

from tui.actions import bindings
from tui.demo import FOLDER_PREFIX, demo_vault
from tui.office_screen import OfficeScreen
from tui.requests import LeaveAsked, Unlocked
from tui.widgets.line import Line


class DemoScreen(OfficeScreen):
    """Stands while the demo vault is made."""

    NAME = "演示"
    HELP = "正在生成一个虚构的乡镇,人员和记录都不是真的。离开程序后自动删除。"
    ACTIONS = ("help", "leave")
    BINDINGS = bindings(*ACTIONS)

    def body(self) -> Iterable[Widget]:
        yield Line("")
        yield Line(" 正在生成演示乡镇,人和事都是虚构的,请稍候...")

    def on_mount(self) -> None:
        self.call_after_refresh(lambda: self.run_job(self._make()))

    async def _make(self) -> None:
        folder = Path(tempfile.mkdtemp(prefix=FOLDER_PREFIX))
        self.workplace.invocation = replace(self.workplace.invocation, vault=folder)
        await self.workplace.session.found(partial(demo_vault, folder, self.workplace.today))
        self.app.post_message(Unlocked())

    def action_leave(self) -> None:
        self.app.post_message(LeaveAsked())
