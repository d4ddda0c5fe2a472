"""The title line of every screen: product, office, day, operator; reverse video where something is out of the usual."""

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from store.text import cells, clean, fit
from tui.standing import Standing, day_and_weekday

PRODUCT = "岳宋台账"


class TitleLine(Widget):
    """One line. Without a standing (a locked vault) it names the product alone."""

    DEFAULT_CSS = """
    TitleLine {
        height: 1;
        width: 100%;
    }
    """

    def __init__(self, standing: Standing | None = None) -> None:
        super().__init__()
        self._standing = standing

    def show(self, standing: Standing) -> None:
        """Repaint if anything that is shown has changed."""
        if standing != self._standing:
            self._standing = standing
            self.refresh()

    def render(self) -> RenderResult:
        if self._standing is None:
            return Content(PRODUCT)
        return _title(self._standing, self.size.width)


def _title(standing: Standing, width: int) -> Content:
    left = f"{PRODUCT}  {clean(standing.office)}"
    right = f"操作员 {clean(standing.operator)}"
    flags = [" 演示 "] if standing.demo else []
    day = day_and_weekday(standing.today)
    if standing.presumed:
        flags.append(f" 假定今天 {day} ")
        day = ""
    used = sum(cells(flag) + 1 for flag in flags) + cells(day) + cells(right) + 3
    parts = [Content(fit(left, max(cells(PRODUCT), width - used)))]
    for flag in flags:
        parts += [Content(" "), Content.styled(flag, "reverse")]
    return Content.assemble(*parts, f" {day}  {right}")
