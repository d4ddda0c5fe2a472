"""One person: who it is, how the measure stands, twelve months at a glance, every record, every change."""

from collections.abc import Iterable
from datetime import date
from functools import partial

from textual import on
from textual.timer import Timer
from textual.widget import Widget

from store.desk.case_events import EVENTS
from store.desk.dossier_view import DossierView, read_dossier_view
from store.desk.worklist import DueItem
from store.errors import NotFoundError, StoreError
from store.model.assignment import Assignment
from store.model.measure import Measure
from store.model.person import Person
from store.rules.ownership import is_open
from store.rules.state import State
from store.rules.worklist import Obligation
from tui.actions import bindings
from tui.history_rows import Event, read_history
from tui.office_screen import OfficeScreen
from tui.person_head import alerts, identity, place, standing, two_ends
from tui.person_page import (
    COLUMNS,
    HISTORY,
    OVERVIEW,
    RECORDS,
    Entry,
    entries_on,
    listed,
    obligation_of,
    page_names,
)
from tui.record_text import field_rows, record_title
from tui.requests import (
    AssessmentAsked,
    CorrectionAsked,
    DetailAsked,
    EventAsked,
    HelperSheetAsked,
    OneOfAsked,
    RegistrationAsked,
    RevealAsked,
    TestAsked,
    VisitAsked,
    VoidAsked,
    WhyAsked,
)
from tui.settling import settle
from tui.today_list import SHORT_LABELS, PersonDue, by_person
from tui.widgets.field_row import Edited, FieldRow
from tui.widgets.line import Line
from tui.widgets.page_line import PageLine
from tui.widgets.record_list import ListedRows, ListRow, RecordList
from tui.widgets.rule import Rule
from tui.widgets.search_entry import SearchEntry
from tui.widgets.year_strip import SeriesYear, YearStrip, series_years
from tui.workplace import Workplace

REVEALED_FOR = 60.0
"""Seconds for which numbers are shown in full."""
_NEXT_MEASURE, _HELPER, _SHEET = "下一项措施", "帮教责任", "走访单"
_FORMS = {
    "评估": "assessment", "中止": "suspension", "请假外出": "leave", "事项文书": "notice", "帮扶": "support",
}  # fmt: skip
"""What F7 offers, by the form it is recorded in."""
_LEGEND = "o 完成  x 漏  - 免  ! 到期  . 无"


