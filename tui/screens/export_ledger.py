"""Handing out a ledger: which, where to, in which form, and to whom, on which basis, what for."""

import asyncio
import os
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from store.desk.handing_over import HandedOver, terms_of
from store.errors import StoreError, UsageError
from store.fields.cell import trim
from store.handoff.csv_writer import ENCODINGS
from store.model.ledgers import LEDGERS, OF_PEOPLE
from tui.actions import bindings
from tui.export_job import EVERYTHING, export_job
from tui.folder import completed, entries, is_folder, typed_path
from tui.import_jobs import last_place
from tui.office_screen import OfficeScreen
from tui.requests import QuestionAsked
from tui.widgets.choice_entry import ChoiceEntry
from tui.widgets.field_row import Edited, FieldRow
from tui.widgets.line import Line
from tui.widgets.path_entry import PathEntry
from tui.widgets.rule import Rule
from tui.widgets.text_entry import TextEntry
from tui.workplace import Workplace

PLAIN, FOR_SPREADSHEETS = "原样(可再导入)", "表格软件看的(长号码不变形)"
_TERMS = {
    "recipient": ("接收单位", "交给哪个单位或哪个人;自己用就写 本办。"),
    "basis": ("依据", "凭什么交出去,如文件名、文号、领导批准。"),
    "purpose": ("用途", "拿去做什么,如 季度上报、核对名册。"),
}


