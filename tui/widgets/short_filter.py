"""A filter that takes little room: its name alone while it lets everything through."""

from store.text import cells, fit
from tui.widgets.filter_choice import FilterChoice

WIDEST = 14


class ShortFilter(FilterChoice):
    """``村`` or ``村:班帅村``."""

    def _text(self) -> str:
        if self.chosen is None:
            return f" {self._label} "
        value = fit(self.chosen, WIDEST) if cells(self.chosen) > WIDEST else fit(self.chosen, cells(self.chosen))
        return f" {self._label}:{value} "
