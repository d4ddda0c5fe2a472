"""超期未报到: days over, what was done, what a hand-over to the police still lacks."""

from collections.abc import Iterable

from store.desk.unreported import EVIDENCE, Unreported, unreported
from tui.list_screen import ListFilter, ListScreen, place_of
from tui.requests import DetailAsked, EventAsked, OneOfAsked, PersonAsked, RegistrationAsked, VisitAsked
from tui.standing import short_day
from tui.today_list import LEVELS
from tui.widgets.record_list import Column, ListRow

_LOG, _NOTICE, _VISIT, _REPORT, _PERSON = WAYS = (
    "看催办和证据", "记一份文书", "记一次走访", "登记报到", "打开这个人",
)  # fmt: skip
NOTICE_FORM = "notice"
_HAS, _LACKS = "有", "缺"


class UnreportedScreen(ListScreen[Unreported]):
    """The longest overdue on top. Evidence is 有 or 缺, a word for each paper."""

    NAME = "超期未报到"
    READ = staticmethod(unreported)
    HELP = (
        "送达后过了 15 日(或正当理由认定后 15 日)还没报到的人,逾期最久的在最前。级别后面是到这一级的日子。\n"
        "催办数送达以后的责令报到通知、告诫书和走访。证据是移交公安要的:告诫书、逾期未报到证明(事项 其他,\n"
        "文号或内容写明)、移交回执(报告公安 写了回执日期)。Enter 看全部催办和证据,或去登记。"
    )
    COLUMNS = (Column(2), Column(8), Column(11), Column(6), Column(6), Column(4), Column(10), Column(5), Column(0))
    HEADS = ("", "姓名", "村组", "送达", "止", "逾期", "级别", "催办", "告诫书 证明 回执")
    EMPTY = "没有超期未报到的人。送达后过了期限还没登记报到日期的,会自己进来。"
    FILTERS = (
        ListFilter("村", lambda entry: (entry.person.village,)),
        ListFilter("缺", lambda entry: [name for name, day in entry.evidence.items() if day is None], EVIDENCE),
    )

    def row(self, entry: Unreported) -> ListRow:
        person, today = entry.person, self.workplace.today
        reached = entry.reached.get(entry.level)
        level = f"{LEVELS[entry.level][:2]} {short_day(reached, today) if reached else ''}"
        papers = "     ".join(_word(entry.evidence[name] is not None) for name in EVIDENCE)
        texts = (
            place_of(person.village, person.village_group),
            short_day(entry.served_on, today),
            short_day(entry.last_day, today),
            f"{entry.days_over}天",
            level,
            f"{len(entry.log)}次",
            papers,
        )
        return ListRow(person.id, ("!", person.name, *texts))

    def describe(self, entry: Unreported) -> str:
        today = self.workplace.today
        last = entry.log[-1] if entry.log else None
        urged = f"上次催办 {short_day(last.day, today)} {last.what}" if last else "还没有催办过"
        lacking = [name for name, day in entry.evidence.items() if day is None]
        return f" {entry.person.name}  {urged}  {'移交还缺 ' + '、'.join(lacking) if lacking else '移交证据齐了'}"

    def open(self, entry: Unreported) -> None:
        self.post_message(OneOfAsked("做什么?", WAYS, lambda way: self._go(entry, way)))

    def _go(self, entry: Unreported, way: str) -> None:
        if way == _LOG:
            self.post_message(DetailAsked(f"超期未报到  {entry.person.name}", tuple(_whole(entry))))
        elif way == _NOTICE:
            self.post_message(EventAsked(NOTICE_FORM, entry.person))
        elif way == _VISIT:
            self.post_message(VisitAsked(entry.person))
        elif way == _REPORT:
            self.post_message(RegistrationAsked(entry.person.id, field="reported_on"))
        else:
            self.post_message(PersonAsked(entry.person.id))


def _word(there: bool) -> str:
    return _HAS if there else _LACKS


def _whole(entry: Unreported) -> Iterable[tuple[str, str]]:
    yield "送达", f"{entry.served_on}"
    yield "期限", f"{entry.last_day} 止,逾期 {entry.days_over} 天"
    for level, day in entry.reached.items():
        yield LEVELS[level], f"{day} {'起' if level <= entry.level else '到'}"
    for name, found in entry.evidence.items():
        yield name.removeprefix("逾期"), f"{_HAS} {found}" if found else _LACKS
    for urging in entry.log:
        yield "催办", f"{urging.day} {urging.what}"
