"""Sending only what changed: the last painted frame is kept as cells, and each update is compared with it.

Textual repaints whole regions; behind a slow line every byte counts. Rests on ``App._display`` and the compositor,
which are private: Textual is pinned exactly, and a test compares the diffed screen with the undiffed one.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from rich.cells import get_character_cell_size
from rich.color import ColorSystem
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment
from rich.style import Style
from textual._compositor import Compositor, CompositorUpdate
from textual._context import visible_screen_stack
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip

from tui.plain_marks import PLAIN

Cell = tuple[str, str]
"""A character with its marks, and its SGR codes. The second cell of a wide character holds no character."""
Line = list[Cell]

BLANK: Cell = (" ", "")
JUMP = 5
"""Bytes of a jump to a column: an unchanged gap of no more bytes is cheaper sent again."""
_CLEAR = "\x1b[m\x1b[2J"
_ERASE_LINE_END = "\x1b[K"


class FrameUpdate(CompositorUpdate):
    """Raw data that brings the terminal from the last frame to the new one."""

    def __init__(self, data: str) -> None:
        self.data = data

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield Segment(self.data)

    def render_segments(self, console: Console) -> str:
        return self.data


class FrameCompositor(Compositor):
    """Composes a line only when a frame asks for it: Textual's own update would be composed and thrown away.

    A line is due from the time that something on it was painted anew until ``taken`` says that a frame has it.
    """

    def __init__(self) -> None:
        super().__init__()
        self._due: set[int] = set()

    def render_update(
        self, full: bool = False, screen_stack: list[Screen[object]] | None = None, simplify: bool = False
    ) -> RenderableType | None:
        """An update without data if any line became due; with ``full`` the whole picture, for a screenshot."""
        if full:
            return super().render_update(full, screen_stack, simplify)
        visible_screen_stack.set(screen_stack or [])
        regions = [region.intersection(self.size.region) for region in self._dirty_regions]
        self._dirty_regions.clear()
        self._due.update(y for region in regions for y in region.line_range)
        return FrameUpdate("") if regions else None

    def due_strips(self) -> list[Strip | None]:
        """The lines that are due; ``None`` for those that stand as they did."""
        due = {y for y in self._due if y < self.size.height}
        if not due:
            return [None] * self.size.height
        chops = self._render_chops(Region(0, min(due), self.size.width, max(due) - min(due) + 1), due.__contains__)
        return [Strip.join(chop.values()) if y in due else None for y, chop in enumerate(chops[: self.size.height])]

    def taken(self) -> None:
        """A frame has every line."""
        self._due.clear()


class Frame:
    """What stands on the terminal. ``ascii_only`` draws signs of unsure width as ASCII.

    ``is_behind`` after an update that might not be sent: its lines have to be given again.
    """

    def __init__(self, color_system: ColorSystem | None = ColorSystem.STANDARD) -> None:
        self.ascii_only = False
        self.is_behind = False
        self._lines: list[Line] = []
        self._width = 0
        self._color_system = color_system

    def update(
        self,
        strips: Sequence[Strip | None],
        width: int,
        *,
        caret: int = 0,
        may_send: Callable[[int], bool] = lambda _size: True,
    ) -> str:
        """The data that makes these strips stand on the terminal; empty when they stand there already.

        ``None`` for a line that stands as it did; not where ``fits`` denies it.

        If so many bytes may not be sent, only the line of the ``caret`` is: the others still differ next time.
        """
        if not self.fits(width, len(strips)):
            # A resized terminal has moved its text in its own way: begin anew.
            lines = [self._cells(strip, width) for strip in strips if strip is not None]
            before: list[Line] = [[BLANK] * width for _ in lines]
            self._lines, self._width, self.is_behind = lines, width, False
            return _CLEAR + "".join(_changes(before, lines).values())
        pairs = zip(strips, self._lines, strict=True)
        lines = [line if strip is None else self._cells(strip, width) for strip, line in pairs]
        changes = _changes(self._lines, lines)
        data = "".join(changes.values())
        self.is_behind = not may_send(len(data.encode()))
        if not self.is_behind:
            self._lines = lines
        elif data:
            data = changes.get(caret, "")
            self._lines[caret : caret + 1] = lines[caret : caret + 1]
        return data

    def fits(self, width: int, height: int) -> bool:
        """Whether what stands there has this size, so that single lines may be given."""
        return (len(self._lines), self._width) == (height, width)

    def _cells(self, strip: Strip, width: int) -> Line:
        cells = _cells(strip, width, self._color_system)
        return [(PLAIN.get(text, text), codes) for text, codes in cells] if self.ascii_only else cells


def _changes(before: Sequence[Line], after: Sequence[Line]) -> dict[int, str]:
    """The data of each line that changed, by its number from the top."""
    pairs = enumerate(zip(before, after, strict=True))
    return {y: _line_update(y, old, new) for y, (old, new) in pairs if old != new}


def _cells(strip: Strip, width: int, color_system: ColorSystem | None) -> Line:
    cells: Line = []
    for text, style, control in strip:
        if control:
            continue
        codes = _codes(style, color_system) if style else ""
        plain = "" if style is None or not _shows_on_blank(style) else codes
        for character in text:
            size = get_character_cell_size(character)
            if size:
                cells.append((character, plain if character == " " else codes))
                cells += [("", codes)] * (size - 1)
            elif cells:
                _add_mark(cells, character)
    return (cells + [BLANK] * (width - len(cells)))[:width]


def _add_mark(cells: Line, mark: str) -> None:
    """Put a combining mark on the last character; a wide one has its character in the cell before."""
    place = -1 if cells[-1][0] or len(cells) == 1 else -2
    character, codes = cells[place]
    cells[place] = (character + mark, codes)


@lru_cache(maxsize=1024)
def _shows_on_blank(style: Style) -> bool:
    background = style.bgcolor is not None and not style.bgcolor.is_default
    return background or bool(style.reverse or style.underline or style.strike)


@lru_cache(maxsize=1024)
def _codes(style: Style, color_system: ColorSystem | None) -> str:
    """SGR codes of a style; the terminal's own colours need none."""
    if color_system is None:
        return ""
    marker = "\0"
    rendered = _without_default_colors(style).render(marker, color_system=color_system)
    return rendered.partition(marker)[0].removeprefix("\x1b[").removesuffix("m")


