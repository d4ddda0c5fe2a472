"""公约 of one village: how many households of each group signed each document."""

from collections.abc import Callable
from functools import partial

from textual.widget import Widget

from store.desk.coverage import CoverageRow, coverage_of_groups
from tui.pact_matrix import NO_GROUP
from tui.pact_matrix_screen import PactMatrixScreen
from tui.requests import PactHouseholdsAsked
from tui.widgets.line import Line
from tui.workplace import Workplace


class PactGroupsScreen(PactMatrixScreen):
    """Groups down, documents across."""

    NAME = "各组公约"
    WHOLE = "全村"
    PLACE = "组"
    HELP = (
        "一个村里各组的签订情况。Enter 看这一组的每一户;在 全村 那一行按 Enter 看全村的户。\n"
        "先在 文书 里选好一种,户的名单就从这一种开始。"
    )

    def __init__(self, workplace: Workplace, village: str, kind: str | None) -> None:
        super().__init__(workplace)
        self._village = village
        self._wanted = kind

    def on_mount(self) -> None:
        super().on_mount()
        if self._wanted is not None:
            self._choice("kind").offer((self._wanted,))
            self._choice("kind").index = 1

    def head(self) -> Widget:
        return Line(f"{self._village}  各组签订情况", style="bold")

    @property
    def reading(self) -> Callable[..., list[CoverageRow]]:
        return partial(coverage_of_groups, village=self._village)

    @property
    def part(self) -> str:
        return self._village

    def place_name(self, place: str | None) -> str:
        return self.WHOLE if place is None else place or NO_GROUP

    @property
    def standing_at(self) -> tuple[str | None, str | None]:
        return self._village, self.place

    def lead_on(self, place: str | None, kind: str | None) -> None:
        wanted = kind or next(iter(self._matrix.kinds), None)
        if wanted is not None:
            self.post_message(PactHouseholdsAsked(self._village, place, wanted))
