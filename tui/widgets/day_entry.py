"""A day, typed the way clerks write days; what it means is shown beside it at once."""

from collections.abc import Callable
from datetime import date

from tui.standing import day_and_weekday
from tui.typed_day import typed_day
from tui.widgets.text_entry import TextEntry

DAY_HELP = "写 今天、昨天、-2(前天)、3.5、20260305 都行;右边显示读成了哪一天。"
HINT = "3.5 / 昨天 / -2 都行"
_HINT_AHEAD = "12.5 / 明天 / +30 都行"


class DayEntry(TextEntry):
    """``today`` is asked anew each time: the form may stay open over midnight. ``planned`` days may lie ahead."""

    def __init__(
        self, today: Callable[[], date], value: str = "", *, optional: bool = False, planned: bool = False,
        id: str | None = None,
    ) -> None:  # fmt: skip
        super().__init__(value or ("" if optional or planned else "今天"), id=id)
        self._today = today
        self._optional = optional
        self._planned = planned

    @property
    def day(self) -> date | None:
        """The day that is meant; None while what stands there means none, or lies ahead where it must not."""
        day = self.meant
        return day if day is not None and (self._planned or day <= self._today()) else None

    @property
    def meant(self) -> date | None:
        """The day that what stands there means, allowed or not."""
        return typed_day(self.value, self._today(), ahead=self._planned)

    @property
    def reading(self) -> tuple[str, bool]:
        """What to show beside the entry, and whether it is a fault."""
        if not self.value.strip() and (self._optional or self._planned):
            return ("", False)
        day = self.meant
        if day is None:
            return ("看不懂这个日期,请写 3.5、昨天 或 20260305", True)
        if day > self._today() and not self._planned:
            return (f"{day_and_weekday(day)} 还没到", True)
        return (f"{day_and_weekday(day)}   {_HINT_AHEAD if self._planned else HINT}", False)
