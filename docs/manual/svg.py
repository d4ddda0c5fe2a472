"""One screen as an SVG picture: the cells as the compositor has them, and nothing that a page would have to download.

Each character stands in its own cell whatever font the reader has; the bytes depend on the screen alone.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from rich.color import Color
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.style import Style
from rich.terminal_theme import TerminalTheme

from store.text import cells

CELL_WIDTH, CELL_HEIGHT, MARGIN = 10, 24, 12
_BASELINE = 18
_DIM = "#6a6e76"
_LIGHTEST = 110
_WIDE_FONTS = "'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif"
_NARROW_FONTS = "Consolas,Menlo,'DejaVu Sans Mono',monospace"
"""Apart from the wide ones: in a Chinese font a narrow sign such as the multiplication sign is a wide one."""
_WIDE_SIZE, _NARROW_SIZE = 20, 17
_NORMAL = ("1c1e22", "b21820", "146e32", "825a00", "1450aa", "822882", "006973", "787c82")
_BRIGHT = ("5a5e64", "c81e28", "1e823c", "966900", "1e5fc8", "963796", "007d87", "3c4046")
THEME = TerminalTheme(
    (255, 255, 255),
    (28, 30, 34),
    [tuple(bytes.fromhex(colour)) for colour in _NORMAL],  # type: ignore[misc]
    [tuple(bytes.fromhex(colour)) for colour in _BRIGHT],  # type: ignore[misc]
)
"""Dark on white: the manual is printed."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Characters of one style that stand side by side from cell ``x``."""

    x: int
    text: str
    style: Style

    @property
    def width(self) -> int:
        return cells(self.text)


def picture(lines: Sequence[Iterable[Segment]], columns: int, title: str) -> str:
    """The lines of a screen of ``columns`` cells as an SVG document. ``title`` is read out to those who cannot see."""
    width, height = columns * CELL_WIDTH + 2 * MARGIN, len(lines) * CELL_HEIGHT + 2 * MARGIN
    size = f'width="{width}" height="{height}"'
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {width} {height}">',
            f"<title>{escape(title)}</title>",
            f"<style>.wide{{font:{_WIDE_SIZE}px {_WIDE_FONTS}}}.narrow{{font:{_NARROW_SIZE}px {_NARROW_FONTS}}}"
            ".bold{font-weight:bold}</style>",
            f'<rect {size} rx="6" fill="{THEME.background_color.hex}" stroke="#b0b4ba"/>',
            *(mark for row, line in enumerate(lines) for mark in _line(line, row)),
            "</svg>\n",
        )
    )


def _line(segments: Iterable[Segment], row: int) -> Iterator[str]:
    top = MARGIN + row * CELL_HEIGHT
    for run in _runs(segments):
        front, back = _colours(run.style)
        left = MARGIN + run.x * CELL_WIDTH
        if back != THEME.background_color.hex:
            yield (
                f'<rect x="{left}" y="{top}" width="{run.width * CELL_WIDTH}" height="{CELL_HEIGHT}" fill="{back}"/>'
            )
        yield from _words(run, top + _BASELINE, front)


def _runs(segments: Iterable[Segment]) -> Iterator[_Run]:
    x = 0
    for text, style, control in segments:
        if not control:
            yield _Run(x, text, style or Style.null())
            x += cells(text)


def _words(run: _Run, y: int, colour: str) -> Iterator[str]:
    weight = " bold" if run.style.bold else ""
    x = run.x
    for kind, group in groupby(run.text, key=_kind):
        text = "".join(group)
        if kind:
            yield f'<text class="{kind}{weight}" y="{y}" fill="{colour}">{_placed(text, x)}</text>'
        x += cells(text)


def _placed(text: str, x: int) -> str:
    """Each character at its own cell: fonts disagree about how broad a narrow one is."""
    step = cells(text) // len(text)
    places = ((MARGIN + (x + step * at) * CELL_WIDTH, character) for at, character in enumerate(text))
    return "".join(f'<tspan x="{left}">{escape(character)}</tspan>' for left, character in places)


def _kind(character: str) -> str:
    if character == " ":
        return ""
    return "wide" if cells(character) > 1 else "narrow"


def _colours(style: Style) -> tuple[str, str]:
    """Foreground and background as they are seen, reverse video and dim text taken into account."""
    front = _hex(style.color, foreground=True)
    back = _hex(style.bgcolor, foreground=False)
    if style.dim:
        front = _DIM
    elif style.bgcolor is not None and _light(style.bgcolor.get_truecolor(THEME, foreground=False)) < _LIGHTEST:
        front = THEME.background_color.hex
    return (back, front) if style.reverse else (front, back)


def _hex(colour: Color | None, *, foreground: bool) -> str:
    shown = (colour or Color.default()).get_truecolor(THEME, foreground=foreground)
    light = _light(shown)
    # Yellow is read on a dark screen and not on paper.
    share = _LIGHTEST / light if foreground and light > _LIGHTEST else 1
    return "#" + "".join(f"{round(part * share):02x}" for part in shown)


def _light(colour: ColorTriplet) -> float:
    return (3 * colour.red + 6 * colour.green + colour.blue) / 10