class ExportScreen(OfficeScreen):
    """One form. F2 writes the files and the journal entry: both or neither."""

    CSS_PATH = "export_ledger.tcss"
    NAME = "导出台账"
    HELP = (
        "把台账写成 CSV 文件。文件里是完整的证件号码和电话,交给谁、依据、用途都要写明,会记进日志。\n"
        "原样 的文件还能导回来,一字不差;给人用表格软件看的,选后一种。"
    )
    ACTIONS = ("help", "save", "next_field", "complete", "back")
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("help", "save", "back"),
        *bindings("next_field", priority=True),
        Binding("shift+tab", "app.focus_previous", show=False, priority=True),
    ]

    def __init__(self, workplace: Workplace, people: tuple[int, ...] = ()) -> None:
        super().__init__(workplace)
        self._people = people
        # Of some people: whatever is no record of theirs would be an empty file.
        self._kinds = tuple(OF_PEOPLE if people else LEDGERS)
        titles = ("全部", *(LEDGERS[kind].title for kind in self._kinds))
        self._kind = ChoiceEntry(titles, titles[0])
        self._encoding = ChoiceEntry(ENCODINGS, ENCODINGS[0])
        self._form = ChoiceEntry((PLAIN, FOR_SPREADSHEETS), PLAIN)
        self._target = PathEntry(id="target")
        self._terms = {name: TextEntry() for name in _TERMS}
        self._busy = False

    def body(self) -> Iterable[Widget]:
        yield Line(f"导出台账  只导 {len(self._people)} 人的" if self._people else "导出台账", style="bold")
        yield Rule()
        yield FieldRow("台账", self._kind, typed=False, help="按数字或左右键选一种,或者全部。")
        yield FieldRow("写到", self._target, help="全部时是一个文件夹,每种台账一个文件;一种时是一个文件。Tab 补全。")
        yield FieldRow("编码", self._encoding, typed=False, help="一般用 utf-8-sig,Excel 和 WPS 都能直接打开。")
        yield FieldRow("形式", self._form, typed=False, help="要再导入就选原样;只用表格软件看就选后一种。")
        for name, (label, help_text) in _TERMS.items():
            yield FieldRow(label, self._terms[name], help=help_text)
        yield Line(id="where")
        yield Line(" 文件里是完整的证件号码和电话,交出去以前请核对接收的人。", id="caution")

    def on_mount(self) -> None:
        self.set_focus(self._kind)
        self.run_step(self._begin())

    async def _begin(self) -> None:
        place = await self.workplace.session.read(last_place)
        if not self._target.value:
            self._target.initial = self._proposed(place or str(Path.home()))
            self._target.fill(self._target.initial)

    def _proposed(self, folder: str) -> str:
        day = self.workplace.today.isoformat()
        name = f"台账-{day}" if self._what == EVERYTHING else f"{LEDGERS[self._what].title}-{day}.csv"
        return os.path.join(folder, name)  # noqa: PTH118 - the text of an entry, not a path yet

    @property
    def _what(self) -> str:
        named = (EVERYTHING, *self._kinds)
        return named[self._kind.options.index(self._kind.chosen or self._kind.options[0])]

    @on(Edited)
    def _edited(self, event: Edited) -> None:
        event.stop()
        if not self._target.typed and self._target.value:
            proposed = self._proposed(os.path.dirname(self._target.value))  # noqa: PTH120 - as above
            if proposed != self._target.value:
                self._target.initial = proposed
                self._target.fill(proposed)
        self.say("")
        self._show_where()

    def _show_where(self) -> None:
        every = f"在这个文件夹里写 {len(self._kinds)} 个文件,每种台账一个: {self._kinds[0]}.csv 等。"
        text = every if self._what == EVERYTHING else "写一个文件。"
        self.query_one("#where", Line).show(f" {text}")

    def action_next_field(self) -> None:
        rows = [row.entry for row in self.query(FieldRow)]
        if self.focused is rows[-1]:
            self.say("这是最后一项,按 F2 导出。")
        elif self.focused in rows:
            self.set_focus(rows[rows.index(self.focused) + 1])

    def action_into_list(self) -> None:
        self.action_next_field()

    def action_complete(self) -> None:
        self.run_newest(self._complete, "complete")

    async def _complete(self) -> None:
        text = self._target.value
        try:
            found = await asyncio.to_thread(entries, text, folders_only=True)
        except (OSError, ValueError):
            return
        if self._target.value == text:
            self._target.fill(completed(text, found))

    def _fault(self) -> tuple[str, Widget] | None:
        """What keeps the form from being carried out, and the entry to mend it in."""
        if not self._target.value.strip():
            return ("还没有写明 写到 哪里", self._target)
        for name, entry in self._terms.items():
            if not trim(entry.value):
                return (f"还没有写 {_TERMS[name][0]}", entry)
            try:
                terms_of(**{name: self._typed_terms[name]})
            except UsageError as error:
                return (error.message, entry)
        return None

    @property
    def _typed_terms(self) -> dict[str, str]:
        typed = {name: entry.value for name, entry in self._terms.items()}
        if self._people:
            typed["purpose"] = f"{trim(typed['purpose'])}(只含 {len(self._people)} 人)"
        return typed

    def action_save(self) -> None:
        fault = self._fault()
        if self._busy:
            return
        if fault:
            self.set_focus(fault[1])
            self.say(f"还没有导出: {fault[0]}", "bold reverse")
        else:
            self.run_step(self._ask_or_export())

    async def _ask_or_export(self) -> None:
        target = typed_path(self._target.value)
        if self._what != EVERYTHING and await asyncio.to_thread(is_folder, target):
            self.say("还没有导出: 写到 的是文件夹,请在后面写上文件名", "bold reverse")
            self.set_focus(self._target)
        elif taken := await asyncio.to_thread(self._taken, target):
            self.post_message(QuestionAsked(f"已有 {taken},要换成新的吗?", lambda: self._start(target)))
        else:
            self._start(target)

    def _taken(self, target: Path) -> str:
        """The name of a file that would be replaced; empty if there is none."""
        files = [target] if self._what != EVERYTHING else [target / f"{kind}.csv" for kind in LEDGERS]
        return next((file.name for file in files if os.path.lexists(file)), "")

    def _start(self, target: Path) -> None:
        if not self._busy:
            self._busy = True
            self.say("正在导出,请稍候...")
            self.run_job(self._export(target))

    async def _export(self, target: Path) -> None:
        job = partial(
            export_job,
            act=self.workplace.act("export"),
            what=self._what,
            target=target,
            encoding=next(name for name in ENCODINGS if name == self._encoding.chosen),
            excel_safe=self._form.chosen == FOR_SPREADSHEETS,
            terms=terms_of(**self._typed_terms),
            people=self._people,
        )
        done = await self.workplace.session.with_vault(job)
        self.dismiss(_done_text(done))

    def failed(self, error: StoreError) -> None:
        self._busy = False
        self.say("")
        super().failed(error)

    def action_back(self) -> None:
        if self._busy:
            self.say("正在导出,请稍候...")
        elif self._target.typed or any(entry.typed for entry in self._terms.values()):
            self.post_message(QuestionAsked("不导出就离开? 已输入的文字会丢掉。", lambda: self.dismiss(None)))
        else:
            self.dismiss(None)


def _done_text(done: HandedOver) -> str:
    where = str(done.files[0].parent) if len(done.files) > 1 else str(done.files[0])
    return f"已导出 {len(done.files)} 个文件: {where}  校验头 {done.head[:8]}"
