"""公约重签: the households that have to sign again, and by when."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import ClassVar

from store.desk.renewals import AHEAD_DAYS, Renewal, pact_places, renewal_lines
from store.model.document import version_word
from store.sheets.list_sheet import CARRIED, ListSheet
from tui.actions import bindings
from tui.list_screen import ListFilter, ListScreen, place_of
from tui.requests import HouseholdAsked, SignatureFormAsked
from tui.standing import short_day
from tui.widgets.line import Line
from tui.widgets.record_list import Column, ListRow

_OVER, _SOON = "已到期", f"{AHEAD_DAYS}天内"


class RenewalsScreen(ListScreen[Renewal]):
    """Shows no word about who is on the roster, and reads none."""

    NAME = "公约重签"
    HELP = (
        f"签过、现在或者 {AHEAD_DAYS} 天内要重签的户:换了新版本,或者有效期到了。按村、按走访的顺序列出。\n"
        "F7 给光标所在的户登记签订;Enter 看这一户。要全组一起签,到 3 公约 按 F7 集体签订。"
    )
    ACTIONS: ClassVar = ("help", "filter", "new", "open", "print", "back")
    BINDINGS: ClassVar = bindings("new")
    COLUMNS = (Column(1), Column(10), Column(8), Column(12), Column(14), Column(10), Column(0))
    HEADS = ("", "户编号", "户主", "村组", "文书", "到期", "最近一次")
    EMPTY = "没有要重签的户。"

    FILTERS = (
        ListFilter("村", lambda entry: (entry.standing.state.village,)),
        ListFilter("文书", lambda entry: (entry.standing.version.kind,)),
        ListFilter("情况", lambda entry: (_OVER if entry.is_over else _SOON,), (_OVER, _SOON)),
    )

    async def read_entries(self) -> Sequence[Renewal]:
        read, today = self.workplace.session.read, self.workplace.today
        found: list[Renewal] = []
        places = await read(pact_places)
        for number, (village, kind) in enumerate(places):
            self.query_one("#total", Line).show(f"正在算 {100 * number // len(places)}%")
            found += await read(partial(renewal_lines, today=today, village=village, kind=kind))
        return found

    def row(self, entry: Renewal) -> ListRow:
        standing, today = entry.standing, self.workplace.today
        household, state, newest = standing.household, standing.state, standing.newest
        last = f"{short_day(newest.signed_on, today)} {newest.status}" if newest else ""
        is_older = standing.of_version not in (None, standing.version.version)
        version = f" {version_word(standing.of_version or '')}" if is_older else ""
        place = place_of(state.village, state.village_group)
        texts = (household.head, place, standing.version.kind, short_day(entry.lapsed_on, today), f"{last}{version}")
        return ListRow((household.id, standing.version.id), ("!" if entry.is_over else " ", household.number, *texts))

    def totals(self, shown: Sequence[Renewal]) -> str:
        return f"{len(shown)} 户次"

    def describe(self, entry: Renewal) -> str:
        household, version = entry.standing.household, entry.standing.version
        return f" {household.number} {household.head} 要签 {version.kind} {version_word(version.version)}"

    def open(self, entry: Renewal) -> None:
        self.post_message(HouseholdAsked(entry.standing.household.id))

    def sheet(self) -> ListSheet:
        return replace(super().sheet(), closing=CARRIED)

    def action_new(self) -> None:
        if self.current is not None:
            standing = self.current.standing
            self.post_message(SignatureFormAsked(standing.household, standing.version))