def _without_default_colors(style: Style) -> Style:
    color = None if style.color is None or style.color.is_default else style.color
    background = None if style.bgcolor is None or style.bgcolor.is_default else style.bgcolor
    kept = ("bold", "dim", "italic", "underline", "blink", "reverse", "strike")
    return Style(color=color, bgcolor=background, **{name: getattr(style, name) for name in kept})


def _line_update(y: int, old: Line, new: Line) -> str:
    end = _painted_end(new)
    parts = [(start, _run(new, start, stop)) for start, stop in _changed_runs(old[:end], new[:end])]
    if old[end:] != new[end:]:
        parts.append((end, _ERASE_LINE_END))
    first, *others = parts
    # Always to a column by its number: a terminal that draws a character wider than expected spoils one run only.
    data = f"{_move(y, first[0])}{first[1]}"
    return data + "".join(f"\x1b[{start + 1}G{text}" for start, text in others)


def _painted_end(line: Line) -> int:
    """Where only blank cells follow."""
    end = len(line)
    while end and line[end - 1] == BLANK:
        end -= 1
    return end


def _changed_runs(old: Line, new: Line) -> Iterable[tuple[int, int]]:
    """Ranges of changed cells; ranges with a cheap gap between them are one."""
    start = stop = -1
    for x, (before, after) in enumerate(zip(old, new, strict=True)):
        if before == after:
            continue
        if start >= 0 and _bytes(new[stop:x]) > JUMP:
            yield start, stop
            start = x
        start = x if start < 0 else start
        stop = x + 1
    if start >= 0:
        yield start, stop


def _bytes(cells: Line) -> int:
    # A gap of another style costs its codes as well: those are never cheaper than a jump.
    return sum(len(character.encode()) + len(codes) for character, codes in cells)


def _run(line: Line, start: int, stop: int) -> str:
    data, codes = "", ""
    for character, wanted in line[start:stop]:
        if wanted != codes and character:
            data += f"\x1b[0;{wanted}m" if wanted and codes else f"\x1b[{wanted}m"
            codes = wanted
        data += character
    return f"{data}\x1b[m" if codes else data


def _move(y: int, x: int) -> str:
    return f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H"
