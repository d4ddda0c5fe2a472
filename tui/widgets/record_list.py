"""A list of any length: it draws only the lines on screen, so a hundred thousand rows open as fast as ten."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from store.text import cells, clean, fit
from tui.actions import bindings

PART_MARK = " | "
_PLAIN, _HEADING, _CURSOR = Style(), Style(bold=True), Style(reverse=True)


@dataclass(frozen=True, slots=True)
class Column:
    """Width in cells; the one column of width 0 takes what the others leave."""

    width: int


@dataclass(frozen=True, slots=True)
class ListRow:
    """One line. ``key`` is the same after a reload, so that the cursor can stay. A heading has one cell, full width.

    A cell of several parts shows as many of them as fit whole, and counts the others.
    """

    key: Hashable
    cells: tuple[str | tuple[str, ...], ...]
    heading: bool = False
    selectable: bool = True


class ListSource(Protocol):
    """Where rows come from. Texts are cleaned when they are drawn."""

    def count(self) -> int: ...

    def rows(self, start: int, stop: int) -> Sequence[ListRow]: ...

    def index_of(self, key: Hashable) -> int | None:
        """Where the row of ``key`` stands now; None when it has gone."""
        ...


@dataclass(frozen=True, slots=True)
class ListedRows:
    """A source over rows that are all there."""

    listed: tuple[ListRow, ...] = ()

    def count(self) -> int:
        return len(self.listed)

    def rows(self, start: int, stop: int) -> Sequence[ListRow]:
        return self.listed[start:stop]

    def index_of(self, key: Hashable) -> int | None:
        return next((index for index, row in enumerate(self.listed) if row.key == key), None)


def _fitted(cell: str | tuple[str, ...], width: int) -> str:
    if isinstance(cell, str):
        return fit(cell, width)
    for shown in range(len(cell), 0, -1):
        more = f" +{len(cell) - shown}" if shown < len(cell) else ""
        text = clean(PART_MARK.join(cell[:shown]) + more)
        if cells(text) <= width:
            return fit(text, width)
    return fit(cell[0] if cell else "", width)


class RecordList(ScrollView, can_focus=True):
    """Shows a ``ListSource`` with a ``>`` cursor on selectable rows. Keys: arrows, PgUp/PgDn, Home/End."""

    DEFAULT_CSS = """
    RecordList {
        height: 1fr;
        width: 100%;
        scrollbar-size: 0 0;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("previous", "next"),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "end(0)", show=False),
        Binding("end", "end(1)", show=False),
    ]

    class Moved(Message):
        """The cursor stands on another row, or the rows under it were exchanged."""

    def __init__(self, columns: Sequence[Column], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._columns = tuple(columns)
        self._source: ListSource = ListedRows()
        self._cursor: int | None = None
        self._line_style = _PLAIN

    @property
    def place(self) -> int | None:
        """Where the cursor stands, from the top; None in a list without rows to stand on."""
        return self._cursor

    @property
    def on_screen(self) -> range:
        """The places that are in sight."""
        top = self.scroll_offset.y
        return range(top, min(top + self.size.height, self._source.count()))

    @property
    def current(self) -> ListRow | None:
        """The row under the cursor."""
        return None if self._cursor is None else self._row(self._cursor)

    def show(self, source: ListSource, columns: Sequence[Column] | None = None) -> None:
        """Exchange the rows. The cursor stays on its row, else on its place, so that she is where she was."""
        kept, place = self.current, self._cursor or 0
        self._source = source
        self._columns = tuple(columns or self._columns)
        self.virtual_size = Size(self.size.width, source.count())
        found = source.index_of(kept.key) if kept else None
        self._cursor = found if found is not None else self._nearest(min(place, source.count() - 1), 1)
        self._scroll_to_cursor()
        self.refresh()
        self.post_message(self.Moved())

    def on_resize(self) -> None:
        self.virtual_size = Size(self.size.width, self._source.count())
        self._scroll_to_cursor()

    def action_previous(self) -> None:
        self.action_move(-1)

    def action_next(self) -> None:
        self.action_move(1)

    def action_move(self, step: int) -> None:
        if self._cursor is not None:
            self._move_to(self._cursor + step, step)

    def action_page(self, direction: int) -> None:
        if self._cursor is not None:
            self._move_to(self._cursor + direction * max(1, self.size.height - 1), direction)

    def action_end(self, last: int) -> None:
        self._move_to(self._source.count() - 1 if last else 0, -1 if last else 1)

    def _move_to(self, index: int, step: int) -> None:
        index = max(0, min(index, self._source.count() - 1))
        found = self._nearest(index, step)
        if found is None or found == self._cursor:
            # Nothing selectable beyond: the heading above the first row should still come into view.
            self.scroll_to(y=0 if index == 0 else None, animate=False, force=True)
            return
        before, self._cursor = self._cursor, found
        for line in (before, found):
            if line is not None:
                self.refresh_line(line)
        self._scroll_to_cursor()
        self.post_message(self.Moved())

    def _nearest(self, index: int, step: int) -> int | None:
        """The first selectable row from ``index`` on in the direction of ``step``, else the other way."""
        ahead = 1 if step > 0 else -1
        for direction in (ahead, -ahead):
            at = index
            while 0 <= at < self._source.count():
                if self._row(at).selectable:
                    return at
                at += direction
        return None

    def _scroll_to_cursor(self) -> None:
        if self._cursor is None or not self.size.height:
            return
        top, height = self.scroll_offset.y, self.size.height
        # A heading directly above comes along.
        first = self._cursor - 1 if self._cursor and not self._row(self._cursor - 1).selectable else self._cursor
        if first < top:
            self.scroll_to(y=first, animate=False, force=True)
        elif self._cursor >= top + height:
            self.scroll_to(y=self._cursor - height + 1, animate=False, force=True)

    def _row(self, index: int) -> ListRow:
        return self._source.rows(index, index + 1)[0]

    def render_lines(self, crop: Region) -> list[Strip]:
        # The same for every line, and half of what a line costs.
        self._line_style = self.rich_style
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        index, width = y + self.scroll_offset.y, self.size.width
        if index >= self._source.count():
            return Strip.blank(width, self._line_style)
        row = self._row(index)
        segments = self._drawn(row, index == self._cursor)
        return Strip(segments).adjust_cell_length(width).apply_style(self._line_style)

    def _drawn(self, row: ListRow, under_cursor: bool) -> list[Segment]:
        mark = ">" if under_cursor else " "
        if row.heading:
            return [Segment(mark + _fitted(row.cells[0], self.size.width - 1), _CURSOR if under_cursor else _HEADING)]
        texts = [_fitted(text, width) for text, width in zip(row.cells, self._widths(), strict=True)]
        # The first two columns are the marks and the name: what tells the row apart is what is reversed.
        name = Segment(texts[1], _CURSOR if under_cursor else _PLAIN)
        return [Segment(mark + texts[0]), name, Segment(" " + " ".join(texts[2:]))]

    def _widths(self) -> list[int]:
        gaps = len(self._columns) - 2
        taken = 1 + gaps + sum(column.width for column in self._columns)
        return [column.width or max(1, self.size.width - taken) for column in self._columns]
