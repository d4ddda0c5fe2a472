"""公约: how many households of each village signed each document."""

from collections.abc import Callable
from functools import partial

from textual.widget import Widget

from store.desk.coverage import CoverageRow, coverage
from tui.desk_screen import DeskScreen
from tui.pact_matrix_screen import PactMatrixScreen
from tui.requests import PactGroupsAsked
from tui.widgets.desk_line import DeskLine


class PactsScreen(PactMatrixScreen, DeskScreen):
    """Villages down, documents across."""

    DESK = "pacts"
    NAME = "公约"
    WHOLE = "全乡"
    PLACE = "村"
    HELP = (
        "每个村每种文书 已签/应签 和比例;应签的户不算空户和注销。Enter 看村里各组,再看到每一户。\n"
        "Tab 到筛选:选一种文书看 过期、外出、拒签、未签 各几户;选 对比 把以前的一天放在旁边。\n"
        "F7 集体签订:一户一键。已签按现行版本算:换了新版本、过了有效期,就要重签。名单和打印的表都不显示谁在册。"
    )

    def head(self) -> Widget:
        return DeskLine(self.DESK)

    @property
    def reading(self) -> Callable[..., list[CoverageRow]]:
        return partial(coverage, by="village")

    @property
    def standing_at(self) -> tuple[str | None, str | None]:
        return self.place, None

    def lead_on(self, place: str | None, kind: str | None) -> None:
        if place is None:
            self.say("先选一个村,再按 Enter 看村里各组。")
        else:
            self.post_message(PactGroupsAsked(place, kind))
