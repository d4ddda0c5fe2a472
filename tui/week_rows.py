"""How the table of a week's visits is shown: what was not done, day by day, and what no visit settles."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from tui.standing import WEEKDAYS, short_day
from tui.today_list import PersonDue, by_person, chip
from tui.week_plan import Entry, Stage, WeekTable, monday_of
from tui.widgets.record_list import PART_MARK, Column, ListedRows, ListRow

if TYPE_CHECKING:
    from store.rules.worklist import Obligation

NARROW = (Column(2), Column(8), Column(10), Column(8), Column(0), Column(6))
WIDE = (Column(2), Column(12), Column(20), Column(14), Column(0), Column(6))
WIDE_FROM = 100
NOBODY = "没定人"
BEYOND_KEY = "beyond"
_WEEK_NAMES = ("本周", "下周", "下下周")


def week_name(table: WeekTable) -> str:
    """``下周 11-23 至 11-29``."""
    number = (table.monday - monday_of(table.today)).days // 7
    name = _WEEK_NAMES[number] if number < len(_WEEK_NAMES) else f"第{number + 1}周"
    return f"{name} {short_day(table.monday, table.today)} 至 {short_day(table.last, table.today)}"


def counts_text(table: WeekTable) -> str:
    """How much of the week is only proposed, saved, done, and what was not done before."""
    found = Counter(entry.stage for entry in table.entries if entry.wanted)
    missed = found[Stage.MISSED] + sum(entry.missed_on is not None for entry in table.entries)
    parts = [f"拟定 {found[Stage.PROPOSED]}", f"已安排 {found[Stage.PLANNED]}"]
    parts += [f"已走访 {table.carried_out}"] if table.carried_out else []
    parts += [f"安排未办 {missed}"] if missed else []
    return "  ".join(parts)


def listed(table: WeekTable, *, beyond_open: bool) -> ListedRows:
    """The rows of the list under their headings."""
    rows: list[ListRow] = []
    waiting = [entry for entry in table.entries if not entry.placed]
    if waiting:
        heading = f"安排未办 ({len(waiting)})  右键排到本页,空格不再安排"
        rows.append(ListRow("waiting", (heading,), heading=True, selectable=False))
        rows += [_row(entry, table.today) for entry in waiting]
    placed = [entry for entry in table.entries if entry.placed]
    for day, group in groupby(placed, key=lambda entry: entry.plan.day):
        members = list(group)
        rows.append(ListRow(day, (_day_heading(day, members, table),), heading=True, selectable=False))
        rows += [_row(entry, table.today) for entry in members]
    rows += _beyond(by_person(table.beyond, table.today), table.today, beyond_open)
    return ListedRows(tuple(rows))


def _day_heading(day: date, members: Sequence[Entry], table: WeekTable) -> str:
    wanted = [entry for entry in members if entry.wanted]
    walkers = Counter(entry.plan.helper or NOBODY for entry in wanted)
    load = "  ".join(f"{helper} {number}" for helper, number in walkers.items())
    name = "今天 " if day == table.today else "下周 " if day > table.last else ""
    return f"{name}{WEEKDAYS[day.weekday()]} {short_day(day, table.today)}  {len(wanted)} 处: {load}".rstrip(": ")


def _row(entry: Entry, today: date) -> ListRow:
    visit = entry.visit
    place = f"{visit.village}{visit.village_group or ''}"
    mark = "-" if not entry.wanted else "*" if entry.changed else " "
    return ListRow(
        entry.key, (mark, visit.name, place, visit.plan.helper or NOBODY, tuple(_chips(entry, today)), _status(entry))
    )


def _status(entry: Entry) -> str:
    if not entry.wanted:
        return "不排" if entry.stage is Stage.PROPOSED else "取消"
    if entry.stage is Stage.MISSED:
        return "重排" if entry.placed else Stage.MISSED.value
    return "改动" if entry.changed else entry.stage.value


def _chips(entry: Entry, today: date) -> Iterator[str]:
    if entry.stage is Stage.MISSED and entry.saved:
        yield f"{short_day(entry.saved.day, today)} 未办"
    elif entry.missed_on:
        yield f"{short_day(entry.missed_on, today)} 未办"
    if entry.windows:
        yield from (_window(window, entry.plan.day, today) for window in entry.windows)
    else:
        yield "、".join(entry.plan.contents)


def _window(window: "Obligation", day: date, today: date) -> str:
    """What the visit would meet, and plainly where it no longer does on the day it was moved to."""
    if window.start and window.end and window.start <= day < window.end:
        return chip(window, today)
    return f"{window.label} 这天不算"


def _beyond(people: Sequence[PersonDue], today: date, is_open: bool) -> Iterator[ListRow]:
    if people:
        fold = "收起" if is_open else "展开"
        heading = f"另外要办 ({len(people)} 人): 检测等,这些走访办不了  Enter {fold}"
        yield ListRow(BEYOND_KEY, (heading,), heading=True)
    for due in people if is_open else ():
        chips = tuple(chip(obligation, today) for obligation in due.obligations)
        place = f"{due.person.village}{due.person.village_group or ''}"
        yield ListRow((BEYOND_KEY, due.person.id), (" ", due.person.name, place, "", chips, ""))


def person_of_row(key: object) -> int | None:
    """The row id of the person whose line has this key among what no visit settles."""
    return key[1] if isinstance(key, tuple) and key[0] == BEYOND_KEY else None


def entry_line(entry: Entry, today: date) -> str:
    """Everything about one visit in one line."""
    visit, plan = entry.visit, entry.plan
    place = f"{visit.village}{visit.village_group or ''}"
    when = f"{short_day(plan.day, today)} {WEEKDAYS[plan.day.weekday()]}" if entry.placed else "还没定日子"
    earlier = _earlier(entry, today)
    facts = (visit.name, place, when, plan.helper or NOBODY, "、".join(plan.contents), earlier, plan.note or "")
    return " ".join(fact for fact in facts if fact)


def _earlier(entry: Entry, today: date) -> str:
    if entry.saved is None or not (entry.changed or entry.stage is Stage.MISSED):
        return ""
    return f"原定 {short_day(entry.saved.day, today)} {entry.saved.helper or NOBODY}"


def whole_row(row: ListRow) -> str:
    """What stands on a line of the list, nothing left out; nothing for a heading."""
    if row.heading:
        return ""
    texts = (PART_MARK.join(cell) if isinstance(cell, tuple) else cell.strip() for cell in row.cells)
    return " ".join(text for text in texts if text)


def saved_text(new: int, amended: int, dropped: int) -> str:
    """What was done, in one sentence."""
    parts: Iterable[tuple[str, int]] = (("新排", new), ("改动", amended), ("取消", dropped))
    return "已保存: " + "  ".join(f"{word} {number} 处" for word, number in parts if number) + "  (Ctrl+G 撤回)"
