"""五个到位: one line a person, five columns, and what closes the gap under Enter."""

from collections.abc import Sequence

from store.desk.in_place import InPlace, by_gaps, in_place
from store.rules.in_place import AGREED, CHECKS, HANDED_OVER, REPORTED, SERVICE, Closes
from tui.list_screen import ListFilter, ListScreen, place_of
from tui.requests import MissesAsked, OneOfAsked, PersonAsked, RegistrationAsked, StaffFormAsked, TestAsked, VisitAsked
from tui.widgets.record_list import Column, ListRow

_PORTION = 200
"""People looked at in one go."""
_NAME_POST = "登记责任人"
_OPEN_PERSON = "打开这个人"


class InPlaceScreen(ListScreen[InPlace]):
    """Gaps are words: 缺, 逾 and 漏; what is there says 有, or 迟 where it came late."""

    NAME = "五个到位"
    HELP = (
        "社区戒毒、社区康复执行中的人,一人一行,缺得多的在前。有 是到位,迟 是报到晚了几天;缺 还没有,逾 已经过期,\n"
        "漏 是漏检没有说明,连漏 后面是次数。三员 只查风险最高一级的人:网格员、责任民警、禁毒专干。\n"
        "Enter 去补:登记、检测、走访、责任人;缺几样时先问补哪一样。"
    )
    COLUMNS = (Column(2), Column(8), Column(11), *(Column(9) for _ in CHECKS[:-1]), Column(11), Column(0))
    HEADS = ("", "姓名", "村组", *CHECKS, "三员")
    EMPTY = "没有执行中的社区戒毒、社区康复人员。按 Esc 回今日,F7 登记一个人,或按 5 导入台账。"
    FILTERS = (
        ListFilter("村", lambda entry: (entry.person.village,)),
        ListFilter("缺", lambda entry: entry.gaps, (*CHECKS, "三员")),
    )

    async def read_entries(self) -> Sequence[InPlace]:
        return by_gaps(await self.read_in_portions(in_place, _PORTION))

    def row(self, entry: InPlace) -> ListRow:
        person = entry.person
        missing = "" if entry.missing is None else f"缺{len(entry.missing)}" if entry.missing else "齐"
        texts = (check.text for check in entry.checks)
        mark = "!" if entry.gaps else " "
        place = place_of(person.village, person.village_group)
        return ListRow(person.id, (mark, person.name, place, *texts, missing))

    def totals(self, shown: Sequence[InPlace]) -> str:
        return f"{super().totals(shown)}  五个到位 {sum(not entry.gaps for entry in shown)}"

    def describe(self, entry: InPlace) -> str:
        parts = [f"{check.name}: {check.text}" for check in entry.checks if not check.is_in_place]
        if entry.missing:
            parts.append(f"三员还缺 {'、'.join(entry.missing)}")
        return f" {entry.person.name}  {'  '.join(parts) if parts else '五个到位'}"

    def open(self, entry: InPlace) -> None:
        ways = tuple(dict.fromkeys(_way(closes) for check in entry.checks for closes in check.gaps))
        if entry.missing and _NAME_POST not in ways:
            ways = (*ways, _NAME_POST)
        if not ways:
            self._go(entry, _OPEN_PERSON)
        elif len(ways) == 1:
            self._go(entry, ways[0])
        else:
            self.post_message(OneOfAsked("补哪一样?", (*ways, _OPEN_PERSON), lambda way: self._go(entry, way)))

    def _go(self, entry: InPlace, way: str) -> None:
        person = entry.person
        if way == Closes.MEASURE.value:
            field = _field(entry)
            self.post_message(RegistrationAsked(person.id, measure_uid=entry.measure_uid, field=field))
        elif way == Closes.TEST.value:
            self.post_message(TestAsked(person))
        elif way == Closes.VISIT.value:
            self.post_message(VisitAsked(person))
        elif way == Closes.EXPLANATION.value:
            self.post_message(MissesAsked(person))
        elif way == _NAME_POST:
            self.post_message(StaffFormAsked(None))
        else:
            self.post_message(PersonAsked(person.id))


_FIELDS = {REPORTED: "reported_on", AGREED: "agreement_on"}


def _field(entry: InPlace) -> str:
    """The field of the registration that closes the first gap: there are forty, and she came for one."""
    gap = next((check for check in entry.checks if Closes.MEASURE in check.gaps), None)
    if gap is None:
        return ""
    if gap.name == HANDED_OVER:
        return "served_on" if gap.text.endswith(SERVICE) else "taken_over_on"
    return _FIELDS.get(gap.name, "")


def _way(closes: Closes) -> str:
    return _NAME_POST if closes is Closes.HELPER else closes.value
