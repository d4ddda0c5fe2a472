"""今日: who is due, most urgent first. The screen she lives on."""

from collections.abc import Iterable
from functools import partial

from textual import on
from textual.containers import Horizontal
from textual.widget import Widget

from store.desk.alerts import thresholds_of
from store.desk.confirmations import overtaken_of
from store.desk.contacts import last_test
from store.desk.gaps import IncompleteTeams, incomplete_teams, still_incomplete, without_main_helper
from store.desk.handovers import HelperWarnings, helper_warnings
from store.desk.journal_rows import newest_entry
from store.desk.lives import spans
from store.desk.renewals import Renewals, renewals_due
from store.desk.supervisions import late_supervisions
from store.desk.volunteer_events import contacts_due
from store.desk.worklist import DueItem, worklist
from store.text import cells
from tui.actions import bindings
from tui.confirmation_text import overtaken_text
from tui.desk_screen import DeskScreen
from tui.person_line import person_line
from tui.planned_today import PlannedToday, read_planned
from tui.requests import (
    AlertsAsked,
    AssessmentAsked,
    BatchAsked,
    LeaveAsked,
    ListsAsked,
    MissesAsked,
    PersonAsked,
    PlanAsked,
    QuestionAsked,
    RegistrationAsked,
    TestAsked,
    VisitAsked,
    WhyAsked,
)
from tui.settling import settle
from tui.threshold_text import thresholds_text
from tui.today_list import (
    COLUMNS,
    LATER_KEY,
    LEVELS,
    PersonDue,
    Section,
    by_person,
    counts,
    listed,
    matching,
    one_by_one,
)
from tui.widgets.backup_mark import BackupMark
from tui.widgets.desk_line import DeskLine
from tui.widgets.filter_choice import FilterChoice
from tui.widgets.line import Line
from tui.widgets.record_list import RecordList
from tui.widgets.rule import Rule
from tui.workplace import Workplace

_PORTION = 500
"""People whose teams are looked at in one reading: what she does meanwhile waits for no more."""
_COUNTED = {Section.OVERDUE: "逾期", Section.TODAY: "今天", Section.SOON: "7日内"}


