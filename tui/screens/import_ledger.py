"""Bringing in a ledger: five steps in one screen. Nothing is written before the fourth is confirmed."""

import asyncio
import os
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input

from store.errors import FileRefusedError, StoreError
from store.handoff.rehearsal import Carried, OutdatedRehearsalError, RecognisedLedger, Rehearsal
from store.text import clean
from tui.actions import bindings, footer_text
from tui.folder import Entry, beside, chosen, completed, entries, is_folder, typed_path
from tui.import_jobs import (
    carry_out_job,
    keep_place,
    last_place,
    reassign_job,
    recognise_job,
    rehearse_job,
    take_back,
)
from tui.import_steps import BUSY_FOOTER, FOOTERS, HELPS, SAID, STEPS, Step
from tui.importing import Meter, counts_text
from tui.office_screen import OfficeScreen
from tui.requests import HelpAsked, QuestionAsked
from tui.widgets.field_row import Edited
from tui.widgets.foot_line import FootLine
from tui.widgets.import_panels import ColumnsPanel, DonePanel, FilePanel, ProblemsPanel, RecognisedPanel
from tui.widgets.progress_panel import ProgressPanel
from tui.widgets.record_list import RecordList
from tui.widgets.rule import Rule
from tui.widgets.step_line import StepLine
from tui.workplace import Workplace

LOOK_EVERY = 0.25
"""Seconds between two looks at a long job; what is done sooner shows no bar."""


