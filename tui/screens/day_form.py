"""One day is asked for, and something is done with it: which day to compare with, from which day areas are one."""

from collections.abc import Sequence
from typing import ClassVar

from textual.widget import Widget

from tui.form_screen import Fault, FormScreen
from tui.requests import DayQuestion
from tui.widgets.day_entry import DAY_HELP, DayEntry
from tui.widgets.field_row import FieldRow
from tui.workplace import Workplace


class DayForm(FormScreen):
    """The day may be today or lie before it."""

    CSS_PATH: ClassVar = ["../form_screen.tcss"]
    NAME = "哪一天"
    HELP = f"写一个日子,按 F2。{DAY_HELP}"

    def __init__(self, workplace: Workplace, question: DayQuestion) -> None:
        super().__init__(workplace)
        self._question = question
        self._day = DayEntry(lambda: workplace.today, optional=not question.today)

    @property
    def subject(self) -> str:
        return self._question.title

    def rows(self) -> Sequence[FieldRow]:
        return (FieldRow(self._question.label, self._day, hinted=True, help=f"{self._question.help}{DAY_HELP}"),)

    def first(self) -> Widget:
        return self._day

    def faults(self) -> list[Fault]:
        return [] if self._day.day else [Fault(self._question.label, self._day)]

    async def keep(self) -> str | None:
        day = self._day.day
        return None if day is None else await self._question.then(day)
