"""Counts in a line, one of which can be chosen: left and right choose whom the list shows."""

from collections.abc import Mapping

from textual.content import Content

from tui.widgets.filter_choice import EVERY, FilterChoice


class CountChoice(FilterChoice):
    """``全部 46  在册 44  现有 43``. The chosen one stands in brackets, in reverse video while the keys act here."""

    def __init__(self, names: tuple[str, ...], *, id: str | None = None) -> None:
        super().__init__("", names, id=id)
        self._names = names
        self._numbers: Mapping[str, int] = {}

    def count(self, numbers: Mapping[str, int]) -> None:
        """Show these numbers; those not given stay away until they are known."""
        self._numbers = dict(numbers)
        self.refresh(layout=True)

    def render(self) -> Content:
        chosen = self.chosen or EVERY
        parts = []
        for name in (EVERY, *self._names):
            text = self._counted(name, chosen)
            parts.append(Content.styled(text, "reverse") if self.has_focus and name == chosen else Content(text))
        return Content.assemble(*parts)

    def _text(self) -> str:
        chosen = self.chosen or EVERY
        return "".join(self._counted(name, chosen) for name in (EVERY, *self._names))

    def _counted(self, name: str, chosen: str) -> str:
        number = self._numbers.get(name)
        text = name if number is None else f"{name} {number}"
        return f"[{text}]" if name == chosen else f" {text} "
