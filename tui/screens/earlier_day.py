"""对比: the earlier day that should stand beside today."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import ClassVar

from textual.widget import Widget

from tui.form_screen import Fault, FormScreen
from tui.widgets.day_entry import DAY_HELP, DayEntry
from tui.widgets.field_row import FieldRow
from tui.workplace import Workplace


class EarlierDayForm(FormScreen):
    """Nothing is recorded: the day goes back to the matrix that asked."""

    CSS_PATH: ClassVar = ["../form_screen.tcss"]
    NAME = "对比哪一天"
    HELP = "写一个以前的日子,按 F2。那天的比例和今天的并排看,升了几个点、降了几个点。"

    def __init__(self, workplace: Workplace, then: Callable[[date], object]) -> None:
        super().__init__(workplace)
        self._then = then
        self._day = DayEntry(lambda: workplace.today, optional=True)

    @property
    def subject(self) -> str:
        return self.NAME

    def rows(self) -> Sequence[FieldRow]:
        return (FieldRow("哪一天", self._day, hinted=True, help=f"以前的哪一天。{DAY_HELP}"),)

    def first(self) -> Widget:
        return self._day

    def faults(self) -> list[Fault]:
        return [] if self._day.day else [Fault("哪一天", self._day)]

    async def keep(self) -> str | None:
        day = self._day.day
        if day is not None:
            self._then(day)
        return f"对比 {day}。"
