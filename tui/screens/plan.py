"""排期: who goes to whom this week. Proposed from what is due, moved by keys, saved at once; never a fact."""

from collections.abc import Iterable
from functools import partial
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from store.desk.plan import PlanChanges, save_changes
from store.desk.worklist import person_line
from store.errors import StoreError
from tui.actions import bindings
from tui.office_screen import OfficeScreen
from tui.requests import HelperAsked, PersonAsked, QuestionAsked, RouteSheetAsked, VisitAsked
from tui.week_plan import (
    Entry,
    Stage,
    WeekTable,
    changes,
    moved,
    read_week,
    replaced,
    toggled,
    week_after,
    week_to_plan,
    with_helper,
)
from tui.week_rows import (
    BEYOND_KEY,
    NARROW,
    WIDE,
    WIDE_FROM,
    counts_text,
    entry_line,
    listed,
    person_of_row,
    saved_text,
    week_name,
    whole_row,
)
from tui.widgets.line import Line
from tui.widgets.record_list import ListRow, RecordList
from tui.widgets.rule import Rule
from tui.workplace import Workplace

_READING = "正在按到期的事拟这一周的安排,请稍候..."
_FIXED = "这一行不能改: 已经走访过的,或者走访办不了的事。"


class PlanScreen(OfficeScreen):
    """The table of one week. Changes stay on the table until F2 saves them all."""

    CSS_PATH = "plan.tcss"
    NAME = "排期"
    HELP = (
        "这一周谁哪天去走访谁。拟定 是按到期的事项拟的,还没有保存;改好以后按 F2,一次全部保存。\n"
        "左右键换天,F4 换走访人,空格 不排。* 是改过的,- 是不排的。F9 打印走访路线单。\n"
        "安排未办 是以前安排了、没有见到人的:按右键排到这一周,按空格不再安排。\n"
        "安排只是打算,不算办过;见到了人,要用 F5 记走访。"
    )
    ACTIONS = ("help", "save", "earlier", "later", "edit", "leave_out", "week", "visit", "print", "open", "back")
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("help", "save", "edit", "leave_out", "week", "visit", "print", "open", "back"),
        # Before the list takes them for scrolling sideways.
        *bindings("earlier", "later", priority=True),
    ]

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self._monday = week_to_plan(workplace.today)
        self._laid = self._table = WeekTable(self._monday, workplace.today)
        self._revision = -1
        self._beyond_open = False
        self._saving = False
        self._at: ListRow | None = None

    def body(self) -> Iterable[Widget]:
        yield Line(id="week", style="bold")
        yield Rule()
        yield RecordList(NARROW, id="visits")
        yield Line(id="visit")

    def on_mount(self) -> None:
        self.set_focus(self._list)

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        session = self.workplace.session
        # Unsaved changes stay on the table; saving looks whether what they start from is still so.
        if session.is_open and session.revision != self._revision and not self._is_changed:
            self._read_again()

    def on_resize(self) -> None:
        self._show()

    def forget(self) -> None:
        if not self._is_changed:
            self._lay(WeekTable(self._monday, self.workplace.today))
            self._revision = -1

    @property
    def _is_changed(self) -> bool:
        return self._table.entries != self._laid.entries

    @property
    def _list(self) -> RecordList:
        return self.query_one("#visits", RecordList)

    @property
    def current(self) -> Entry | None:
        """The visit under the cursor."""
        row = self._list.current
        return self._table.entry(row.key) if row else None

    def _read_again(self) -> None:
        self.run_newest(self._read, "week", awaited=True)

    async def _read(self) -> None:
        revision = self.workplace.session.revision
        job = partial(read_week, monday=self._monday, today=self.workplace.today)
        table = await self.workplace.session.read(job)
        if not self._is_changed:
            self._revision = revision
            self._lay(table)

    def _lay(self, table: WeekTable) -> None:
        self._laid = self._table = table
        self._show()

    def _change(self, old: Entry, new: Entry) -> None:
        self._table = replaced(self._table, old, new)
        self.say("")
        self._show()

    def _show(self) -> None:
        table = self._table
        unsaved = "    有改动,F2 保存" if self._is_changed else ""
        self.query_one("#week", Line).show(f"排期  {week_name(table)}    {counts_text(table)}{unsaved}")
        columns = WIDE if self.size.width >= WIDE_FROM else NARROW
        self._list.show(listed(table, beyond_open=self._beyond_open), columns)
        self._at = self._list.current
        if not table.entries:
            said = "这一周没有要排的走访: 到期的事都在 今日。按 Tab 看下一周。" if self._revision >= 0 else _READING
            self.query_one("#visit", Line).show(f" {said}")

    @on(RecordList.Moved)
    def _describe(self) -> None:
        if self._list.current != self._at:
            # She went on: what was said was about the line before.
            self._at = self._list.current
            self.say("")
        entry = self.current
        if entry or self._table.entries:
            said = entry_line(entry, self._table.today) if entry else whole_row(self._at) if self._at else ""
            self.query_one("#visit", Line).show(f" {said}")

    def _changeable(self) -> Entry | None:
        """The visit under the cursor, unless nothing can be done to it; then it is said."""
        entry = self.current
        if entry is None or entry.fixed:
            self.say(_FIXED if self._list.current else "")
            return None
        return entry

    def action_earlier(self) -> None:
        self._move(-1)

    def action_later(self) -> None:
        self._move(1)

    def _move(self, step: int) -> None:
        entry = self._changeable()
        if entry is None:
            return
        new = moved(self._table, entry, step)
        if new is None:
            self.say("只能排在今天到下一周之内。" if step > 0 else "过去的日子不能再排。")
        else:
            self._change(entry, new)

    def action_leave_out(self) -> None:
        entry = self._changeable()
        if entry is not None:
            self._change(entry, toggled(entry))

    def action_edit(self) -> None:
        entry = self._changeable()
        if entry is not None:
            question = f"{entry.visit.name} 由谁去走访?"
            self.post_message(HelperAsked(question, self._table.helpers, partial(self._give, entry.key)))

    def _give(self, key: object, helper: str | None) -> None:
        entry = self._table.entry(key)
        if entry is None:
            # The vault was locked over the question, and the table forgotten.
            self.run_job(self._give_when_read(key, helper))
        else:
            placed = entry if entry.placed else moved(self._table, entry, 1)
            self._change(entry, with_helper(placed or entry, helper))

    async def _give_when_read(self, key: object, helper: str | None) -> None:
        await self._read()
        if self._table.entry(key) is not None:
            self._give(key, helper)

    def action_open(self) -> None:
        row = self._list.current
        if row is not None and row.key == BEYOND_KEY:
            self._beyond_open = not self._beyond_open
            self.say("")
            self._show()
            self._list.scroll_to(
                y=listed(self._table, beyond_open=True).index_of(BEYOND_KEY), animate=False, force=True
            )
        elif (person := self._person) is not None:
            self.post_message(PersonAsked(person))

    @property
    def _person(self) -> int | None:
        """The row id of the person under the cursor."""
        row, entry = self._list.current, self.current
        if entry is not None:
            return entry.plan.person_id
        return person_of_row(row.key) if row else None

    def action_visit(self) -> None:
        if (person := self._person) is not None:
            self.run_step(self._ask_visit(person))

    async def _ask_visit(self, person: int) -> None:
        today = self.workplace.today
        line = await self.workplace.session.read(partial(person_line, person=person, today=today))
        entry = self.current
        meant = entry.windows if entry and entry.plan.person_id == person else ()
        self.post_message(VisitAsked(line, meant))

    def action_week(self) -> None:
        if self._is_changed:
            self.post_message(QuestionAsked("有改动没有保存,换周会丢掉。换吗?", self._turn_week))
        else:
            self._turn_week()

    def _turn_week(self) -> None:
        self._revision = -1
        self._monday = week_after(self._monday, self.workplace.today)
        self._lay(WeekTable(self._monday, self.workplace.today))
        self._read_again()

    def action_print(self) -> None:
        entry = self.current
        if self._is_changed:
            self.say("有改动没有保存: 先按 F2 保存,再打印路线单。", "bold reverse")
        elif not any(entry.stage in (Stage.PLANNED, Stage.DONE) for entry in self._table.entries):
            self.say("这一周还没有保存的安排: 先按 F2 保存,再打印路线单。", "bold reverse")
        else:
            day = entry.plan.day if entry and entry.placed else None
            self.post_message(RouteSheetAsked(self._table.first, self._table.last, day))

    def action_save(self) -> None:
        wanted = changes(self._table.entries)
        if self._revision < 0:
            self.say(_READING)
        elif wanted == PlanChanges():
            self.say("没有要保存的。")
        elif not self._saving:
            self._saving = True
            self.run_job(self._save(wanted))

    async def _save(self, wanted: PlanChanges) -> None:
        job = partial(save_changes, act=self.workplace.act("plan"), changes=wanted)
        await self.workplace.session.write(job)
        self._saving = False
        self._laid = self._table
        await self._read()
        self.say(saved_text(len(wanted.new), len(wanted.amended), len(wanted.dropped)), "bold")

    def failed(self, error: StoreError) -> None:
        self._saving = False
        super().failed(error)

    def action_back(self) -> None:
        if self._saving:
            self.say("正在保存,请稍候...")
        elif self._is_changed:
            self.post_message(QuestionAsked("有改动没有保存,离开会丢掉。离开吗?", lambda: self.dismiss(None)))
        else:
            self.dismiss(None)
