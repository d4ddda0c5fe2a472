"""What the lists of 清单 share: filters above, the list, a line about the row under the cursor, Enter, F9."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from store.desk.lives import spans
from store.sheets.list_sheet import ListSheet
from store.text import cells, fit
from tui.actions import bindings
from tui.office_screen import OfficeScreen
from tui.requests import ListSheetAsked
from tui.widgets.filter_choice import FilterChoice
from tui.widgets.line import Line
from tui.widgets.record_list import Column, ListedRows, ListRow, RecordList
from tui.widgets.rule import Rule
from tui.workplace import Workplace

if TYPE_CHECKING:
    from datetime import date

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class ListFilter:
    """One filter above a list: what it is called, and the values an entry is found under.

    ``order`` gives values in an order of their own, offered even while nobody has them.
    """

    label: str
    of: Callable[[Any], Collection[str]]
    order: Sequence[str] = ()

    def options(self, entries: Iterable[Any]) -> Sequence[str]:
        """The values that are offered."""
        return self.order or sorted({value for entry in entries for value in self.of(entry)})


class ListScreen(OfficeScreen, Generic[Row]):
    """A list over ``READ``, a function of what the ledger holds today. It is read anew after every change."""

    CSS_PATH: ClassVar = [Path(__file__).with_name("list_screen.tcss")]
    ACTIONS: ClassVar[tuple[str, ...]] = ("help", "filter", "open", "print", "back")
    BINDINGS: ClassVar[list[BindingType]] = bindings("help", "filter", "open", "print", "back")
    COLUMNS: ClassVar[tuple[Column, ...]]
    HEADS: ClassVar[tuple[str, ...]]
    """What stands above each column; on paper too."""
    EMPTY: ClassVar[str] = ""
    """What is said while the list is empty: what would fill it, and which key does that."""
    FILTERS: ClassVar[tuple[ListFilter, ...]] = ()
    READ: ClassVar[Callable[..., Sequence[Any]]]
    """The entries in their order, from the connection and ``today``; called in the database thread."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self._entries: Sequence[Row] = ()
        self._shown: dict[object, Row] = {}
        self._read_at: tuple[int, date] | None = None

    @property
    def headline(self) -> str:
        """What the list is called, where it depends on what it was opened for."""
        return self.NAME

    @property
    def empty(self) -> str:
        """As ``EMPTY``."""
        return self.EMPTY

    @property
    def reading(self) -> Callable[..., Sequence[Any]]:
        """As ``READ``."""
        return self.READ

    def row(self, entry: Row) -> ListRow:
        """The line of an entry, one text for each column; its key is the same after a reload."""
        raise NotImplementedError

    def describe(self, entry: Row) -> str:
        """What is said about the row under the cursor."""
        raise NotImplementedError

    def open(self, entry: Row) -> None:
        """Enter: lead to what is to be done about it."""
        raise NotImplementedError

    def totals(self, shown: Sequence[Row]) -> str:
        """What the line of filters ends with."""
        return f"{len(shown)} 人" if len(shown) == len(self._entries) else f"{len(shown)} / {len(self._entries)} 人"

    @property
    def heads(self) -> tuple[str, ...]:
        """As ``HEADS``."""
        return self.HEADS

    @property
    def filters(self) -> tuple[ListFilter, ...]:
        """As ``FILTERS``."""
        return self.FILTERS

    def head(self) -> Widget:
        """The first line: what the list is called."""
        return Line(self.headline, style="bold", id="headline")

    def body(self) -> Iterable[Widget]:
        yield self.head()
        with Horizontal(id="filters"):
            for place, each in enumerate(self.filters):
                yield FilterChoice(each.label, (), id=f"filter{place}")
            yield Line(id="total")
        yield Rule()
        yield Line(self._heading(), id="heading", style="bold")
        yield RecordList(self.COLUMNS, id="entries")
        yield Line(id="entry")

    def _heading(self) -> str:
        pairs = zip(self.heads, self.COLUMNS, strict=True)
        first, name, *rest = [fit(text, column.width or cells(text)) for text, column in pairs]
        return f" {first}{name} {' '.join(rest)}"

    def on_mount(self) -> None:
        self.set_focus(self._list)

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        if not self.is_gone and self.workplace.session.is_open and self._read_at != self._now:
            self.run_newest(self._read, "list", awaited=True)

    @property
    def _now(self) -> "tuple[int, date]":
        return self.workplace.session.revision, self.workplace.today

    def forget(self) -> None:
        self._entries, self._read_at = (), None
        self.show()

    async def _read(self) -> None:
        now = self._now
        self.query_one("#total", Line).show("正在算")
        self._entries = await self.read_entries()
        self._read_at = now
        for choice, each in self._filters():
            choice.offer(each.options(self._entries))
        self.show()

    async def read_entries(self) -> Sequence[Row]:
        """The entries in their order."""
        return await self.workplace.session.read(partial(self.reading, today=self.workplace.today))

    async def read_in_portions(self, read: Callable[..., Sequence[Row]], size: int) -> list[Row]:
        """What ``read`` finds of so many ``people`` at a time: nothing she does meanwhile waits for everybody."""
        session, today = self.workplace.session, self.workplace.today
        found: list[Row] = []
        portions = await session.read(partial(spans, size=size))
        for number, people in enumerate(portions):
            self.query_one("#total", Line).show(f"正在算 {100 * number // len(portions)}%")
            found += await session.read(partial(read, today=today, people=people))
        return found

    @property
    def _list(self) -> RecordList:
        return self.query_one("#entries", RecordList)

    def _filters(self) -> list[tuple[FilterChoice, ListFilter]]:
        return [(self.query_one(f"#filter{place}", FilterChoice), each) for place, each in enumerate(self.filters)]

    @property
    def shown(self) -> tuple[Row, ...]:
        """The entries that the filters let through."""
        return tuple(self._shown.values())

    @property
    def current(self) -> Row | None:
        """The entry under the cursor."""
        row = self._list.current
        return self._shown.get(row.key) if row else None

    def chosen(self, place: int) -> str | None:
        """What the filter at that place lets through; None for everything."""
        return self.query_one(f"#filter{place}", FilterChoice).chosen

    def show(self) -> None:
        """Draw what the filters let through."""
        wanted = [(choice.chosen, each) for choice, each in self._filters()]
        entries = [
            entry
            for entry in self._entries
            if all(chosen is None or chosen in each.of(entry) for chosen, each in wanted)
        ]
        rows = [self.row(entry) for entry in entries]
        self._shown = {row.key: entry for row, entry in zip(rows, entries, strict=True)}
        self._list.show(ListedRows(tuple(rows)))
        for line in self.query("#headline").results(Line):
            line.show(self.headline, "bold")
        self.query_one("#total", Line).show(self.totals(entries) if self._read_at else "")
        self._describe()

    @on(RecordList.Moved)
    def _describe(self) -> None:
        current = self.current
        if current is not None:
            said = self.describe(current)
        elif self._read_at is None:
            said = ""
        elif self._entries:
            said = "这个筛选下没有。按 Tab 到筛选栏,用左右键换回 全部。"
        else:
            said = self.empty
        self.query_one("#entry", Line).show(said)

    @on(FilterChoice.Chosen)
    def _filter(self) -> None:
        self.show()

    def action_filter(self) -> None:
        stops: list[Widget] = [self._list, *(choice for choice, _ in self._filters())]
        place = stops.index(self.focused) if self.focused in stops else -1
        self.set_focus(stops[(place + 1) % len(stops)])

    def action_list(self) -> None:
        self.set_focus(self._list)

    def action_open(self) -> None:
        if self.current is not None:
            self.open(self.current)

    def action_print(self) -> None:
        if self._shown:
            self.post_message(ListSheetAsked(self.sheet()))
        else:
            self.say("没有可以打印的。")

    def sheet(self) -> ListSheet:
        """What is shown, for paper."""
        rows = tuple(tuple(_plain(cell) for cell in self.row(entry).cells[1:]) for entry in self.shown)
        chosen = (choice.chosen for choice, _ in self._filters())
        part = " ".join(value for value in chosen if value)
        return ListSheet(self.NAME, self.headline, part, self.heads[1:], rows)


def _plain(cell: str | tuple[str, ...]) -> str:
    return cell if isinstance(cell, str) else "; ".join(cell)


def place_of(village: str, village_group: str | None) -> str:
    """Village and group in one word."""
    return f"{village}{village_group or ''}"
