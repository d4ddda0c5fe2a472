"""The sheets of the four levels.

Those of 村组 and 村委会 are carried through the village and may be lost there. They bear agreed name, place and a task
in plain words. Which words stand there hangs on contacts and papers alone, never on the measure, a test or its result:
two people who differ in nothing else have the same line, or both have none. What hangs on those (检测, 复检, 评估,
报告公安, 解除, 封存 ...) the office does itself.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from store.desk.escalated import Escalated
from store.desk.office import Office
from store.model.supervision import Supervision
from store.rules.worklist import Obligation
from store.sheets.called import called
from store.sheets.page import Html, element, page

TASK_LEVELS = (1, 2)
TITLE, SUPERVISION_TITLE = "工作单", "督办单"
_MEET, _CALL, _COME = "见面", "联系", "请到乡镇"
TASKS = {
    "meeting": _MEET,
    "talk": _MEET,
    "home_visit": "走访",
    "report": _CALL,
    "return": _CALL,
    "report_in": _COME,
    "transfer_in": _COME,
    "agreement": _COME,
}
"""What is asked of the village, by rule. A rule that is not here is no task for the village."""
_SOON = "尽快"
_COLUMNS = (
    ("序", "number"),
    ("称呼", "who"),
    ("地点", "place"),
    ("要办的事", "task"),
    ("期限", "until"),
    ("办了没有", ""),
)
_STYLE = """
.number { width: 12mm; text-align: right; }
.who { width: 32mm; }
.place { width: 38mm; }
.task { width: 44mm; }
.until { width: 26mm; }
td { height: 12mm; }
.facts span { margin-right: 8mm; }
table, .items, .reply { margin-bottom: 4mm; }
.items { white-space: pre-line; border: 0.3mm solid #000; padding: 3mm; min-height: 60mm; }
.reply { border: 0.3mm solid #000; padding: 3mm; min-height: 70mm; }
"""


def tasks(obligations: Iterable[Obligation]) -> tuple[str, ...]:
    """The tasks for the village, each once, most urgent first; empty where only the office has to act."""
    return tuple(dict.fromkeys(TASKS[each.rule] for each in obligations if each.rule in TASKS))


def file_name(title: str, level: int, village: str | None, day: date) -> str:
    """What the file is called. Names no person; papers of two villages are two files."""
    place = "".join(character for character in village or "" if character.isalnum())
    return f"{'-'.join(part for part in (title, str(level), place, str(day)) if part)}.html"


def task_sheet(office: Office, entries: Iterable[Escalated], today: date) -> str:
    """The document for levels 1 and 2: one sheet for each village and who has to act."""
    return page(TITLE, (_sheet(office, group, today) for group in _groups(entries)), demo=office.demo, style=_STYLE)


def on_sheet(entries: Iterable[Escalated]) -> tuple[Escalated, ...]:
    """Those who have a line on a sheet for the village."""
    return tuple(each for each in entries if tasks(each.obligations))


def alike(entries: Iterable[Escalated]) -> tuple[Escalated, ...]:
    """Those whom a sheet calls the same at the same place: they need a 约定称呼 first."""
    found: list[Escalated] = []
    for group in _groups(entries):
        named = Counter(_who(each) for each in group)
        found += (each for each in group if named[_who(each)] > 1)
    return tuple(found)


def _groups(entries: Iterable[Escalated]) -> list[list[Escalated]]:
    ordered = sorted(on_sheet(entries), key=_group)
    return [list(group) for _, group in groupby(ordered, key=_group)]


def _group(each: Escalated) -> tuple[str, str]:
    return each.person.village, each.responsible


def _who(each: Escalated) -> tuple[str, str]:
    person = each.person
    return called(person.name, each.agreed_name), f"{person.village}{person.village_group or ''}"


def _sheet(office: Office, group: Sequence[Escalated], today: date) -> tuple[Html, ...]:
    village, responsible = _group(group[0])
    lines = sorted((*_who(each), "、".join(tasks(each.obligations)), _until(each, today)) for each in group)
    facts = (office.name, village, responsible, today.isoformat(), f"共 {len(group)} 人")
    head = element("tr", *(element("th", label, css=css) for label, css in _COLUMNS))
    rows = (_row(number, line) for number, line in enumerate(lines, 1))
    return (
        element("h1", TITLE),
        element("p", *(element("span", fact) for fact in facts), css="facts"),
        element("table", element("thead", head), element("tbody", *rows)),
        element("p", "办完请把本单交回乡镇。需要本人到乡镇办的其他事,由乡镇另行通知。"),
    )


def _row(number: int, line: tuple[str, ...]) -> Html:
    cells = (str(number), *line, "")
    return element("tr", *(element("td", cell, css=css) for cell, (_, css) in zip(cells, _COLUMNS, strict=True)))


def _until(each: Escalated, today: date) -> str:
    days = [due.last_day for due in each.obligations if due.rule in TASKS and due.last_day is not None]
    earliest = min(days, default=None)
    return _SOON if earliest is None or earliest < today else f"{earliest:%m-%d} 前"


def supervision_sheet(office: Office, paper: Supervision) -> str:
    """The document for levels 3 and 4: what is asked, by when the reply is due, and room for it."""
    facts = (
        f"签发 {office.name}",
        f"送达 {paper.addressee}",
        f"{paper.level}  {paper.village or '全乡'}",
        f"签发日期 {paper.issued_on}",
        f"请在 {paper.reply_due} 前书面回复",
    )
    sheet = (
        element("h1", f"{office.name}{SUPERVISION_TITLE}"),
        *(element("p", fact) for fact in facts),
        element("div", *_lines(paper.items), css="items"),
        element("p", "回复(办理情况、没有办成的原因、下一步):"),
        element("div", "", css="reply"),
        element("p", "回复人签字:________________    日期:________________"),
    )
    return page(SUPERVISION_TITLE, [sheet], demo=office.demo, style=_STYLE)


def _lines(text: str) -> Iterable[Html]:
    return (element("div", line) for line in text.split("\n"))
