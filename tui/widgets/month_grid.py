"""A month as a grid of weeks: each day with a mark for each thing on it and the name of the first; drawn with ASCII."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from store.rules.calendar import add_days, add_months
from store.text import fit

WEEKS, WEEK = 6, 7
_CELL = 11
_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class MonthDay:
    """What stands on one day: a mark for each thing, and the name of the first of them."""

    marks: str
    name: str


@dataclass(frozen=True, slots=True)
class Month:
    """The month of ``day``, the day under the cursor, with what stands on its days."""

    day: date
    today: date
    days: Mapping[date, MonthDay] = field(default_factory=dict)


def month_lines(month: Month) -> list[tuple[str, str]]:
    """The lines of the grid with the style of each: weekdays, then two lines a week. Days of other months are blank."""
    lines = [("".join(fit(f" {name}", _CELL) for name in _WEEKDAYS), "bold")]
    first = month.day.replace(day=1)
    monday = add_days(first, -first.weekday())
    for week in range(WEEKS):
        days = [add_days(monday, WEEK * week + place) for place in range(WEEK)]
        lines.append(("".join(fit(_number(month, day), _CELL) for day in days).rstrip(), "bold"))
        lines.append(("".join(fit(_name(month, day), _CELL) for day in days).rstrip(), ""))
    return lines


def _number(month: Month, day: date) -> str:
    if (day.year, day.month) != (month.day.year, month.day.month):
        return ""
    told = f"{day.day:>2}{'*' if day == month.today else ''}"
    held = month.days.get(day)
    return f"{f'[{told}]' if day == month.day else f' {told} '}{held.marks if held else ''}"


def _name(month: Month, day: date) -> str:
    held = month.days.get(day)
    same = (day.year, day.month) == (month.day.year, month.day.month)
    return f" {fit(held.name, _CELL - 2)}" if held and same else ""


class MonthGrid(Widget, can_focus=True):
    """Arrows go from day to day and week to week, PgUp and PgDn from month to month, Home to today.

    The screen has ``action_earlier_day``, which Left asks for.
    """

    DEFAULT_CSS = f"""
    MonthGrid {{
        height: {1 + 2 * WEEKS};
        width: 100%;
    }}
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "screen.earlier_day", show=False),
        Binding("right", "go(1)", show=False),
        Binding("up", f"go(-{WEEK})", show=False),
        Binding("down", f"go({WEEK})", show=False),
        Binding("pageup", "turn(-1)", show=False),
        Binding("pagedown", "turn(1)", show=False),
        Binding("home", "to_today", show=False),
    ]

    class Moved(Message):
        """The cursor stands on another day."""

        def __init__(self, day: date) -> None:
            super().__init__()
            self.day = day

    def __init__(self, today: date, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._month = Month(today, today)

    @property
    def day(self) -> date:
        """The day under the cursor."""
        return self._month.day

    def show(self, days: Mapping[date, MonthDay], today: date) -> None:
        """Show other things on the days; the cursor stays."""
        self._month = Month(self._month.day, today, days)
        self.refresh()

    def go_to(self, day: date) -> None:
        """Put the cursor on a day."""
        if day != self._month.day:
            self._month = Month(day, self._month.today, self._month.days)
            self.refresh()
            self.post_message(self.Moved(day))

    def action_go(self, days: int) -> None:
        self.go_to(add_days(self.day, days))

    def action_turn(self, months: int) -> None:
        first = self.day.replace(day=1)
        if months < 0 and first == date.min:
            return
        first = add_months(first, months)
        self.go_to(first.replace(day=min(self.day.day, monthrange(first.year, first.month)[1])))

    def action_to_today(self) -> None:
        self.go_to(self._month.today)

    def render(self) -> RenderResult:
        lines: Sequence[tuple[str, str]] = month_lines(self._month)
        return Content("\n").join(Content.styled(fit(text, self.size.width), style) for text, style in lines)
