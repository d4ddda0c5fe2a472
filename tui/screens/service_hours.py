"""服务时长: what was given by year, month, team and volunteer, as figures and bars."""

from collections.abc import Sequence
from typing import ClassVar

from store.desk.hours import HoursLine, hours_by_year, hours_text
from store.text import cells
from tui.bar import bar_of
from tui.list_screen import ListFilter, ListScreen
from tui.widgets.record_list import Column, ListRow

BY_WORDS = {"year": "年", "month": "月", "team": "队伍", "volunteer": "人"}
_BAR, _HOURS = 20, 14


class ServiceHoursScreen(ListScreen[HoursLine]):
    """Bars of one sort are as long beside each other as their minutes."""

    NAME = "服务时长"
    READ = staticmethod(hours_by_year)
    HELP = (
        "志愿服务的时间,照记录按分钟加起来,路上的不算,不进位。Tab 到筛选:按年、月、队伍、人看,选年度。\n"
        "队伍按服务那天他在的队算。F9 打印列出来的。"
    )
    ACTIONS: ClassVar = ("help", "filter", "print", "back")
    COLUMNS = (Column(1), Column(22), Column(4), Column(6), Column(6), Column(_HOURS), Column(0))
    HEADS = ("", "", "按", "年度", "  几次", "      服务时间", "")
    EMPTY = "还没有服务记录。按 4 志愿者,在一位志愿者上按 F7 记一次服务。"
    FILTERS = (
        ListFilter("按", lambda line: (BY_WORDS[line.by],), tuple(BY_WORDS.values())),
        ListFilter("年度", lambda line: (line.year,)),
    )

    def row(self, entry: HoursLine) -> ListRow:
        row = entry.row
        told = hours_text(row.minutes)
        texts = (BY_WORDS[entry.by], entry.year, f"{row.services:>6}", " " * (_HOURS - cells(told)) + told)
        return ListRow((entry.by, entry.year, row.key), (" ", row.name, *texts, bar_of(row.minutes, entry.most, _BAR)))

    def totals(self, shown: Sequence[HoursLine]) -> str:
        # Each sort counts everything once: only one of them may be added up.
        by = shown[0].by if shown else None
        rows = [line.row for line in shown if line.by == by]
        return f"{sum(row.services for row in rows)} 次  {hours_text(sum(row.minutes for row in rows))}"

    def describe(self, entry: HoursLine) -> str:
        return f" 按{BY_WORDS[entry.by]} {entry.year} {entry.row.name}: {entry.row.minutes} 分钟"

    def open(self, entry: HoursLine) -> None:
        """The figures lead no further: whose hours they are stands in 4 志愿者."""
