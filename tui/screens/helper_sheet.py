"""走访单: what a helper takes along on one visit. Agreed name and place, nothing more."""

from collections.abc import Iterable, Sequence
from functools import partial

from textual.widget import Widget

from store.desk.completion import visitors
from store.desk.visitors import helpers_of
from store.desk.worklist import PersonLine
from store.sheets.called import called
from store.sheets.helper_sheet import TITLE, HelperVisit, helper_sheet
from tui.list_screen import place_of
from tui.print_screen import PrintScreen
from tui.session import LockedError
from tui.typed_text import cleaned_text
from tui.widgets.completing_entry import COMPLETION_HELP, CompletingEntry
from tui.widgets.day_entry import DAY_HELP, DayEntry
from tui.widgets.field_row import FieldRow
from tui.widgets.line import Line
from tui.widgets.text_entry import TextEntry
from tui.workplace import Workplace


class HelperSheetScreen(PrintScreen):
    """Whoever is responsible goes; she may name somebody else, and another place to meet."""

    NAME = TITLE
    HELP = (
        "给志愿者或别的走访人带去的一张单子:走访谁(约定称呼,没有就用姓和 某)、去哪里、哪天。\n"
        "单上没有措施、检测、电话和证件号码。地点可以改成约好见面的地方。走访后把单子收回来。"
    )

    def __init__(self, workplace: Workplace, person: PersonLine, agreed_name: str | None) -> None:
        super().__init__(workplace)
        self._person = person
        self._called = called(person.name, agreed_name)
        self._helper = CompletingEntry(id="helper")
        self._day = DayEntry(lambda: self.workplace.today, workplace.today.isoformat(), planned=True, id="day")
        self._place = TextEntry(place_of(person.village, person.village_group), id="place")

    def rows(self) -> Sequence[FieldRow]:
        return (
            FieldRow("走访人", self._helper, help=f"谁去。{COMPLETION_HELP}"),
            FieldRow("日期", self._day, help=f"哪天去。{DAY_HELP}"),
            FieldRow("地点", self._place, help="去哪里,或者约在哪里见面。"),
        )

    def preview(self) -> Iterable[Widget]:
        yield Line(id="called")

    async def read(self) -> None:
        read, today = self.workplace.session.read, self.workplace.today
        self._helper.offer(await read(partial(visitors, today=today, village=self._person.village)))
        if not self._helper.value:
            helpers = await read(partial(helpers_of, people=(self._person.id,), today=today))
            self._helper.begin_with(helpers.get(self._person.id, ""))

    def show(self) -> None:
        self.query_one("#called", Line).show(f" 单上的称呼: {self._called}")

    def file_name(self) -> str:
        return f"{TITLE}-{self._day.meant or self.workplace.today}.html"

    def hindrance(self) -> tuple[Widget, str] | None:
        if cleaned_text(self._helper.value) is None:
            return self._helper, "还没有写 走访人"
        if self._day.meant is None:
            return self._day, "日期没有写对"
        if cleaned_text(self._place.value) is None:
            return self._place, "还没有写 地点"
        return None

    async def document(self) -> str:
        office, day = self.workplace.session.office, self._day.meant
        if office is None or day is None:
            raise LockedError
        helper, place = cleaned_text(self._helper.value) or "", cleaned_text(self._place.value) or ""
        return helper_sheet(office, HelperVisit(helper, day, self._called, place))
