"""What a change of the rules means, person by person, before it is made."""

import asyncio
from collections.abc import Iterable
from functools import partial
from typing import ClassVar

from textual.binding import BindingType
from textual.timer import Timer
from textual.widget import Widget

from store.desk.policy_change import Preview
from store.errors import StoreError
from tui.actions import bindings
from tui.office_screen import OfficeScreen
from tui.requests import PersonAsked
from tui.rule_change import CompareMeter, RuleChange, change_parts, limits_text, summary
from tui.standing import short_day
from tui.widgets.line import Line
from tui.widgets.progress_panel import ProgressPanel
from tui.widgets.record_list import Column, ListedRows, ListRow, RecordList
from tui.widgets.rule import Rule
from tui.workplace import Workplace

_LOOK_EVERY = 0.2
"""Seconds between two looks at how far it is."""


class RulePreviewScreen(OfficeScreen):
    """Everybody is compared first; F2 makes the change only after that, Esc leaves everything as it is."""

    CSS_PATH = "rule_preview.tcss"
    NAME = "先看会变什么"
    HELP = (
        "一人一行:多几个窗口、少几个、变几个(情况变了),\n级别和最后一天怎么变,从哪天起。Enter 打开这个人。\n"
        "按 F2 才起用,记成一笔;Esc 不改。\n已经开始的窗口不会变。人多时要等一会儿,Esc 可以停。"
    )
    ACTIONS = ("help", "save", "open", "back")
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)

    def __init__(self, workplace: Workplace, change: RuleChange) -> None:
        super().__init__(workplace)
        self._change = change
        self._preview: Preview | None = None
        self._meter: CompareMeter | None = None
        self._busy = False

    def body(self) -> Iterable[Widget]:
        yield Line(self._change.title, style="bold", id="subject")
        yield Line(id="summary")
        yield Line(id="limits")
        yield Rule()
        yield ProgressPanel()
        yield RecordList((Column(1), Column(8), Column(14), Column(0)), id="people")

    def on_mount(self) -> None:
        self.query_one(ProgressPanel).display = False
        self.query_one("#limits", Line).display = False
        self.set_focus(self._list)

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        if self.workplace.session.is_open and self._preview is None and self._meter is None:
            self._meter = CompareMeter()
            self.run_job(self._compare(self._meter, self.set_interval(_LOOK_EVERY, self._look)))

    def forget(self) -> None:
        self._preview = None
        self._show()

    def about_to_lock(self) -> None:
        if self._meter is not None:
            self._meter.stop()

    @property
    def _list(self) -> RecordList:
        return self.query_one("#people", RecordList)

    async def _compare(self, meter: CompareMeter, timer: Timer) -> None:
        try:
            job = partial(self._change.preview, today=self.workplace.today, told=meter.told)
            self._preview = await self.workplace.session.read(job)
        except asyncio.CancelledError:
            # The program ends; what the database thread is doing should not hold it up.
            meter.stop()
            raise
        finally:
            timer.stop()
            self._meter = None
        self._show()

    def _look(self) -> None:
        if self._meter is not None:
            panel = self.query_one(ProgressPanel)
            panel.show(self._meter.text, self._meter.bar)
            panel.display = True
            self._list.display = False

    def _show(self) -> None:
        self.query_one(ProgressPanel).display = False
        self._list.display = True
        preview = self._preview
        self.query_one("#summary", Line).show(f" {summary(preview)}" if preview else "")
        limits = limits_text(preview) if preview else ""
        self.query_one("#limits", Line).show(f" {limits}")
        self.query_one("#limits", Line).display = bool(limits)
        self._list.show(ListedRows(self._rows(preview) if preview else ()))
        if preview is not None:
            self.set_focus(self._list)
            self.say("看过以后按 F2 起用;Esc 不改。")

    def _rows(self, preview: Preview) -> tuple[ListRow, ...]:
        today = self.workplace.today
        return tuple(
            ListRow(
                change.person.id,
                (
                    " ",
                    change.person.name,
                    f"{change.person.village}{change.person.village_group or ''}",
                    change_parts(change, lambda day: short_day(day, today)),
                ),
            )
            for change in preview.changes
        )

    def action_open(self) -> None:
        row = self._list.current
        if row is not None and isinstance(row.key, int):
            self.post_message(PersonAsked(row.key))

    def action_save(self) -> None:
        if self._preview is None:
            self.say("还在比对,请稍候;Esc 停下来不改。")
        elif not self._busy:
            self._busy = True
            self.run_step(self._make())

    async def _make(self) -> None:
        act, change = self.workplace.act("policy"), self._change
        await self.workplace.session.write(lambda connection: change.make(connection, act))
        await self.workplace.session.reload_office()
        self.dismiss(change.done)

    def failed(self, error: StoreError) -> None:
        self._busy = False
        if error.code == "stopped":
            self.dismiss("已停下来,什么都没有改。")
        else:
            super().failed(error)

    def action_back(self) -> None:
        if self._busy:
            self.say("正在写入,请稍候...")
        elif self._meter is not None:
            self._meter.stop()
            self.say("正在停下来...")
        else:
            self.dismiss(None)
