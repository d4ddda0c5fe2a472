"""外出驻外: where people are, who looks after them there, when they are due back, when to call next."""

from collections.abc import Sequence

from store.desk.away import Away, away
from store.text import mask
from tui.list_screen import ListFilter, ListScreen, place_of
from tui.person_line import PHONE_TAIL
from tui.requests import PersonAsked
from tui.standing import short_day
from tui.widgets.record_list import Column, ListRow

_NOWHERE = "没写"
_ALONE, _KEPT = "没有", "有"


class AwayScreen(ListScreen[Away]):
    """Overdue ones first; those without a leave, of whom only the 管控状态 says it, last."""

    NAME = "外出驻外"
    READ = staticmethod(away)
    HELP = (
        "请了假还没回来的人,和管控状态是 外出 的人。! 是过了应返日期。没请假的写着 无请假。\n"
        "共管单位取外出以后最新一份事项文书的对方单位。下次联系是最近要办的见面、谈话或走访;外出已报告、\n"
        "在外的日子占一半以上的,写 可电话,打电话、视频也算。人走了,主帮教人不变,1对1 联系;- 是没有主帮教人的。"
    )
    COLUMNS = (Column(2), Column(8), Column(11), Column(12), Column(4), Column(10), Column(15), Column(0))
    HEADS = ("", "姓名", "村组", "去向", "尾号", "应返", "下次联系", "共管单位")
    EMPTY = "没有外出的人。登记了请假还没回来的,或管控状态是 外出 的,会自己进来。"
    FILTERS = (
        ListFilter("村", lambda entry: (entry.person.village,)),
        ListFilter("1对1", lambda entry: (_KEPT if entry.helper else _ALONE,), (_ALONE, _KEPT)),
    )

    def row(self, entry: Away) -> ListRow:
        person, today, leave = entry.person, self.workplace.today, entry.leave
        over = entry.days_over(today)
        back = "无请假" if leave is None else f"过{over}天" if over > 0 else short_day(leave.due_back_on, today)
        texts = (
            place_of(person.village, person.village_group),
            (leave.destination if leave else None) or _NOWHERE,
            mask(person.phone)[-PHONE_TAIL:] if person.phone else _NOWHERE,
            back,
            self._contact(entry),
            entry.office or _NOWHERE,
        )
        return ListRow(person.id, ("!" if over > 0 else " " if entry.helper else "-", person.name, *texts))

    def _contact(self, entry: Away) -> str:
        following = entry.next_contact
        if following is None:
            return ""
        how = "可电话" if following.by_call else following.label
        return f"{short_day(following.last_day, self.workplace.today)} {how}"

    def totals(self, shown: Sequence[Away]) -> str:
        over = sum(entry.days_over(self.workplace.today) > 0 for entry in shown)
        return f"{super().totals(shown)}  过期未返 {over}"

    def describe(self, entry: Away) -> str:
        leave = entry.leave
        contact = f"1对1 {entry.helper}" if entry.helper else "没有 1对1 的主帮教人"
        if leave is None:
            return f" {entry.person.name}  {contact}  管控状态是 外出,没有请假记录。"
        told = {"是": "已报告", "否": "没有报告"}.get(leave.reported or "", "是否报告没写")
        return f" {entry.person.name}  {contact}  {leave.left_on} 外出  {leave.reason or ''}  {told}"

    def open(self, entry: Away) -> None:
        self.post_message(PersonAsked(entry.person.id))
