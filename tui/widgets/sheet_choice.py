"""A filter that always has a value: what a sheet is about, its month, its village."""

from tui.widgets.filter_choice import FilterChoice


class SheetChoice(FilterChoice):
    """One of its options; the first until another is chosen."""

    @property
    def chosen(self) -> str | None:
        return self._options[(self.index or 1) - 1] if self._options else None

    def choose(self, value: str) -> None:
        """Have ``value`` chosen, if it is there."""
        if value in self._options:
            self.index = self._options.index(value) + 1
            self.refresh(layout=True)

    def step(self, step: int) -> None:
        if self._options:
            self.index = ((self.index or 1) - 1 + step) % len(self._options) + 1
            self.refresh(layout=True)
            self.post_message(self.Chosen())
