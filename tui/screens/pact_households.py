"""公约 of one group or village: every household in walking order, and how it stands to one kind of document."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import ClassVar

from store.desk.household_standings import HouseholdStanding, household_standings
from store.model.document import version_word
from store.rules.signatures import Standing
from store.sheets.list_sheet import CARRIED, ListSheet
from store.text import percentage
from tui.actions import bindings
from tui.list_screen import ListFilter, ListScreen
from tui.pact_matrix import NO_GROUP
from tui.requests import AssemblyAsked, HouseholdAsked, HouseholdFormAsked, OneOfAsked, SignatureFormAsked
from tui.standing import short_day
from tui.widgets.record_list import Column, ListRow
from tui.workplace import Workplace

STANDINGS = {
    Standing.SIGNED: "已签", Standing.EXPIRED: "过期", Standing.AWAY: "外出", Standing.REFUSED: "拒签",
    Standing.UNSIGNED: "未签",
}  # fmt: skip
EXCLUDED, LACKING = "不算", "没签的"


def standing_word(entry: HouseholdStanding) -> str:
    """How a household stands, in a word."""
    return EXCLUDED if entry.standing is None else STANDINGS[entry.standing]


def _found_under(entry: HouseholdStanding) -> tuple[str, ...]:
    word = standing_word(entry)
    return (word,) if word in (STANDINGS[Standing.SIGNED], EXCLUDED) else (LACKING, word)


class PactHouseholdsScreen(ListScreen[HouseholdStanding]):
    """Shows no word about who is on the roster, and reads none."""

    NAME = "逐户签订"
    HELP = (
        "按走访的顺序列出每一户。情况:已签;过期(换了版本或过了有效期,要重签);外出;拒签;未签;\n"
        "空户和注销不算。Tab 选 情况:没签的,只看还要去的户,F9 打印带去。Enter 看这一户,F7 签订。"
    )
    COLUMNS = (Column(1), Column(10), Column(8), Column(6), Column(4), Column(6), Column(4), Column(0))
    HEADS = ("", "户编号", "户主", "组", "人口", "户状态", "情况", "最近一次")
    EMPTY = "这里还没有户。按 5 报送 导入户的台账。"
    FILTERS = (
        ListFilter("情况", _found_under, (LACKING, *STANDINGS.values(), EXCLUDED)),
        ListFilter("组", lambda entry: (entry.state.village_group or NO_GROUP,)),
    )
    ACTIONS: ClassVar = ("help", "filter", "new", "open", "print", "back")
    BINDINGS: ClassVar = bindings("new")

    def __init__(self, workplace: Workplace, village: str, village_group: str | None, kind: str) -> None:
        super().__init__(workplace)
        self._village = village
        self._group = village_group
        self._kind = kind

    @property
    def headline(self) -> str:
        group = "" if self._group is None else self._group or NO_GROUP
        version = version_word(self._entries[0].version.version) if self._entries else ""
        return f"{self._village}{group}  {self._kind} {version}"

    @property
    def reading(self) -> Callable[..., Sequence[HouseholdStanding]]:
        return partial(household_standings, kind=self._kind, village=self._village, village_group=self._group)

    def row(self, entry: HouseholdStanding) -> ListRow:
        household, state = entry.household, entry.state
        members = "" if household.members is None else f"{household.members:>3}"
        texts = (
            household.head, state.village_group or "", members, state.state or "", standing_word(entry),
            self._latest(entry),
        )  # fmt: skip
        mark = " " if entry.standing in (Standing.SIGNED, None) else "!"
        return ListRow(household.id, (mark, household.number, *texts))

    def _latest(self, entry: HouseholdStanding) -> str:
        newest = entry.newest
        if newest is None:
            return ""
        said = f"{short_day(newest.signed_on, self.workplace.today)} {newest.status}"
        if entry.of_version != entry.version.version:
            return f"{said} {version_word(entry.of_version or '')}"
        return f"{said} 至{entry.binds_until}" if entry.binds_until else said

    def totals(self, shown: Sequence[HouseholdStanding]) -> str:
        required = [entry for entry in self._entries if entry.standing is not None]
        signed = sum(entry.standing is Standing.SIGNED for entry in required)
        share = percentage(signed, len(required), nothing="-")
        return f"{len(shown)} 户  已签 {signed}/{len(required)} {share}"

    def sheet(self) -> ListSheet:
        return replace(super().sheet(), closing=CARRIED)

    def describe(self, entry: HouseholdStanding) -> str:
        note = entry.newest.note if entry.newest and entry.newest.note else ""
        return f" {entry.household.number} {entry.household.head} {standing_word(entry)}  {note}"

    def action_new(self) -> None:
        where, entry = (self._village, self._group), self.current
        asked: dict[str, Callable[[], object]] = {
            "集体签订": lambda: self.post_message(AssemblyAsked(*where, self._kind)),
            "新登记一户": lambda: self.post_message(HouseholdFormAsked(None, *where)),
        }
        if entry is not None:
            household, version = entry.household, entry.version
            word = f"{household.number} {household.head} 签订"
            asked[word] = lambda: self.post_message(SignatureFormAsked(household, version))
        self.post_message(OneOfAsked("新增哪一样?", tuple(asked), lambda chosen: asked[chosen]()))

    def open(self, entry: HouseholdStanding) -> None:
        self.post_message(HouseholdAsked(entry.household.id))
