"""The list: only what is on screen is asked for, the cursor stays on its row."""

import unicodedata
from collections.abc import Hashable, Sequence

from textual.app import App, ComposeResult
from textual.pilot import Pilot

from tests.hostile import OWN
from tui.widgets.record_list import Column, ListedRows, ListRow, RecordList

COLUMNS = (Column(1), Column(8), Column(0))


class Counted:
    """A source of any length that counts what is asked of it."""

    def __init__(self, length: int) -> None:
        self.length = length
        self.asked = 0

    def count(self) -> int:
        return self.length

    def rows(self, start: int, stop: int) -> Sequence[ListRow]:
        self.asked += stop - start
        return [ListRow(number, (" ", f"行{number}", "文")) for number in range(start, min(stop, self.length))]

    def index_of(self, key: Hashable) -> int | None:
        return key if isinstance(key, int) and key < self.length else None


class ListApp(App[None]):
    """A list and nothing else."""

    def compose(self) -> ComposeResult:
        yield RecordList(COLUMNS)

    @property
    def shown(self) -> RecordList:
        return self.query_one(RecordList)

    @property
    def lines(self) -> list[str]:
        return [strip.text.rstrip() for strip in self.screen._compositor.render_strips()]


def rows(*names: str) -> ListedRows:
    return ListedRows(tuple(ListRow(name, (" ", name, "")) for name in names))


def grouped() -> ListedRows:
    heading = ListRow("h", ("今天到期",), heading=True, selectable=False)
    return ListedRows((heading, *rows("甲", "乙").listed))


async def key(pilot: Pilot[None], *keys: str) -> None:
    for name in keys:
        await pilot.press(name)
        await pilot.pause()


async def test_a_long_list_draws_only_what_is_on_screen() -> None:
    app = ListApp()
    async with app.run_test(size=(40, 10)) as pilot:
        source = Counted(100_000)
        app.shown.focus()
        app.shown.show(source)
        await key(pilot, "end")
        assert app.lines[-1].startswith(">")
        assert "行99999" in app.lines[-1]
        assert source.asked < 200


async def test_keys_move_the_cursor() -> None:
    app = ListApp()
    async with app.run_test(size=(40, 5)) as pilot:
        app.shown.focus()
        app.shown.show(Counted(50))
        found = []
        for name in ("down", "pagedown", "up", "pageup", "end", "home"):
            await key(pilot, name)
            assert app.shown.current is not None
            found.append(app.shown.current.key)
        assert found == [1, 5, 4, 0, 49, 0]
        assert app.lines[0].startswith(">")


async def test_headings_are_passed_over_and_stay_in_view() -> None:
    app = ListApp()
    async with app.run_test(size=(40, 2)) as pilot:
        app.shown.focus()
        app.shown.show(grouped())
        await key(pilot, "down", "down", "up", "up")
        assert app.shown.current is not None
        assert app.shown.current.key == "甲"
        assert app.lines == [" 今天到期", "> 甲"]


async def test_the_cursor_stays_on_its_row_when_rows_change_else_on_its_place() -> None:
    app = ListApp()
    async with app.run_test(size=(40, 5)) as pilot:
        app.shown.focus()
        app.shown.show(rows("甲", "乙", "丙"))
        await key(pilot, "down")
        app.shown.show(rows("新", "甲", "乙", "丙"))
        assert app.shown.current == rows("乙").listed[0]
        app.shown.show(rows("新", "甲", "丙"))
        assert app.shown.current == rows("丙").listed[0]
        app.shown.show(rows())
        assert app.shown.current is None


async def test_parts_that_do_not_fit_are_counted() -> None:
    app = ListApp()
    async with app.run_test(size=(32, 2)) as pilot:
        parts = ("见面 今天止", "谈话 11-30", "走访 11-30")
        app.shown.show(ListedRows((ListRow(1, (" ", "甲", parts)),)))
        await pilot.pause()
        assert app.lines[0] == "> 甲       见面 今天止 +2"
        await pilot.resize_terminal(60, 2)
        await pilot.pause()
        assert app.lines[0].endswith("见面 今天止 | 谈话 11-30 | 走访 11-30")


async def test_hostile_names_keep_their_line() -> None:
    app = ListApp()
    async with app.run_test(size=(40, 60)) as pilot:
        app.shown.show(ListedRows(tuple(ListRow(n, (" ", text, text)) for n, text in enumerate(OWN))))
        await pilot.pause()
        for strip in app.screen._compositor.render_strips():
            assert strip.cell_length == 40
            assert not {unicodedata.category(character) for character in strip.text} & {"Cc", "Cf", "Cs"}
