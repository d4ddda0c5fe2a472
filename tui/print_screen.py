"""Printing: what will stand on paper, and where the file is written. F9 writes it; an older file is asked about."""

import asyncio
import os
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from store.errors import StoreError
from store.sheets.page import write_page
from tui.actions import bindings
from tui.folder import completed, entries, is_folder, typed_path
from tui.import_jobs import last_place
from tui.office_screen import OfficeScreen
from tui.requests import QuestionAsked
from tui.widgets.field_row import Edited, FieldRow
from tui.widgets.line import Line
from tui.widgets.path_entry import PathEntry
from tui.widgets.rule import Rule
from tui.widgets.text_entry import TextEntry
from tui.workplace import Workplace


class PrintScreen(OfficeScreen):
    """Says what will be on paper before it is written. Ends with a sentence about where the file is."""

    ACTIONS: ClassVar[tuple[str, ...]] = ("help", "print", "next_field", "complete", "back")
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("help", "back"),
        *bindings("print", "next_field", priority=True),
        Binding("shift+tab", "app.focus_previous", show=False, priority=True),
    ]

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self._target = PathEntry(id="target")
        self._revision = -1
        self._busy = False

    def rows(self) -> Sequence[FieldRow]:
        """The fields above the file."""
        raise NotImplementedError

    def preview(self) -> Iterable[Widget]:
        """What stands below: what will be on paper."""
        raise NotImplementedError

    async def read(self) -> None:
        """Read what is to be printed."""
        raise NotImplementedError

    def show(self) -> None:
        """Draw the preview anew."""
        raise NotImplementedError

    def file_name(self) -> str:
        """The name that is proposed, without a name of any person in it."""
        raise NotImplementedError

    def hindrance(self) -> tuple[Widget, str] | None:
        """What keeps it from being printed, and where to mend it."""
        return None

    async def document(self) -> str:
        """The page. Changes nothing."""
        raise NotImplementedError

    async def note_printed(self) -> None:
        """Record what has to be recorded once the file is there; a page that could not be written leaves no trace."""

    def body(self) -> Iterable[Widget]:
        yield Line(self.NAME, style="bold")
        yield Rule()
        yield from self.rows()
        yield FieldRow("写到", self._target, help="写成哪个文件。Tab 补全文件夹名。")
        yield Rule()
        yield from self.preview()

    def on_mount(self) -> None:
        self.set_focus(self._entries[0])
        self.run_newest(self._begin, "print")

    @property
    def _entries(self) -> list[Widget]:
        return [row.entry for row in self.query(FieldRow)]

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        if self.workplace.session.is_open and self.workplace.session.revision != self._revision:
            self.run_newest(self._begin, "print")

    async def _begin(self) -> None:
        self._revision = self.workplace.session.revision
        await self.read()
        if not self._target.value:
            self._propose(await self.workplace.session.read(last_place) or str(Path.home()))
        else:
            self._name_anew()
        self.show()

    def _propose(self, folder: str) -> None:
        self._target.initial = os.path.join(folder, self.file_name())  # noqa: PTH118 - text of an entry
        self._target.fill(self._target.initial)

    @on(Edited)
    def _edited(self, event: Edited) -> None:
        event.stop()
        self._name_anew()
        self.say("")
        self.show()

    def _name_anew(self) -> None:
        """Have the proposed name say what will be on paper now; a name that she typed stays."""
        if not self._target.typed and self._target.value:
            self._propose(os.path.dirname(self._target.value))  # noqa: PTH120 - text of an entry

    def action_next_field(self) -> None:
        following = self._entries[self._entries.index(self.focused) + 1 :] if self.focused in self._entries else []
        if following:
            self.set_focus(following[0])
        else:
            self.say("这是最后一项,按 F9 打印。")

    def action_into_list(self) -> None:
        self.action_next_field()

    def action_complete(self) -> None:
        if self.focused is self._target:
            self.run_newest(self._complete, "complete")
        else:
            self.action_next_field()

    async def _complete(self) -> None:
        text = self._target.value
        try:
            found = await asyncio.to_thread(entries, text, folders_only=True)
        except (OSError, ValueError):
            return
        if self._target.value == text:
            self._target.fill(completed(text, found))

    def action_print(self) -> None:
        hindrance = self.hindrance()
        if hindrance is not None:
            self._refuse(*hindrance)
        elif not self._target.value.strip():
            self._refuse(self._target, "还没有写明 写到 哪里")
        elif not self._busy:
            self.run_step(self._ask_or_write(typed_path(self._target.value)))

    def _refuse(self, entry: Widget, why: str) -> None:
        self.set_focus(entry)
        self.say(why, "bold reverse")

    async def _ask_or_write(self, target: Path) -> None:
        if await asyncio.to_thread(is_folder, target):
            self._refuse(self._target, "还没有打印: 写到 的是文件夹,请在后面写上文件名")
        elif await asyncio.to_thread(os.path.lexists, target):
            self.post_message(QuestionAsked(f"已有 {target.name},要换成新的吗?", partial(self._start, target)))
        else:
            self._start(target)

    def _start(self, target: Path) -> None:
        if not self._busy:
            self._busy = True
            self.run_step(self._write(target))

    async def _write(self, target: Path) -> None:
        await asyncio.to_thread(write_page, target, await self.document())
        await self.note_printed()
        self.dismiss(f"{self.NAME}已写好: {target}")

    def failed(self, error: StoreError) -> None:
        self._busy = False
        super().failed(error)

    def action_back(self) -> None:
        if any(entry.typed for entry in self.query(TextEntry)):
            self.post_message(QuestionAsked("不打印就离开? 已输入的文字会丢掉。", lambda: self.dismiss(None)))
        else:
            self.dismiss(None)
