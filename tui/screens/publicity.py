"""宣传统计: activities held, their audience and leaflets, by year, month, sort, team, village and language."""

from collections.abc import Sequence
from typing import ClassVar

from store.desk.activities import PublicityLine, publicity_by_year
from tui.bar import bar_of
from tui.list_screen import ListFilter, ListScreen
from tui.widgets.record_list import Column, ListRow

BY_WORDS = {"year": "年", "month": "月", "kind": "类型", "team": "队伍", "village": "村", "language": "语言"}
_BAR = 12


class PublicityScreen(ListScreen[PublicityLine]):
    """What is not reported is left out of the sums, and said beside them."""

    NAME = "宣传统计"
    READ = staticmethod(publicity_by_year)
    HELP = (
        "办过的活动:几次,受众多少人,发了多少份资料。Tab 到筛选:按年、月、类型、队伍、村、语言看,选年度。\n"
        "没填受众人数的活动算次数,人数不猜;缺几次写在 没小结 一栏,到活动日历里补。F9 打印列出来的,报送用。"
    )
    ACTIONS: ClassVar = ("help", "filter", "print", "back")
    COLUMNS = (Column(1), Column(18), Column(4), *(Column(6) for _ in range(4)), Column(8), Column(0))
    HEADS = ("", "", "按", "年度", "  次数", "  受众", "  资料", "  没小结", "")
    EMPTY = "还没有办过活动。到活动日历里按 F7 登记一次。"
    FILTERS = (
        ListFilter("按", lambda line: (BY_WORDS[line.by],), tuple(BY_WORDS.values())),
        ListFilter("年度", lambda line: (line.year,)),
    )

    def row(self, entry: PublicityLine) -> ListRow:
        row = entry.row
        counts = (f"{row.times:>6}", f"{row.audience:>6}", f"{row.leaflets:>6}", f"{row.unreported or '':>8}")
        bar = bar_of(row.audience, entry.most, _BAR)
        return ListRow((entry.by, entry.year, row.key), (" ", row.key, BY_WORDS[entry.by], entry.year, *counts, bar))

    def totals(self, shown: Sequence[PublicityLine]) -> str:
        # Each sort counts everything once: only one of them may be added up.
        by = shown[0].by if shown else None
        rows = [line.row for line in shown if line.by == by]
        sums = (sum(getattr(row, name) for row in rows) for name in ("times", "audience", "leaflets"))
        return "{} 次  受众 {} 人  资料 {} 份".format(*sums)

    def describe(self, entry: PublicityLine) -> str:
        lacking = f",其中 {entry.row.unreported} 次没填受众人数" if entry.row.unreported else ""
        return f" 按{BY_WORDS[entry.by]} {entry.year} {entry.row.key}: 办了 {entry.row.times} 次{lacking}"

    def open(self, entry: PublicityLine) -> None:
        """The figures lead no further: the activities stand in 活动日历."""
