"""Sending only what changed: the terminal shows the same as if everything had been sent."""

import pyte
from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.frame import Frame

WIDTH, HEIGHT = 12, 3
STYLES = (Style(), Style(bold=True), Style(reverse=True), Style(color="red"), Style(reverse=True, bold=True))
TEXT = st.text("ab 岩三村𠮷-|", max_size=WIDTH)
LINE = st.lists(st.tuples(TEXT, st.sampled_from(STYLES)), max_size=3)
SCREEN = st.lists(LINE, min_size=HEIGHT, max_size=HEIGHT)


def strips(lines: list[list[tuple[str, Style]]], width: int = WIDTH) -> list[Strip]:
    return [Strip([Segment(text, style) for text, style in line]).adjust_cell_length(width) for line in lines]


def shown(screen: pyte.Screen) -> list[list[tuple[str, bool, bool, str]]]:
    """Every cell with what can be seen of its style: bold and colour cannot be seen on a blank."""
    return [
        [
            (c.data, c.reverse, c.bold and c.data != " ", "default" if c.data == " " else c.fg)
            for c in (screen.buffer[y][x] for x in range(screen.columns))
        ]
        for y in range(screen.lines)
    ]


def painted(*data: str, width: int = WIDTH) -> pyte.Screen:
    screen = pyte.Screen(width, HEIGHT)
    stream = pyte.Stream(screen)
    for part in data:
        stream.feed(part)
    return screen


@given(st.lists(SCREEN, min_size=1, max_size=5))
def test_after_every_update_the_screen_is_as_if_painted_anew(frames: list[list[list[tuple[str, Style]]]]) -> None:
    frame, sent = Frame(), []
    for lines in frames:
        sent.append(frame.update(strips(lines), WIDTH))
        anew = painted(Frame().update(strips(lines), WIDTH))
        assert shown(painted(*sent)) == shown(anew)


@given(st.lists(st.tuples(SCREEN, st.booleans()), min_size=1, max_size=5))
def test_only_the_lines_that_changed_need_to_be_given(frames: list[tuple[list[list[tuple[str, Style]]], bool]]) -> None:
    """And those that might not be sent are given again."""
    frame, before, due = Frame(), list[Strip](), set[int]()
    sent = [frame.update(strips([[], [], []]), WIDTH)]
    for lines, may_be_sent in [*frames, (frames[-1][0], True)]:
        given_now = strips(lines)
        due |= {y for y in range(HEIGHT) if not before or given_now[y] != before[y]}
        before = given_now
        partly = [strip if y in due else None for y, strip in enumerate(given_now)]
        sent.append(frame.update(partly, WIDTH, may_send=lambda _size, may=may_be_sent: may))  # type: ignore[misc]
        assert frame.is_behind is not may_be_sent
        due = due if frame.is_behind else set()
    assert shown(painted(*sent)) == shown(painted(Frame().update(strips(frames[-1][0]), WIDTH)))


@given(SCREEN)
def test_a_fresh_frame_shows_what_the_strips_hold(lines: list[list[tuple[str, Style]]]) -> None:
    screen = painted(Frame().update(strips(lines), WIDTH))
    for y, strip in enumerate(strips(lines)):
        cells = [c for c in (screen.buffer[y][x] for x in range(WIDTH)) if c.data]
        assert "".join(c.data for c in cells) == strip.text
        styled = [style for text, style, _ in strip for _ in text]
        for cell, style in zip(cells, styled, strict=True):
            assert cell.reverse == bool(style and style.reverse)


def test_nothing_is_sent_when_nothing_changed() -> None:
    frame = Frame()
    lines = strips([[("岩三", STYLES[2])], [], [("ab", STYLES[1])]])
    assert frame.update(lines, WIDTH)
    assert frame.update(lines, WIDTH) == ""


def test_only_the_changed_cells_are_sent() -> None:
    frame = Frame()
    frame.update(strips([[("> 岩三", STYLES[0])], [("  叶香", STYLES[0])], []]), WIDTH)
    data = frame.update(strips([[("  岩三", STYLES[0])], [("> 叶香", STYLES[0])], []]), WIDTH)
    assert data == "\x1b[1H \x1b[2H>"


def test_a_resized_terminal_is_painted_anew() -> None:
    frame = Frame()
    frame.update(strips([[("岩三", STYLES[0])], [], []]), WIDTH)
    wider = frame.update(strips([[("岩三", STYLES[0])], [], []], WIDTH + 2), WIDTH + 2)
    assert wider.startswith("\x1b[m\x1b[2J")
    assert "岩三" in wider


def test_a_combining_mark_goes_with_its_character() -> None:
    frame = Frame()
    assert "a\u0301" in frame.update(strips([[("a\u0301b", STYLES[0])], [], []]), WIDTH)
    assert "岩\u0301" in frame.update(strips([[("岩\u0301b", STYLES[0])], [], []]), WIDTH)
