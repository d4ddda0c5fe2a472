"""Twelve months of one figure as a line of stars, with its scale; drawn with ASCII alone."""

from collections.abc import Sequence

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from store.text import cells, fit

LEVELS = (100, 67, 33, 0)
"""Percent; no more lines than a screen of 24 has left below eleven figures."""
_SCALE = 5
_POINT, _NONE = "*", "-"


def chart_lines(percentages: Sequence[float | None], names: Sequence[str], width: int) -> list[str]:
    """One line for each level of the scale, then the names of the months; a month without a figure bears a dash."""
    step = max(4, (width - _SCALE - 2) // max(1, len(percentages)))
    lines = [f"{level:>3}% " + _row(level, percentages, step).rstrip() for level in LEVELS]
    return [*lines, " " * _SCALE + "".join(fit(name, step) for name in names).rstrip()]


def _row(level: int, percentages: Sequence[float | None], step: int) -> str:
    return "".join(fit(_mark(level, percentage), step) for percentage in percentages)


def _mark(level: int, percentage: float | None) -> str:
    if percentage is None:
        return _NONE if level == LEVELS[-1] else ""
    nearest = min(LEVELS, key=lambda each: (abs(each - percentage), each))
    return f"{_POINT}{percentage:.0f}" if nearest == level else ""


class TrendChart(Widget):
    """The line of one figure over the months that were read so far; those still to be read stay empty."""

    DEFAULT_CSS = f"""
    TrendChart {{
        height: {len(LEVELS) + 1};
        width: 100%;
    }}
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._percentages: tuple[float | None, ...] = ()
        self._names: tuple[str, ...] = ()

    def show(self, percentages: Sequence[float | None], names: Sequence[str]) -> None:
        """Show another figure, or more months of it."""
        if (tuple(percentages), tuple(names)) != (self._percentages, self._names):
            self._percentages, self._names = tuple(percentages), tuple(names)
            self.refresh()

    def render(self) -> RenderResult:
        lines = chart_lines(self._percentages, self._names, self.size.width) if self._names else []
        return Content("\n".join(line for line in lines if cells(line) <= self.size.width))
