"""Asking which day it is, when the computer's date cannot be right or nobody was here for long."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from store.desk.clock import ClockDoubt, confirm_day
from store.desk.form_checks import FormNote
from tui.office_form import OfficeForm
from tui.requests import QuestionAsked
from tui.standing import day_and_weekday
from tui.typed_day import typed_day
from tui.widgets.field_row import FieldRow
from tui.widgets.text_entry import TextEntry
from tui.workplace import Workplace


class ClockScreen(OfficeForm):
    """Nothing is recorded before the day is confirmed; Esc locks the ledger instead."""

    CSS_PATH = "clock.tcss"
    NAME = "今天是哪一天"
    HELP = (
        "期限都从今天算起,电脑日期错了就会全错。看一眼手机或日历,填上真正的今天,按 F2。\n"
        "日期与电脑不同时,屏幕最上面一直写着 假定今天;这段时间记的每一笔,日志里都看得出来。Esc 锁上台账。"
    )

    def __init__(self, workplace: Workplace, doubt: ClockDoubt) -> None:
        super().__init__(workplace)
        self._doubt = doubt

    @property
    def note(self) -> str:
        return f"{self._doubt.sentence}\n没错就直接按 F2;错了请改成真正的今天。电脑的日期请另外调好。"

    def rows(self) -> Sequence[FieldRow]:
        entry = TextEntry(self._doubt.computer_day.isoformat(), id="today")
        row = FieldRow("今天", entry, hinted=True, help="写 2026-11-25 这样的日期。")
        row.hint.show(day_and_weekday(self._doubt.computer_day))
        return (row,)

    def _day(self, typed: Mapping[str, str]) -> date | None:
        """A day without a year is the first one since the last use: the computer's year is what is in doubt."""
        return typed_day(typed["today"], self._doubt.computer_day, without_year=self._doubt.last_used)

    async def check(self, typed: Mapping[str, str]) -> Sequence[FormNote]:
        day = self._day(typed)
        self.query_one(FieldRow).hint.show(day_and_weekday(day) if day else "")
        return () if day else (FormNote("today", "看不懂这个日期,请写 2026-11-25 这样的日期。"),)

    async def keep(self, typed: Mapping[str, str]) -> Sequence[FormNote]:
        day = self._day(typed)
        assert day is not None, "checked before"
        if day < self._doubt.last_used:
            # What was recorded since would not exist: the wrong key at the wrong moment must not do that.
            last_used, asked = self._doubt.last_used, day_and_weekday(day)
            question = f"{asked} 比台账最近一次使用({last_used})还早,之后记的都会当作还没有。今天真是这一天吗?"
            self.post_message(QuestionAsked(question, lambda: self.run_job(self._confirm(day))))
        else:
            await self._confirm(day)
        return ()

    async def _confirm(self, day: date) -> None:
        self.workplace.confirm_today(day)
        try:
            job = partial(confirm_day, act=self.workplace.act("clock"), doubt=self._doubt)
            await self.workplace.session.write(job)
        except BaseException:
            self.workplace.confirm_today(self._doubt.computer_day)
            raise
        self.dismiss(f"今天按 {day_and_weekday(day)} 算。")

    def leave(self) -> None:
        self.app.call_later(self.app.run_action, "lock")
