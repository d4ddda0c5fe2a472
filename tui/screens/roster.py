"""花名册: everybody, found while one types, filtered, sorted, counted."""

from array import array
from collections import Counter
from collections.abc import Iterable
from functools import partial
from typing import get_args

from textual import events, on
from textual.containers import Horizontal
from textual.widget import Widget

from store.desk.people_list import PeopleList, Wanted
from store.desk.people_sql import Count
from store.desk.worklist import person_line, worklist
from tui.actions import bindings
from tui.desk_screen import DeskScreen
from tui.requests import (
    AssessmentAsked,
    BatchAsked,
    ExportAsked,
    PersonAsked,
    RecordAsked,
    RegistrationAsked,
    TestAsked,
    VisitAsked,
)
from tui.roster_list import RosterLine, RosterSource, columns_for, glance, heading, list_columns
from tui.roster_order import Order
from tui.roster_reading import (
    NOTHING,
    Listing,
    around,
    read_beginning,
    read_choices,
    read_counts,
    read_lines,
    read_listing,
)
from tui.today_list import by_person
from tui.widgets.count_choice import CountChoice
from tui.widgets.desk_line import DeskLine
from tui.widgets.field_row import Edited
from tui.widgets.filter_choice import FilterChoice
from tui.widgets.finding_entry import FindingEntry
from tui.widgets.line import Line
from tui.widgets.record_list import RecordList
from tui.widgets.rule import Rule
from tui.widgets.short_filter import ShortFilter
from tui.workplace import Workplace

_FILTERS = {"category": "类别", "village": "村", "grid": "网格", "risk": "风险", "state": "状态"}
_KEPT_LINES = 2_000