class ImportScreen(OfficeScreen):
    """Each step shows what was found; Enter goes on, Esc goes back a step and loses nothing."""

    CSS_PATH = "import_ledger.tcss"
    NAME = "导入台账"
    HELP = "把旧台账导进来,分五步;核对以后按 F2 并确认才写入,以前都不改台账。"
    ACTIONS = ("help", "complete", "edit", "next_step", "confirm", "filter", "stop", "back")
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("help", "edit", "next_step", "filter", "stop", "back"),
        Binding("f2", "confirm", show=False),
    ]

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self._step = Step.FILE
        self._ledger: RecognisedLedger | None = None
        self._rehearsal: Rehearsal | None = None
        self._asked: tuple[str | None, str | None] = (None, None)
        self._meter: Meter | None = None
        self._writing = False
        self._said = ""
        self._files = FilePanel(os.path.join(Path.home(), ""))  # noqa: PTH118 - Path would drop the separator
        self._recognised, self._columns = RecognisedPanel(), ColumnsPanel()
        self._problems, self._done = ProblemsPanel(), DonePanel()

    def body(self) -> Iterable[Widget]:
        yield StepLine("导入台账", STEPS)
        yield Rule()
        yield from self._panels
        yield ProgressPanel(id="progress")

    @property
    def _panels(self) -> tuple[Widget, ...]:
        return (self._files, self._recognised, self._columns, self._problems, self._done)

    def on_mount(self) -> None:
        self._show_step()
        self.run_step(self._begin())

    async def _begin(self) -> None:
        untouched = self._files.path.value
        place = await self.workplace.session.read(last_place)
        if place and self._files.path.value == untouched:
            self._files.path.fill(place)
        await self._list()

    def about_to_lock(self) -> None:
        # What is being written is finished: she confirmed it.
        if self._meter is not None and not self._writing:
            self._meter.stop()

    def forget(self) -> None:
        self._ledger = self._rehearsal = None
        if self._step is not Step.DONE:
            self._go(Step.FILE)

    # What stands on the screen.

    def _go(self, step: Step) -> None:
        self._step = step
        self.say("")
        self._show_step()

    def _show_step(self) -> None:
        busy = self._meter is not None
        for number, panel in enumerate(self._panels):
            panel.display = number == self._step
        self.query_one(ProgressPanel).display = False
        self.query_one(StepLine).show(self._step)
        self.query_one(FootLine).show(footer_text(BUSY_FOOTER if busy else FOOTERS[self._step]))
        self.set_focus(None if busy else self._first)
        if not busy and self._step in SAID:
            self.say(SAID[self._step])

    @property
    def _first(self) -> Widget | None:
        """What has the focus when a step begins."""
        firsts = {
            Step.FILE: self._files.path,
            Step.RECOGNISED: self._recognised.kind,
            Step.COLUMNS: self._columns.records,
            Step.PROBLEMS: self._problems.records,
        }
        return firsts.get(self._step)

    # Long jobs.

    def _start(self, job: Callable[[Meter], Coroutine[Any, Any, None]]) -> None:
        """Run a job that can be stopped. Until it ends, no key but Esc does anything here."""
        meter = self._meter = Meter()
        self.say("")
        self._show_step()
        self.run_job(self._metered(meter, job(meter), self.set_interval(LOOK_EVERY, self._look)))

    async def _metered(self, meter: Meter, job: Coroutine[Any, Any, None], timer: Timer) -> None:
        try:
            await job
        except asyncio.CancelledError:
            # The program ends; what the database thread is doing should not hold it up.
            meter.stop()
            raise
        except StoreError:
            self._ended(timer)
            raise
        self._ended(timer)

    def _ended(self, timer: Timer) -> None:
        timer.stop()
        self._meter, self._writing = None, False
        self._show_step()

    def _look(self) -> None:
        if self._meter is not None:
            for panel in self._panels:
                panel.display = False
            progress = self.query_one(ProgressPanel)
            progress.show(self._meter.text, self._meter.bar)
            progress.display = True

    def action_help(self) -> None:
        step = self._step
        actions = BUSY_FOOTER if self._meter is not None else FOOTERS[step]
        text = f"{self.HELP}\n{HELPS[step]}"
        self.post_message(HelpAsked(f"{self.NAME} {STEPS[step]}", text, (*actions, "lock"), self.field_help))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Esc stops what is under way; nothing being under way, it goes back."""
        return self._meter is not None if action == "stop" else super().check_action(action, parameters)

    def action_stop(self) -> None:
        if self._meter is not None:
            self._meter.stop()
            self.say("正在停下来...")

    def failed(self, error: StoreError) -> None:
        if isinstance(error, OutdatedRehearsalError):
            self.say(error.message, "bold reverse")
            self._start(self._rehearse)
        elif error.title in ("已停止", "已取消"):
            self.say("已停下来,什么都没有写入。按 Enter 或 F2 可以再来。", "bold")
        else:
            super().failed(error)

    # Step 1: the file.

    @on(Edited)
    def _edited(self, event: Edited) -> None:
        event.stop()
        if self._step is Step.FILE:
            self.run_newest(self._list, "listing")
        elif self._step is Step.RECOGNISED and self._meter is None:
            self._recognise_anew()

    async def _list(self) -> None:
        try:
            self._files.show(await asyncio.to_thread(entries, self._files.path.value))
        except (OSError, ValueError):
            self._files.show(None)

    def action_complete(self) -> None:
        if self._step is Step.FILE:
            self.run_newest(self._complete, "listing")
        else:
            self.action_filter()

    async def _complete(self) -> None:
        text = self._files.path.value
        await self._list()
        if self._files.path.value == text:
            self._files.path.fill(completed(text, self._files.found))

    def action_into_list(self) -> None:
        self.set_focus(self.query_one("#candidates", RecordList) if self._step is Step.FILE else self._first)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self._step is Step.FILE:
            self.action_next_step()
        else:
            self.set_focus(self._first)

    def _choose(self, entry: Entry) -> None:
        self._files.path.fill(chosen(self._files.path.value, entry))
        if not entry.is_folder:
            self._start(self._open)

    async def _open(self, meter: Meter) -> None:
        path = typed_path(self._files.path.value)
        if await asyncio.to_thread(is_folder, path):
            self._files.path.fill(os.path.join(self._files.path.value, ""))  # noqa: PTH118 - as above
            await self._list()
            self.call_after_refresh(self.action_into_list)
            return
        self._recognised.kind.chosen = None
        self._recognised.encoding.chosen = self._recognised.encoding.options[0]
        await self._recognise(meter, None, None)
        keeping = partial(keep_place, folder=beside(path), workplace=self.workplace)
        await self.workplace.session.read(keeping)

    # Step 2: what it is.

    def _recognise_anew(self) -> None:
        wanted = (self._recognised.chosen_kind, self._recognised.chosen_encoding)
        found = self._ledger.heading.ledger.kind if self._ledger else self._asked[0]
        if wanted != (found, self._asked[1]):
            self._start(lambda meter: self._recognise(meter, *wanted))

    async def _recognise(self, meter: Meter, kind: str | None, encoding: str | None) -> None:
        path = typed_path(self._files.path.value)
        job = partial(recognise_job, path=path, kind=kind, encoding=encoding, meter=meter)
        self._asked = (kind, encoding)
        self._ledger = self._rehearsal = None
        refusal = "读到一半停下了。"
        try:
            self._ledger, refusal = await self.workplace.session.read(job)
        except FileRefusedError as error:
            if self._step is Step.FILE:
                raise
            refusal = error.message
        self._recognised.show(path, self._ledger, refusal)
        self._step = Step.RECOGNISED

    # Steps 3 and 4: columns, and what every row would do.

    def _show_columns(self) -> None:
        if self._ledger is None:
            self.say("这样还不能导入:换一种种类或编码,或按 Esc 换文件。", "bold")
        else:
            self._columns.show(self._ledger)
            self._go(Step.COLUMNS)

    def action_edit(self) -> None:
        """Choose what the column under the cursor is taken for."""
        if self._meter is not None or self._step is not Step.COLUMNS or self._ledger is None:
            return
        if self._columns.choosing is None and self._columns.choose(self._ledger):
            self._show_step()
            self.say("选好按 Enter;不改按 Esc。")
        else:
            self.say("这一列是程序自己写的,不用对。")

    async def _reassign(self, meter: Meter) -> None:
        place = self._columns.choosing
        if self._ledger is None or place is None:
            return
        job = partial(reassign_job, ledger=self._ledger, place=place, header=self._columns.meaning, meter=meter)
        try:
            self._ledger = await self.workplace.session.read(job)
        finally:
            self._columns.show(self._ledger)

    async def _rehearse(self, meter: Meter) -> None:
        if self._ledger is None:
            return
        job = partial(rehearse_job, ledger=self._ledger, workplace=self.workplace, meter=meter)
        rehearsal, lines, rejects = await self.workplace.session.read(job)
        self._rehearsal = rehearsal
        self._problems.show(rehearsal, lines, rejects)
        self._step = Step.PROBLEMS

    def action_list(self) -> None:
        self.set_focus(self._first)

    def action_filter(self) -> None:
        """Go round the things that can be set in this step."""
        if self._meter is not None:
            return
        round_of = {
            Step.FILE: ("#path", "#candidates"),
            Step.RECOGNISED: ("#kind", "#encoding"),
            Step.PROBLEMS: ("#problem-list", "#severity", "#code", "#rejects"),
        }.get(self._step, ())
        widgets = [widget for selector in round_of if (widget := self.query_one(selector)).focusable]
        if widgets:
            at = widgets.index(self.focused) if self.focused in widgets else -1
            self.set_focus(widgets[(at + 1) % len(widgets)])

    # Going on and back.

    def action_next_step(self) -> None:
        if self._meter is not None:
            return
        match self._step:
            case Step.FILE:
                picked = self._files.candidate if self.focused is not self._files.path else None
                self._choose(picked) if picked else self._start(self._open)
            case Step.RECOGNISED:
                self._show_columns()
            case Step.COLUMNS:
                self._start(self._rehearse if self._columns.choosing is None else self._reassign)
            case Step.PROBLEMS:
                self.say(SAID[Step.PROBLEMS], "bold")
            case Step.DONE:
                self._restart()

    def _restart(self) -> None:
        self._files.path.fill(beside(typed_path(self._files.path.value)))
        self._ledger = self._rehearsal = None
        self._go(Step.FILE)

    def action_confirm(self) -> None:
        if self._meter is not None or self._rehearsal is None or self._step is not Step.PROBLEMS:
            self.action_next_step()
        else:
            self.post_message(QuestionAsked(self._question(self._rehearsal), lambda: self._start(self._write)))

    def _question(self, rehearsal: Rehearsal) -> str:
        counts = rehearsal.report.counts
        out = counts["conflict"] + counts["rejected"]
        rest = f";没进去的 {out} 行{'写到退回文件' if self._rejects else '不另写文件'}" if out else ""
        return f"写入台账? 新增 {counts['new']} 变更 {counts['changed']}{rest}。"

    @property
    def _rejects(self) -> Path | None:
        text = self._problems.rejects.value
        return typed_path(text) if text.strip() else None

    async def _write(self, meter: Meter) -> None:
        rehearsal = self._rehearsal
        if rehearsal is None:
            return
        reason = f"{rehearsal.file.heading.ledger.kind} {clean(rehearsal.file.path.name)}"
        act = replace(self.workplace.act("import"), reason=reason)
        done: list[Carried] = []
        self._writing = True
        job = partial(carry_out_job, rehearsal=rehearsal, act=act, rejects=self._rejects, meter=meter, done=done)
        try:
            await self.workplace.session.write(job)
        except StoreError:
            take_back(done)
            raise
        self._done.show(rehearsal, done[-1])
        self._said = f"已导入 {rehearsal.file.path.name}: {counts_text(rehearsal.report.counts)}"
        self._rehearsal, self._step = None, Step.DONE

    def action_back(self) -> None:
        if self._step in (Step.FILE, Step.PROBLEMS) and self.focused is not self._first:
            self.set_focus(self._first)
        elif self._step is Step.COLUMNS and self._columns.choosing is not None:
            self._show_columns()
        elif self._step in (Step.FILE, Step.DONE):
            self.dismiss(self._said or None)
        else:
            self._go(Step(self._step - 1))
