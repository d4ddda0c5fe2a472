"""What the matrices of 公约 share: places down, documents across, an earlier day beside today, and what leads on."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from store.desk.coverage import CoverageRow
from store.sheets.list_sheet import ListSheet
from store.text import fit
from tui.actions import bindings
from tui.office_screen import OfficeScreen
from tui.pact_matrix import (
    BEFORE,
    TYPED_DAY,
    Matrix,
    columns,
    earlier_day,
    heads,
    numbers,
    row_of,
    row_of_one,
    versions_text,
)
from tui.requests import (
    AreasAsked,
    AssemblyAsked,
    DayAsked,
    DayQuestion,
    DocumentsAsked,
    HouseholdFormAsked,
    ListSheetAsked,
    OneOfAsked,
)
from tui.standing import short_day
from tui.widgets.filter_choice import FilterChoice
from tui.widgets.line import Line
from tui.widgets.record_list import ListedRows, RecordList
from tui.widgets.rule import Rule
from tui.workplace import Workplace

_TOLD = 3
"""Kinds that are told in words below the list, at most."""


class PactMatrixScreen(OfficeScreen):
    """Reads the shares of its places; a change of the ledger or of the day has them read anew."""

    CSS_PATH: ClassVar = [Path(__file__).with_name("pact_matrix_screen.tcss")]
    ACTIONS: ClassVar[tuple[str, ...]] = ("help", "filter", "new", "open", "print", "back")
    BINDINGS: ClassVar[list[BindingType]] = bindings("help", "filter", "new", "open", "print", "back")
    WHOLE: ClassVar[str]
    """What all places together are called."""
    PLACE: ClassVar[str]
    """What one of them is called."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self._matrix = Matrix()
        self._read_at: tuple[int, date, date | None] | None = None
        self._typed_day: date | None = None

    def head(self) -> Widget:
        """The first line."""
        raise NotImplementedError

    @property
    def reading(self) -> Callable[..., list[CoverageRow]]:
        """What is to be shown of a day, from the connection and ``today``; called in the database thread."""
        raise NotImplementedError

    def place_name(self, place: str | None) -> str:
        """What a place is called in its line."""
        return place or self.WHOLE

    def lead_on(self, place: str | None, kind: str | None) -> None:
        """Enter on the line of a place."""
        raise NotImplementedError

    def body(self) -> Iterable[Widget]:
        yield self.head()
        with Horizontal(id="filters"):
            yield FilterChoice("文书", (), id="kind")
            yield FilterChoice("对比", (*BEFORE, TYPED_DAY), id="before", every="不比")
            yield Line(id="total")
        yield Rule()
        yield Line(id="heading", style="bold")
        yield RecordList((), id="places")
        for place in range(_TOLD):
            yield Line(id=f"standing{place}")

    def on_mount(self) -> None:
        self.set_focus(self._list)

    def on_resize(self, _event: events.Resize) -> None:
        self.call_after_refresh(self._show)

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        if not self.is_gone and self.workplace.session.is_open and self._read_at != self._now:
            self.run_newest(self._read, "matrix", awaited=True)

    @property
    def _now(self) -> tuple[int, date, date | None]:
        return self.workplace.session.revision, self.workplace.today, self._compared

    @property
    def _compared(self) -> date | None:
        """The earlier day that is to stand beside today."""
        word = self._choice("before").chosen
        return self._typed_day if word == TYPED_DAY else earlier_day(word, self.workplace.today) if word else None

    def forget(self) -> None:
        self._matrix, self._read_at = Matrix(), None
        self._show()

    async def _read(self) -> None:
        now = self._now
        today, read = self.workplace.today, self.workplace.session.read
        before = await read(partial(self.reading, today=now[2])) if now[2] else None
        self._matrix = Matrix(await read(partial(self.reading, today=today)), before)
        self._read_at = now
        self._choice("kind").offer(self._matrix.kinds)
        self._show()

    @property
    def _list(self) -> RecordList:
        return self.query_one("#places", RecordList)

    def _choice(self, name: str) -> FilterChoice:
        return self.query_one(f"#{name}", FilterChoice)

    @property
    def _kinds(self) -> Sequence[str]:
        return columns(self._matrix, self._choice("kind").chosen, self.size.width)[1]

    def _show(self) -> None:
        if self.is_gone:
            return
        kind = self._choice("kind").chosen
        widths, kinds = columns(self._matrix, kind, self.size.width)
        rows = (
            row_of_one(self._matrix, place, self.place_name(place), kind)
            if kind is not None
            else row_of(self._matrix, place, self.place_name(place), kinds, widths)
            for place in self._matrix.places
        )
        first, name, *rest = [
            fit(text, column.width) if column.width else text
            for text, column in zip(heads(kinds, kind), widths, strict=True)
        ]
        self.query_one("#heading", Line).show(f" {first}{name} {' '.join(rest)}")
        self._list.show(ListedRows(tuple(rows)), widths)
        self.query_one("#total", Line).show(self._total_text(len(kinds)))
        self._tell()

    def _total_text(self, shown: int) -> str:
        more = len(self._matrix.kinds) - shown if self._choice("kind").chosen is None else 0
        day, asked = self._compared, self._choice("before").chosen == TYPED_DAY
        compared = f"对比 {short_day(day, self.workplace.today)}" if day else "Enter 写哪一天" if asked else ""
        return "  ".join(part for part in (f"还有{more}种文书,用筛选看" if more > 0 else "", compared) if part)

    @on(RecordList.Moved)
    def _tell(self) -> None:
        said = [""] * _TOLD
        if self._list.current is not None and self._matrix.now:
            for number, kind in enumerate(self._kinds[:_TOLD]):
                said[number] = versions_text(self._matrix.of(self.place, kind))
        elif self._read_at is not None:
            said[0] = self.empty
        for number, text in enumerate(said):
            self.query_one(f"#standing{number}", Line).show(f" {text}" if text else "")

    @property
    def empty(self) -> str:
        """What is said while there is nothing to show."""
        return "还没有要签的。按 5 报送 导入户和公约文书,或者按 F7 新增。"

    @on(FilterChoice.Chosen)
    def _filter(self) -> None:
        self.say("")
        if self._read_at != self._now:
            self.run_newest(self._read, "matrix")
        else:
            self._show()

    def action_filter(self) -> None:
        stops: list[Widget] = [self._list, self._choice("kind"), self._choice("before")]
        place = stops.index(self.focused) if self.focused in stops else -1
        self.set_focus(stops[(place + 1) % len(stops)])

    def action_list(self) -> None:
        before = self._choice("before")
        if self.focused is before and before.chosen == TYPED_DAY:
            self.post_message(DayAsked(DayQuestion("对比哪一天", "哪一天", "以前的哪一天。", self._compare)))
        self.set_focus(self._list)

    async def _compare(self, day: date) -> str:
        self._typed_day = day
        return ""

    def action_open(self) -> None:
        if self._list.current is not None:
            self.lead_on(self.place, self._choice("kind").chosen)

    def action_new(self) -> None:
        where, kind = self.standing_at, self._choice("kind").chosen
        asked = {
            "集体签订": AssemblyAsked(*where, kind),
            "新登记一户": HouseholdFormAsked(None, *where),
            "公约文书": DocumentsAsked(),
            "区划网格": AreasAsked(),
        }
        self.post_message(OneOfAsked("新增哪一样?", tuple(asked), lambda chosen: self.post_message(asked[chosen])))

    @property
    def standing_at(self) -> tuple[str | None, str | None]:
        """Village and group of the line under the cursor; None where it is about all of them."""
        raise NotImplementedError

    @property
    def place(self) -> str | None:
        """The place of the line under the cursor; None for all of them."""
        row = self._list.current
        return None if row is None or row.key is None else str(row.key)

    def action_print(self) -> None:
        if not self._matrix.now:
            self.say("没有可以打印的。")
            return
        kind = self._choice("kind").chosen
        kinds = (kind,) if kind else self._matrix.kinds
        heads = (self.PLACE, *(word for each in kinds for word in (each, "比例", "过期", "外出", "拒签", "未签")))
        rows = tuple(
            (self.place_name(place), *(text for each in kinds for text in numbers(self._matrix.of(place, each))))
            for place in self._matrix.places
        )
        title = f"{self.NAME}签订情况"
        self.post_message(ListSheetAsked(ListSheet(title, title, self.part, heads, rows)))

    @property
    def part(self) -> str:
        """Which part of the township a sheet is about."""
        return ""