class RosterScreen(DeskScreen):
    """One line a person. Comes back with what was typed, filters, order, ticks and cursor where they were."""

    CSS_PATH = "roster.tcss"
    DESK = "roster"
    NAME = "花名册"
    HELP = (
        "所有的人,一人一行。查找栏边打边找:姓名或其中几个字、拼音、首字母、曾用名、证件尾号、电话尾号、村都行;\n"
        "打的时候上下键移光标,Enter 打开;Esc 先清空查找,再离开。Tab 到人数和筛选,左右键换。\n"
        "下一项 和 剩余 是现在能办的事里最早到期的一件。勾选的人前面有 *。屏幕宽了显示更多栏目。"
    )
    ACTIONS = (
        "help",
        "search",
        "filter",
        "sort",
        "reverse",
        "tick",
        "edit",
        "visit",
        "test",
        "assess",
        "new",
        "batch",
        "export",
        "open",
        "back",
    )
    UNNAMED = frozenset({"tick"})
    BINDINGS = bindings(*ACTIONS)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self._everybody: PeopleList | None = None
        self._shown: PeopleList | None = None
        self._lines: dict[int, RosterLine] = {}
        self._ticked: set[int] = set()
        self._order = Order()
        self._read_at = (-1, workplace.today)

    def body(self) -> Iterable[Widget]:
        yield DeskLine(self.DESK)
        with Horizontal(id="finding"):
            yield Line(" 查找 [", classes="name")
            yield FindingEntry(id="search")
            yield Line("]", id="bracket")
            yield Line(id="order")
        with Horizontal(id="counting"):
            yield CountChoice(get_args(Count), id="counted")
            yield Line(id="total")
        with Horizontal(id="filters"):
            for name, label in _FILTERS.items():
                yield ShortFilter(label, (), id=name)
            yield ShortFilter("缺主帮教人", ("是",), id="without_main_helper")
        yield Rule()
        yield Line(id="heading")
        yield RecordList(list_columns(columns_for(80)), id="people")
        yield Line(id="person")

    def on_mount(self) -> None:
        self.set_focus(self._list)

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        session = self.workplace.session
        if session.is_open and (session.revision, self.workplace.today) != self._read_at:
            self.run_newest(self._read_anew, "roster", awaited=True)

    def about_to_lock(self) -> None:
        for reading in ("roster", "lines", "counts"):
            self.workers.cancel_group(self, reading)

    def on_resize(self, event: events.Resize) -> None:
        self._draw()

    def forget(self) -> None:
        self._everybody = self._shown = None
        self._lines, self._read_at = {}, (-1, self.workplace.today)
        if self.is_mounted:
            self._draw()
            self.query_one("#counted", CountChoice).count({})

    @property
    def _list(self) -> RecordList:
        return self.query_one("#people", RecordList)

    @property
    def _search(self) -> FindingEntry:
        return self.query_one("#search", FindingEntry)

    @property
    def _wanted(self) -> Wanted:
        chosen = {name: self.query_one(f"#{name}", FilterChoice).chosen for name in _FILTERS}
        return Wanted(
            **{name: "" if value == NOTHING else value for name, value in chosen.items()},
            without_main_helper=self.query_one("#without_main_helper", FilterChoice).chosen is not None,
            counted=self._counted,
            sort=self._order.sort,
            descending=self._order.descending,
        )

    @property
    def _counted(self) -> Count | None:
        chosen = self.query_one("#counted", CountChoice).chosen
        return next((name for name in get_args(Count) if name == chosen), None)

    @property
    def current(self) -> RosterLine | None:
        """The person under the cursor, once read."""
        row = self._list.current
        return self._lines.get(row.key) if row and isinstance(row.key, int) else None

    async def _read_anew(self) -> None:
        """After a change of the vault: everything, what stands on the screen first, and the counts behind it."""
        session = self.workplace.session
        today = self.workplace.today
        revision = session.revision
        if self._shown is None and self._wanted == Wanted() and not self._search.value.strip():
            self._take(await session.read(partial(read_beginning, today=today)))
        choices = await session.read(read_choices)
        for name, options in choices.items():
            self.query_one(f"#{name}", FilterChoice).offer(options)
        self._everybody = None
        listing = await self._listing()
        self._lines = {}
        self._take(listing)
        self._read_at = (revision, today)
        self.run_newest(self._count, "counts")

    async def _count(self) -> None:
        """Many people are counted in portions: keys are answered between them."""
        session = self.workplace.session
        today = self.workplace.today
        revision = session.revision
        counts, numbers = self.query_one("#counted", CountChoice), Counter[str]()
        start: int | None = 0
        while start is not None:
            some, start = await session.read(partial(read_counts, today=today, start=start))
            numbers.update(some)
            if start is not None:
                # What was counted before a change may be wrong by now, and the right numbers take a moment.
                counts.count({})
        if (session.revision, self.workplace.today) == (revision, today):
            counts.count(numbers)

    async def _read_order(self) -> None:
        """After a choice: the same people in another order, or others."""
        self._everybody = None
        self._take(await self._listing())

    async def _read_found(self) -> None:
        """After a letter: the likeliest is what the cursor should stand on."""
        self._take(await self._listing())
        if self._search.value:
            self._list.action_end(0)

    async def _listing(self) -> Listing:
        job = partial(
            read_listing,
            today=self.workplace.today,
            wanted=self._wanted,
            typed=self._search.value,
            everybody=self._everybody,
            cursor=self._under_cursor,
        )
        return await self.workplace.session.read(job)

    @property
    def _under_cursor(self) -> int | None:
        row = self._list.current
        return row.key if row and isinstance(row.key, int) else None

    def _take(self, listing: Listing) -> None:
        self._everybody, self._shown = listing.everybody, listing.shown
        # What scrolled by long ago is read again if she goes back.
        self._lines = listing.lines if len(self._lines) > _KEPT_LINES else {**self._lines, **listing.lines}
        self._draw()

    def _draw(self) -> None:
        columns = columns_for(self.size.width)
        people = self._shown.people if self._shown else array("q")
        source = RosterSource(people, self._lines, self._ticked, columns, self.workplace.today)
        self.query_one("#heading", Line).show(heading(columns))
        self.query_one("#order", Line).show(self._order.text)
        self.query_one("#total", Line).show(self._total_text)
        self._list.show(source, list_columns(columns))

    @property
    def _total_text(self) -> str:
        if self._shown is None or not self._shown.is_whole:
            return ""
        ticked = f"勾选 {len(self._ticked)}  " if self._ticked else ""
        return f"{ticked}显示 {self._shown.count()} 人"

    @on(RecordList.Moved)
    def _show_person(self) -> None:
        person = self._under_cursor
        line = self._lines.get(person) if person is not None else None
        if person is None:
            self.query_one("#person", Line).show(self._nobody_text)
        elif line is not None:
            self.query_one("#person", Line).show(glance(line, self.workplace.today))
        if self._lacking:
            self.run_newest(self._read_lines, "lines")

    @property
    def _nobody_text(self) -> str:
        if self._shown is None:
            return ""
        if self._search.value.strip():
            return "没有找到这样的人。按 Esc 清空查找;姓名、拼音、首字母、尾号、村都可以打。"
        if self._wanted != Wanted(sort=self._order.sort, descending=self._order.descending):
            return "这个筛选下没有人。按 Tab 到筛选栏,用左右键换回 全部。"
        return "花名册还是空的。按 F7 新增一个人,或者按 5 到报送,导入旧台账。"

    @property
    def _lacking(self) -> bool:
        """Whether a line on screen, or one that the next key brings there, has not been read."""
        if self._shown is None:
            return False
        place = self._list.place or 0
        near = self._shown.people[max(0, place - self.size.height) : place + self.size.height]
        return any(person not in self._lines for person in near)

    async def _read_lines(self) -> None:
        shown = self._shown
        if shown is None:
            return
        begins_anew = len(self._lines) > _KEPT_LINES
        known = {} if begins_anew else self._lines
        people = [person for person in around(shown, self._list.place or 0) if person not in known]
        job = partial(read_lines, shown=shown, people=people, today=self.workplace.today)
        lines = await self.workplace.session.read(job)
        if begins_anew:
            self._lines = lines
        else:
            self._lines.update(lines)
        in_sight = self._list.on_screen
        if begins_anew or not lines.keys().isdisjoint(shown.people[in_sight.start : in_sight.stop]):
            self._draw()

    @on(Edited)
    def _find(self, event: Edited) -> None:
        event.stop()
        self.run_newest(self._read_found, "roster", awaited=True)

    @on(FilterChoice.Chosen)
    def _choose(self) -> None:
        self.run_newest(self._read_order, "roster", awaited=True)

    def action_search(self) -> None:
        self.set_focus(self._search)

    def action_list(self) -> None:
        self.set_focus(self._list)

    def action_filter(self) -> None:
        stops: list[Widget] = [self._list, *self.query(FilterChoice)]
        here = stops.index(self.focused) if self.focused in stops else -1
        self.set_focus(stops[(here + 1) % len(stops)])

    def action_into_list(self, key: str) -> None:
        """From the search box: the list takes the key as if it had been there already."""
        self.set_focus(self._list)
        match key:
            case "up" | "down":
                self._list.action_move(1 if key == "down" else -1)
            case _:
                self._list.action_page(1 if key == "pagedown" else -1)

    def action_sort(self) -> None:
        self._reorder(self._order.next)

    def action_reverse(self) -> None:
        self._reorder(self._order.reversed)

    def _reorder(self, order: Order) -> None:
        self._order = order
        self.query_one("#order", Line).show(order.text)
        self.run_newest(self._read_order, "roster", awaited=True)

    def action_tick(self) -> None:
        person = self._under_cursor
        if person is not None:
            self._ticked ^= {person}
            self._draw()
            self._list.action_move(1)

    def action_export(self) -> None:
        """Those ticked, else those listed; everybody is everybody, whoever is added meanwhile."""
        people = tuple(self._ticked) or tuple(self._shown.people if self._shown else ())
        if people:
            self.post_message(ExportAsked(people))

    def action_edit(self) -> None:
        if self._under_cursor is not None:
            self.post_message(RegistrationAsked(self._under_cursor))

    def action_open(self) -> None:
        if self._under_cursor is not None:
            self.post_message(PersonAsked(self._under_cursor))

    def action_new(self) -> None:
        self.post_message(RegistrationAsked())

    def action_batch(self) -> None:
        self.post_message(BatchAsked())

    def action_visit(self) -> None:
        self.run_newest(partial(self._ask_record, VisitAsked), "asked", awaited=True)

    def action_test(self) -> None:
        self.run_newest(partial(self._ask_record, TestAsked), "asked", awaited=True)

    def action_assess(self) -> None:
        self.run_newest(partial(self._ask_record, AssessmentAsked), "asked", awaited=True)

    async def _ask_record(self, request: type[RecordAsked]) -> None:
        person = self._under_cursor
        if person is not None:
            today = self.workplace.today
            line = await self.workplace.session.read(partial(person_line, person=person, today=today))
            items = await self.workplace.session.read(partial(worklist, today=today, people=(person,)))
            gathered = by_person(items, today)
            self.post_message(request(line, gathered[0].obligations if gathered else ()))

    def action_back(self) -> None:
        if self._search.value:
            self._search.value = ""
            self.set_focus(self._list)
        elif self.focused is self._search:
            self.set_focus(self._list)
        else:
            super().action_back()