class TodayScreen(DeskScreen):
    """One line a person, or one line an obligation. Comes back with cursor and filters where they were."""

    CSS_PATH = "today.tcss"
    DESK = "today"
    NAME = "今日"
    HELP = (
        "今天要办的事,一人一行,最急的在前;后面是同一个人的其他事,走访一次往往能办好几件。\n"
        "连漏 是连续漏了几次;级别写明现在该由谁管。! 是三级以上。Ctrl+X 办理最前面的那件事。F7 登记新人。\n"
        "Ctrl+U 到清单:五个到位、四级、督办、存疑失联、未报到、外出、缺帮教、帮教人、公约重签、清塘。"
    )
    ACTIONS = (
        "help", "filter", "visit", "test", "assess", "new", "why", "settle", "single", "batch", "plan",
        "misses", "alerts", "lists", "open", "leave",
    )  # fmt: skip
    UNNAMED = frozenset({"plan"})
    BINDINGS = bindings(*ACTIONS)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self._items: tuple[DueItem, ...] = ()
        self._shown: dict[object, PersonDue] = {}
        self._planned = PlannedToday()
        self._late_papers = self._unhelped = self._contacts = 0
        self._helpers = HelperWarnings(0, 0)
        self._incomplete: IncompleteTeams | None = None
        self._renewals: Renewals | None = None
        self._revision = -1
        self._day = workplace.today
        self._single = False
        self._later_open = False
        self._part = ""

    def body(self) -> Iterable[Widget]:
        yield DeskLine(self.DESK, id="counts")
        with Horizontal(id="filters"):
            yield FilterChoice("村", (), id="village")
            yield FilterChoice("四级", tuple(LEVELS.values()), id="level")
            yield Line(id="total")
            yield BackupMark(id="backup")
        yield Rule()
        yield RecordList(COLUMNS, id="people")
        yield Line(id="person")

    def on_mount(self) -> None:
        self.set_focus(self._list)

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        session = self.workplace.session
        if session.is_open and (session.revision, self.workplace.today) != (self._revision, self._day):
            self._day = self.workplace.today
            self.run_newest(self._read, "worklist", awaited=True)

    def forget(self) -> None:
        self._items, self._planned, self._revision = (), PlannedToday(), -1
        self._late_papers = self._unhelped = self._contacts = 0
        self._helpers = HelperWarnings(0, 0)
        self._incomplete = self._renewals = None
        self._show()

    async def _read(self) -> None:
        revision = self.workplace.session.revision
        self._items = await self.workplace.session.read(partial(worklist, today=self._day))
        self.workplace.session.spare_collector()
        self._planned = await self.workplace.session.read(partial(read_planned, today=self._day))
        self._late_papers = await self.workplace.session.read(partial(late_supervisions, today=self._day))
        self._unhelped = await self.workplace.session.read(partial(without_main_helper, today=self._day))
        self._revision = revision
        villages = sorted({item.person.village for item in self._items})
        self.query_one("#village", FilterChoice).offer(villages)
        self._show()
        # Behind what she came for: counting a large township takes longer than anything else here.
        self.run_newest(self._read_beyond, "beyond")

    async def _read_beyond(self) -> None:
        self._helpers = await self.workplace.session.read(partial(helper_warnings, today=self._day))
        read = partial(renewals_due, today=self._day, known=self._renewals)
        self._renewals = await self.workplace.session.read(read)
        self._contacts = await self.workplace.session.read(partial(contacts_due, today=self._day))
        self._show_total()
        self._incomplete = await self._count_incomplete()
        self._show_total()

    async def _count_incomplete(self) -> IncompleteTeams:
        read, day = self.workplace.session.read, self._day
        if self._incomplete is not None:
            known = await read(partial(still_incomplete, today=day, known=self._incomplete))
            if known is not None:
                return known
        seen, people = await read(newest_entry), 0
        for portion in await read(partial(spans, size=_PORTION)):
            people += await read(partial(incomplete_teams, today=day, people=portion))
        return IncompleteTeams(people, day, seen)

    @property
    def _list(self) -> RecordList:
        return self.query_one("#people", RecordList)

    @property
    def current(self) -> PersonDue | None:
        """What the cursor stands on; None on a heading or in an empty list."""
        row = self._list.current
        return self._shown.get(row.key) if row else None

    def _show(self) -> None:
        gathered = (one_by_one if self._single else by_person)(self._items, self._day)
        village, level = self.query_one("#village", FilterChoice), self.query_one("#level", FilterChoice)
        shown = matching(gathered, village.chosen, level.index)
        self._shown = {due.key: due for due in shown}
        self._list.show(listed(shown, self._day, later_open=self._later_open, planned=self._planned))
        self._show_counts(gathered, shown)

    def _show_counts(self, gathered: tuple[PersonDue, ...], shown: tuple[PersonDue, ...]) -> None:
        found = counts(gathered)
        numbers = "  ".join(f"{word} {found[section]}" for section, word in _COUNTED.items())
        self.query_one("#counts", DeskLine).show(numbers)
        unit = "件" if self._single else "人"
        self._part = f"{len(shown)} / {len(gathered)} {unit}" if len(shown) != len(gathered) else f"{len(shown)} {unit}"
        self._show_total()
        if not gathered and self._revision >= 0:
            self.query_one("#person", Line).show(
                "今天没有要办的事。名单来自花名册和各项记录:按 F7 登记一个人,或按 5 导入台账。"
            )
        elif not shown:
            self.query_one("#person", Line).show("这个筛选下没有人。按 Tab 到筛选栏,用左右键换回 全部。")

    def _show_total(self) -> None:
        incomplete = self._incomplete.people if self._incomplete else 0
        again = self._renewals.households if self._renewals else 0
        counted = (
            ("督办逾期", self._late_papers, ""), ("缺主帮教人", self._unhelped, ""),
            ("帮教人已退", self._helpers.left, ""), ("带得多", self._helpers.overloaded, ""),
            ("小组不齐", incomplete, ""), ("公约重签", again, "户"),
            ("信息员该联系", self._contacts, ""),
        )  # fmt: skip
        parts = [self._planned.text] if self._planned.text else []
        parts += [f"{word} {number}{unit}" for word, number, unit in counted if number]
        line = self.query_one("#total", Line)
        said = "  ".join((*parts, self._part))
        # The most urgent first: what there is no room for stands in its own list all the same.
        while parts and line.size.width and cells(said) > line.size.width:
            parts.pop()
            said = "  ".join((*parts, "..", self._part))
        line.show(said)

    @on(RecordList.Moved)
    def _show_person(self) -> None:
        due = self.current
        if due is None:
            if self._shown:
                self.query_one("#person", Line).show("")
        else:
            self.run_newest(partial(self._describe, due), "person")

    async def _describe(self, due: PersonDue) -> None:
        newest = await self.workplace.session.read(partial(last_test, person_id=due.person.id))
        found = await self.workplace.session.read(partial(thresholds_of, person_id=due.person.id, today=self._day))
        overtaken = await self.workplace.session.read(partial(overtaken_of, person_id=due.person.id, today=self._day))
        said = person_line(due.person, newest, self._day, self._planned.plans.get(due.person.id))
        # What must not be overlooked stands first: the line may be cut at its end.
        parts = (overtaken_text(overtaken), thresholds_text(found), said)
        self.query_one("#person", Line).show("  ".join(part for part in parts if part))

    @on(FilterChoice.Chosen)
    def _filter(self) -> None:
        self._show()

    def action_filter(self) -> None:
        village, level = self.query_one("#village"), self.query_one("#level")
        self.set_focus({self._list: village, village: level}.get(self.focused or self, self._list))

    def action_list(self) -> None:
        self.set_focus(self._list)

    def action_single(self) -> None:
        self._single = not self._single
        self._show()

    def action_open(self) -> None:
        row = self._list.current
        if row is not None and row.key == LATER_KEY:
            self._later_open = not self._later_open
            self._show()
        elif self.current is not None:
            self.post_message(PersonAsked(self.current.person.id))

    def action_why(self) -> None:
        if self.current is not None:
            self.post_message(WhyAsked(self.current))

    def action_settle(self) -> None:
        if self.current is not None:
            settle(self, self.current.person, self.current.obligations[0])

    def action_visit(self) -> None:
        if self.current is not None:
            self.post_message(VisitAsked(self.current.person, self.current.obligations))

    def action_test(self) -> None:
        if self.current is not None:
            self.post_message(TestAsked(self.current.person))

    def action_assess(self) -> None:
        if self.current is not None:
            self.post_message(AssessmentAsked(self.current.person))

    def action_new(self) -> None:
        self.post_message(RegistrationAsked())

    def action_batch(self) -> None:
        self.post_message(BatchAsked())

    def action_plan(self) -> None:
        self.post_message(PlanAsked())

    def action_misses(self) -> None:
        self.post_message(MissesAsked())

    def action_alerts(self) -> None:
        self.post_message(AlertsAsked())

    def action_lists(self) -> None:
        self.post_message(ListsAsked())

    def action_leave(self) -> None:
        self.post_message(QuestionAsked("离开岳宋台账? 已保存的都在。", lambda: self.app.post_message(LeaveAsked())))