class PersonScreen(OfficeScreen):
    """Pages below the head, from 概况 to 历史. Tab goes between the months and the list."""

    CSS_PATH = "person.tcss"
    NAME = "一个人"
    HELP = (
        "上面是措施和期限,中间是近十二个月:一个字母是一期,写在最后一天所在的月份里。右边是第几期、共几期。\n"
        "下面几栏用左右键换。F4 更正光标所在的记录,光标在别处就改登记和措施;F7新增评估、请假、文书等,F9印走访单。\n"
        "证件和电话只显示末四位;Ctrl+R 写明用途后显示一分钟。"
    )
    ACTIONS = (
        "help", "search", "edit", "visit", "test", "assess", "new", "why", "settle", "open", "void", "print", "back",
        "page", "page_back", "months", "reveal", "undo",
    )  # fmt: skip
    UNNAMED = frozenset({"undo", "void", "print"})
    BINDINGS = bindings(*ACTIONS)

    def __init__(self, workplace: Workplace, person_id: int) -> None:
        super().__init__(workplace)
        self._person_id = person_id
        self._view: DossierView | None = None
        self._events: tuple[Event, ...] | None = None
        self._entries: dict[object, Entry] = {}
        self._page = OVERVIEW
        self._read_at: tuple[int, date] | None = None
        self._revealed: Timer | None = None

    def body(self) -> Iterable[Widget]:
        yield Line(id="identity", style="bold")
        yield Line(id="standing")
        yield Line(id="alerts", style="bold")
        yield Rule()
        yield YearStrip(id="year")
        yield Line(id="legend")
        yield PageLine("左右键换栏  Tab 到月表", id="pages")
        yield FieldRow("查找", SearchEntry(id="search"), help="在记录里找字,输入时就筛选;Enter 到名单,Esc 清空。")
        yield RecordList(COLUMNS, id="entries")

    def on_mount(self) -> None:
        self.query_one(FieldRow).display = False
        self.set_focus(self._list)

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        session = self.workplace.session
        if session.is_open and (session.revision, self.workplace.today) != self._read_at:
            self.run_newest(self._read, "dossier", awaited=True)

    async def _read(self) -> None:
        wanted = (self.workplace.session.revision, self.workplace.today)
        job = partial(read_dossier_view, person_id=self._person_id, today=wanted[1])
        self._view = await self.workplace.session.read(job)
        self._read_at, self._events = wanted, None
        self._show()

    def failed(self, error: StoreError) -> None:
        if isinstance(error, NotFoundError) and self.is_current:
            self.dismiss(error.message)
        else:
            super().failed(error)

    def forget(self) -> None:
        self._conceal()
        self._view, self._events, self._read_at = None, None, None
        self._show()

    def on_resize(self) -> None:
        self._show_head()

    @property
    def _list(self) -> RecordList:
        return self.query_one("#entries", RecordList)

    @property
    def _year(self) -> YearStrip:
        return self.query_one(YearStrip)

    @property
    def _search(self) -> SearchEntry:
        return self.query_one("#search", SearchEntry)

    @property
    def _current(self) -> Entry | None:
        row = self._list.current
        return self._entries.get(row.key) if row else None

    def _show(self) -> None:
        view = self._view
        windows = view.schedule.windows if view and view.schedule else ()
        today = view.today if view else self.workplace.today
        self._year.show(series_years(windows, today, SHORT_LABELS), today)
        self._show_head()
        self._show_page()

    def _show_head(self) -> None:
        view, width = self._view, self.size.width
        head, below = "", ""
        if view:
            keys = "Ctrl+R 遮住" if self._revealed else "Ctrl+R 显示全部"
            left = f"{identity(view, revealed=self._revealed is not None)}  {keys}"
            head, below = two_ends(left, place(view.person), width), standing(view, width)
        self.query_one("#identity", Line).show(head, "bold")
        self.query_one("#standing", Line).show(below)
        alert = alerts(view) if view else ""
        self.query_one("#alerts", Line).show(alert, "bold")
        self.query_one("#alerts").display = bool(alert)
        self._show_legend()

    @on(YearStrip.Moved)
    def _show_legend(self) -> None:
        year = self._year.current
        legend = _LEGEND if year else ""
        if year and self._year.has_focus:
            legend = two_ends(legend, _year_text(year), self.size.width)
        self.query_one("#legend", Line).show(legend)

    def _show_page(self) -> None:
        view = self._view
        self._entries = {entry.row.key: entry for entry in self._page_entries(view)} if view else {}
        self.query_one("#pages", PageLine).show(page_names(view, self._counted()), self._page)
        self._list.show(self._events_listed() if self._page == HISTORY else listed(self._entries.values()))
        if self._page == HISTORY and self._events is None and view:
            self.run_newest(partial(self._read_events, view.person), "history")

    def _counted(self) -> str:
        """How many records there are, and how many of them the search lets through."""
        every = len(self._view.events) if self._view else 0
        if self._page != RECORDS or not self._search.value.strip():
            return str(every)
        return f"{sum(not entry.voided and entry.record is not None for entry in self._entries.values())}/{every}"

    def _page_entries(self, view: DossierView) -> tuple[Entry, ...]:
        return entries_on(self._page, view, self._search.value, revealed=self._revealed is not None)

    async def _read_events(self, person: Person) -> None:
        self._events = await self.workplace.session.read(partial(read_history, person=person))
        if self._page == HISTORY:
            self._list.show(self._events_listed())

    def _events_listed(self) -> ListedRows:
        today = self.workplace.today
        return ListedRows(
            tuple(ListRow(event.key, (" ", event.when(today), event.text)) for event in self._events or ())
        )

    def action_page(self) -> None:
        self._turn(1)

    def action_page_back(self) -> None:
        self._turn(-1)

    def _turn(self, step: int) -> None:
        self._page = (self._page + step) % (HISTORY + 1)
        self._show_search(shown=self._page == RECORDS and bool(self._search.value))
        self._show_page()
        self._list.action_end(0)

    def action_months(self) -> None:
        self.set_focus(self._list if self._year.has_focus or not self._year.can_focus else self._year)
        self._show_legend()

    def action_search(self) -> None:
        self._page = RECORDS
        self._show_search(shown=True)
        self._show_page()
        self.set_focus(self._search)

    def _show_search(self, *, shown: bool) -> None:
        self.query_one(FieldRow).display = shown

    @on(Edited)
    def _find(self) -> None:
        if self._page == RECORDS:
            self._show_page()
            self._list.action_end(0)
            if self._view and not self._entries:
                self.say("没有一条记录里有这些字。Esc 清空。")
            else:
                self.say("")

    def action_list(self) -> None:
        self._show_search(shown=bool(self._search.value))
        self.set_focus(self._list)

    def action_back(self) -> None:
        if self._search.value and self._page == RECORDS:
            self._search.value = ""
        elif self._search.has_focus:
            self.action_list()
        else:
            self.dismiss(None)

    def action_open(self) -> None:
        entry = self._current
        event = self._event()
        if event is not None:
            rows = tuple((label, f"{before} 改为 {after}" if before and after else before or after)
                         for label, before, after in event.changed)  # fmt: skip
            what = (("时间", event.when(self.workplace.today)), ("操作员", event.operator), ("事项", event.what))
            self.post_message(DetailAsked(f"历史    {self._person_name}", (*what, *rows)))
        elif entry is not None and entry.due is not None:
            self.action_why()
        elif entry is not None and entry.record is not None:
            title = f"{self._person_name}  {record_title(entry.record, self.workplace.today)}"
            rows = field_rows(entry.record, revealed=False)
            self.post_message(DetailAsked(f"已作废  {title}" if entry.voided else title, rows))

    def _event(self) -> Event | None:
        row = self._list.current if self._page == HISTORY else None
        return next((event for event in self._events or () if row and event.key == row.key), None)

    @property
    def _person_name(self) -> str:
        return self._view.person.name if self._view else ""

    def action_why(self) -> None:
        view, due = self._view, self._chosen_due()
        if view is None:
            return
        if due is None and not view.obligations:
            self.say("现在没有应办的事。按 Tab 到月表,选一项再按 F8。")
            return
        found = tuple(each for each in view.obligations if each != due)
        items = [DueItem(view.line, each) for each in ((due, *found) if due else found)]
        person = by_person(items, view.today)[0]
        ordered = (due, *(each for each in person.obligations if each != due)) if due else person.obligations
        self.post_message(WhyAsked(PersonDue(person.key, person.person, ordered, person.section, person.level)))

    def action_settle(self) -> None:
        due = self._chosen_due()
        if self._view and due:
            settle(self, self._view.line, due)
        elif self._view and self._view.obligations:
            settle(self, self._view.line, self._view.obligations[0])
        else:
            self.say("现在没有应办的事。")

    def _chosen_due(self) -> Obligation | None:
        year = self._year.current
        if self._year.has_focus and self._view and year and year.reached:
            return obligation_of(self._view, year.reached)
        entry = self._current
        return entry.due if entry else None

    def action_visit(self) -> None:
        if self._view:
            chosen = self._chosen_due()
            first = (chosen,) if chosen and chosen.state is State.DUE else ()
            self.post_message(VisitAsked(self._view.line, (*first, *self._view.obligations)))

    def action_test(self) -> None:
        if self._view:
            self.post_message(TestAsked(self._view.line))

    def action_assess(self) -> None:
        if self._view:
            self.post_message(AssessmentAsked(self._view.line))

    def action_edit(self) -> None:
        """Correct the record under the cursor; anywhere else the registration."""
        entry = self._current
        record = entry.record if entry else None
        if self._view is None:
            return
        if entry is not None and entry.voided:
            self.say("已作废的只留底,不能更正。作废错了,请按 Ctrl+G 撤回,或重新记一条。")
        elif isinstance(record, (*EVENTS, Assignment)):
            self.post_message(CorrectionAsked(self._view.line, record))
        else:
            chosen = record.uid if isinstance(record, Measure) else ""
            self.post_message(RegistrationAsked(self._person_id, measure_uid=chosen))

    def action_new(self) -> None:
        if self._view:
            offered = (*_FORMS, _NEXT_MEASURE, _HELPER, _SHEET)
            self.post_message(OneOfAsked(f"给 {self._person_name} 新增:", offered, self._add))

    def _add(self, wanted: str) -> None:
        if wanted == _SHEET:
            self.action_print()
        elif wanted == _NEXT_MEASURE:
            self.post_message(RegistrationAsked(self._person_id, next_measure=True))
        elif self._view:
            self.post_message(EventAsked(_FORMS.get(wanted, "assignment"), self._view.line))

    def action_print(self) -> None:
        if self._view is None:
            return
        measure = self._view.measure
        if measure is None or not is_open(measure, self.workplace.today):
            self.say("措施已经结束,不再上门,不印走访单。")
        else:
            self.post_message(HelperSheetAsked(self._view.line, self._view.person.agreed_name))

    def action_void(self) -> None:
        entry = self._current
        record = entry.record if entry and not entry.voided else None
        if isinstance(record, (*EVENTS, Measure, Person)):
            self.post_message(VoidAsked(self._person_name, record))
        else:
            self.say("这一行不能作废。在 记录 里选一条,或在 概况 里选措施、登记。")

    def action_reveal(self) -> None:
        if self._revealed:
            self._conceal()
            self._show()
        elif self._view:
            self.post_message(RevealAsked(self._view.person, self._reveal))

    def _reveal(self) -> None:
        self._conceal()
        self._revealed = self.set_timer(REVEALED_FOR, self._mask_again)
        self._show()

    def _mask_again(self) -> None:
        self._conceal()
        self._show()

    def _conceal(self) -> None:
        if self._revealed:
            self._revealed.stop()
        self._revealed = None


def _year_text(year: SeriesYear) -> str:
    marks = "".join(year.months)
    return f"{year.label} 近12月 完成 {marks.count('o')}  漏 {marks.count('x')}  免 {marks.count('-')}  F8 为什么"
