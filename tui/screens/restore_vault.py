"""打开已有: a backup and its passphrase become the vault of this computer."""

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType

from store.desk.form_checks import FormNote
from store.errors import StoreError
from tui.actions import bindings
from tui.folder import completed, is_folder, typed_path
from tui.founding import backup_entries, restoring_job
from tui.office_form import OfficeForm
from tui.requests import Unlocked
from tui.widgets.field_row import FieldRow
from tui.widgets.path_entry import PathEntry
from tui.widgets.text_entry import TextEntry


class RestoreVaultScreen(OfficeForm, inherit_bindings=False):
    """The backup is opened and verified before it takes its place; nothing is put in place otherwise."""

    CSS_PATH = "restore_vault.tcss"
    NAME = "打开已有: 用备份恢复"
    HELP = "写上备份文件在哪里和它的口令,按 F2 恢复。备份先打开核对,好的才放到这台电脑上。"
    ACTIONS = ("help", "save", "next_field", "complete", "back")
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("help", "save", "back"),
        *bindings("next_field", priority=True),
        Binding("shift+tab", "app.focus_previous", show=False, priority=True),
    ]
    NOTE = (
        "备份文件的名字像 yuesong-2026-11-22.yuesong,一般在U盘上,或在旧电脑台账文件夹的 backups 里。\n"
        "口令是做备份那时候的口令;忘了可以输入纸上的恢复码。备份文件本身不会改动。"
    )
    LOST = "不恢复就离开? 已输入的内容会丢掉。"

    def rows(self) -> Sequence[FieldRow]:
        return (
            FieldRow("备份文件", PathEntry(str(Path.home() / "_")[:-1], id="file"), help="完整的路径,Tab 补全。"),
            FieldRow("口令", TextEntry(password=True, id="secret"), help="备份的口令,或者纸上的恢复码。"),
        )

    async def check(self, typed: Mapping[str, str]) -> Sequence[FormNote]:
        return ()

    async def keep(self, typed: Mapping[str, str]) -> Sequence[FormNote]:
        file = typed_path(typed["file"])
        if not typed["file"].strip() or await asyncio.to_thread(is_folder, file):
            return (FormNote("file", "还没有写备份文件:请写到文件名为止,Tab 可以补全。"),)
        if not typed["secret"]:
            return (FormNote("secret", "还没有输入口令。"),)
        self.say("正在核对并恢复,请稍候...")
        workplace = self.workplace
        await workplace.session.found(
            restoring_job(file, workplace.invocation.vault, typed["secret"], workplace.clock())
        )
        self.dismiss(None)
        self.app.post_message(Unlocked())
        return ()

    def failed(self, error: StoreError) -> None:
        entry = self.query_one("#secret", TextEntry)
        entry.value = ""
        self.set_focus(entry)
        super().failed(error)

    def action_into_list(self) -> None:
        self.action_next_field()

    def action_complete(self) -> None:
        self.run_newest(self._complete, "complete")

    async def _complete(self) -> None:
        entry = self.query_one("#file", PathEntry)
        text = entry.value
        try:
            found = await asyncio.to_thread(backup_entries, text)
        except (OSError, ValueError):
            return
        if entry.value != text:
            return
        entry.fill(completed(text, found))
        names = "  ".join(each.name for each in found[:6])
        self.say(f"{len(found)} 个: {names}" if len(found) > 1 else "" if found else "这里没有这样开头的备份文件。")
