"""责任书: between county, township, villages and groups, year by year."""

from collections.abc import Sequence
from typing import ClassVar

from store.desk.letters import LetterLine, letter_lines
from store.text import percentage
from tui.list_screen import ListFilter, ListScreen
from tui.requests import LetterFormAsked
from tui.standing import short_day
from tui.widgets.record_list import Column, ListRow

_SIGNED, _LACKING = "已签", "没签"


class LettersScreen(ListScreen[LetterLine]):
    """One line for the township, each village and each group; Enter signs or corrects."""

    NAME = "责任书"
    READ = staticmethod(letter_lines)
    HELP = (
        "县与乡镇、乡镇与村、村与组,禁毒工作责任书一年一签。- 是今年还没签的;Enter 登记或更正今年的一份。\n"
        "逐户签的责任书在 3 公约。"
    )
    ACTIONS: ClassVar = ("help", "filter", "open", "print", "back")
    COLUMNS = (Column(1), Column(22), Column(6), Column(6), Column(10), Column(12), Column(0))
    HEADS = ("", "单位", "上级", "今年", "签订日期", "责任人", "上一份")
    FILTERS = (
        ListFilter("上级", lambda entry: (entry.giver,), ("县", "乡镇", "村")),
        ListFilter("今年", lambda entry: (_SIGNED if entry.letter else _LACKING,), (_LACKING, _SIGNED)),
    )

    def row(self, entry: LetterLine) -> ListRow:
        letter, former, today = entry.letter, entry.former, self.workplace.today
        indent = {"县": "", "乡镇": "  ", "村": "    "}[entry.giver]
        signed = short_day(letter.signed_on, today) if letter else ""
        before = f"{former.year} {former.responsible}" if former else ""
        texts = (entry.giver, _SIGNED if letter else _LACKING, signed, letter.responsible if letter else "", before)
        key = entry.area.code if entry.area else ""
        return ListRow(key, (" " if letter else "-", f"{indent}{entry.name}", *texts))

    def totals(self, shown: Sequence[LetterLine]) -> str:
        signed = sum(entry.letter is not None for entry in shown)
        return f"{self.workplace.today.year} 已签 {signed}/{len(shown)} {percentage(signed, len(shown), nothing='-')}"

    def describe(self, entry: LetterLine) -> str:
        return f" {entry.giver}与{entry.name}"

    def open(self, entry: LetterLine) -> None:
        self.post_message(LetterFormAsked(entry))
