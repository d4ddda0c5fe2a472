"""Texts in their room: breaking, cutting with a mark, title line."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult

from store.text import cells
from tui.standing import Standing, day_and_weekday, short_day
from tui.widgets.line import Line
from tui.widgets.title_line import TitleLine
from tui.widgets.visible_text import visible
from tui.wrapping import wrapped

STANDING = Standing(office="岳宋乡", operator="李敏", today=date(2026, 11, 22), computer_day=date(2026, 11, 22))


class LineApp(App[None]):
    """A title and two lines."""

    def __init__(self, standing: Standing, text: str) -> None:
        super().__init__()
        self._shown = standing, text

    def compose(self) -> ComposeResult:
        yield TitleLine(self._shown[0])
        yield Line(self._shown[1])

    @property
    def lines(self) -> list[str]:
        return [strip.text for strip in self.screen._compositor.render_strips()]


@given(st.text("岩三木,。ab ", max_size=60), st.integers(8, 40))
def test_breaking_loses_nothing_and_keeps_to_the_width(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert "".join(lines) == text
    assert all(cells(line.rstrip(",。")) <= width for line in lines)


def test_closing_punctuation_does_not_begin_a_line() -> None:
    assert wrapped("岩三木。好", 6) == ["岩三木。", "好"]


async def test_a_line_that_is_cut_says_so() -> None:
    app = LineApp(STANDING, "岩" * 60)
    async with app.run_test(size=(80, 5)):
        assert app.lines[1].rstrip().endswith("~")
        assert cells(app.lines[1]) == 80


async def test_the_title_names_office_day_and_operator() -> None:
    app = LineApp(STANDING, "")
    async with app.run_test(size=(80, 5)):
        assert app.lines[0].split() == ["岳宋台账", "岳宋乡", "2026-11-22", "周日", "操作员", "李敏"]


async def test_the_title_says_what_is_out_of_the_usual() -> None:
    unusual = Standing(
        office="岳宋乡\x1b[2J" * 20,
        operator="李敏",
        today=date(2026, 2, 28),
        computer_day=date(2026, 11, 22),
        demo=True,
    )
    app = LineApp(unusual, "")
    async with app.run_test(size=(80, 5)):
        assert " 演示 " in app.lines[0]
        assert " 假定今天 2026-02-28 周六 " in app.lines[0]
        assert "\x1b" not in app.lines[0]
        assert cells(app.lines[0]) == 80


def test_days_are_short_in_their_own_year_only() -> None:
    assert short_day(date(2026, 3, 5), date(2026, 11, 22)) == "03-05"
    assert short_day(date(2027, 1, 2), date(2026, 11, 22)) == "2027-01-02"
    assert day_and_weekday(date(2026, 11, 23)) == "2026-11-23 周一"


@given(st.text(max_size=30))
def test_edited_text_is_drawn_one_for_one(text: str) -> None:
    assert len(visible(text)) == len(text)
    assert not {character for character in visible(text) if ord(character) < 32 or 127 <= ord(character) < 160}
