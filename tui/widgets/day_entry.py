"""A day, typed the way clerks write days; what it means is shown beside it at once."""

from collections.abc import Callable
from datetime import date

from tui.standing import day_and_weekday
from tui.typed_day import typed_day
from tui.widgets.text_entry import TextEntry

DAY_HELP = "写 今天、昨天、-2(前天)、3.5、20260305 都行;右边显示读成了哪一天。"
HINT = "3.5 / 昨天 / -2 都行"


class DayEntry(TextEntry):
    """``today`` is asked anew each time: the form may stay open over midnight."""

    def __init__(self, today: Callable[[], date], *, optional: bool = False, id: str | None = None) -> None:
        super().__init__("" if optional else "今天", id=id)
        self._today = today
        self._optional = optional

    @property
    def day(self) -> date | None:
        """The day that is meant; None while what stands there means none or lies ahead."""
        day = typed_day(self.value, self._today())
        return day if day is not None and day <= self._today() else None

    @property
    def reading(self) -> tuple[str, bool]:
        """What to show beside the entry, and whether it is a fault."""
        if not self.value.strip() and self._optional:
            return ("", False)
        day = typed_day(self.value, self._today())
        if day is None:
            return ("看不懂这个日期,请写 3.5、昨天 或 20260305", True)
        if day > self._today():
            return (f"{day_and_weekday(day)} 还没到", True)
        return (f"{day_and_weekday(day)}   {HINT}", False)
