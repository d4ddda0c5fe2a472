"""评选: the nominations, what became of them, and how many there are."""

from collections import Counter
from collections.abc import Sequence
from typing import ClassVar

from store.desk.awards import AwardLine, award_lines
from store.model.award import AWARD_LEVELS, AWARD_TITLES, DECISIONS, GRANTED, MODEL_HOME
from tui.actions import bindings
from tui.list_screen import ListFilter, ListScreen, place_of
from tui.requests import AwardFormAsked, HouseholdAsked
from tui.standing import short_day
from tui.widgets.record_list import Column, ListRow

_OPEN = "推荐中"


class AwardsScreen(ListScreen[AwardLine]):
    """Nominated from the page of a household (F7); decided here."""

    NAME = "评选"
    READ = staticmethod(award_lines)
    HELP = (
        "戒断示范户和禁毒积极家庭:推荐了谁,评上没有。F4 写评定的结果和日期;Enter 看这一户。\n"
        "推荐在户那一页按 F7。戒断示范户没有家庭同意的记不进来。"
    )
    ACTIONS: ClassVar = ("help", "filter", "edit", "open", "print", "back")
    BINDINGS: ClassVar = bindings("edit")
    COLUMNS = (Column(1), Column(10), Column(8), Column(12), Column(12), Column(5), Column(6), Column(0))
    HEADS = ("", "户编号", "户主", "村组", "称号", "年度", "级别", "结果")
    EMPTY = "还没有推荐。在 3 公约 找到一户,按 Enter 再按 F7 推荐。"
    FILTERS = (
        ListFilter("称号", lambda entry: (entry.award.title,), AWARD_TITLES),
        ListFilter("年度", lambda entry: (str(entry.award.year),)),
        ListFilter("级别", lambda entry: (entry.award.level,), AWARD_LEVELS),
        ListFilter("结果", lambda entry: (entry.award.decision or _OPEN,), (_OPEN, *DECISIONS)),
    )

    def row(self, entry: AwardLine) -> ListRow:
        award, home, today = entry.award, entry.household, self.workplace.today
        decided = f" {short_day(award.decided_on, today)}" if award.decided_on else ""
        place = place_of(home.village, home.village_group)
        said = f"{award.decision or _OPEN}{decided}"
        mark = " " if award.decision else "-"
        return ListRow(award.id, (mark, home.number, home.head, place, award.title, str(award.year), award.level, said))

    def totals(self, shown: Sequence[AwardLine]) -> str:
        granted = Counter(entry.award.title for entry in shown if entry.award.decision == GRANTED)
        return "  ".join(f"{title}评上 {granted[title]}" for title in AWARD_TITLES)

    def describe(self, entry: AwardLine) -> str:
        award = entry.award
        consent = f"家庭 {award.consent_on} 同意  " if award.consent_on else ""
        warning = "只在家庭同意的范围里用" if award.title == MODEL_HOME else ""
        return f" {entry.household.number} {entry.household.head}  {consent}{warning}"

    def open(self, entry: AwardLine) -> None:
        self.post_message(HouseholdAsked(entry.household.id))

    def action_edit(self) -> None:
        if self.current is not None:
            self.post_message(AwardFormAsked(self.current.household, self.current.award))
