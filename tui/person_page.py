"""One person's page as lists: what is due, what was recorded, what was voided, and what changed. Pure functions."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from store.desk.case_events import EVENT_DAYS, day_of
from store.model.notice import Notice
from store.model.support import Support
from store.rules.escalation import missed_in_a_row, series_level
from store.rules.policy import series_on
from store.rules.windows import Window, last_day
from store.rules.worklist import Obligation
from tui.event_text import event_text
from tui.record_text import KINDS, assignment_text, field_rows, measure_text, said_in
from tui.standing import short_day
from tui.today_list import ALARMING_LEVEL, LEVELS, SHORT_LABELS, chip
from tui.typed_text import cleaned_text
from tui.widgets.record_list import Column, ListedRows, ListRow

if TYPE_CHECKING:
    from store.desk.case_events import CaseEvent
    from store.desk.dossier_view import DossierView
    from store.desk.records import Record

COLUMNS = (Column(1), Column(12), Column(0))
OVERVIEW, RECORDS, HELPERS, SUPPORTS, NOTICES, HISTORY = range(6)
"""The pages in their order."""
NEWEST = 3
"""Records that stand on the overview."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line and what it speaks of: a record, or something that is due. A voided record is read, never voided."""

    row: ListRow
    record: "Record | None" = None
    due: Obligation | None = None
    voided: bool = False


def listed(entries: Iterable[Entry]) -> ListedRows:
    """The lines of these entries."""
    return ListedRows(tuple(entry.row for entry in entries))


def overview(view: "DossierView", *, revealed: bool) -> tuple[Entry, ...]:
    """What is due, the newest records, the measures, the registration, the helpers."""
    today = view.today
    return (
        *_section("应办", [_due(due, today) for due in view.obligations], "现在没有应办的事"),
        *_section("最近记录", _events(view)[:NEWEST], "还没有记录。F5 记走访,F6 记检测"),
        *_section(
            "措施", [_line(each, "", measure_text(each, today)) for each in view.measures], "没有措施,按 F4 补上"
        ),
        *_section("登记", _registration(view, revealed)),
        *_section("帮教", _helpers(view), "还没有人帮教"),
    )


def entries_on(page: int, view: "DossierView", wanted: str, *, revealed: bool) -> tuple[Entry, ...]:
    """The lines of a page; 历史 is read on its own."""
    if page == OVERVIEW:
        return overview(view, revealed=revealed)
    if page == RECORDS:
        return records(view, wanted)
    if page == HELPERS:
        return _or_none(_helpers(view), "还没有人帮教。按 F7 登记一个")
    if page == SUPPORTS:
        return _or_none(_events(view, Support), "还没有帮扶。按 F7 记一条")
    if page == NOTICES:
        return _or_none(_events(view, Notice), "还没有事项文书。按 F7 记一条")
    return ()


def page_names(view: "DossierView | None", shown: str = "") -> tuple[str, ...]:
    """The names of the pages, each with how much stands there; ``shown`` is what the search lets through."""
    if view is None:
        return ("概况", "记录", "帮教", "帮扶", "文书", "历史")
    kinds = [type(event) for event in view.events]
    held = f"帮教 {len(view.assignments)}"
    papers = (f"帮扶 {kinds.count(Support)}", f"文书 {kinds.count(Notice)}")
    return ("概况", f"记录 {shown or len(kinds)}", held, *papers, "历史")


def _or_none(entries: Iterable[Entry], otherwise: str) -> tuple[Entry, ...]:
    return tuple(entries) or (Entry(ListRow(("none", otherwise), (" ", "-", otherwise), selectable=False)),)


def _helpers(view: "DossierView") -> list[Entry]:
    return [_line(each, each.role, assignment_text(each)) for each in view.assignments]


def records(view: "DossierView", wanted: str) -> tuple[Entry, ...]:
    """Every event in which ``wanted`` stands, newest first, and the voided records below."""
    found = [entry for entry in _events(view) if _says(entry, wanted)]
    voided = [entry for entry in _voided(view) if _says(entry, wanted)]
    return (*found, *(_section(f"已作废 {len(voided)} (不计,只留底)", voided) if voided else ()))


def _says(entry: Entry, wanted: str) -> bool:
    text = (cleaned_text(wanted) or "").casefold()
    return not text or (entry.record is not None and text in said_in(entry.record).casefold())


def _section(title: str, entries: Iterable[Entry], otherwise: str = "") -> tuple[Entry, ...]:
    found = tuple(entries)
    heading = Entry(ListRow(("heading", title), (title,), heading=True, selectable=False))
    if found or not otherwise:
        return (heading, *found)
    return (heading, Entry(ListRow(("none", title), (" ", "-", otherwise), selectable=False)))


def _due(due: Obligation, today: date) -> Entry:
    label = SHORT_LABELS.get(due.label, due.label)
    alarm = "!" if due.level >= ALARMING_LEVEL else " "
    text = f"{chip(due, today).removeprefix(label).strip()}  {LEVELS[due.level]}"
    return Entry(ListRow(("due", due.key, due.ordinal), (alarm, label, text.strip())), due=due)


def _events(view: "DossierView", kind: type = object) -> list[Entry]:
    return [_event(event, view.today) for event in view.events if isinstance(event, kind)]


def _event(event: "CaseEvent", today: date) -> Entry:
    day = day_of(event)
    return _line(event, short_day(day, today), _as_of(day, today) + event_text(event, today))


def _as_of(day: date, today: date) -> str:
    return "(还没到这一天,不计) " if day > today else ""


def _registration(view: "DossierView", revealed: bool) -> list[Entry]:
    rows = field_rows(view.person, revealed=revealed)
    return [Entry(ListRow(("person", label), (" ", label, text)), view.person) for label, text in rows]


def _voided(view: "DossierView") -> list[Entry]:
    found = []
    for gone in reversed(view.voided):
        record, kind = gone.record, KINDS.get(type(gone.record), "记录")
        day = getattr(record, EVENT_DAYS.get(type(record), ""), None)
        what = event_text(record, view.today) if day else kind  # type: ignore[arg-type]
        text = f"作废: {gone.reason} ({gone.operator} {gone.at[:10]}) {what}"
        key = ("voided", gone.unit, type(record).__name__, record.id)
        when = short_day(day, view.today) if day else kind
        found.append(Entry(ListRow(key, (" ", when, text)), record, voided=True))
    return found


def _line(record: "Record", name: str, text: str) -> Entry:
    key: Hashable = (type(record).__name__, record.id)
    return Entry(ListRow(key, (" ", name or KINDS.get(type(record), ""), text)), record)


def obligation_of(view: "DossierView", window: Window) -> Obligation:
    """The window as an obligation, so that it can be explained though it need not stand on the worklist any more."""
    for due in view.obligations:
        if (due.rule, due.ordinal) == (window.rule, window.ordinal):
            return due
    level, missed = _standing(view, window)
    last = last_day(window)
    return Obligation(
        rule=window.rule,
        label=window.label,
        start=window.start,
        end=window.end,
        last_day=last,
        state=window.state,
        ordinal=window.ordinal,
        of=window.of,
        days_left=(last - view.today).days,
        level=level,
        missed_in_a_row=missed,
        basis=window.basis,
    )


def _standing(view: "DossierView", window: Window) -> tuple[int, int]:
    """Level and misses in a row of the window's series."""
    if view.schedule is None or view.measure is None:
        return (1, 0)
    missed = missed_in_a_row(each for each in view.schedule.windows if each.rule == window.rule)
    series = series_on(view.policies, window.rule, view.measure, window.start)
    return (series_level(missed, series.thresholds) if series else 1, missed)
