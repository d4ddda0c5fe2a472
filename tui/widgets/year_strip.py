"""Twelve months of a measure at a glance: a line for each series, a mark for each window, how far it has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from store.rules.state import State
from store.rules.windows import Window, last_day
from store.text import fit

MONTHS = 12
MARKS = {State.DONE: "o", State.MISSED: "x", State.EXCUSED: "-", State.DUE: "!"}
NOTHING = "."
_STYLES = {"o": "ansi_green", "x": "bold ansi_red", "!": "bold ansi_yellow"}
_LABEL, _REACHED, _NARROWEST, _ROOMIEST = 5, 8, 5, 7


@dataclass(frozen=True, slots=True)
class SeriesYear:
    """One series: its marks month by month, oldest first, and the window it has reached (``None`` before the first)."""

    rule: str
    label: str
    months: tuple[str, ...]
    reached: Window | None

    @property
    def reached_text(self) -> str:
        """``6/22``: the sixth window of twenty-two."""
        return f"{self.reached.ordinal}/{self.reached.of}" if self.reached else ""


def months_until(today: date) -> tuple[tuple[int, int], ...]:
    """Year and month of the twelve months that end with today's."""
    last = today.year * MONTHS + today.month - 1
    return tuple((month // MONTHS, month % MONTHS + 1) for month in range(last - MONTHS + 1, last + 1))


def series_years(windows: Sequence[Window], today: date, labels: dict[str, str]) -> tuple[SeriesYear, ...]:
    """The series of a schedule over the last twelve months. Labels are shortened by ``labels``.

    A window stands in the month of its last day, one that is running in today's; what has not begun does not stand.
    """
    begun: dict[str, list[Window]] = {window.rule: [] for window in windows}
    for window in windows:
        if window.start <= today:
            begun[window.rule].append(window)
    names = {window.rule: labels.get(window.label, window.label) for window in windows}
    return tuple(
        SeriesYear(rule, names[rule], _marks(laid, today), laid[-1] if laid else None) for rule, laid in begun.items()
    )


def _marks(begun: Sequence[Window], today: date) -> tuple[str, ...]:
    marks = dict.fromkeys(months_until(today), "")
    for window in begun:
        day = min(last_day(window), today)
        if (day.year, day.month) in marks:
            marks[day.year, day.month] += MARKS[window.state]
    return tuple(found or NOTHING for found in marks.values())


def month_widths(years: Sequence[SeriesYear], width: int) -> tuple[int, ...]:
    """Cells of each month: what its fullest series needs, and what a wide screen has over."""
    widths = [max([_NARROWEST, *(len(year.months[at]) + 1 for year in years)]) for at in range(MONTHS)]
    over = (width - _LABEL - _REACHED - sum(widths)) // MONTHS
    return tuple(cells + max(0, min(over, _ROOMIEST - _NARROWEST)) for cells in widths)


class YearStrip(Widget, can_focus=True):
    """Up and down choose a series; ``current`` is the chosen one."""

    DEFAULT_CSS = """
    YearStrip {
        height: auto;
        width: 100%;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("home", "move(-100)", show=False),
        Binding("end", "move(100)", show=False),
    ]

    class Moved(Message):
        """Another series is chosen."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._years: tuple[SeriesYear, ...] = ()
        self._today = date.min
        self._at = 0

    @property
    def current(self) -> SeriesYear | None:
        """The series under the cursor; None while the measure has none."""
        return self._years[self._at] if self._years else None

    def show(self, years: Sequence[SeriesYear], today: date) -> None:
        """Exchange the series. The cursor stays on its line."""
        self._years, self._today = tuple(years), today
        self._at = min(self._at, max(0, len(self._years) - 1))
        self.can_focus = bool(self._years)
        self.refresh(layout=True)

    def action_move(self, step: int) -> None:
        at = max(0, min(self._at + step, len(self._years) - 1))
        if at != self._at:
            self._at = at
            self.refresh()
            self.post_message(self.Moved())

    def on_focus(self) -> None:
        self.post_message(self.Moved())

    def get_content_height(self, *_: object) -> int:
        return len(self._years) + 1 if self._years else 0

    def render(self) -> RenderResult:
        if not self._years:
            return Content("")
        widths = month_widths(self._years, self.size.width)
        lines = [_heading(self._today, widths)]
        lines += [self._line(year, at, widths) for at, year in enumerate(self._years)]
        return Content("\n").join(lines)

    def _line(self, year: SeriesYear, at: int, widths: Sequence[int]) -> Content:
        chosen = self.has_focus and at == self._at
        parts: list[Content | tuple[str, str]] = [(fit(year.label, _LABEL - 1), "reverse" if chosen else ""), (" ", "")]
        for marks, width in zip(year.months, widths, strict=True):
            parts += [(mark, _STYLES.get(mark, "")) for mark in marks]
            parts.append((" " * (width - len(marks)), ""))
        parts.append((f"{year.reached_text:>{_REACHED}}", ""))
        return Content.assemble(*parts)


def _heading(today: date, widths: Sequence[int]) -> Content:
    names = (fit(f"{month}月", width) for (_, month), width in zip(months_until(today), widths, strict=True))
    return Content(f"{' ' * _LABEL}{''.join(names)}{'第几/共':>{_REACHED - 3}}")
