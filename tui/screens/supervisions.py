"""督办单: what was issued, whose reply is late, and the reply under Enter."""

from collections.abc import Sequence

from store.desk.supervisions import days_late, is_answered, supervisions
from store.model.supervision import SUPERVISED_LEVELS, Supervision
from tui.list_screen import ListFilter, ListScreen
from tui.requests import ReplyAsked
from tui.standing import short_day
from tui.widgets.record_list import Column, ListRow

_WHOLE = "全乡"


class SupervisionsScreen(ListScreen[Supervision]):
    """Those without a reply first, the longest due on top."""

    NAME = "督办单"
    READ = staticmethod(supervisions)
    HELP = (
        "发过的督办单:没回复的在前,逾期最久的在最上面。! 是到期没有回复。Enter 登记回复,已回复的也能改。\n"
        "新的督办单在清单的 三级、四级 里按 F9 发。"
    )
    COLUMNS = (Column(2), Column(6), Column(10), Column(20), Column(6), Column(12), Column(0))
    HEADS = ("", "签发", "村", "送达", "级别", "回复", "事项")
    EMPTY = "还没有发过督办单。在清单的 三级 或 四级 里按 F9 发一张。"
    FILTERS = (
        ListFilter("村", lambda paper: (paper.village or _WHOLE,)),
        ListFilter("级别", lambda paper: (paper.level,), SUPERVISED_LEVELS),
    )

    def row(self, entry: Supervision) -> ListRow:
        today = self.workplace.today
        late = days_late(entry, today)
        first, *more = entry.items.split("\n")
        items = f"{len(more) + 1}人 {first} 等" if more else first
        mark = "!" if late > 0 else " "
        texts = (entry.village or _WHOLE, entry.addressee, entry.level, self._standing(entry), items)
        return ListRow(entry.id, (mark, short_day(entry.issued_on, today), *texts))

    def _standing(self, paper: Supervision) -> str:
        today, late = self.workplace.today, days_late(paper, self.workplace.today)
        if paper.replied_on is not None and is_answered(paper, today):
            return f"已回 {short_day(paper.replied_on, today)}"
        return f"逾期{late}天" if late > 0 else f"待回 {short_day(paper.reply_due, today)}"

    def totals(self, shown: Sequence[Supervision]) -> str:
        waiting = [paper for paper in shown if not is_answered(paper, self.workplace.today)]
        late = sum(days_late(paper, self.workplace.today) > 0 for paper in waiting)
        return f"{len(shown)} 张  待回复 {len(waiting)}  逾期 {late}"

    def describe(self, entry: Supervision) -> str:
        return f" {entry.addressee}  回复期限 {entry.reply_due}  {entry.reply or '还没有回复'}"

    def open(self, entry: Supervision) -> None:
        self.post_message(ReplyAsked(entry))
