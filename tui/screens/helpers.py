"""帮教人: every main helper and how many people each looks after; handing them on, and the sheet for it."""

from collections.abc import Sequence
from typing import ClassVar

from store.desk.handovers import MANY, HelperLoad, helper_loads
from store.sheets.called import called
from store.sheets.list_sheet import CARRIED, ListSheet
from tui.actions import bindings
from tui.list_screen import ListFilter, ListScreen, place_of
from tui.requests import DetailAsked, HandoverAsked, ListSheetAsked
from tui.widgets.record_list import Column, ListRow

_LEFT, _MANY, _FINE = "已退出", f"多于{MANY}人", ""


class HelpersScreen(ListScreen[HelperLoad]):
    """Enter tells who; F7 hands all of them on; F9 prints the handover sheet of the helper under the cursor."""

    NAME = "帮教人"
    READ = staticmethod(helper_loads)
    HELP = (
        "每个主帮教人带几个人。已经退出的志愿者排在最前,带得多的在后面接着。Enter 看是谁。\n"
        "F7 把光标所在的帮教人名下的人全部移交给另一个。F9 印他的移交单:只有约定称呼和村组,没有措施和检测。"
    )
    ACTIONS: ClassVar = ("help", "filter", "new", "open", "print", "back")
    BINDINGS: ClassVar = bindings("new")
    COLUMNS = (Column(2), Column(12), Column(12), Column(6), Column(0))
    HEADS = ("", "主帮教人", "志愿者编号", "  几人", "")
    EMPTY = "还没有主帮教人。在一个人那一页按 F7 登记帮教责任。"
    FILTERS = (ListFilter("情况", lambda entry: (_state(entry),), (_LEFT, _MANY)),)

    def row(self, entry: HelperLoad) -> ListRow:
        state = _state(entry)
        texts = (entry.helper, entry.volunteer_number or "", f"{len(entry.people):>6}", state)
        return ListRow((entry.helper, entry.volunteer_number), ("!" if state else " ", *texts))

    def totals(self, shown: Sequence[HelperLoad]) -> str:
        return f"{len(shown)} 个帮教人  带 {sum(len(entry.people) for entry in shown)} 人"

    def describe(self, entry: HelperLoad) -> str:
        return f" {entry.helper}: {'、'.join(person.name for person in entry.people)}"

    def open(self, entry: HelperLoad) -> None:
        rows = tuple((place_of(each.village, each.village_group), each.name) for each in entry.people)
        self.post_message(DetailAsked(f"{entry.helper} 带 {len(rows)} 人", rows))

    def action_new(self) -> None:
        if self.current is None:
            self.say("没有可以移交的。")
        else:
            self.post_message(HandoverAsked(self.current))

    def action_print(self) -> None:
        if self.current is None:
            self.say("没有可以打印的。")
            return
        rows = tuple(
            (called(each.name, each.agreed_name), place_of(each.village, each.village_group), "")
            for each in self.current.people
        )
        title = f"移交单  {self.current.helper}"
        self.post_message(
            ListSheetAsked(ListSheet("移交单", title, "", ("称呼", "村组", "交接签字"), rows, closing=CARRIED))
        )


def _state(entry: HelperLoad) -> str:
    return _LEFT if entry.has_left else _MANY if entry.is_overloaded else _FINE
